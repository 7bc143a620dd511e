"""Reference lists of pages: each entry is one citation."""

from dataclasses import replace

import pytest

from obelize.domain.claim import CitationForm
from obelize.domain.document import Link, Segment, SegmentRole
from obelize.extraction.citations import find_citations
from tests.unit.extraction.documents import document_of

_FIRST = "Diekelmann S, Born J. The memory function of sleep. Nature Reviews Neuroscience 11, 114–126 (2010)."
_SECOND = "Walker MP, Varga I. Eight hours or nothing: sleep need in adults. Journal of Applied Slumber 3, 1–9 (2019)."


def entry(text: str, heading: str = "References", role: SegmentRole = SegmentRole.FOOTNOTE) -> Segment:
    return Segment(text, 0, 0, role, scope=("Sleep", heading))


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("References", SegmentRole.FOOTNOTE),
        ("Bibliography", SegmentRole.FOOTNOTE),
        ("Works cited", SegmentRole.LIST_ITEM),
        ("Papers", SegmentRole.LIST_ITEM),
    ],
)
def test_each_entry_of_a_reference_list_is_one_citation_with_all_its_fields(heading: str, role: SegmentRole) -> None:
    with_doi = f"{_FIRST} https://doi.org/10.1038/nrn2762"
    first, second = find_citations(document_of(entry(with_doi, heading, role), entry(_SECOND, heading, role)))
    assert (first.raw, second.raw) == (with_doi, _SECOND)
    assert first.form is second.form is CitationForm.REFERENCE
    assert first.cited.title == "The memory function of sleep"
    assert [author.family for author in first.cited.authors] == ["Diekelmann", "Born"]
    assert (first.cited.year, first.cited.volume, first.cited.doi) == (2010, "11", "10.1038/nrn2762")
    assert second.cited.title == "Eight hours or nothing: sleep need in adults"
    assert (second.cited.year, second.cited.doi) == (2019, None)


def test_numbered_entries_that_a_page_runs_together_are_cut_apart() -> None:
    first, second = find_citations(document_of(entry(f"[1] {_FIRST} [2] {_SECOND}")))
    assert (first.key, second.key) == ("1", "2")
    assert first.raw == f"[1] {_FIRST}"
    assert second.cited.title == "Eight hours or nothing: sleep need in adults"


def test_an_identifier_behind_an_entrys_link_is_the_entrys() -> None:
    document = document_of(entry(f"{_FIRST} doi"))
    at = len(_FIRST) + 1
    (found,) = find_citations(replace(document, links=(Link(at, at + 3, "https://doi.org/10.1038/nrn2762"),)))
    assert found.raw == f"{_FIRST} doi"
    assert (found.cited.title, found.cited.doi) == ("The memory function of sleep", "10.1038/nrn2762")


def test_an_entry_that_names_a_moment_of_the_talk_is_no_citation() -> None:
    assert find_citations(document_of(entry("Dr Varga, ~00:14", "Notes"))) == ()


def test_an_entry_out_of_a_pdf_is_read_mended_and_shown_as_it_stands() -> None:
    torn = (
        "L¨ ahdesm¨ aki S, Mu¨ller J. The mem\u00adory func\u00adtion of classi-\nfied sleep. "
        "Na\u00adture 11, 114–126 (2010)."
    )
    document = document_of(entry(torn), entry(_SECOND))
    first, second = find_citations(document)
    assert first.cited.title == "The memory function of classified sleep"
    assert [author.family for author in first.cited.authors] == ["Lähdesmäki", "Müller"]
    assert first.cited.venue == "Nature"
    assert [document.text[each.start_char : each.end_char] for each in (first, second)] == [torn, _SECOND]
    assert first.raw == torn


def test_entries_of_one_paragraph_are_cut_apart_before_names() -> None:
    third = "R. Moss and B. Fern, “Quiet rules for ponds,” in Proc. X, 2017, pp. 1–9."
    document = document_of(entry(f"{_FIRST} {_SECOND} https://doi.org/10.1000/x {third}", role=SegmentRole.PARAGRAPH))
    citations = find_citations(document)
    assert [each.raw for each in citations] == [_FIRST, f"{_SECOND} https://doi.org/10.1000/x", third]


@pytest.mark.parametrize(
    "text",
    [
        "Moss R. Methods in the pond of 1990. Part B. Nature 11, 114–126 (2010).",
        "Moss R. Tuning in a model of V1. NIPS. Retrieved from https://x.org/a.pdf (Accessed 3 May 2024).",
        "Moss, R. (2006). Ponds. J. Pond, 3, 1–9.",
    ],
)
def test_one_entry_is_not_cut(text: str) -> None:
    assert [each.raw for each in find_citations(document_of(entry(text)))] == [text]
