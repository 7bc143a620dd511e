"""CSL-JSON: an array of items, or one item a line."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import IO, Any

from obelize.domain.identifiers import arxiv_of_doi, bare_arxiv, bare_doi, stated_pmid, year_in
from obelize.domain.literature import Author, Work
from obelize.literature.formats.csl_names import NotAnItemError, authors_of_item, plain
from obelize.literature.formats.json_text import BrokenJsonError, json_lines, json_value_at, records_within
from obelize.literature.formats.lines import MOST_CHARACTERS
from obelize.literature.formats.reference import Entry, MalformedRecord, Reference
from obelize.literature.formats.zotero import csl_from_zotero, is_zotero

_CHUNK = 1 << 16


def work_from_csl(item: Mapping[str, Any], source: str = "csl-json") -> Work:
    """One CSL item as a work. Raises `NotAnItemError` where it has no usable title, or a field of a wrong type."""
    work = _work(item, authors_of_item(item.get("author")).authors, source)
    if not work.title:
        raise NotAnItemError("no title")
    return work


def _work(item: Mapping[str, Any], authors: tuple[Author, ...], source: str) -> Work:
    doi = _identifier(item.get("DOI") or item.get("doi"), bare_doi)
    arxiv = arxiv_of_doi(doi)
    url = _text(item.get("URL"))
    if arxiv is None:
        arxiv = _arxiv(item, url)
    own_id = item.get("id")
    return Work(
        id=str(own_id) if own_id is not None else "",
        title=_plain_or_none(item.get("title")) or "",
        source=source,
        authors=authors,
        year=_year(item.get("issued") or item.get("year")),
        venue=_plain_or_none(item.get("container-title")),
        volume=_text(item.get("volume")),
        issue=_text(item.get("issue")),
        pages=_text(item.get("page")),
        doi=doi,
        arxiv=arxiv,
        pmid=stated_pmid(item.get("PMID")),
        url=url,
        type=_text(item.get("type")),
        abstract=_plain_or_none(item.get("abstract")),
        publication_types=_genres(item.get("genre")),
    )


def parse_csl_lines(lines: Iterable[str], first: int = 1) -> Iterator[Entry]:
    """The items of JSON lines, numbered from `first`; empty lines are passed over."""
    for read in json_lines(lines, first):
        if isinstance(read, MalformedRecord):
            yield read
            continue
        number, line, item = read
        try:
            yield reference_from_item(item, line, number)
        except NotAnItemError as error:
            yield MalformedRecord(f"line {number}", str(error))


def parse_csl_array(stream: IO[str]) -> Iterator[Entry]:
    """The items of a JSON array, read piece by piece, so that memory stays small however long it is."""
    decoder = json.JSONDecoder()
    buffer, line, number, started = "", 1, 0, False
    while True:
        chunk = stream.read(_CHUNK)
        buffer += chunk
        position = 0
        while True:
            start = _skip(buffer, position, "," if started else "[")
            if start == len(buffer) or buffer[start] == "]":
                position = start
                break
            started = True
            try:
                item, end = json_value_at(decoder, buffer, start)
            except BrokenJsonError as error:
                if chunk and len(buffer) - start < MOST_CHARACTERS:
                    position = start
                    break
                line += buffer.count("\n", 0, start)
                yield MalformedRecord(f"line {line}", f"not valid JSON: {error}; the rest is left out")
                return
            if end == len(buffer) and chunk and not isinstance(item, dict):
                position = start
                break
            line += buffer.count("\n", position, start)
            for record, raw in records_within(item, buffer[start:end]):
                number += 1
                try:
                    yield reference_from_item(record, raw, line)
                except NotAnItemError as error:
                    yield MalformedRecord(f"item {number}, line {line}", str(error))
            line += buffer.count("\n", start, end)
            position = end
        buffer = buffer[position:]
        if not chunk or buffer.startswith("]"):
            return


def reference_from_item(item: object, raw: str, line: int) -> Reference:
    """One parsed CSL item with its text and place, or one that is almost CSL: Zotero's, say."""
    if not isinstance(item, dict):
        raise NotAnItemError("not an object")
    if is_zotero(item) or (isinstance(item.get("data"), dict) and is_zotero(item["data"])):
        item = csl_from_zotero(item)
    listed = authors_of_item(item.get("author"))
    work = _work(item, listed.authors, "csl-json")
    reference = Reference(work.id, raw, work, listed.et_al, line)
    if not reference.tells_a_work:
        raise NotAnItemError("no title")
    return reference


def _skip(text: str, position: int, separator: str) -> int:
    while position < len(text) and (text[position].isspace() or text[position] in separator + "\ufeff"):
        position += 1
    return position


def _year(issued: object) -> int | None:
    if not isinstance(issued, dict):
        return year_in(str(issued)) if issued else None
    parts = issued.get("date-parts")
    if isinstance(parts, list) and parts and isinstance(parts[0], list) and parts[0]:
        first = parts[0][0]
        return first if isinstance(first, int) and 0 < first < 2200 else year_in(str(first))
    text = issued.get("raw") or issued.get("literal")
    return year_in(str(text)) if text else None


def _arxiv(item: Mapping[str, Any], url: str | None) -> str | None:
    own = item.get("arxiv")
    for text in (own, item.get("number"), item.get("note"), url):
        if isinstance(text, str) and "arxiv" in text.lower() and (found := bare_arxiv(text)):
            return found
    return bare_arxiv(own) if isinstance(own, str) and own else None


def _genres(value: object) -> tuple[str, ...]:
    return tuple(part.strip() for part in value.split(";") if part.strip()) if isinstance(value, str) else ()


def _identifier(value: object, read: Any) -> str | None:
    return read(value) if isinstance(value, str) and value else None


def _plain_or_none(value: object) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    return (plain(value) or None) if isinstance(value, str) else None


def _text(value: object) -> str | None:
    if value is None or value == "":
        return None
    return str(value) if isinstance(value, str | int | float) else None
