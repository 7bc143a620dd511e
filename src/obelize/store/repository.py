"""The store's one door: annotations, light lists for queues, and the log of decisions."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from difflib import get_close_matches
from pathlib import PurePath
from typing import Self

from sqlalchemy import ColumnElement, Engine, and_, func, insert, select, true

from obelize.domain.annotation import Annotation
from obelize.domain.document import Segment
from obelize.domain.review import Decision
from obelize.errors import NotInStoreError, OvertakenError
from obelize.safe_text import path_text
from obelize.store import mapping
from obelize.store.adoption import Stranger, adopt, described_items
from obelize.store.engine import open_engine, reading, writing
from obelize.store.entries import DocumentEntry, ItemDetail, ItemEntry, ItemList, ItemPlace, LogEntry, Orphan
from obelize.store.migrations import migrate
from obelize.store.reannotation import replace_annotation
from obelize.store.tables import BLOCKS, DECISIONS, DETAILS, DOCUMENTS, FORMER_ITEMS, ITEMS, SAME_PLACE

_ENTRY_COLUMNS = [column for column in DOCUMENTS.c if column.name != "frame"]
_QUEUE_COLUMNS = [ITEMS.c[name] for name in ItemEntry._fields]
_REACH = 4_000  # characters on either side in which neighbouring segments are looked for


def _now() -> datetime:
    return datetime.now(UTC)


def _gone(place: ItemPlace) -> ItemEntry:
    text = "(its document was annotated again; open the review anew)"
    return ItemEntry(*place[:2], "claim", place[2], text, 0, 0, None, None, None, 0, "", "", None)


class Repository:
    """Annotations and decisions in one database. Every writing method is one transaction: all of it or nothing.

    Methods may be called from several threads and the database may be used by several processes at once. All
    raise `StoreError` where the database can't be read or written.
    """

    def __init__(self, engine: Engine, clock: Callable[[], datetime] = _now) -> None:
        self._engine = engine
        self._clock = clock

    @classmethod
    def open(cls, url: str, clock: Callable[[], datetime] = _now) -> Self:
        """The store at `url` (an SQLAlchemy URL), made or brought up to date if need be.

        `StoreError` if it is no obelize store or a newer program's.
        """
        engine = open_engine(url)
        migrate(engine)
        return cls(engine, clock)

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    # Annotations

    def save_annotation(self, annotation: Annotation, location: str) -> None:
        """Keep an annotation of the file at `location` in place of the document's earlier one.

        Decisions about items that are no longer extracted move to the item that now has their anchor; those that
        can't be placed beyond doubt become orphans.
        """
        document = mapping.document_values(annotation, location, self._clock())
        blocks = list(mapping.segment_values(annotation.document))
        items = list(mapping.item_values(annotation))
        with writing(self._engine) as connection:
            replace_annotation(connection, annotation, document, blocks, items)

    def annotation(self, document_id: str) -> Annotation:
        """Everything gathered on one document. `NotInStoreError` if there is none of that id."""
        with reading(self._engine) as connection:
            frame = connection.scalar(select(DOCUMENTS.c.frame).where(DOCUMENTS.c.id == document_id))
            blocks = connection.scalars(
                select(BLOCKS.c.segments).where(BLOCKS.c.document_id == document_id).order_by(BLOCKS.c.position)
            ).all()
            items = connection.execute(
                select(ITEMS.c.kind, DETAILS.c.item, DETAILS.c.appraisal)
                .join(DETAILS, SAME_PLACE)
                .where(ITEMS.c.document_id == document_id)
                .order_by(ITEMS.c.position)
            ).all()
        if frame is None:
            raise self._unknown_document(document_id)
        return mapping.annotation_of(frame, blocks, [(row[0], row[1], row[2]) for row in items])

    def documents(self) -> list[DocumentEntry]:
        """All documents by name."""
        with reading(self._engine) as connection:
            rows = connection.execute(select(*_ENTRY_COLUMNS).order_by(DOCUMENTS.c.name, DOCUMENTS.c.id))
            return [mapping.document_entry(row) for row in rows]

    def find_document(self, location: str, fingerprint: str) -> str | None:
        """The id of the document read at `location`, else of one whose file had the same bytes."""
        with reading(self._engine) as connection:
            for same in (DOCUMENTS.c.location == location, DOCUMENTS.c.fingerprint == fingerprint):
                if found := connection.scalar(select(DOCUMENTS.c.id).where(same).order_by(DOCUMENTS.c.id).limit(1)):
                    return str(found)
        return None

    def document_named(self, wanted: str) -> DocumentEntry:
        """The document whose id, name, location or file name is `wanted`, or whose id alone begins with it.

        `NotInStoreError` if there is none or more than one; the message lists the nearest names.
        """
        entries, wanted = self.documents(), path_text(wanted)
        tests: tuple[Callable[[DocumentEntry], bool], ...] = (
            lambda entry: wanted in {entry.id, entry.location},
            lambda entry: entry.name == wanted,
            lambda entry: PurePath(entry.name).name == wanted or PurePath(entry.name).stem == wanted,
            lambda entry: len(wanted) >= 4 and entry.id.startswith(wanted),
        )
        for test in tests:
            found = [entry for entry in entries if test(entry)]
            if len(found) == 1:
                return found[0]
            if found:
                several = ", ".join(f"{entry.id} ({entry.name})" for entry in found[:5])
                raise NotInStoreError(f"{wanted!r} may be any of {several}; give the id")
        raise self._unknown_document(wanted)

    # Items

    def items(self, document_ids: Sequence[str]) -> ItemList:
        """The items for review of some documents, in the order of the documents and of appearance within each."""
        query = select(ITEMS.c.document_id, ITEMS.c.id, ITEMS.c.position)
        query = query.where(ITEMS.c.listed, ITEMS.c.document_id.in_(document_ids))
        with reading(self._engine) as connection:
            result = connection.execute(query.order_by(ITEMS.c.document_id, ITEMS.c.position))
            # Plain tuples from the driver: SQLAlchemy's rows would take twice the time, and convert nothing here.
            places: list[ItemPlace] = list(result.cursor.fetchall())
        if len(document_ids) > 1:
            ranks = {document_id: rank for rank, document_id in enumerate(document_ids)}
            places.sort(key=lambda place: ranks[place[0]])
        return ItemList(places, self._entries_at)

    def _entries_at(self, places: Sequence[ItemPlace]) -> list[ItemEntry]:
        """The entries at these places, with a remark in place of those that have gone since the list was made."""
        found: dict[tuple[str, str], ItemEntry] = {}
        with reading(self._engine) as connection:
            for document_id in dict.fromkeys(place[0] for place in places):
                positions = [place[2] for place in places if place[0] == document_id]
                query = select(*_QUEUE_COLUMNS).where(
                    ITEMS.c.document_id == document_id,
                    ITEMS.c.position.between(min(positions), max(positions)),
                    ITEMS.c.listed,
                )
                found |= {(row[0], row[1]): ItemEntry._make(row) for row in connection.execute(query)}
        return [found.get(place[:2]) or _gone(place) for place in places]

    def item(self, document_id: str, item_id: str) -> ItemDetail:
        """One item in full. `NotInStoreError` if it isn't there."""
        query = select(ITEMS.c.kind, DETAILS.c.item, DETAILS.c.appraisal).join(DETAILS, SAME_PLACE)
        query = query.where(ITEMS.c.document_id == document_id, ITEMS.c.id == item_id)
        with reading(self._engine) as connection:
            row = connection.execute(query.order_by(ITEMS.c.position).limit(1)).one_or_none()
        if row is None:
            raise NotInStoreError(f"document {document_id} has no item {item_id!r}")
        return mapping.detail_of(*row)

    def segments_near(self, document_id: str, start_char: int, end_char: int, around: int = 3) -> list[Segment]:
        """The segments that hold the stretch of text, with up to `around` more on either side."""
        own = BLOCKS.c.document_id == document_id
        reach = _REACH * max(around, 1)
        query = (
            select(BLOCKS.c.segments)
            .where(own, BLOCKS.c.start_char < end_char + reach, BLOCKS.c.end_char > start_char - reach)
            .order_by(BLOCKS.c.position)
        )
        with reading(self._engine) as connection:
            blocks = connection.scalars(query).all()
        segments = [segment for block in blocks for segment in mapping.segments_of(block)]
        inside = [
            place
            for place, segment in enumerate(segments)
            if segment.start_char < end_char and segment.end_char > start_char
        ]
        if not inside:
            return []
        return segments[max(0, inside[0] - around) : inside[-1] + 1 + around]

    # The log

    def record(self, decision: Decision) -> int:
        """Add one entry to the log; it is on disk when this returns. Its place in the order of commitment."""
        return self.record_all([decision])

    def record_all(self, decisions: Sequence[Decision], seen: int | None = None) -> int:
        """Add entries to the log, all or none; the place of the last one.

        With `seen`, the place of the last entry that the reviewer had before them: if somebody else has since made
        an entry about one of the same items, nothing is added and `OvertakenError` is raised.
        """
        with writing(self._engine) as connection:
            if seen is not None:
                items = {(decision.document_id, decision.item_id): decision.reviewer for decision in decisions}
                since = select(DECISIONS.c.document_id, DECISIONS.c.item_id, DECISIONS.c.reviewer).where(
                    DECISIONS.c.sequence > seen
                )
                for document_id, item_id, reviewer in connection.execute(since):
                    if items.get((document_id, item_id), reviewer) != reviewer:
                        raise OvertakenError(f"{reviewer} decided this in the meantime; nothing was recorded")
            if decisions:
                connection.execute(insert(DECISIONS), [mapping.decision_values(decision) for decision in decisions])
            return int(connection.scalar(select(func.max(DECISIONS.c.sequence))) or 0)

    def decisions(self, document_id: str | None = None) -> list[Decision]:
        """The log by time and id, every entry under its item's present id.

        The order doesn't depend on the store, so that logs merged from several stores replay alike everywhere.
        """
        chosen = true() if document_id is None else DECISIONS.c.document_id == document_id
        return [entry.decision for entry in self._log(chosen)]

    def log_as_recorded(self) -> list[Decision]:
        """The whole log by time and id, every entry under the item id it was recorded with."""
        query = select(DECISIONS.c.entry).order_by(DECISIONS.c.decided_at, DECISIONS.c.id)
        with reading(self._engine) as connection:
            return [mapping.decision_from(entry) for entry in connection.scalars(query)]

    def described_items(self) -> dict[tuple[str, str], Stranger]:
        """Every item that the log is about, by document and item id as recorded."""
        with reading(self._engine) as connection:
            return described_items(connection)

    def adopt(self, decisions: Sequence[Decision], strangers: Mapping[tuple[str, str], Stranger]) -> None:
        """Add entries made on another store, all or none. `strangers` describes items that may be unknown here."""
        with writing(self._engine) as connection:
            adopt(connection, decisions, strangers)

    def log_since(self, sequence: int) -> list[LogEntry]:
        """The entries made after that place in the order of commitment, by whomever, by time and id."""
        return self._log(DECISIONS.c.sequence > sequence)

    def orphans(self, document_id: str | None = None) -> list[Orphan]:
        """Decided items that have no place in their document any more."""
        chosen = true() if document_id is None else FORMER_ITEMS.c.document_id == document_id
        query = select(FORMER_ITEMS).where(FORMER_ITEMS.c.replaced_by.is_(None), chosen)
        with reading(self._engine) as connection:
            rows = connection.execute(query.order_by(FORMER_ITEMS.c.document_id, FORMER_ITEMS.c.id))
            return [mapping.orphan_of(row) for row in rows]

    def _log(self, chosen: ColumnElement[bool]) -> list[LogEntry]:
        item_id = func.coalesce(FORMER_ITEMS.c.replaced_by, DECISIONS.c.item_id)
        same = and_(FORMER_ITEMS.c.document_id == DECISIONS.c.document_id, FORMER_ITEMS.c.id == DECISIONS.c.item_id)
        query = (
            select(DECISIONS.c.sequence, DECISIONS.c.entry, item_id)
            .select_from(DECISIONS.outerjoin(FORMER_ITEMS, same))
            .where(chosen)
            .order_by(DECISIONS.c.decided_at, DECISIONS.c.id)
        )
        with reading(self._engine) as connection:
            return [LogEntry(row[0], mapping.decision_of(row[1], row[2])) for row in connection.execute(query)]

    def _unknown_document(self, wanted: str) -> NotInStoreError:
        names = [entry.name for entry in self.documents()]
        near = get_close_matches(wanted, names, n=3, cutoff=0.4) or names[:3]
        return NotInStoreError(
            f"no document {wanted!r} in the store; "
            + (f"the nearest are {', '.join(near)}" if near else "nothing has been annotated yet")
        )
