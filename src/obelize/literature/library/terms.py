"""Document frequencies, and FTS5 expressions in which nothing from outside is syntax."""

import json
import sqlite3
from collections.abc import Iterable, Sequence

_MOST_REMEMBERED = 500_000


class TermCounts:
    """In how many works a term occurs, as counted when the library was last built; 0 for an unknown term."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._counts: dict[str, int] = {}

    def __getitem__(self, term: str) -> int:
        count = self._counts.get(term)
        if count is None:
            if len(self._counts) > _MOST_REMEMBERED:
                self._counts.clear()
            row = self._connection.execute("SELECT documents FROM terms WHERE term = ?", (term,)).fetchone()
            count = self._counts[term] = row[0] if row else 0
        return count

    def learn(self, terms: Sequence[str]) -> None:
        """Ask for several terms at once: one by one takes longer."""
        new = [term for term in terms if term not in self._counts]
        if len(new) > 1:
            known = self._connection.execute(
                "SELECT term, documents FROM terms WHERE term IN (SELECT value FROM json_each(?))", (json.dumps(new),)
            )
            self._counts.update(dict.fromkeys(new, 0) | dict(known.fetchall()))

    def beginning_with(self, beginning: str, most: int) -> list[tuple[str, int]]:
        """Up to `most` terms that begin so, the most frequent first, with their counts."""
        rows = self._connection.execute(
            "SELECT term, documents FROM terms WHERE term >= ? AND term < ? ORDER BY documents DESC LIMIT ?",
            (beginning, beginning + "\U0010ffff", most),
        ).fetchall()
        self._counts.update(rows)
        return rows


def quoted(term: str) -> str:
    """A term as an FTS5 string."""
    return '"' + term.replace('"', '""') + '"'


def any_of(terms: Iterable[str]) -> str:
    """An expression that matches works with at least one of the terms."""
    return " OR ".join(map(quoted, terms))


def all_of(terms: Iterable[str]) -> str:
    """An expression that matches works with every one of the terms."""
    return " AND ".join(map(quoted, terms))
