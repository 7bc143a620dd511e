"""Which reader takes a file: the one that is surest of its content. Third parties add theirs by entry point."""

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.metadata import EntryPoint, entry_points

from obelize.domain.document import Document
from obelize.errors import UnreadableInputError
from obelize.readers.binary_data import binary_kind
from obelize.readers.input_file import InputFile

ENTRY_POINTS = "obelize.readers"
_CERTAIN = 100

# One module a format. Where two are equally sure, the earlier one is taken.
_SHIPPED = (
    "pdf",
    "docx",
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
_OF_BINARY_DATA = frozenset({"pdf", "docx"})


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
    of_text = best in readers()[: len(_SHIPPED)] and best.name not in _OF_BINARY_DATA
    if of_text and not file.text and (kind := binary_kind(file.data)):
        raise file.unreadable(f"{kind}, not text")
    return best


@cache
def readers() -> tuple[Reader, ...]:
    """All readers, the program's own first. An entry point names a module with `NAME`, `recognises` and `read`."""
    modules = [importlib.import_module(f"obelize.readers.{name}") for name in _SHIPPED]
    shipped = tuple(Reader(module.NAME, module.recognises, module.read) for module in modules)
    return shipped + tuple(_plug_in(point) for point in entry_points(group=ENTRY_POINTS))


def _plug_in(point: EntryPoint) -> Reader:
    """A third party's reader; whatever it raises becomes an error that names it."""

    def recognises(head: str, name: str) -> int:
        try:
            return int(point.load().recognises(head, name))
        except Exception as error:
            raise UnreadableInputError(name, f"the reader {point.name!r} failed: {error!r}") from error

    def read(file: InputFile) -> Document:
        try:
            document = point.load().read(file)
        except UnreadableInputError:
            raise
        except Exception as error:
            raise file.unreadable(f"the reader {point.name!r} failed: {error!r}") from error
        if not isinstance(document, Document):
            raise file.unreadable(f"the reader {point.name!r} returned no document")
        return document

    return Reader(point.name, recognises, read)
