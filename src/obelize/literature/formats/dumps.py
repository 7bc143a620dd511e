"""Dumps of whole collections as JSON lines: OpenAlex works, Crossref, arXiv's metadata snapshot.

OpenAlex and Crossref records are read by the same functions as the sources' online answers.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from obelize.domain.identifiers import bare_arxiv, bare_doi, doi_of_arxiv, year_in
from obelize.domain.literature import Author, Work
from obelize.domain.titles import plain_text
from obelize.literature.formats.json_text import json_lines
from obelize.literature.formats.reference import Entry, MalformedRecord, Reference
from obelize.literature.sources.crossref import work_from_crossref
from obelize.literature.sources.openalex import work_from_openalex
from obelize.literature.sources.payload import PayloadError, record_in


def parse_openalex_lines(lines: Iterable[str], first: int = 1) -> Iterator[Entry]:
    """Works of an OpenAlex snapshot."""
    return _parsed(lines, first, work_from_openalex)


def parse_crossref_lines(lines: Iterable[str], first: int = 1) -> Iterator[Entry]:
    """Works of a Crossref dump."""
    return _parsed(lines, first, work_from_crossref)


def parse_arxiv_lines(lines: Iterable[str], first: int = 1) -> Iterator[Entry]:
    """Works of arXiv's metadata snapshot."""
    return _parsed(lines, first, work_from_arxiv_snapshot)


def work_from_arxiv_snapshot(item: Mapping[str, Any]) -> Work:
    """One line of the snapshot. The year is that of the first version; the DOI is the published version's, if any."""
    arxiv = bare_arxiv(str(item.get("id") or ""))
    if arxiv is None:
        raise PayloadError("no arXiv id")
    versions = item.get("versions")
    first = versions[0] if isinstance(versions, list) and versions and isinstance(versions[0], dict) else {}
    doi = item.get("doi")
    return Work(
        id=arxiv,
        title=plain_text(str(item.get("title") or "")),
        source="arxiv",
        authors=tuple(_authors(item.get("authors_parsed"))),
        year=year_in(str(first.get("created") or item.get("update_date") or "")),
        venue=plain_text(str(item.get("journal-ref") or "")) or "arXiv",
        doi=(bare_doi(doi) if isinstance(doi, str) else None) or doi_of_arxiv(arxiv),
        arxiv=arxiv,
        url=f"https://arxiv.org/abs/{arxiv}",
        type="article",
        abstract=plain_text(str(item.get("abstract") or "")) or None,
    )


def _authors(value: object) -> Iterator[Author]:
    for parts in value if isinstance(value, list) else ():
        if isinstance(parts, list) and parts and all(isinstance(part, str) for part in parts):
            family, given, suffix = (*parts, "", "")[:3]
            if name := plain_text(f"{family} {suffix}"):
                yield Author(name, plain_text(given))


def _parsed(lines: Iterable[str], first: int, read: Callable[[dict[str, Any]], Work]) -> Iterator[Entry]:
    for line in json_lines(lines, first):
        if isinstance(line, MalformedRecord):
            yield line
            continue
        number, raw, value = line
        try:
            work = read(dict(record_in(value, "the line")))
        except PayloadError as error:
            yield MalformedRecord(f"line {number}", str(error))
        else:
            yield _titled(work, raw, number)


def _titled(work: Work, raw: str, number: int) -> Entry:
    return Reference(work.id, raw, work, line=number) if work.title else MalformedRecord(f"line {number}", "no title")
