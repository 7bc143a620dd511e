"""Bringing a database to the version of the tables that this program knows.

A step takes the tables from one version to the next and is never changed once released: when a later version
alters a table, the step that first made it gets that table's columns as they were.
"""

from collections.abc import Callable, Mapping

from sqlalchemy import Connection, Engine, insert, inspect, select, update
from sqlmodel import SQLModel

from obelize.errors import StoreError
from obelize.store.engine import reading, writing
from obelize.store.tables import SCHEMA

Step = Callable[[Connection], None]


def _create_tables(connection: Connection) -> None:
    SQLModel.metadata.create_all(connection)
    if connection.dialect.name == "sqlite":
        for change in ("UPDATE", "DELETE"):
            connection.exec_driver_sql(
                f"CREATE TRIGGER decision_no_{change.lower()} BEFORE {change} ON decision "
                "BEGIN SELECT RAISE(ABORT, 'the log of decisions is append-only'); END"
            )


STEPS: Mapping[int, Step] = {1: _create_tables}


def migrate(engine: Engine, steps: Mapping[int, Step] = STEPS) -> None:
    """Take every step that the database still lacks, all in one transaction.

    `StoreError` if the database isn't an obelize store or was written by a newer program; it is left untouched.
    """
    latest = max(steps)
    with reading(engine) as connection:
        version = _version(connection, latest)
    if version == latest:
        return
    with writing(engine) as connection:
        version = _version(connection, latest)  # another process may have been faster
        for number in range(version + 1, latest + 1):
            steps[number](connection)
        if version == 0:
            connection.execute(insert(SCHEMA).values(id=1, version=latest))
        else:
            connection.execute(update(SCHEMA).values(version=latest))


def _version(connection: Connection, latest: int) -> int:
    tables = inspect(connection).get_table_names()
    place = connection.engine.url.database
    if not tables:
        return 0
    if SCHEMA.name not in tables:
        raise StoreError(f"{place}: a database of another program (it holds the table {min(tables)!r})")
    version = connection.execute(select(SCHEMA.c.version)).scalar_one()
    if version > latest:
        raise StoreError(f"{place}: written by a newer obelize (tables of version {version}, known is {latest})")
    return int(version)
