"""JSON from files: every way in which a text can fail to be a value is one error."""

import json
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from obelize.errors import json_fault
from obelize.literature.formats.lines import is_too_long, too_long
from obelize.literature.formats.reference import MalformedRecord

T = TypeVar("T")

_ENVELOPES = ("message", "items", "results", "references")


class BrokenJsonError(ValueError):
    """A text that is not JSON; the message is the reason."""


def json_value(text: str) -> object:
    """The value that the text states. `BrokenJsonError` where it states none, or one that can't be held."""
    return _storable(_read(lambda: json.loads(text)), text)


def json_lines(lines: Iterable[str], first: int) -> Iterator[tuple[int, str, object] | MalformedRecord]:
    """Each line's number, counted from `first`, its text and its value; empty lines are passed over."""
    for number, line in enumerate(lines, first):
        if is_too_long(line):
            yield too_long(f"line {number}")
        elif line.strip():
            try:
                value = json_value(line)
            except BrokenJsonError as error:
                yield MalformedRecord(f"line {number}", f"not valid JSON: {error}")
            else:
                for record, raw in records_within(value, line.rstrip("\r\n")):
                    yield number, raw, record


def records_within(value: object, text: str) -> list[tuple[object, str]]:
    """The records in the envelope of an export or of an API's answer (`{"items": […]}`), each with its text.

    Any other value is a record itself, whose text is `text`.
    """
    inner = value
    while isinstance(inner, dict) and "title" not in inner:
        name = next((name for name in _ENVELOPES if isinstance(inner.get(name), dict | list)), None)
        if name is None:
            break
        inner = inner[name]
    if inner is value:
        return [(value, text)]
    return [(each, json.dumps(each, ensure_ascii=False)) for each in (inner if isinstance(inner, list) else [inner])]


def json_value_at(decoder: json.JSONDecoder, text: str, start: int) -> tuple[object, int]:
    """The value that begins at `start`, and where it ends. `BrokenJsonError` as `json_value`."""
    value, end = _read(lambda: decoder.raw_decode(text, start))
    return _storable(value, text[start:end]), end


def _storable(value: object, text: str) -> object:
    """The value with halves of surrogate pairs, which no file can hold, turned into question marks."""
    if "\\ud" not in text and "\\uD" not in text:
        return value
    whole: object = json.loads(json.dumps(value, ensure_ascii=False).encode("utf-8", "replace"))
    return whole


def _read(read: Callable[[], T]) -> T:
    try:
        return read()
    except (ValueError, RecursionError) as error:
        raise BrokenJsonError(json_fault(error, placed=False)) from error
