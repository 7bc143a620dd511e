"""Works as rows: what is stored, and the digests they are found by."""

import json
import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
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
    """The works stored in these rows, in their order, each with the notices about it."""
    if not rows:
        return []
    stored = connection.execute(
        "SELECT work, own_id, title, abstract, record FROM works WHERE work IN (SELECT value FROM json_each(?))",
        (json.dumps(rows),),
    )
    by_row = {row: work_of(own_id, title, abstract, record, source) for row, own_id, title, abstract, record in stored}
    return _with_notices(connection, [by_row[row] for row in rows])


def _with_notices(connection: sqlite3.Connection, works: list[Work]) -> list[Work]:
    if not connection.execute("SELECT EXISTS (SELECT 1 FROM notices)").fetchone()[0]:
        return works
    keys = [notice_keys(work) for work in works]
    noticed = connection.execute(
        "SELECT doi, kind, source, notice_doi, date FROM notices WHERE doi IN (SELECT value FROM json_each(?))",
        (json.dumps([key for each in keys for key in each]),),
    )
    notices: dict[str, list[Notice]] = {}
    for key, kind, reporter, notice_doi, date in noticed:
        notices.setdefault(key, []).append(Notice(NoticeKind(kind), reporter, notice_doi or None, date))
    return [
        replace(work, notices=_each_once(notices, its_keys)) if notices.keys() & its_keys else work
        for work, its_keys in zip(works, keys, strict=True)
    ]


def _each_once(notices: Mapping[str, Sequence[Notice]], keys: Sequence[str]) -> tuple[Notice, ...]:
    once: dict[tuple[NoticeKind, str | None], Notice] = {}
    for notice in (notice for key in keys for notice in notices.get(key, ())):
        once.setdefault((notice.kind, notice.doi), notice)
    return tuple(once.values())


def notice_keys(work: Work) -> list[str]:
    """What notices about a work may be filed under: its bare DOI, else "pmid:…", "arxiv:…", or own id with title.

    Another bibliography may use the same id for another work.
    """
    keys = [
        (work.doi, work.doi),
        (work.pmid, f"pmid:{work.pmid}"),
        (work.arxiv, f"arxiv:{bare_version(work.arxiv or '')}"),
        (work.id, f"id:{work.id} {title_key(work.title)}"),
    ]
    return [key.lower() for stated, key in keys if stated and key]


class Prepared(NamedTuple):
    """A work ready to be written: made without the library, and cheap to hand from one process to another.

    `identifiers` and `titles` are the digests it is filed under, `title_text` and `abstract_text` what is indexed.
    `notices` are those the record itself brings, each with the most exact of the work's `notice_keys` before it.
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
    keys = notice_keys(work)[:1] if work.notices else ()
    return Prepared(
        (work.id, work.title, work.abstract, record),
        tuple(identifier_digests(work)),
        tuple(title_digests(work.title)),
        indexed(work.title),
        indexed(work.abstract),
        digest("content", f"{work.id}\0{work.title}\0{work.abstract or ''}\0{record}"),
        tuple((key, n.kind, n.source, n.doi, n.date) for key in keys for n in work.notices),
    )


def indexed(text: str | None) -> str | None:
    """The form of a text that goes into the index: Greek letters spelt out, ligatures split; ASCII stays as it is."""
    return text if text is None or text.isascii() else fold(text)


def digest(kind: str, value: str) -> int:
    """The 64-bit digest under which `keys` files a value of a kind ("doi", "arxiv", "pmid", "id", "title")."""
    data = f"{kind}\0{value}".encode("utf-8", "surrogatepass")
    return _from_bytes(blake2b(data, digest_size=8).digest(), "big", signed=True)


def notice_digest(work_key: str, kind: str, notice_doi: str, source: str, date: str | None) -> int:
    """The digest of a notice; what stands in brackets after its source's name only says how old a table is."""
    return digest("notice", "\0".join((work_key, kind, notice_doi, source.partition(" (")[0], date or "")))


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
