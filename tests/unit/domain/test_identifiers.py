"""Identifiers out of texts and out of fields."""

import pytest

from obelize.domain.identifiers import bare_doi, doi_of_arxiv, stated_doi


def test_a_text_ends_a_doi_where_a_field_does_not() -> None:
    assert bare_doi("see 10.1000/ABC).") == "10.1000/abc"
    assert stated_doi("10.1000/ABC).") == "10.1000/abc)."


@pytest.mark.parametrize("arxiv", ["2001.08361", "arXiv:2001.08361v2", "https://arxiv.org/abs/2001.08361"])
def test_an_arxiv_id_has_a_doi(arxiv: str) -> None:
    assert doi_of_arxiv(arxiv) == "10.48550/arxiv.2001.08361"
