"""Opening a database: the engine with its pragmas, transactions that take the write lock, errors in our words."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from obelize.errors import StoreError

_WAIT_FOR_OTHERS = 30.0  # seconds that a write waits for another process's write


def open_engine(url: str) -> Engine:
    """An engine on `url`, an SQLAlchemy URL; the folder of an SQLite file is created."""
    try:
        parsed = make_url(url)
        sqlite = parsed.get_backend_name() == "sqlite"
        if sqlite and parsed.database:
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        # Parameters hold the words of documents and reviewers; they stay out of error messages.
        engine = create_engine(
            parsed, hide_parameters=True, connect_args={"timeout": _WAIT_FOR_OTHERS} if sqlite else {}
        )
    except ArgumentError as error:
        raise StoreError(f"the store's URL can't be read: {_first_line(error)}") from error
    except ModuleNotFoundError as error:
        raise StoreError(f"the store's database needs the Python package {error.name!r}") from error
    except OSError as error:
        raise StoreError(f"the store's folder can't be made: {error}") from error
    if sqlite:
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves, see below
    connection.execute("PRAGMA journal_mode=WAL")
    # A decision must survive a power cut: FULL costs half a millisecond each.
    connection.execute("PRAGMA synchronous=FULL")


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that reads and then writes has to take the write lock first, or two of them block each other.
    writes = connection.get_execution_options().get("obelize_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection with one consistent view; database errors become `StoreError`."""
    with _translated(engine), engine.connect() as connection:
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that is committed at the end, or not at all; on SQLite it holds the write lock."""
    with _translated(engine), engine.connect().execution_options(obelize_writes=True) as connection, connection.begin():
        yield connection


@contextmanager
def _translated(engine: Engine) -> Iterator[None]:
    try:
        yield
    except SQLAlchemyError as error:
        raise StoreError(f"{_place(engine)}: {_first_line(getattr(error, 'orig', None) or error)}") from error


def _place(engine: Engine) -> str:
    return engine.url.database or engine.url.render_as_string(hide_password=True)


def _first_line(error: BaseException) -> str:
    return str(error).splitlines()[0] if str(error) else type(error).__name__
