"""Identifiers out of texts and out of fields."""

import pytest

from obelize.domain.identifiers import arxiv_in, bare_arxiv, bare_doi, doi_of_arxiv, stated_doi, stated_pmid


def test_a_text_ends_a_doi_where_a_field_does_not() -> None:
    assert bare_doi("see 10.1000/ABC).") == "10.1000/abc"
    assert stated_doi("10.1000/ABC).") == "10.1000/abc)."


@pytest.mark.parametrize("arxiv", ["2001.08361", "arXiv:2001.08361v2", "https://arxiv.org/abs/2001.08361"])
def test_an_arxiv_id_has_a_doi(arxiv: str) -> None:
    assert doi_of_arxiv(arxiv) == "10.48550/arxiv.2001.08361"


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        ("https://doi.org/10.1016/S0140-6736%2897%2911096-0", "10.1016/s0140-6736(97)11096-0"),
        ("https://doi.org/10.1000%2Fxyz", "10.1000/xyz"),
        ("10.1000/half%20off", "10.1000/half%20off"),
        ("[10.1000/abc](https://doi.org/10.1000/abc)", "10.1000/abc"),
        ("**10.1000/bold**", "10.1000/bold"),
        ("“10.1000/said”", "10.1000/said"),
        ("10.1000/cjk。然后", "10.1000/cjk"),
        ("10.1000/bar|cell", "10.1000/bar"),
        ("10.1016/0003[4916]", "10.1016/0003[4916]"),
    ],
)
def test_what_surrounds_a_doi_is_no_part_of_it(text: str, doi: str) -> None:
    assert bare_doi(text) == doi


def test_a_field_with_an_encoded_address_has_the_doi() -> None:
    assert stated_doi("https://doi.org/10.1000%2Fxyz") == "10.1000/xyz"


@pytest.mark.parametrize("text", ["math.GT/0309136", "arXiv:math.GT/0309136v2", "https://arxiv.org/abs/math/0309136"])
def test_an_old_arxiv_id_goes_without_its_subject_class(text: str) -> None:
    assert bare_arxiv(text) == arxiv_in(text) == "math/0309136"
    assert arxiv_in("see cond-mat.stat-mech/0102536 for more") == "cond-mat/0102536"


@pytest.mark.parametrize(
    ("value", "pmid"),
    [
        ("PMID: 26017442", "26017442"),
        ("PMID26017442", "26017442"),
        ("https://pubmed.ncbi.nlm.nih.gov/26017442/", "26017442"),
        ("PMC3456789", None),
    ],
)
def test_a_pubmed_id_is_not_one_of_pubmed_central(value: str, pmid: str | None) -> None:
    assert stated_pmid(value) == pmid
