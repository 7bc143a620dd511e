"""Works as rows: what is stored, and the digests they are found by."""

import json
import re
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import replace
from hashlib import blake2b
from typing import Any, NamedTuple

from obelize.domain.literature import Author, Notice, NoticeKind, Work
from obelize.domain.titles import fold, main_title, title_key

_PLAIN_FIELDS = ("year", "venue", "volume", "issue", "pages", "doi", "arxiv", "pmid", "url", "type")
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode
_from_bytes = int.from_bytes
_VERSION = re.compile(r"v\d+$")


def record_of(work: Work) -> str:
    """Everything of a work but id, title and abstract, as compact JSON."""
    record: dict[str, Any] = {}
    if work.authors:
        record["authors"] = [[author.family, author.given] for author in work.authors]
    for name in _PLAIN_FIELDS:
        if value := getattr(work, name):
            record[name] = value
    if work.publication_types:
        record["publication_types"] = work.publication_types
    return _encode(record)


def work_of(own_id: str, title: str, abstract: str | None, record: str, source: str) -> Work:
    """The work that `record_of` and its columns were made from."""
    fields = json.loads(record)
    fields["authors"] = tuple([Author(family, given) for family, given in fields.get("authors", ())])
    if types := fields.get("publication_types"):
        fields["publication_types"] = tuple(types)
    return Work(id=own_id, title=title, source=source, abstract=abstract, **fields)


def works_at(connection: sqlite3.Connection, rows: Sequence[int], source: str) -> list[Work]:
    """The works stored in these rows, in their order, each with the notices about its DOI."""
    if not rows:
        return []
    stored = connection.execute(
        "SELECT work, own_id, title, abstract, record FROM works WHERE work IN (SELECT value FROM json_each(?))",
        (json.dumps(rows),),
    )
    by_row = {row: work_of(own_id, title, abstract, record, source) for row, own_id, title, abstract, record in stored}
    works = [by_row[row] for row in rows]
    dois = [work.doi for work in works if work.doi]
    if not dois:
        return works
    noticed = connection.execute(
        "SELECT doi, kind, source, notice_doi, date FROM notices WHERE doi IN (SELECT value FROM json_each(?))",
        (json.dumps(dois),),
    )
    notices: dict[str, tuple[Notice, ...]] = {}
    for doi, kind, reporter, notice_doi, date in noticed:
        notice = Notice(NoticeKind(kind), reporter, notice_doi or None, date)
        notices[doi] = (*notices.get(doi, ()), notice)
    return [replace(work, notices=notices[work.doi]) if work.doi in notices else work for work in works]


class Prepared(NamedTuple):
    """A work ready to be written: made without the library, and cheap to hand from one process to another.

    `identifiers` and `titles` are the digests it is filed under, `title_text` and `abstract_text` what is indexed.
    `notices` are those the record itself brings.
    """

    work: tuple[str, str, str | None, str]
    identifiers: tuple[int, ...]
    titles: tuple[int, ...]
    title_text: str | None
    abstract_text: str | None
    content: int
    notices: tuple[tuple[str, str, str, str | None, str | None], ...]


def prepare(work: Work) -> Prepared:
    """Everything about a work that can be computed without the library."""
    record = record_of(work)
    notices = [(work.doi or "", n.kind, n.source, n.doi, n.date) for n in work.notices] if work.doi else ()
    return Prepared(
        (work.id, work.title, work.abstract, record),
        tuple(identifier_digests(work)),
        tuple(title_digests(work.title)),
        indexed(work.title),
        indexed(work.abstract),
        digest("content", f"{work.id}\0{work.title}\0{work.abstract or ''}\0{record}"),
        tuple(notices),
    )


def indexed(text: str | None) -> str | None:
    """The form of a text that goes into the index: Greek letters spelt out, ligatures split; ASCII stays as it is."""
    return text if text is None or text.isascii() else fold(text)


def digest(kind: str, value: str) -> int:
    """The 64-bit digest under which `keys` files a value of a kind ("doi", "arxiv", "pmid", "id", "title")."""
    data = f"{kind}\0{value}".encode("utf-8", "surrogatepass")
    return _from_bytes(blake2b(data, digest_size=8).digest(), "big", signed=True)


def identifier_digests(work: Work) -> Iterator[int]:
    """The digests of the identifiers that may name the same work in another record."""
    if work.doi:
        yield digest("doi", work.doi.lower())
    if work.arxiv:
        yield digest("arxiv", bare_version(work.arxiv))
    if work.pmid:
        yield digest("pmid", work.pmid)
    if work.id:
        yield digest("id", work.id)


def title_digests(title: str) -> Iterator[int]:
    """The digests of the whole title and, where it has a subtitle, of the title before it."""
    if key := title_key(title):
        yield digest("title", key)
        if (main := main_title(title)) and (main_key := title_key(main)) and main_key != key:
            yield digest("title", main_key)


def bare_version(arxiv: str) -> str:
    """An arXiv id in lower case without its version."""
    return _VERSION.sub("", arxiv.lower())
