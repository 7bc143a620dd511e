"""Lines of files from anywhere: none is longer than memory can be trusted with."""

from collections.abc import Iterator
from typing import IO

from obelize.literature.formats.reference import MalformedRecord

MOST_CHARACTERS = 1 << 24
"""Of one record, or of one line."""


def bounded_lines(stream: IO[str]) -> Iterator[str]:
    """The lines of `stream`. Of one that `is_too_long` only the beginning is kept, so that the count stays true."""
    while line := stream.readline(MOST_CHARACTERS + 1):
        piece = line
        while is_too_long(piece) and not piece.endswith("\n"):
            piece = stream.readline(MOST_CHARACTERS + 1)
        yield line


def is_too_long(text: str) -> bool:
    """Whether a line or record is more than can be read, or the beginning of one that was."""
    return len(text) > MOST_CHARACTERS


def too_long(place: str) -> MalformedRecord:
    """What is reported of such a line or record."""
    return MalformedRecord(place, f"longer than {MOST_CHARACTERS:,} characters")
