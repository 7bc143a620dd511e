"""Tables of works: a row is a reference where the columns are called title, authors, year and the like."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from obelize.domain.author_lists import authors_listed
from obelize.domain.document import Document, Link, Segment, SegmentRole
from obelize.domain.identifiers import arxiv_in, bare_doi, year_in
from obelize.domain.literature import CitedWork
from obelize.domain.reference_text import mended

_BETWEEN_CELLS = " | "
_FEWEST_COLUMNS = 2
_ROLES = frozenset({SegmentRole.TABLE, SegmentRole.TABLE_HEADING, SegmentRole.FOOTNOTE})
_NAMES = {
    "title": "title", "paper": "title", "article": "title", "work": "title", "reference": "title",
    "paper title": "title", "author": "authors", "authors": "authors", "author(s)": "authors", "year": "year",
    "date": "year", "published": "year", "venue": "venue", "journal": "venue", "conference": "venue",
    "publication": "venue", "published in": "venue", "journal/conference": "venue", "venue/journal": "venue",
    "doi": "link", "arxiv": "link", "url": "link", "link": "link", "#": "key", "no": "key", "no.": "key", "key": "key",
}  # fmt: skip
_AROUND = " \"“”'‘’.,*_"
_NOTHING = frozenset({"", "-", "–", "—", "n/a", "none", "?"})


@dataclass(frozen=True, slots=True)
class TabledWork:
    """The stretch of a row from its first to its last column with a name, the row's key, and what it cites."""

    start_char: int
    end_char: int
    key: str
    cited: CitedWork


def tabled_works(document: Document) -> Iterator[TabledWork]:
    """The works in the rows of tables that have a column for titles and one for authors.

    The key is empty where the table has none. A single author is taken for the first of perhaps more.
    """
    columns: list[str] = []
    for segment in document.segments:
        cells = segment.text.split(_BETWEEN_CELLS)
        if segment.role not in _ROLES or len(cells) < _FEWEST_COLUMNS:
            columns = []
        elif named := _columns(cells):
            columns = named
        elif segment.role is SegmentRole.TABLE_HEADING or len(cells) != len(columns):
            columns = []
        elif row := _row(segment, columns, cells, document.links):
            yield row


def _row(segment: Segment, columns: Sequence[str], cells: Sequence[str], links: Sequence[Link]) -> TabledWork | None:
    starts = [0, *accumulate(len(cell) + len(_BETWEEN_CELLS) for cell in cells)]
    named = [index for index, column in enumerate(columns) if column]
    start = segment.start_char + starts[named[0]]
    end = segment.start_char + starts[named[-1]] + len(cells[named[-1]])
    told = dict(zip(columns, cells, strict=True))
    targets = [link.url for link in links if start <= link.start_char < end]
    cited = _work(told, targets)
    return TabledWork(start, end, told.get("key", "").strip(" []."), cited) if cited else None


def _columns(cells: Sequence[str]) -> list[str]:
    """What the columns hold, if the cells name those of a table of works."""
    columns = [_NAMES.get(cell.strip(" *_:").lower(), "") for cell in cells]
    return columns if {"title", "authors"} <= set(columns) and columns.count("title") == 1 else []


def _work(told: Mapping[str, str], targets: Sequence[str]) -> CitedWork | None:
    title = mended(_stated(told, "title")).strip(_AROUND)
    listed = authors_listed([mended(_stated(told, "authors"))])
    if not title or not listed.authors:
        return None
    address = " ".join([_stated(told, "link"), *targets])
    return CitedWork(
        title=title,
        authors=listed.authors,
        et_al=listed.et_al or len(listed.authors) == 1,
        year=year_in(_stated(told, "year") or _stated(told, "venue")),
        venue=_stated(told, "venue") or None,
        doi=bare_doi(address),
        arxiv=arxiv_in(address),
    )


def _stated(told: Mapping[str, str], column: str) -> str:
    cell = told.get(column, "").strip()
    return "" if cell.lower() in _NOTHING else cell
