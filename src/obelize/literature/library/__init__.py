"""The local index of works: exact and typo-tolerant look-up, full-text search, imports."""

from obelize.literature.library.importing import ImportReport, Progress, import_file
from obelize.literature.library.library import Library, LibraryStats
from obelize.literature.library.source import LibrarySource, open_library_source, starter_library
from obelize.literature.library.text_index import IndexKind
from obelize.literature.library.writing import Additions

__all__ = [
    "Additions",
    "ImportReport",
    "IndexKind",
    "Library",
    "LibrarySource",
    "LibraryStats",
    "Progress",
    "import_file",
    "open_library_source",
    "starter_library",
]
