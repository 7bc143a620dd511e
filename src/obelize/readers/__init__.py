"""Readers: bytes to `Document`. A file is recognised by its content; the suffix is only a hint."""

from dataclasses import replace
from pathlib import Path, PurePath

from obelize.domain.document import Document
from obelize.errors import UnreadableInputError
from obelize.readers.input_file import open_bytes
from obelize.readers.limits import MAX_BYTES
from obelize.readers.registry import reader_for
from obelize.readers.sidecar import with_sidecar
from obelize.rulebook import finding
from obelize.safe_text import path_text

__all__ = ["read_bytes", "read_document"]

# What the contents of a file of this suffix should be. Suffixes that say little are not listed.
_FORMATS_OF = {
    ".vtt": ("webvtt",),
    ".webvtt": ("webvtt",),
    ".srt": ("subrip",),
    ".sbv": ("sbv",),
    ".lrc": ("lrc",),
    ".ass": ("substation",),
    ".ssa": ("substation",),
    ".ttml": ("ttml",),
    ".dfxp": ("ttml",),
    ".html": ("html", "podcast-html"),
    ".htm": ("html", "podcast-html"),
    ".xhtml": ("html", "podcast-html"),
    ".docx": ("docx",),
    ".pdf": ("pdf",),
}


def read_document(path: Path, *, name: str | None = None) -> Document:
    """The document in the file at `path`, with what an `.info.json` beside it states about its source.

    `name` is what the document is called, by default the path as given. Raises `UnreadableInputError` only: for a
    file that can't be opened, has no known format or breaks a limit.
    """
    shown = name or path_text(path)
    try:
        if not path.is_file():
            raise UnreadableInputError(shown, "no such file" if not path.exists() else "not a regular file")
        if path.stat().st_size > MAX_BYTES:
            raise UnreadableInputError(shown, f"larger than {MAX_BYTES // 2**20} MiB")
        data = path.read_bytes()
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        raise UnreadableInputError(shown, f"can't be opened: {error}") from error
    return with_sidecar(read_bytes(data, shown), path)


def read_bytes(data: bytes, name: str) -> Document:
    """The document in `data`. `name` serves as a hint to the format. Raises `UnreadableInputError` only."""
    file = open_bytes(data, name)
    try:
        document = reader_for(file).read(file)
    except RecursionError as error:
        raise file.unreadable("nested too deeply") from error
    except MemoryError as error:
        raise file.unreadable("too large for the memory of this machine") from error
    suffix = PurePath(name).suffix.lower()
    if document.format in _FORMATS_OF.get(suffix, (document.format,)):
        return document
    remark = finding("TRN016", f"read as {document.format}, although its name ends in {suffix}")
    return replace(document, findings=(*document.findings, remark))
