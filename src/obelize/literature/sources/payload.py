"""Answers opened with suspicion: what isn't shaped as agreed is a `PayloadError`, never a crash and never "none".

The structure around the records must be right; within a record a field of the wrong type counts as not stated.
"""

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from xml.etree.ElementTree import Element, ParseError

import defusedxml.ElementTree
from defusedxml.common import DefusedXmlException

from obelize.errors import ObelizeError
from obelize.network.messages import Answer

Record = Mapping[str, Any]

_LONGEST_TEXT = 50_000
_MOST_ENTRIES = 5_000
_BLOCK = re.compile(r"</?(?:jats:)?(?:p|title|sec|list|list-item|abstract|h\d|div|br|li|ul)\b[^<>]*>", re.IGNORECASE)
_HEADING = re.compile(r"<(?:jats:)?title[^<>]*>\s*(?:abstract|summary)\s*</(?:jats:)?title>", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_SPACE = re.compile(r"\s+")


class PayloadError(ObelizeError):
    """An answer that can't be read as what was asked for. The message is a plain reason for a receipt."""


def expect_status(answer: Answer, *allowed: int) -> None:
    """Raise unless the status is 200 or one of `allowed`."""
    if answer.status not in {200, *allowed}:
        raise PayloadError(f"it answered with status {answer.status}")


def parse_json(answer: Answer) -> Any:
    """The body as JSON. The content type has to say so, too: a login page is no answer."""
    kind = answer.media_type
    if kind and not (kind.endswith(("json", "javascript")) or kind == "text/plain"):
        raise PayloadError(f"it answered with {kind} instead of JSON")
    return json_from(answer.body)


def json_from(body: bytes | str) -> Any:
    """The body as JSON, whatever it claims to be."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise PayloadError("its answer is no valid JSON") from error


def parse_xml(answer: Answer, *, forbid_dtd: bool) -> Element:
    """The body as XML without entities and external references."""
    kind = answer.media_type
    if kind and not kind.endswith("xml"):
        raise PayloadError(f"it answered with {kind} instead of XML")
    return xml_from(answer.body, forbid_dtd=forbid_dtd)


def xml_from(body: bytes, *, forbid_dtd: bool) -> Element:
    """The body as XML, whatever it claims to be."""
    try:
        root: Element = defusedxml.ElementTree.fromstring(body, forbid_dtd=forbid_dtd)
    except (ParseError, DefusedXmlException, ValueError, LookupError, RecursionError) as error:
        raise PayloadError("its answer is no valid XML") from error
    return root


def record_in(value: Any, where: str) -> Record:
    """`value` if it is an object."""
    if not isinstance(value, dict):
        raise PayloadError(f"its answer has no object at {where}")
    return value


def records_in(value: Any, where: str) -> list[Record]:
    """`value` if it is a list of objects."""
    if not isinstance(value, list):
        raise PayloadError(f"its answer has no list at {where}")
    return [record_in(item, where) for item in value[:_MOST_ENTRIES]]


def text_of(value: Any) -> str | None:
    """`value` as text of sane length without markup or superfluous space; None for anything but a non-empty text."""
    if not isinstance(value, str):
        return None
    text = value[:_LONGEST_TEXT].encode("utf-8", "replace").decode("utf-8").replace("\0", "")
    return plain(text) or None


def plain(text: str) -> str:
    """`text` without JATS or HTML tags and entities, on one line."""
    if "<" in text or "&" in text:
        text = html.unescape(_TAG.sub("", _BLOCK.sub(" ", _HEADING.sub(" ", text))))
        # Escaped once more by some publishers: "&lt;i&gt;".
        text = _TAG.sub("", _BLOCK.sub(" ", text))
    return _SPACE.sub(" ", text).strip()


def first_text(value: Any) -> str | None:
    """The first text of a list, or the text itself."""
    return next(texts_of(value), None)


def texts_of(value: Any) -> Iterator[str]:
    """The texts of a list, or the one text."""
    items = value[:_MOST_ENTRIES] if isinstance(value, list) else [value]
    return (text for item in items if (text := text_of(item)))


def inner_records(value: Any) -> list[Record]:
    """The objects of a list inside a record; anything else counts as not stated."""
    return [item for item in value[:_MOST_ENTRIES] if isinstance(item, dict)] if isinstance(value, list) else []


def inner_record(value: Any) -> Record:
    """An object inside a record, empty where there is none."""
    return value if isinstance(value, dict) else {}


def year_of(value: Any) -> int | None:
    """A year between 1000 and 2999 from a number, or from the beginning of a text ("2020-05-01")."""
    if isinstance(value, str):
        found = re.match(r"\s*(\d{4})(?!\d)", value)
        return year_of(int(found[1])) if found else None
    return value if isinstance(value, int) and 1000 <= value <= 2999 else None


def xml_text(element: Element | None) -> str | None:
    """All text within an element, on one line; None where there is none."""
    return text_of("".join(element.itertext())) if element is not None else None


def joined(parts: Iterable[str | None], separator: str = " ") -> str | None:
    """The parts that are stated, joined; None where none is."""
    return separator.join(part for part in parts if part) or None
