"""Tables of works: each row is one citation."""

import pytest

from obelize.domain.claim import CitationForm
from obelize.domain.document import Segment, SegmentRole
from obelize.extraction.citations import find_citations
from tests.unit.extraction.documents import document_of


def row(text: str, role: SegmentRole = SegmentRole.TABLE) -> Segment:
    return Segment(text, 0, 0, role, scope=("Sleep",))


@pytest.mark.parametrize("role", [SegmentRole.TABLE, SegmentRole.FOOTNOTE])
def test_each_row_is_one_citation_with_all_its_fields(role: SegmentRole) -> None:
    heading = SegmentRole.TABLE_HEADING if role is SegmentRole.TABLE else role
    first, second = find_citations(
        document_of(
            row("# | Title | Authors | Year | Venue | DOI | Remarks", heading),
            row("[7] | Deep ponds of the north | Moss, A., Fern, B. | 2016 | Nature | 10.1000/x | Read it", role),
            row("8 | Quiet rules | Ada Moss et al. | 2017 | – |  | We found it to be good", role),
        )
    )
    assert (first.key, first.form, first.guessed) == ("7", CitationForm.REFERENCE, False)
    assert first.raw == "[7] | Deep ponds of the north | Moss, A., Fern, B. | 2016 | Nature | 10.1000/x"
    assert first.cited.title == "Deep ponds of the north"
    assert [author.family for author in first.cited.authors] == ["Moss", "Fern"]
    assert (first.cited.year, first.cited.venue, first.cited.doi) == (2016, "Nature", "10.1000/x")
    assert (second.cited.title, second.cited.et_al) == ("Quiet rules", True)
    assert (second.cited.year, second.cited.venue, second.cited.doi) == (2017, None, None)


@pytest.mark.parametrize("heading", ["Title | Price | Year", "Authors | Salary | Year", "Name | Title | Year"])
def test_other_tables_are_none(heading: str) -> None:
    rows = row(heading, SegmentRole.TABLE_HEADING), row("Deep ponds of the north | Moss, A. | 2016")
    assert find_citations(document_of(*rows)) == ()


def test_a_table_ends_where_another_begins() -> None:
    works = row("Title | Authors", SegmentRole.TABLE_HEADING), row("Deep ponds | Ada Moss")
    prices = row("Thing | Price", SegmentRole.TABLE_HEADING), row("Deep ponds | Ten pounds")
    assert [citation.raw for citation in find_citations(document_of(*works, *prices))] == ["Deep ponds | Ada Moss"]
