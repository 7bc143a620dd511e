"""The tables. Rows never leave this room; `mapping` turns them into values.

Times of the clock are ISO 8601 texts in UTC, so that they sort and so that no database's time zones matter.
Values that no query asks for are JSON written by `obelize.codec`.
"""

from sqlalchemy import Table, and_
from sqlmodel import Field, Index, SQLModel, Text


class SchemaRow(SQLModel, table=True):
    """The version of the tables: one row. A database without this table isn't ours."""

    __tablename__ = "obelize_schema"

    id: int = Field(default=1, primary_key=True)
    version: int


class DocumentRow(SQLModel, table=True):
    """One annotated document. `frame` is its `Annotation` without items and segments, which have rows of their own."""

    __tablename__ = "document"

    id: str = Field(primary_key=True)
    name: str = Field(sa_type=Text)
    location: str = Field(sa_type=Text, index=True)
    kind: str
    fingerprint: str = Field(index=True)
    rules_version: str
    basis: str
    annotated_at: str
    item_count: int
    transcript_id: str | None
    incomplete: bool
    title: str | None = Field(sa_type=Text)
    url: str | None = Field(sa_type=Text)
    frame: str = Field(sa_type=Text)


class SegmentBlockRow(SQLModel, table=True):
    """A run of a document's segments as JSON, so that one passage can be shown without reading the whole."""

    __tablename__ = "segment_block"

    document_id: str = Field(primary_key=True)
    position: int = Field(primary_key=True)
    start_char: int
    end_char: int
    segments: str = Field(sa_type=Text)


class ItemRow(SQLModel, table=True):
    """What queues list and filter by of one claim, quotation or citation, in the order in which they list it.

    `listed` is false for sentences that aren't check-worthy. `severity` is 0 for none to 3 for an error, `codes`
    the finding codes between spaces, `machine` what the appraisal said in a word.
    """

    __tablename__ = "item"
    # Clustered by place, apart from the JSON, with an index that alone answers what is listed: a queue of 100,000
    # opens ten times faster so.
    __table_args__ = (
        Index("item_id", "document_id", "id"),
        Index("item_listed", "listed", "document_id", "position", "id"),
        {"sqlite_with_rowid": False},
    )

    document_id: str = Field(primary_key=True)
    position: int = Field(primary_key=True)
    id: str
    kind: str
    listed: bool
    text: str = Field(sa_type=Text)
    start_char: int
    end_char: int
    start: float | None
    worthiness: float | None
    speaker: str | None
    severity: int
    codes: str
    machine: str
    duplicates: str | None


class ItemDetailRow(SQLModel, table=True):
    """One item in full with its appraisal."""

    __tablename__ = "item_detail"

    document_id: str = Field(primary_key=True)
    position: int = Field(primary_key=True)
    item: str = Field(sa_type=Text)
    appraisal: str | None = Field(sa_type=Text)


class DecisionRow(SQLModel, table=True):
    """One entry of the log, only ever added. `sequence` is the order of commitment."""

    __tablename__ = "decision"
    __table_args__ = (Index("decision_item", "document_id", "item_id"),)

    sequence: int | None = Field(default=None, primary_key=True)
    id: str = Field(unique=True)
    document_id: str
    item_id: str
    reviewer: str
    decided_at: str
    entry: str = Field(sa_type=Text)


class FormerItemRow(SQLModel, table=True):
    """An item that somebody decided and that is no longer extracted. `replaced_by` None: an orphan."""

    __tablename__ = "former_item"

    document_id: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    kind: str
    text: str = Field(sa_type=Text)
    anchor: str = Field(sa_type=Text)
    replaced_by: str | None


def _table(name: str) -> Table:
    return SQLModel.metadata.tables[name]


# Queries name columns on these: the store reads columns, never objects.
SCHEMA = _table("obelize_schema")
DOCUMENTS = _table("document")
BLOCKS = _table("segment_block")
ITEMS = _table("item")
DETAILS = _table("item_detail")
DECISIONS = _table("decision")
FORMER_ITEMS = _table("former_item")

SAME_PLACE = and_(DETAILS.c.document_id == ITEMS.c.document_id, DETAILS.c.position == ITEMS.c.position)
