"""Which reader takes a file: the one that is surest of its content. Third parties add theirs by entry point."""

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.metadata import entry_points

from obelize.domain.document import Document
from obelize.readers.input_file import InputFile

ENTRY_POINTS = "obelize.readers"
_CERTAIN = 100

# One module a format. Where two are equally sure, the earlier one is taken.
_SHIPPED = (
    "webvtt",
    "subrip",
    "sbv",
    "substation",
    "ttml",
    "youtube_xml",
    "json_file",
    "podcast_html",
    "html_page",
    "lrc",
    "timestamped_text",
    "markdown",
    "pasted_text",
    "plain_text",
)


@dataclass(frozen=True, slots=True)
class Reader:
    """One format. `recognises(head, name)` says from 0 (no) to 100 (certain) whether the file is of it."""

    name: str
    recognises: Callable[[str, str], int]
    read: Callable[[InputFile], Document]


def reader_for(file: InputFile) -> Reader:
    """The reader that is surest, or the first that is certain. `UnreadableInputError` where none knows the file."""
    head = file.head
    best, score = None, 0
    for reader in readers():
        claim = reader.recognises(head, file.name)
        if claim > score:
            best, score = reader, claim
        if score >= _CERTAIN:
            break
    if best is None:
        raise file.unreadable("no reader recognises this file")
    return best


@cache
def readers() -> tuple[Reader, ...]:
    """All readers, the program's own first. An entry point names a module with `NAME`, `recognises` and `read`."""
    modules = [importlib.import_module(f"obelize.readers.{name}") for name in _SHIPPED]
    modules += [point.load() for point in entry_points(group=ENTRY_POINTS)]
    return tuple(Reader(module.NAME, module.recognises, module.read) for module in modules)
