"""Which files of a folder are documents: every regular file whose suffix a reader may know, in a fixed order."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from obelize.errors import UnreadableInputError
from obelize.workflow.own_output import own_output

# A file named on the command line is read whatever its suffix; inside a folder only these are looked at.
DOCUMENT_SUFFIXES = frozenset(
    [
        ".vtt",
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
        ".md",
        ".markdown",
        ".html",
        ".htm",
        ".docx",
        ".pdf",
    ]
)
_SIDE_FILES = (".info.json", ".csl.json")


def find_documents(paths: Iterable[Path], reports: Path) -> Iterator[Path]:
    """The files to annotate, each once: named files first as given, folders' files in the order of their paths.

    In folders, hidden files and folders, side files (`.info.json`, `.csl.json`), what obelize itself has written and
    everything in the folder `reports` are passed over. A path that doesn't exist raises `UnreadableInputError`.
    """
    reports = reports.resolve()
    seen: set[Path] = set()
    for path in paths:
        if not path.exists():
            raise UnreadableInputError(str(path), "no such file or folder")
        for found in _in_folder(path, reports) if path.is_dir() else (path,):
            if (resolved := found.resolve()) not in seen:
                seen.add(resolved)
                yield found


def _in_folder(folder: Path, reports: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        hidden = any(part.startswith(".") for part in inside.parts)
        known = path.suffix.lower() in DOCUMENT_SUFFIXES and not path.name.endswith(_SIDE_FILES)
        if known and not hidden and path.is_file() and reports not in path.resolve().parents and not _is_own(path):
            yield path


def _is_own(path: Path) -> bool:
    try:
        return own_output(path) is not None
    except OSError:  # said where the file is read
        return False
