"""BibTeX and BibLaTeX, read leniently: an entry that can't be read is reported and the next `@` is tried."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from obelize.domain.identifiers import arxiv_of_doi, bare_arxiv, bare_doi, stated_pmid, year_in
from obelize.domain.literature import Work
from obelize.domain.titles import plain_text
from obelize.literature.formats.bibtex_names import authors_of_field
from obelize.literature.formats.reference import Entry, MalformedRecord, Reference

_HEAD = re.compile(r"@\s*([A-Za-z]+)\s*([{(])")
# A key may hold blanks that it shouldn't, but no line's end.
_KEY = re.compile(r"\s*+([^,\s={}\"]*+(?:[^\S\n]++[^,\s={}\"]++)*+)\s*+(,|(?=[})]))")
_FIELD = re.compile(r"[\s,]*([A-Za-z][\w:.+-]*)\s*=\s*")
_FIELD_LINE = re.compile(r"^[^\S\n]*([A-Za-z][\w:.+-]*)\s*=\s*[{\"]?(.*?)[}\"]?\s*,?\s*$", re.MULTILINE)
_BARE = re.compile(r"\s*([^\s,#{}\"()]+)")
_JOINED = re.compile(r"\s*#\s*")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TYPES = {
    "article": "article-journal", "inproceedings": "paper-conference", "conference": "paper-conference",
    "book": "book", "inbook": "chapter", "incollection": "chapter", "phdthesis": "thesis", "mastersthesis": "thesis",
    "thesis": "thesis", "techreport": "report", "report": "report", "online": "webpage", "www": "webpage",
    "proceedings": "book", "collection": "book", "booklet": "pamphlet", "manual": "report", "software": "software",
    "dataset": "dataset", "patent": "patent", "standard": "standard", "unpublished": "manuscript",
}  # fmt: skip


class _EntryError(ValueError):
    """The entry can't be read on; the message says why."""


@dataclass(slots=True)
class _Cursor:
    text: str
    at: int = 0


def parse_bibtex(text: str) -> Iterator[Entry]:
    """The entries of BibTeX text in order. `@comment` and `@preamble` are passed over, `@string` is applied."""
    strings = dict(zip(_MONTHS, _MONTHS, strict=True))
    cursor = _Cursor(text)
    line, counted = 1, 0
    while head := _HEAD.search(text, cursor.at):
        line += text.count("\n", counted, head.start())
        counted = head.start()
        cursor.at = head.end()
        kind = head[1].lower()
        closing = "}" if head[2] == "{" else ")"
        try:
            if kind in {"comment", "preamble"}:
                _skip_block(cursor, closing)
            elif kind == "string":
                strings.update(_fields(cursor, closing, strings))
            else:
                yield _entry(cursor, kind, closing, strings, (head.start(), line))
        except _EntryError as error:
            cursor.at = _next_entry(text, head.end())
            salvaged = _entry_by_lines(text[head.start() : cursor.at], kind, line)
            yield salvaged or MalformedRecord(f"line {line}", f"@{kind}: {error}")


def work_from_fields(kind: str, fields: dict[str, str], key: str = "") -> tuple[Work, bool]:
    """A work from BibTeX fields (names in lower case, values with LaTeX), and whether the authors end in "others"."""
    listed = authors_of_field(fields.get("author") or fields.get("editor") or "")
    url = fields.get("url") or _howpublished_url(fields.get("howpublished", ""))
    doi = bare_doi(plain_text(fields.get("doi", ""))) or (bare_doi(url) if url and "doi.org/" in url else None)
    venue = next((fields[name] for name in _VENUES if fields.get(name)), None)
    work = Work(
        id=key,
        title=_title(fields),
        source="bibtex",
        authors=listed.authors,
        year=year_in(fields.get("year") or fields.get("date") or ""),
        venue=_plain(venue) if venue else None,
        volume=_optional(fields, "volume"),
        issue=_optional(fields, "number"),
        pages=pages.replace("--", "-").replace("–", "-") if (pages := _optional(fields, "pages")) else None,
        doi=doi,
        arxiv=arxiv_of_doi(doi) or _arxiv(fields, url),
        pmid=stated_pmid(fields.get("pmid")),
        url=url,
        type=_TYPES.get(kind) or ("webpage" if kind == "misc" and url and not _arxiv(fields, url) else None),
        abstract=_optional(fields, "abstract"),
    )
    return work, listed.et_al


def _title(fields: dict[str, str]) -> str:
    title, subtitle = _plain(fields.get("title", "")), _plain(fields.get("subtitle", ""))
    if not title or not subtitle:
        return title or subtitle
    return f"{title} {subtitle}" if title[-1] in "?!:" else f"{title}: {subtitle}"


_VENUES = ("journal", "journaltitle", "booktitle", "school", "institution", "publisher", "organization")


def _entry(cursor: _Cursor, kind: str, closing: str, strings: dict[str, str], place: tuple[int, int]) -> Entry:
    start, line = place
    found = _KEY.match(cursor.text, cursor.at)
    if found:
        cursor.at = found.end()
    elif not _FIELD.match(cursor.text, cursor.at):
        raise _EntryError("no key")
    key = found[1] if found else ""
    fields = _fields(cursor, closing, strings)
    if parent := fields.get("crossref"):
        fields = _inherited(cursor.text, parent, strings) | fields
    work, et_al = work_from_fields(kind, fields, key)
    reference = Reference(key, cursor.text[start : cursor.at], work, et_al, line)
    return reference if reference.tells_a_work else MalformedRecord(f"line {line}", f"@{kind}{{{key}}}: no title")


