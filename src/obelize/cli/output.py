"""Printing: data to standard output, everything else to standard error, text from outside made safe."""

import json
import shutil
import sys
import textwrap
from collections.abc import Iterable, Mapping, Sequence

from obelize.safe_text import safe_line, safe_text


def complain(message: str) -> None:
    """One line on standard error."""
    print(f"obelize: {safe_line(message)}", file=sys.stderr)  # noqa: T201


def say(message: str) -> None:
    """Progress and remarks, on standard error."""
    print(safe_text(message), file=sys.stderr)  # noqa: T201


def print_text(text: str) -> None:
    """Text for people, on standard output."""
    print(safe_text(text))  # noqa: T201


def print_jsonl(rows: Iterable[Mapping[str, object]]) -> None:
    """One JSON object a line on standard output. Control characters are escaped by JSON itself."""
    for row in rows:
        sys.stdout.write(json.dumps(row, ensure_ascii=_ascii_only()) + "\n")
    sys.stdout.flush()


def print_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Left-aligned columns on standard output; the last one is wrapped to the terminal's width, whole in a pipe."""
    table = [list(header), *([safe_line(cell) for cell in row] for row in rows)]
    widths = [max(len(row[i]) for row in table) for i in range(len(header))]
    room = max(20, shutil.get_terminal_size((120, 24)).columns - sum(widths[:-1]) - 2 * (len(widths) - 1))
    for row in table:
        lines = (textwrap.wrap(row[-1], room) if sys.stdout.isatty() else None) or [row[-1]]
        cells = [cell.ljust(width) for cell, width in zip(row[:-1], widths[:-1], strict=True)]
        indent = " " * (sum(widths[:-1]) + 2 * len(cells))
        print("  ".join([*cells, lines[0]]).rstrip())  # noqa: T201
        for line in lines[1:]:
            print(indent + line)  # noqa: T201


def _ascii_only() -> bool:
    return (sys.stdout.encoding or "ascii").lower().replace("-", "") not in {"utf8", "utf16"}
