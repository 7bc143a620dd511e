"""Lists of outlets and journals that the user supplies. None is shipped: they are other people's judgements."""

import csv
from pathlib import Path

from obelize.appraisal.signals import Lists
from obelize.errors import UnreadableInputError

_LARGEST = 50_000_000  # bytes; the directory's own list of journals has about a fifth of that
_TRUSTED = {"yes": True, "true": True, "1": True, "trusted": True, "no": False, "false": False, "0": False}
_TITLE_COLUMNS = ("Journal title", "Alternative title", "title")


def read_lists(outlets: Path | None, journals: Path | None) -> Lists:
    """The lists in force; a list that isn't given is empty."""
    return Lists(_outlets(outlets) if outlets else {}, _journals(journals) if journals else frozenset())


def _outlets(path: Path) -> dict[str, bool]:
    """Rows of `outlet,trusted`: a channel, publisher or host, and yes or no."""
    known: dict[str, bool] = {}
    for number, row in enumerate(csv.reader(_lines(path)), 1):
        if len(row) < 2 or row[0].strip().casefold() == "outlet":
            continue
        trusted = _TRUSTED.get(row[1].strip().casefold())
        if trusted is None:
            raise UnreadableInputError(str(path), f"{row[1]!r} is neither yes nor no", f"line {number}")
        known[row[0].strip().casefold()] = trusted
    return known


def _journals(path: Path) -> frozenset[str]:
    """Titles from the directory's CSV (column "Journal title"), else one title a line."""
    lines = _lines(path)
    header = next(csv.reader(lines[:1]), [])
    columns = [header.index(name) for name in _TITLE_COLUMNS if name in header]
    if not columns:
        return frozenset(line.strip().casefold() for line in lines if line.strip())
    rows = csv.reader(lines[1:])
    return frozenset(row[c].strip().casefold() for row in rows for c in columns if c < len(row) and row[c].strip())


def _lines(path: Path) -> list[str]:
    try:
        if path.stat().st_size > _LARGEST:
            raise UnreadableInputError(str(path), f"larger than {_LARGEST:,} bytes")
        return path.read_text(encoding="utf-8-sig").splitlines()
    except OSError as error:
        raise UnreadableInputError(str(path), error.strerror or str(error)) from error
    except UnicodeDecodeError as error:
        raise UnreadableInputError(str(path), "not UTF-8", f"byte {error.start}") from error
