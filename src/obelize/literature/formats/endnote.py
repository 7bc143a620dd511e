"""EndNote's tagged format (`.enw`, refer): `%` and a letter or digit, an entry from one `%0` to the next."""

import re
from collections.abc import Iterable, Iterator

from obelize.domain.author_lists import authors_listed
from obelize.domain.identifiers import arxiv_of_doi, bare_arxiv, bare_doi, year_in
from obelize.domain.literature import Work
from obelize.domain.titles import plain_text
from obelize.literature.formats.lines import too_long
from obelize.literature.formats.reference import Entry, MalformedRecord, Reference
from obelize.literature.formats.tagged import TaggedEntry, all_of, entries_from, first_of

_TAG = re.compile(r"^\ufeff?%([0-9A-Z@~!&*()+^>\[\]#$])\s+(.*)$")
_TYPES = {
    "journal article": "article-journal", "electronic article": "article-journal", "magazine article":
    "article-magazine", "newspaper article": "article-newspaper", "conference paper": "paper-conference",
    "conference proceedings": "paper-conference", "book": "book", "edited book": "book", "electronic book": "book",
    "book section": "chapter", "thesis": "thesis", "report": "report", "web page": "webpage", "blog": "post-weblog",
    "manuscript": "manuscript", "patent": "patent", "standard": "standard", "dataset": "dataset",
    "computer program": "software",
}  # fmt: skip


def parse_endnote(lines: Iterable[str]) -> Iterator[Entry]:
    """The entries of EndNote text. A line without a tag continues the one before it."""
    for entry in entries_from(lines, _TAG, "0", shown="%0"):
        yield _read(entry) if isinstance(entry, TaggedEntry) else entry


def _read(entry: TaggedEntry) -> Entry:
    if entry.is_too_long:
        return too_long(entry.place)
    fields = entry.fields()
    title = first_of(fields, "T") or ""
    listed = authors_listed([plain_text(name) for name in all_of(fields, "A")], one_each=True)
    url = first_of(fields, "U")
    doi = bare_doi(first_of(fields, "R") or "") or (bare_doi(url) if url and "doi.org/" in url else None)
    key = first_of(fields, "F", "L") or ""
    work = Work(
        id=key,
        title=plain_text(title),
        source="endnote",
        authors=listed.authors,
        year=year_in(first_of(fields, "D", "8") or ""),
        venue=first_of(fields, "J", "B", "I"),
        volume=first_of(fields, "V"),
        issue=first_of(fields, "N"),
        pages=first_of(fields, "P"),
        doi=doi,
        arxiv=arxiv_of_doi(doi) or (bare_arxiv(url) if url and "arxiv" in url.lower() else None),
        url=url,
        type=_TYPES.get((first_of(fields, "0") or "").lower()),
        abstract=first_of(fields, "X"),
    )
    reference = Reference(key, entry.text, work, listed.et_al, entry.start)
    return reference if reference.tells_a_work else MalformedRecord(entry.place, "no title")
