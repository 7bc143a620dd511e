"""Opening a bibliography or dump: decompressed, decoded, its format told by content."""

import gzip
import io
import re
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import IO, cast

from obelize.errors import UnreadableInputError
from obelize.literature.formats.bibtex import parse_bibtex
from obelize.literature.formats.csl import parse_csl_array, parse_csl_lines
from obelize.literature.formats.reference import Entry
from obelize.literature.formats.ris import parse_ris

_HEAD_BYTES = 1 << 16
_WHOLE_FILE_LIMIT = 1 << 28


class FileFormat(StrEnum):
    """The formats that can be told apart."""

    BIBTEX = "BibTeX"
    CSL_ARRAY = "CSL-JSON"
    CSL_LINES = "CSL-JSON lines"
    RIS = "RIS"


@dataclass(slots=True)
class ReferenceFile:
    """An open file of references. `bytes_read()` of `size` bytes (both as stored on disk) tell how far it is read."""

    path: Path
    format: FileFormat
    size: int
    entries: Iterator[Entry]
    bytes_read: Callable[[], int]


@contextmanager
def open_references(path: Path) -> Iterator[ReferenceFile]:
    """Open `path` for one pass. `UnreadableInputError` names the file where it can't be opened, decoded or recognised.

    The same error may come while `entries` is consumed: where the gzip stream breaks off or the text is not UTF-8.
    """
    try:
        with path.open("rb") as stored:
            packed = stored.read(2) == b"\x1f\x8b"
            stored.seek(0)
            data = cast("IO[bytes]", gzip.GzipFile(fileobj=stored)) if packed else stored
            head = data.read(_HEAD_BYTES)
            data.seek(0)
            kind = recognise(head.decode("utf-8", errors="replace"))
            if kind is None:
                raise UnreadableInputError(str(path), _unrecognised(head))
            text = io.TextIOWrapper(data, encoding="utf-8-sig", errors="strict")
            entries = _translated(_parse(text, kind, path), path)
            yield ReferenceFile(path, kind, path.stat().st_size, entries, stored.tell)
    except OSError as error:
        raise UnreadableInputError(str(path), error.strerror or str(error)) from error
    except (EOFError, zlib.error) as error:
        raise UnreadableInputError(str(path), f"the gzip data is damaged: {error}") from error


def parse_references(text: str, name: str) -> Iterator[Entry]:
    """The entries of `text` in any known format; `name` is for the error message."""
    kind = recognise(text[:_HEAD_BYTES])
    if kind is None:
        raise UnreadableInputError(name, _unrecognised(text[:100].encode()))
    return _parse(io.StringIO(text), kind, Path(name))


def recognise(head: str) -> FileFormat | None:
    """The format of a file that begins with `head`; None where it is none of ours."""
    start = head.lstrip("\ufeff \t\r\n")
    if start.startswith("["):
        return FileFormat.CSL_ARRAY if re.match(r"\[\s*(\{|\])", start) else None
    if start.startswith("{"):
        return FileFormat.CSL_LINES
    if re.search(r"^\ufeff?TY  ?- ", head, re.MULTILINE):
        return FileFormat.RIS
    if re.search(r"^\s*@\s*[A-Za-z]+\s*[{(]", head, re.MULTILINE):
        return FileFormat.BIBTEX
    return None


def _parse(text: IO[str], kind: FileFormat, path: Path) -> Iterator[Entry]:
    match kind:
        case FileFormat.BIBTEX:
            content = text.read(_WHOLE_FILE_LIMIT + 1)
            if len(content) > _WHOLE_FILE_LIMIT:
                raise UnreadableInputError(str(path), f"larger than {_WHOLE_FILE_LIMIT >> 20} MB of BibTeX")
            yield from parse_bibtex(content)
        case FileFormat.CSL_ARRAY:
            yield from parse_csl_array(text)
        case FileFormat.CSL_LINES:
            yield from parse_csl_lines(iter(text))
        case FileFormat.RIS:
            yield from parse_ris(text)


def _translated(entries: Iterator[Entry], path: Path) -> Iterator[Entry]:
    try:
        yield from entries
    except UnicodeDecodeError as error:
        raise UnreadableInputError(
            str(path), f"not valid UTF-8 (byte {error.object[error.start]:#04x}); save it as UTF-8"
        ) from error


def _unrecognised(head: bytes) -> str:
    if not head.strip():
        return "the file is empty"
    return "neither BibTeX, CSL-JSON nor RIS"
