"""Works as rows: what is stored, and the digests they are found by."""

import json
import re
from collections.abc import Iterator
from hashlib import blake2b
from typing import Any

from obelize.domain.literature import Author, Work
from obelize.domain.titles import main_title, title_key

_PLAIN_FIELDS = ("year", "venue", "volume", "issue", "pages", "doi", "arxiv", "pmid", "url", "type")
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode
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


def digest(kind: str, value: str) -> int:
    """The 64-bit digest under which `keys` files a value of a kind ("doi", "arxiv", "pmid", "id", "title")."""
    data = f"{kind}\0{value}".encode(errors="surrogatepass")
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "big", signed=True)


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
