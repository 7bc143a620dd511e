"""What is known of each host, kept in a file that all processes of this machine share.

A host has a time before which no request may start, leases for the requests under way, a rest it asked for, and
what it last said of its limits. Times are seconds since 1970, as every process sees the same. What lies farther ahead
than it can was noted while the clock was wrong, and doesn't count.
"""

import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_SCHEMA = """
CREATE TABLE IF NOT EXISTS host (
    name TEXT PRIMARY KEY, next_at REAL NOT NULL DEFAULT 0, interval REAL NOT NULL DEFAULT 0,
    resting_until REAL NOT NULL DEFAULT 0, reason TEXT NOT NULL DEFAULT '', limits TEXT NOT NULL DEFAULT '',
    limits_at REAL NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS lease (token TEXT PRIMARY KEY, host TEXT NOT NULL, until REAL NOT NULL);
"""

_FARTHEST_TURN = 600.0  # seconds
_LONGEST_REST = 86_400.0 + _FARTHEST_TURN


@dataclass(frozen=True, slots=True)
class Slot:
    """Leave to send one request, not before `start_at`. To be handed back by its `token`."""

    token: str
    start_at: float


@dataclass(frozen=True, slots=True)
class Rest:
    """A host's wish to be left alone until then, and why."""

    until: float
    reason: str


@dataclass(frozen=True, slots=True)
class Limits:
    """What a host last said of its limits, in its own words, and when."""

    text: str
    said_at: float


def open_shared(folder: Path | None, name: str, schema: str) -> sqlite3.Connection:
    """A database shared between processes; in memory where `folder` is None or can't be written.

    What it holds can be had again, so a damaged file is replaced.
    """
    if folder is None:
        return _connected(":memory:", schema)
    path = folder / name
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return _connected(path, schema)
    except sqlite3.OperationalError:
        return _connected(":memory:", schema)
    except sqlite3.DatabaseError:
        for suffix in ("", "-journal"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        return _connected(path, schema)
    except OSError:
        return _connected(":memory:", schema)


def _connected(path: Path | str, schema: str) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=10, isolation_level=None)
    try:
        connection.execute("PRAGMA synchronous=OFF")  # losing the last entries in a power cut costs a request
        # Everything below waits for its turn; switching to WAL would not, where two processes start at once.
        connection.execute("BEGIN IMMEDIATE")
        for statement in filter(str.strip, schema.split(";")):
            connection.execute(statement)
        connection.execute("COMMIT")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


class HostLedger:
    """The ledger of hosts in `folder`, or in memory."""

    def __init__(self, folder: Path | None) -> None:
        self._db = open_shared(folder, "hosts.sqlite", _SCHEMA)

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def reserve(self, host: str, *, now: float, interval: float, concurrency: int, lease: float) -> Slot | None:
        """The next free slot at `host`, or None while as many requests as allowed are under way.

        A lease runs out `lease` seconds after its start, so that a process that died holds nothing up.
        """
        with self._transaction():
            farthest = now + _FARTHEST_TURN + lease
            self._db.execute("DELETE FROM lease WHERE until < ? OR until > ?", (now, farthest))
            (under_way,) = self._db.execute("SELECT count(*) FROM lease WHERE host = ?", (host,)).fetchone()
            if under_way >= concurrency:
                return None
            self._db.execute("INSERT OR IGNORE INTO host (name) VALUES (?)", (host,))
            next_at, told = self._db.execute("SELECT next_at, interval FROM host WHERE name = ?", (host,)).fetchone()
            start_at = max(now, next_at) if next_at - now < _FARTHEST_TURN else now
            slot = Slot(secrets.token_hex(8), start_at)
            self._db.execute("INSERT INTO lease VALUES (?, ?, ?)", (slot.token, host, slot.start_at + lease))
            self._db.execute("UPDATE host SET next_at = ? WHERE name = ?", (slot.start_at + max(interval, told), host))
            return slot

    def release(self, slot: Slot) -> None:
        """Hand a slot back: its request is done."""
        self._db.execute("DELETE FROM lease WHERE token = ?", (slot.token,))

    def postpone(self, host: str, until: float) -> None:
        """No request to `host` starts before `until`."""
        self._db.execute(
            "INSERT INTO host (name, next_at) VALUES (?, ?) "
            "ON CONFLICT (name) DO UPDATE SET next_at = max(next_at, excluded.next_at)",
            (host, until),
        )

    def let_rest(self, host: str, rest: Rest) -> None:
        """Ask `host` nothing until then, in any process."""
        self._db.execute(
            "INSERT INTO host (name, resting_until, reason) VALUES (?, ?, ?) "
            "ON CONFLICT (name) DO UPDATE SET resting_until = excluded.resting_until, reason = excluded.reason",
            (host, rest.until, rest.reason),
        )

    def rest(self, host: str, now: float) -> Rest | None:
        """The rest that `host` has asked for, if it isn't over. No rest is longer than a day."""
        row = self._db.execute(
            "SELECT resting_until, reason FROM host WHERE name = ? AND resting_until > ? AND resting_until <= ?",
            (host, now, now + _LONGEST_REST),
        ).fetchone()
        return Rest(*row) if row else None

    def note_limits(self, host: str, limits: Limits, interval: float) -> None:
        """Remember what `host` said of its limits, and the interval in seconds that follows (0: none stated)."""
        self._db.execute(
            "INSERT INTO host (name, limits, limits_at, interval) VALUES (?, ?, ?, ?) ON CONFLICT (name) DO UPDATE "
            "SET limits = excluded.limits, limits_at = excluded.limits_at, interval = excluded.interval",
            (host, limits.text, limits.said_at, interval),
        )

    def limits(self, host: str) -> Limits | None:
        """What `host` last said of its limits."""
        row = self._db.execute("SELECT limits, limits_at FROM host WHERE name = ? AND limits != ''", (host,)).fetchone()
        return Limits(*row) if row else None

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")
