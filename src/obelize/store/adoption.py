"""Taking in decisions that were made on another store, about items that may be called otherwise here."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select

from obelize.codec import to_json
from obelize.domain.claim import Anchor, ItemKind
from obelize.domain.review import Decision
from obelize.store import mapping
from obelize.store.anchoring import place_anchors
from obelize.store.tables import DECISIONS, DETAILS, FORMER_ITEMS, ITEMS, SAME_PLACE

Key = tuple[str, str]  # document id, item id


@dataclass(frozen=True, slots=True)
class Stranger:
    """An item that another store knows: what it was and where it stood."""

    kind: ItemKind
    text: str
    anchor: Anchor


def adopt(connection: Connection, decisions: Sequence[Decision], strangers: Mapping[Key, Stranger]) -> None:
    """Add the entries, and find a place for the items among them that this store doesn't know.

    What can't be placed beyond doubt becomes an orphan.
    """
    if decisions:
        connection.execute(insert(DECISIONS), [mapping.decision_values(decision) for decision in decisions])
    unknown: dict[str, set[str]] = {}
    known = _known_items(connection, {decision.document_id for decision in decisions})
    for decision in decisions:
        if (decision.document_id, decision.item_id) not in known:
            unknown.setdefault(decision.document_id, set()).add(decision.item_id)
    for document_id, item_ids in unknown.items():
        kinds = {decision.item_id: decision.item_kind for decision in decisions}
        rows = {
            item_id: strangers.get((document_id, item_id), Stranger(kinds[item_id], "", Anchor("")))
            for item_id in item_ids
        }
        placed = _places(connection, document_id, rows)
        connection.execute(
            insert(FORMER_ITEMS),
            [
                {
                    "document_id": document_id,
                    "id": item_id,
                    "kind": stranger.kind.value,
                    "text": stranger.text,
                    "anchor": to_json(stranger.anchor),
                    "replaced_by": placed.get(item_id),
                }
                for item_id, stranger in sorted(rows.items())
            ],
        )


def described_items(connection: Connection) -> dict[Key, Stranger]:
    """Every item that the log has an entry about, under the id that the entries have."""
    decided = select(DECISIONS.c.document_id, DECISIONS.c.item_id).distinct().subquery()
    present = (
        select(ITEMS.c.document_id, ITEMS.c.id, ITEMS.c.kind, ITEMS.c.text, DETAILS.c.item)
        .join(DETAILS, SAME_PLACE)
        .join(decided, (decided.c.document_id == ITEMS.c.document_id) & (decided.c.item_id == ITEMS.c.id))
    )
    found = {
        (document_id, item_id): Stranger(ItemKind(kind), text, mapping.detail_of(kind, item, None).item.anchor)
        for document_id, item_id, kind, text, item in connection.execute(present)
    }
    for row in connection.execute(select(FORMER_ITEMS)):
        found.setdefault(
            (row.document_id, row.id), Stranger(ItemKind(row.kind), row.text, mapping.anchor_of(row.anchor))
        )
    return found


def _known_items(connection: Connection, document_ids: Iterable[str]) -> set[Key]:
    known: set[Key] = set()
    for table in (ITEMS, FORMER_ITEMS):
        query = select(table.c.document_id, table.c.id).where(table.c.document_id.in_(list(document_ids)))
        known |= {(row[0], row[1]) for row in connection.execute(query)}
    return known


def _places(connection: Connection, document_id: str, rows: Mapping[str, Stranger]) -> dict[str, str]:
    query = select(ITEMS.c.id, ITEMS.c.kind, DETAILS.c.item).join(DETAILS, SAME_PLACE)
    here = connection.execute(query.where(ITEMS.c.document_id == document_id)).all()
    placed: dict[str, str] = {}
    for kind in {stranger.kind for stranger in rows.values()}:
        lost = {item_id: one.anchor for item_id, one in rows.items() if one.kind is kind and one.anchor.quote}
        there = {
            item_id: mapping.detail_of(own, item, None).item.anchor for item_id, own, item in here if own == kind.value
        }
        placed |= place_anchors(lost, there)
    return placed
