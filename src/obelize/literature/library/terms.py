"""Document frequencies, and FTS5 expressions in which nothing from outside is syntax."""

import json
import sqlite3
from collections.abc import Iterable, Sequence

from obelize.literature.library.text_index import TextIndex

_MOST_REMEMBERED = 500_000


class TermCounts:
    """In how many works a term occurs, as last counted; 0 for an unknown term.

    Where works have come since, the index itself is asked about a term that none of the counted ones has.
    """

    def __init__(self, connection: sqlite3.Connection, index: TextIndex) -> None:
        self._connection = connection
        self._index = index
        self._all_counted = uncounted_works(connection) == 0
        self._counts: dict[str, int] = {}

    def __getitem__(self, term: str) -> int:
        count = self._counts.get(term)
        if count is None:
            if len(self._counts) > _MOST_REMEMBERED:
                self._counts.clear()
            row = self._connection.execute("SELECT documents FROM terms WHERE term = ?", (term,)).fetchone()
            count = self._counts[term] = row[0] if row else self._uncounted(term)
        return count

    def learn(self, terms: Sequence[str]) -> None:
        """Ask for several terms at once: one by one takes longer."""
        new = [term for term in terms if term not in self._counts]
        if len(new) > 1:
            rows = self._connection.execute(
                "SELECT term, documents FROM terms WHERE term IN (SELECT value FROM json_each(?))", (json.dumps(new),)
            )
            known = dict(rows.fetchall())
            self._counts.update({term: known.get(term) or self._uncounted(term) for term in new})

    def beginning_with(self, beginning: str, most: int) -> list[tuple[str, int]]:
        """Up to `most` terms that begin so, the most frequent first, with their counts."""
        rows = self._connection.execute(
            "SELECT term, documents FROM terms WHERE term >= ? AND term < ? ORDER BY documents DESC LIMIT ?",
            (beginning, beginning + "\U0010ffff", most),
        ).fetchall()
        self._counts.update(rows)
        return rows

    def _uncounted(self, term: str) -> int:
        return 0 if self._all_counted else self._index.documents(term)


def uncounted_works(connection: sqlite3.Connection) -> int:
    """How many works have come, or come anew, since terms were counted."""
    noted = dict(connection.execute("SELECT name, value FROM meta WHERE name IN ('counted_works', 'uncounted_works')"))
    # Rows are numbered from 1 and stay, so that the highest is their count.
    works = connection.execute("SELECT coalesce(max(work), 0) FROM works").fetchone()[0]
    uncounted: int = max(noted.get("uncounted_works", 0), works - noted.get("counted_works", 0))
    return uncounted


def quoted(term: str) -> str:
    """A term as an FTS5 string."""
    return '"' + term.replace('"', '""') + '"'


def any_of(terms: Iterable[str]) -> str:
    """An expression that matches works with at least one of the terms."""
    return " OR ".join(map(quoted, terms))


def all_of(terms: Iterable[str]) -> str:
    """An expression that matches works with every one of the terms."""
    return " AND ".join(map(quoted, terms))