def _inherited(text: str, key: str, strings: dict[str, str]) -> dict[str, str]:
    """The fields that an entry takes over from the one its `crossref` names; the parent's title is its book title."""
    head = re.search(rf"@\s*[A-Za-z]+\s*([{{(])\s*{re.escape(key.strip())}\s*,", text, re.IGNORECASE)
    if not head:
        return {}
    try:
        fields = _fields(_Cursor(text, head.end()), "}" if head[1] == "{" else ")", strings)
    except _EntryError:
        return {}
    book = {"booktitle": fields["title"]} if "title" in fields else {}
    kept = {name: fields[name] for name in ("year", "date", "booktitle", "publisher", "volume") if name in fields}
    return book | kept


def _entry_by_lines(raw: str, kind: str, line: int) -> Reference | None:
    """An entry whose braces don't match, read line by line as `name = {value},`; None where that gives no title."""
    key = _KEY.match(raw, raw.find("{") + 1)
    fields = {found[1].lower(): found[2].strip() for found in _FIELD_LINE.finditer(raw)}
    if not key or not fields.get("title"):
        return None
    work, et_al = work_from_fields(kind, fields, key[1])
    return Reference(key[1], raw.strip(), work, et_al, line) if work.title else None


def _fields(cursor: _Cursor, closing: str, strings: dict[str, str]) -> dict[str, str]:
    fields: dict[str, str] = {}
    while field := _FIELD.match(cursor.text, cursor.at):
        cursor.at = field.end()
        value = _value(cursor, strings)
        fields.setdefault(field[1].lower(), value)
    end = re.compile(r"[\s,]*").match(cursor.text, cursor.at)
    cursor.at = end.end() if end else cursor.at
    if not cursor.text.startswith(closing, cursor.at):
        reason = "not closed" if cursor.at >= len(cursor.text) else f"unexpected {cursor.text[cursor.at]!r}"
        raise _EntryError(reason)
    cursor.at += 1
    return fields


def _value(cursor: _Cursor, strings: dict[str, str]) -> str:
    parts = [_piece(cursor, strings)]
    while joined := _JOINED.match(cursor.text, cursor.at):
        cursor.at = joined.end()
        parts.append(_piece(cursor, strings))
    return "".join(parts)


def _piece(cursor: _Cursor, strings: dict[str, str]) -> str:
    text = cursor.text
    if text.startswith("{", cursor.at):
        return _braced(cursor)
    if text.startswith('"', cursor.at):
        return _quoted(cursor)
    bare = _BARE.match(text, cursor.at)
    if not bare:
        raise _EntryError("a field has no value")
    cursor.at = bare.end()
    return strings.get(bare[1].lower(), bare[1])


_TIE = re.compile(r"(?<!\\)~")
_BRACES = re.compile(r"\\.|[{}]", re.DOTALL)
_QUOTE_OR_BRACE = re.compile(r"\\.|[{}\"]", re.DOTALL)


def _braced(cursor: _Cursor) -> str:
    start, depth = cursor.at, 0
    end = cursor.text.find("}", start)
    if end > 0 and "{" not in (plain := cursor.text[start + 1 : end]) and "\\" not in plain:
        cursor.at = end + 1
        return plain
    for found in _BRACES.finditer(cursor.text, start):
        if found[0] == "{":
            depth += 1
        elif found[0] == "}":
            depth -= 1
            if depth == 0:
                cursor.at = found.end()
                return cursor.text[start + 1 : found.start()]
    raise _EntryError("a brace is not closed")


def _quoted(cursor: _Cursor) -> str:
    start, depth = cursor.at + 1, 0
    for found in _QUOTE_OR_BRACE.finditer(cursor.text, start):
        if found[0] == "{":
            depth += 1
        elif found[0] == "}":
            depth -= 1
        elif found[0] == '"' and depth <= 0:
            cursor.at = found.end()
            return cursor.text[start : found.start()]
    raise _EntryError("a quotation mark is not closed")


def _skip_block(cursor: _Cursor, closing: str) -> None:
    cursor.at -= 1
    if closing == "}":
        _braced(cursor)
    else:
        cursor.at = max(cursor.text.find(")", cursor.at), cursor.at) + 1


def _next_entry(text: str, at: int) -> int:
    found = re.compile(r"^[^\S\n]*@", re.MULTILINE).search(text, at)
    return found.start() if found else len(text)


def _arxiv(fields: dict[str, str], url: str | None) -> str | None:
    prefix = fields.get("archiveprefix", fields.get("eprinttype", "")).lower()
    if (eprint := fields.get("eprint")) and (prefix in {"arxiv", ""}) and (found := bare_arxiv(eprint)):
        return found
    for text in (url or "", fields.get("journal", ""), fields.get("note", ""), fields.get("howpublished", "")):
        if "arxiv" in text.lower() and (found := bare_arxiv(text)):
            return found
    return None


def _howpublished_url(text: str) -> str | None:
    found = re.search(r"https?://[^\s{}]+", text)
    return found[0] if found else None


def _optional(fields: dict[str, str], name: str) -> str | None:
    return _plain(fields[name]) or None if fields.get(name) else None


def _plain(text: str) -> str:
    return plain_text(_TIE.sub(" ", text) if "~" in text else text)
