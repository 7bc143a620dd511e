"""References that begin with the title: read whole in lists and lines, left alone where something else stands there."""

import time

import pytest

from obelize.domain.claim import CitationForm
from obelize.domain.document import Segment, SegmentRole
from obelize.extraction.citations import find_citations
from obelize.extraction.citations_strings import parse_reference
from tests.unit.extraction.documents import document_of


@pytest.mark.parametrize(
    ("raw", "families", "et_al", "venue"),
    [
        ("Quiet Networks for Sparse Routes — Lindqvist & Okafor, ICML, 2021", ["Lindqvist", "Okafor"], False, "ICML"),
        ("Quiet Networks for Sparse Routes - Lindqvist et al., NeurIPS 2021.", ["Lindqvist"], True, "NeurIPS"),
        (
            "Quiet Networks for Sparse Routes — Lindqvist, Ma & Okafor (2021)",
            ["Lindqvist", "Ma", "Okafor"],
            False,
            None,
        ),
        (
            "Quiet Networks for Sparse Routes — A. Lindqvist, Journal of Ponds, 2021",
            ["Lindqvist"],
            False,
            "Journal of Ponds",
        ),
        (
            "“Quiet Networks for Sparse Routes” (Lindqvist and Okafor, 2021, ICML)",
            ["Lindqvist", "Okafor"],
            False,
            "ICML",
        ),
        ("**Quiet Networks for Sparse Routes** (Lindqvist, ICML 2021)", ["Lindqvist"], False, "ICML"),
        ("Quiet Networks for Sparse Routes (Lindqvist et al., 2021). arXiv:2101.00001", ["Lindqvist"], True, None),
        ("Quiet Networks for Sparse Routes. Lindqvist et al. 2021.", ["Lindqvist"], True, None),
        (
            "Quiet Networks for Sparse Routes — Chidi Okafor and Hanna van der Berg, ICML, 2021",
            ["Okafor", "van der Berg"],
            False,
            "ICML",
        ),
    ],
)
def test_title_authors_venue_and_year(raw: str, families: list[str], et_al: bool, venue: str | None) -> None:
    cited = parse_reference(raw)
    assert cited.title == "Quiet Networks for Sparse Routes"
    assert [author.family for author in cited.authors] == families
    assert (cited.et_al, cited.year, cited.venue) == (et_al, 2021, venue)


@pytest.mark.parametrize(
    "raw",
    [
        "Superintelligence of Quiet Networks (Oxford University Press, 2014)",
        "Thinking with Quiet Networks — Taylor & Francis, 2019",
        "Quiet Networks for Routes (Penguin, London, 2018)",
        "Quiet Networks for Routes — Technical Report, 2023",
    ],
)
def test_publishers_are_no_authors(raw: str) -> None:
    assert not parse_reference(raw).authors


def test_items_of_a_list_are_references_as_a_whole() -> None:
    raw = "Quiet Networks for Sparse Routes — Lindqvist et al., ICML, 2021"
    items = [raw, "Loud Ponds and Their Frogs. Okafor et al. 2020."]
    found = find_citations(document_of(*(Segment(item, 0, 0, SegmentRole.LIST_ITEM) for item in items)))
    assert [(each.raw, each.form) for each in found] == [(item, CitationForm.REFERENCE) for item in items]


def test_long_lines_are_read_in_no_time() -> None:
    began = time.perf_counter()
    for line in ("Quiet Aa, " * 200, "Quiet Aa Bb — Cc, Dd " * 90, "Aa & Bb (Cc, " * 150, "A. B. Cc et al. " * 120):
        parse_reference(line)
    assert time.perf_counter() - began < 2
