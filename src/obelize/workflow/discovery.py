"""Which files of a folder are documents: every regular file whose suffix a reader may know, in a fixed order."""

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from obelize.errors import UnreadableInputError
from obelize.workflow.own_output import own_output

# A file named on the command line is read whatever its suffix; inside a folder only these are looked at.
DOCUMENT_SUFFIXES = frozenset(
    [
        ".vtt",
        ".webvtt",
        ".srt",
        ".sbv",
        ".lrc",
        ".ass",
        ".ssa",
        ".ttml",
        ".dfxp",
        ".xml",
        ".srv1",
        ".srv2",
        ".srv3",
        ".json3",
        ".json",
        ".txt",
        ".text",
        ".md",
        ".markdown",
        ".html",
        ".htm",
        ".xhtml",
        ".docx",
        ".pdf",
    ]
)
_SIDE_FILES = (".info.json", ".csl.json")


def find_documents(paths: Iterable[Path], reports: Path, on_unreadable: Callable[[OSError], None]) -> Iterator[Path]:
    """The files to annotate, each once: named files first as given, folders' files in the order of their paths.

    In folders, hidden files and folders, side files (`.info.json`, `.csl.json`), what obelize itself has written and
    the folder `reports` below them are passed over; `on_unreadable` is told of each folder that can't be listed. A
    path that doesn't exist raises `UnreadableInputError`.
    """
    reports = reports.resolve()
    seen: set[Path] = set()
    for path in paths:
        try:
            path.stat()
        except FileNotFoundError as error:
            raise UnreadableInputError(str(path), "no such file or folder") from error
        except OSError as error:
            raise UnreadableInputError(str(path), error.strerror or str(error)) from error
        for found in sorted(_in_folder(path, reports, on_unreadable)) if path.is_dir() else (path,):
            if (resolved := found.resolve()) not in seen:
                seen.add(resolved)
                yield found


def _in_folder(folder: Path, reports: Path, on_unreadable: Callable[[OSError], None]) -> Iterator[Path]:
    for place, folders, names in os.walk(folder, onerror=on_unreadable):
        here = Path(place)
        folders[:] = [name for name in folders if not name.startswith(".") and (here / name).resolve() != reports]
        for name in names:
            known = Path(name).suffix.lower() in DOCUMENT_SUFFIXES and not name.endswith(_SIDE_FILES)
            path = here / name
            if known and not name.startswith(".") and _is_foreign_file(path):
                yield path


def _is_foreign_file(path: Path) -> bool:
    try:
        return path.is_file() and own_output(path) is None
    except OSError:  # said where the file is read
        return True
