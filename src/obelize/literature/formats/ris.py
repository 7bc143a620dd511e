"""RIS: two-letter tags, one a line, an entry from `TY` to `ER`."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from obelize.domain.author_lists import authors_listed
from obelize.domain.identifiers import arxiv_of_doi, bare_arxiv, bare_doi, stated_pmid, year_in
from obelize.domain.literature import Work
from obelize.domain.titles import plain_text
from obelize.literature.formats.lines import MOST_CHARACTERS, too_long
from obelize.literature.formats.reference import Entry, MalformedRecord, Reference

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
    entry: _OpenEntry | None = None
    for number, line in enumerate(lines, 1):
        line = line.rstrip("\r\n")
        found = _TAG.match(line)
        tag, value = (found[1], found[2].strip()) if found else ("", line.strip())
        if tag == "TY":
            if entry:
                yield MalformedRecord(f"line {entry.start}", "the entry has no ER line")
            entry = _OpenEntry(number)
        if entry and (tag or value):
            entry.take(tag, value, line)
        elif tag or value:
            yield MalformedRecord(f"line {number}", f"{tag} stands outside an entry" if tag else "not a RIS tag")
        if entry and tag == "ER":
            yield entry.read()
            entry = None
    if entry:
        yield MalformedRecord(f"line {entry.start}", "the entry has no ER line")


@dataclass(slots=True)
class _OpenEntry:
    """An entry while its lines come in; those beyond what a record may have are counted, not kept."""

    start: int
    size: int = 0
    raw: list[str] = field(default_factory=list)
    tagged: list[tuple[str, list[str]]] = field(default_factory=list)

    def take(self, tag: str, value: str, line: str) -> None:
        self.size += len(line)
        if self.size > MOST_CHARACTERS:
            return
        self.raw.append(line)
        if tag:
            self.tagged.append((tag, [value]))
        else:
            self.tagged[-1][1].append(value)

    def read(self) -> Entry:
        place = f"line {self.start}"
        if self.size > MOST_CHARACTERS:
            return too_long(place)
        fields: dict[str, list[str]] = {}
        for tag, parts in self.tagged:
            fields.setdefault(tag, []).append(" ".join(parts))
        return _reference(fields, "\n".join(self.raw), self.start)


def _reference(fields: dict[str, list[str]], raw: str, line: int) -> Entry:
    title = _first(fields, "TI", "T1", "CT", "BT")
    if not title:
        return MalformedRecord(f"line {line}", "no title")
    names = [plain_text(name) for tag in ("AU", "A1") for name in fields.get(tag, []) if name]
    listed = authors_listed(names, one_each=True)
    url = _first(fields, "UR", "L1", "L2")
    doi = bare_doi(_first(fields, "DO", "DI") or "") or (bare_doi(url) if url and "doi.org" in url else None)
    pages = "-".join(part for part in (_first(fields, "SP"), _first(fields, "EP")) if part) or None
    places = " ".join(value for tag in ("UR", "AN", "M3", "N1", "C1") for value in fields.get(tag, []))
    key = _first(fields, "ID", "AN") or ""
    work = Work(
        id=key,
        title=plain_text(title),
        source="ris",
        authors=listed.authors,
        year=year_in(_first(fields, "PY", "Y1", "DA") or ""),
        venue=_first(fields, "T2", "JO", "JF", "JA", "BT", "PB"),
        volume=_first(fields, "VL"),
        issue=_first(fields, "IS"),
        pages=pages,
        doi=doi,
        arxiv=arxiv_of_doi(doi) or (bare_arxiv(places) if "arxiv" in places.lower() else None),
        pmid=_pmid(fields),
        url=url,
        type=_TYPES.get(fields["TY"][0].upper() if "TY" in fields else ""),
        abstract=_first(fields, "AB", "N2"),
    )
    return Reference(key, raw, work, listed.et_al, line)


def _pmid(fields: dict[str, list[str]]) -> str | None:
    """The accession number where it is PubMed's: any database numbers its records."""
    number = _first(fields, "AN") or ""
    database = " ".join(value for tag in ("DB", "DP") for value in fields.get(tag, []))
    return stated_pmid(number) if _PUBMED.search(f"{number} {database}") else None


def _first(fields: dict[str, list[str]], *tags: str) -> str | None:
    return next((value for tag in tags for value in fields.get(tag, []) if value), None)
