"""Answers kept for a while: a table of our own in the cache folder, without keys, without failures."""

import hashlib
import sqlite3
import zlib
from dataclasses import dataclass
from pathlib import Path

from obelize.network.ledger import open_shared

_SCHEMA = """
CREATE TABLE IF NOT EXISTS answer (
    key BLOB PRIMARY KEY, source TEXT NOT NULL, found INTEGER NOT NULL, kept_at REAL NOT NULL, body BLOB NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS answer_age ON answer (found, kept_at);
"""
_DAY = 86400.0


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer out of the cache, and when it was fetched (seconds since 1970)."""

    body: bytes
    kept_at: float


@dataclass(frozen=True, slots=True)
class CacheSize:
    """How many answers are kept, and in how many bytes."""

    answers: int
    bytes: int


class AnswerCache:
    """Keeps what sources found for `found_days`, and that they had nothing for `missing_days`.

    Both expire: retractions are published years after the work, and a work missing today may be indexed tomorrow.
    A key is made of source, method and URL as shown in the receipt; it is stored as a digest.
    """

    def __init__(self, folder: Path | None, *, found_days: float, missing_days: float, fresh: bool = False) -> None:
        """With `fresh` nothing kept is handed out; new answers are kept as ever."""
        self._fresh = fresh
        self._db = open_shared(folder, "answers.sqlite", _SCHEMA)
        self._ages = {True: found_days * _DAY, False: missing_days * _DAY}

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def get(self, source: str, shown: str, now: float) -> Kept | None:
        """What was kept for this request, if it is still good at `now` and kept answers are wanted."""
        if self._fresh:
            return None
        try:
            row = self._db.execute(
                "SELECT found, kept_at, body FROM answer WHERE key = ?", (_key(source, shown),)
            ).fetchone()
            if row is None or not 0 <= now - row[1] <= self._ages[bool(row[0])]:
                return None
            return Kept(zlib.decompress(row[2]), row[1])
        except (sqlite3.Error, zlib.error):
            return None

    def keep(self, source: str, shown: str, body: bytes, *, found: bool, now: float) -> None:
        """Keep an answer. A cache that can't be written costs a request later, nothing else."""
        row = (_key(source, shown), source, int(found), now, zlib.compress(body, 1))
        try:
            self._db.execute("INSERT OR REPLACE INTO answer VALUES (?, ?, ?, ?, ?)", row)
        except sqlite3.Error:
            return

    def drop_expired(self, now: float) -> int:
        """Remove what is too old; the number of answers removed."""
        removed = 0
        try:
            for found, age in self._ages.items():
                done = self._db.execute("DELETE FROM answer WHERE found = ? AND kept_at < ?", (int(found), now - age))
                removed += done.rowcount
        except sqlite3.Error:
            return removed
        return removed

    def size(self) -> CacheSize:
        """How much is kept."""
        count, size = self._db.execute("SELECT count(*), coalesce(sum(length(body)), 0) FROM answer").fetchone()
        return CacheSize(count, size)


def _key(source: str, shown: str) -> bytes:
    return hashlib.sha256(f"{source}\0{shown}".encode()).digest()
