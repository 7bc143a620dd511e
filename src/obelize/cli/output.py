"""Printing: data to standard output, everything else to standard error, text from outside made safe."""

import codecs
import contextlib
import io
import json
import os
import shutil
import sys
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence

from obelize.errors import ExportError
from obelize.safe_text import safe_line, safe_text

_NARROWEST = 25  # characters of the last column


def prepare_streams() -> None:
    """Let standard output take every character and standard input every byte: as an escape, where it must be.

    A standard input that is closed is an empty one.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    if sys.stdin is None:
        sys.stdin = io.StringIO()
    elif isinstance(sys.stdin, io.TextIOWrapper):
        encoding = "utf-8" if codecs.lookup(sys.stdin.encoding).name == "ascii" else None
        sys.stdin.reconfigure(encoding=encoding, errors="backslashreplace")


def finish_output() -> None:
    """Bring to its place what was printed. `ExportError` if standard output doesn't take it."""
    if _is_open():
        with _written():
            sys.stdout.flush()


def drop_output() -> None:
    """Let go of what standard output doesn't take, so that the end of the program doesn't try it again."""
    if _is_open():
        with contextlib.suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def is_terminal() -> bool:
    """Whether a person reads standard output on a screen."""
    return _is_open() and sys.stdout.isatty()


def complain(message: str) -> None:
    """One line on standard error."""
    say(f"obelize: {safe_line(message)}")


def say(message: str) -> None:
    """Progress and remarks, on standard error. Where that is closed or full nobody can be told."""
    if sys.stderr is not None:
        with contextlib.suppress(OSError):
            sys.stderr.write(f"{safe_text(message)}\n")


def print_text(text: str) -> None:
    """Text for people, on standard output. Like all that prints: `ExportError` if it can't be written."""
    with _written():
        sys.stdout.write(f"{safe_text(text)}\n")


def print_data(text: str) -> None:
    """Data on standard output: as it is, in UTF-8 whatever the terminal's encoding."""
    with _written():
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.flush()
            sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
        else:
            sys.stdout.write(text)


def print_jsonl(rows: Iterable[Mapping[str, object]]) -> None:
    """One JSON object a line on standard output. Control characters are escaped by JSON itself."""
    for row in rows:
        print_data(json.dumps(row, ensure_ascii=False) + "\n")
    finish_output()


def print_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Left-aligned columns on standard output; the last one is wrapped to the terminal's width, whole in a pipe.

    On a terminal without room for it, it goes below the others.
    """
    table = [list(header), *([safe_line(cell) for cell in row] for row in rows)]
    widths = [max(len(row[i]) for row in table) for i in range(len(header))]
    columns = shutil.get_terminal_size((120, 24)).columns
    room = columns - sum(widths[:-1]) - 2 * (len(widths) - 1)
    for row in table:
        cells = "  ".join(cell.ljust(width) for cell, width in zip(row[:-1], widths[:-1], strict=True))
        if not is_terminal():
            print_text(f"{cells}  {row[-1]}".rstrip())
        elif room < _NARROWEST:
            print_text(cells.rstrip())
            print_text(textwrap.fill(row[-1], max(columns, 20), initial_indent="  ", subsequent_indent="  "))
        else:
            indent = " " * (len(cells) + 2)
            lines = textwrap.wrap(row[-1], room) or [""]
            print_text(f"{cells}  {lines[0]}".rstrip())
            for line in lines[1:]:
                print_text(indent + line)


def _is_open() -> bool:
    return sys.stdout is not None


@contextlib.contextmanager
def _written() -> Iterator[None]:
    """Says in one line that standard output can't be written. That its reader has gone (`| head`) is no error."""
    if not _is_open():
        raise ExportError("standard output is closed")
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise ExportError(f"standard output can't be written: {error.strerror or error}") from error
