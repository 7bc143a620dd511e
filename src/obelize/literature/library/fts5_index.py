"""The text index inside the library's own file: SQLite's FTS5, in the same transaction as the works."""

import json
import sqlite3
from collections.abc import Sequence

from obelize.literature.library.ranking import TITLE_WEIGHT
from obelize.literature.library.terms import all_of, any_of
from obelize.literature.library.text_index import IndexedText, IndexKind


class Fts5Index:
    """The table `search`; contentless, so that it must be told the text of what it is to forget."""

    kind = IndexKind.FTS5

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def insert(self, texts: Sequence[IndexedText]) -> None:
        """Take rows in."""
        self._connection.executemany("INSERT INTO search (rowid, title, abstract) VALUES (?, ?, ?)", texts)

    def remove(self, text: IndexedText) -> None:
        """Take a row out."""
        self._connection.execute("INSERT INTO search (search, rowid, title, abstract) VALUES ('delete', ?, ?, ?)", text)

    def clear(self) -> None:
        """Forget every row."""
        self._connection.execute("INSERT INTO search (search) VALUES ('delete-all')")

    def catch_up(self, patience: float = 0.0) -> None:
        """What is committed is indexed."""

    def is_behind(self) -> bool:
        """Never."""
        return False

    def count_terms(self) -> int:
        """Fill `terms` from the index's own vocabulary."""
        self._connection.execute("DELETE FROM terms")
        self._connection.execute("INSERT INTO terms SELECT term, doc FROM vocabulary")
        words: int = self._connection.execute("SELECT coalesce(sum(cnt), 0) FROM vocabulary").fetchone()[0]
        return words

    def documents(self, term: str) -> int:
        """From the index's own vocabulary."""
        row = self._connection.execute("SELECT doc FROM vocabulary WHERE term = ?", (term,)).fetchone()
        return row[0] if row else 0

    def best(self, words: Sequence[str], limit: int) -> list[int]:
        """Rows by FTS5's own BM25."""
        rows = self._connection.execute(
            "SELECT rowid FROM search WHERE search MATCH ? ORDER BY bm25(search, ?, 1.0) LIMIT ?",
            (any_of(words), TITLE_WEIGHT, limit),
        )
        return [row for (row,) in rows]

    def titled(self, words: Sequence[str], limit: int) -> list[int]:
        """Rows as one array: fetched one by one they take twice as long."""
        (works,) = self._connection.execute(
            "SELECT json_group_array(rowid) FROM (SELECT rowid FROM search WHERE search MATCH ? LIMIT ?)",
            (f"title : ({all_of(words)})", limit),
        ).fetchone()
        numbers: list[int] = json.loads(works)
        return numbers
