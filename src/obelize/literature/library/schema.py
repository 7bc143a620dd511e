"""The index's tables, and opening its file."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from obelize.errors import LibraryError

APPLICATION_ID = 0x0B_E1_12_E5
VERSION = 1

# Words are stemmed and stripped of accents by SQLite's own tokenizers, in the index and in every query.
TOKENIZER = "porter unicode61 remove_diacritics 2"

_PATIENCE = 30.0
_PAUSE = 0.02
_CACHE_KB = 65_536
_UNWRITTEN_POSTINGS = 1 << 26
_MAPPED = 1 << 30  # bytes: single rows are read in a third of the time that a system call for each page takes

# `keys` holds every exact look-up (DOI, arXiv id, PMID, own id, title) as 64-bit digests in one B-tree.
# `search` is contentless: what was indexed is a function of `works`. `terms` are materialised document frequencies.
_SCHEMA = (
    "CREATE TABLE meta (name TEXT PRIMARY KEY, value) WITHOUT ROWID",
    """CREATE TABLE imports (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, digest TEXT NOT NULL, started TEXT NOT NULL, finished TEXT,
    entries INTEGER NOT NULL DEFAULT 0, data_date TEXT
)""",
    """CREATE TABLE works (
    work INTEGER PRIMARY KEY, own_id TEXT NOT NULL, import INTEGER NOT NULL, title TEXT NOT NULL, abstract TEXT,
    record TEXT NOT NULL
)""",
    "CREATE TABLE keys (digest INTEGER NOT NULL, work INTEGER NOT NULL, PRIMARY KEY (digest, work)) WITHOUT ROWID",
    """CREATE TABLE notices (
    doi TEXT NOT NULL, kind TEXT NOT NULL, source TEXT NOT NULL, notice_doi TEXT NOT NULL, date TEXT,
    UNIQUE (doi, kind, notice_doi)
)""",
    "CREATE TABLE terms (term TEXT PRIMARY KEY, documents INTEGER NOT NULL) WITHOUT ROWID",
    f"CREATE VIRTUAL TABLE search USING fts5(title, abstract, content='', tokenize='{TOKENIZER}')",
    "CREATE VIRTUAL TABLE vocabulary USING fts5vocab(search, row)",
    f"PRAGMA application_id = {APPLICATION_ID}",
    f"PRAGMA user_version = {VERSION}",
)


@contextmanager
def translated_errors(path: str) -> Iterator[None]:
    """Every error of SQLite becomes a `LibraryError` of one line that names the file."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise LibraryError(f"{path}: the library can't be used: {error}") from error
    except sqlite3.DatabaseError as error:
        raise LibraryError(f"{path}: not a library of obelize, or damaged: {error}") from error


def open_for_reading(path: Path) -> sqlite3.Connection:
    """A read-only connection. `LibraryError` where the file is missing, foreign, damaged or of another version."""
    if not path.is_file():
        raise LibraryError(f"{path}: no library there; `obelize library add FILE…` builds one")
    with translated_errors(str(path)):
        connection = _connect(path, "ro")
        connection.execute(f"PRAGMA mmap_size = {_MAPPED}")
        try:
            _check(connection, path)
        except sqlite3.OperationalError:
            # A library in a folder that can't be written has no room for WAL's side files.
            connection.close()
            connection = _connect(path, "ro&immutable=1")
            _check(connection, path)
    return connection


def open_for_writing(path: Path, patience: float = _PATIENCE) -> sqlite3.Connection:
    """A connection that may write, and waits `patience` seconds for others; file and folder are made where missing."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise LibraryError(f"{path.parent}: can't be made: {error.strerror}") from error
    with translated_errors(str(path)):
        connection = _connect(path, "rwc", patience)
        if _is_blank(connection):
            _turn_to_wal(connection, patience)
            _make_tables(connection)
        _check(connection, path)
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute(f"PRAGMA cache_size = -{_CACHE_KB}")
        # FTS5 sorts new postings in memory and writes a segment whenever this many bytes are full.
        connection.execute("INSERT INTO search (search, rank) VALUES ('hashsize', ?)", (_UNWRITTEN_POSTINGS,))
    return connection


def open_in_memory() -> sqlite3.Connection:
    """An empty library that lives as long as its connection."""
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    _make_tables(connection)
    return connection


def _is_blank(connection: sqlite3.Connection) -> bool:
    blank: bool = connection.execute("SELECT NOT EXISTS (SELECT 1 FROM sqlite_master)").fetchone()[0] == 1
    return blank


def _make_tables(connection: sqlite3.Connection) -> None:
    """All tables or none; they are left alone where another process has made them meanwhile."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        if _is_blank(connection):
            for statement in _SCHEMA:
                connection.execute(statement)
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _turn_to_wal(connection: sqlite3.Connection, patience: float) -> None:
    """SQLite itself doesn't wait here for another process that is doing the same."""
    deadline = time.monotonic() + patience
    while not _is_wal(connection, last_try=time.monotonic() > deadline):
        time.sleep(_PAUSE)


def _is_wal(connection: sqlite3.Connection, *, last_try: bool) -> bool:
    try:
        connection.execute("PRAGMA journal_mode = WAL")
    except sqlite3.OperationalError as error:
        if last_try or error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
            raise
        return False
    return True


def _connect(path: Path, mode: str, patience: float = _PATIENCE) -> sqlite3.Connection:
    # One connection may be used by several threads in turn: SQLite itself serialises them.
    return sqlite3.connect(
        f"{path.resolve().as_uri()}?mode={mode}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=patience,
    )


def _check(connection: sqlite3.Connection, path: Path) -> None:
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    if application != APPLICATION_ID:
        raise LibraryError(f"{path}: not a library of obelize")
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version != VERSION:
        raise LibraryError(
            f"{path}: a library of version {version}, and this program reads version {VERSION}: "
            "delete it and build it again"
        )
    _check_tables(connection, path)


def _check_tables(connection: sqlite3.Connection, path: Path) -> None:
    """A file from a development state may state this version and yet lack a column."""
    with closing(open_in_memory()) as expected:
        missing = sorted(_columns(expected) - _columns(connection))
    if missing:
        raise LibraryError(
            f"{path}: a library of another schema ({missing[0]} is missing): delete it and build it again"
        )


def _columns(connection: sqlite3.Connection) -> set[str]:
    """Tables with their columns ("works.title")."""
    rows = connection.execute(
        "SELECT tables.name || '.' || columns.name FROM sqlite_master AS tables"
        " JOIN pragma_table_info(tables.name) AS columns WHERE tables.type = 'table'"
    )
    return {row[0] for row in rows}
