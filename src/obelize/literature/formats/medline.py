"""MEDLINE, as PubMed saves it (`.nbib`): tags of up to four letters, an entry from one `PMID` to the next."""

import re
from collections.abc import Iterable, Iterator

from obelize.domain.author_lists import authors_listed
from obelize.domain.identifiers import bare_doi, stated_pmid, year_in
from obelize.domain.literature import Author, Work
from obelize.domain.titles import plain_text
from obelize.literature.formats.lines import too_long
from obelize.literature.formats.reference import Entry, MalformedRecord, Reference
from obelize.literature.formats.tagged import Fields, TaggedEntry, all_of, entries_from, first_of

_TAG = re.compile(r"^\ufeff?([A-Z]{2,4}) {0,2}- (.*)$")
_DOI = re.compile(r"(\S+) \[doi\]")


def parse_medline(lines: Iterable[str]) -> Iterator[Entry]:
    """The entries of MEDLINE text. A line without a tag continues the one before it."""
    for entry in entries_from(lines, _TAG, "PMID", shown="PMID"):
        yield _read(entry) if isinstance(entry, TaggedEntry) else entry


def _read(entry: TaggedEntry) -> Entry:
    if entry.is_too_long:
        return too_long(entry.place)
    fields = entry.fields()
    title = first_of(fields, "TI", "BTI", "TT") or ""
    pmid = stated_pmid(first_of(fields, "PMID"))
    doi = _DOI.search(" ".join(all_of(fields, "LID", "AID")))
    types = tuple(all_of(fields, "PT"))
    work = Work(
        id=pmid or "",
        title=plain_text(title).removesuffix("."),
        source="medline",
        authors=_authors(fields),
        year=year_in(first_of(fields, "DP", "DEP") or ""),
        venue=first_of(fields, "JT", "TA"),
        volume=first_of(fields, "VI"),
        issue=first_of(fields, "IP"),
        pages=first_of(fields, "PG"),
        doi=bare_doi(doi[1]) if doi else None,
        pmid=pmid,
        type="article-journal" if "Journal Article" in types else None,
        abstract=first_of(fields, "AB"),
        publication_types=types,
    )
    reference = Reference(pmid or "", entry.text, work, line=entry.start)
    return reference if reference.tells_a_work else MalformedRecord(entry.place, "no title")


def _authors(fields: Fields) -> tuple[Author, ...]:
    # AU is FAU's name with initials, "He K"; without FAU it is all there is.
    persons = all_of(fields, "FAU") or all_of(fields, "AU")
    return (
        *authors_listed(list(map(plain_text, persons)), one_each=True).authors,
        *(Author(name) for name in all_of(fields, "CN")),
    )
