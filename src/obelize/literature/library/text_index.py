"""What finds works by their words: SQLite's FTS5, or tantivy (extra "tantivy"), behind one protocol."""

import sqlite3
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from obelize.errors import LibraryError
from obelize.literature.library.stemming import Stemmer

IndexedText = tuple[int, str | None, str | None]
"""A work's row with its title and abstract in the form that is indexed."""


class IndexKind(StrEnum):
    """The kinds of text index. A library keeps the one it was given, FTS5 if none."""

    FTS5 = "fts5"
    TANTIVY = "tantivy"


class TextIndex(Protocol):
    """Titles and abstracts by their terms. Words that it is asked for are stemmed as the indexed ones were."""

    kind: IndexKind

    def insert(self, texts: Sequence[IndexedText]) -> None:
        """Take rows in, as part of the connection's transaction."""

    def remove(self, text: IndexedText) -> None:
        """Take a row out, given the very text that went in, as part of the connection's transaction."""

    def clear(self) -> None:
        """Forget every row, as part of the connection's transaction."""

    def catch_up(self, patience: float = 0.0) -> None:
        """Bring in what has been committed. `patience` is how many seconds another process may keep it waiting."""

    def is_behind(self) -> bool:
        """Whether committed rows have not been brought in."""

    def count_terms(self) -> int:
        """Fill the table `terms` with the number of works that hold each term; the number of words in all of them."""

    def documents(self, term: str) -> int:
        """In how many works the term occurs, asked of the index itself: for a common one that takes long."""

    def best(self, words: Sequence[str], limit: int) -> list[int]:
        """Rows that hold at least one of the words, those with the best BM25 of them, the title counted more."""

    def titled(self, words: Sequence[str], limit: int) -> list[int]:
        """Rows whose title holds every one of the words."""


def kind_of(connection: sqlite3.Connection, path: str) -> IndexKind:
    """The kind of text index that the library at `path` has."""
    row = connection.execute("SELECT value FROM meta WHERE name = 'index'").fetchone()
    try:
        return IndexKind(row[0]) if row else IndexKind.FTS5
    except ValueError as error:
        raise LibraryError(f"{path}: it has a text index of a kind that this program doesn't know") from error


def text_index(kind: IndexKind, connection: sqlite3.Connection, path: str, stemmer: Stemmer) -> TextIndex:
    """The text index of the library at `path`. `LibraryError` where the extra that it needs is not installed."""
    if kind is IndexKind.FTS5:
        from obelize.literature.library.fts5_index import Fts5Index

        return Fts5Index(connection)
    try:
        from obelize.literature.library.tantivy_index import TantivyIndex
    except ImportError as error:
        raise LibraryError(f"{path}: its text index needs an extra: pip install 'obelize[tantivy]'") from error
    return TantivyIndex(connection, Path(f"{path}.tantivy"), stemmer)
