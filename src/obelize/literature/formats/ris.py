"""RIS: two-letter tags, one a line, an entry from `TY` to `ER`."""

import re
from collections.abc import Iterable, Iterator

from obelize.domain.author_lists import authors_listed
from obelize.domain.identifiers import arxiv_of_doi, bare_arxiv, bare_doi, stated_pmid, year_in
from obelize.domain.literature import Work
from obelize.domain.titles import plain_text
from obelize.literature.formats.lines import too_long
from obelize.literature.formats.reference import Entry, MalformedRecord, Reference
from obelize.literature.formats.tagged import Fields, TaggedEntry, all_of, first_of

_TAG = re.compile(r"^\ufeff?([A-Z][A-Z0-9])  ?- ?(.*)$")
_PUBMED = re.compile(r"pubmed|medline|pmid", re.IGNORECASE)
_TYPES = {
    "JOUR": "article-journal", "JFULL": "article-journal", "MGZN": "article-magazine", "NEWS": "article-newspaper",
    "CONF": "paper-conference", "CPAPER": "paper-conference", "BOOK": "book", "EBOOK": "book", "CHAP": "chapter",
    "ECHAP": "chapter", "THES": "thesis", "RPRT": "report", "ELEC": "webpage", "BLOG": "post-weblog", "WEB": "webpage",
    "UNPB": "manuscript", "PAT": "patent", "STAND": "standard", "DATA": "dataset", "COMP": "software",
    "VIDEO": "motion_picture", "PREPRINT": "article", "UNPD": "manuscript",
}  # fmt: skip


def parse_ris(lines: Iterable[str]) -> Iterator[Entry]:
    """The entries of RIS text. A line without a tag continues the one before it."""
    entry: TaggedEntry | None = None
    for number, line in enumerate(lines, 1):
        line = line.rstrip("\r\n")
        found = _TAG.match(line)
        tag, value = (found[1], found[2].strip()) if found else ("", line.strip())
        if tag == "TY":
            if entry:
                yield from _unended(entry)
            entry = TaggedEntry(number)
        if entry and (tag or value):
            entry.take(tag, value, line)
        elif tag or value:
            yield MalformedRecord(f"line {number}", f"{tag} stands outside an entry" if tag else "not a RIS tag")
        if entry and tag == "ER":
            yield _read(entry)
            entry = None
    if entry:
        yield from _unended(entry)


def _unended(entry: TaggedEntry) -> Iterator[Entry]:
    yield _read(entry)
    yield MalformedRecord(entry.place, "the entry has no ER line: read as far as it goes")


def _read(entry: TaggedEntry) -> Entry:
    return too_long(entry.place) if entry.is_too_long else _reference(entry.fields(), entry.text, entry.start)


def _reference(fields: Fields, raw: str, line: int) -> Entry:
    title = first_of(fields, "TI", "T1", "CT", "BT") or ""
    names = [plain_text(name) for name in all_of(fields, "AU", "A1")]
    listed = authors_listed(names, one_each=True)
    url = first_of(fields, "UR", "L1", "L2")
    doi = bare_doi(first_of(fields, "DO", "DI") or "") or (bare_doi(url) if url and "doi.org" in url else None)
    pages = "-".join(part for part in (first_of(fields, "SP"), first_of(fields, "EP")) if part) or None
    places = " ".join(all_of(fields, "UR", "AN", "M3", "N1", "C1"))
    key = first_of(fields, "ID", "AN") or ""
    work = Work(
        id=key,
        title=plain_text(title),
        source="ris",
        authors=listed.authors,
        year=year_in(first_of(fields, "PY", "Y1", "DA") or ""),
        venue=first_of(fields, "T2", "JO", "JF", "JA", "BT", "PB"),
        volume=first_of(fields, "VL"),
        issue=first_of(fields, "IS"),
        pages=pages,
        doi=doi,
        arxiv=arxiv_of_doi(doi) or (bare_arxiv(places) if "arxiv" in places.lower() else None),
        pmid=_pmid(fields),
        url=url,
        type=_TYPES.get(fields["TY"][0].upper() if "TY" in fields else ""),
        abstract=first_of(fields, "AB", "N2"),
    )
    reference = Reference(key, raw, work, listed.et_al, line)
    return reference if reference.tells_a_work else MalformedRecord(f"line {line}", "no title")


def _pmid(fields: Fields) -> str | None:
    """The accession number where it is PubMed's: any database numbers its records."""
    number = first_of(fields, "AN") or ""
    database = " ".join(all_of(fields, "DB", "DP"))
    return stated_pmid(number) if _PUBMED.search(f"{number} {database}") else None
