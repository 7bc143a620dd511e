"""Replacing a document's items while what people decided about the old ones stays with the right new ones."""

from collections.abc import Sequence

from sqlalchemy import Connection, delete, insert, select, update

from obelize.domain.annotation import Annotation
from obelize.domain.claim import Anchor, ItemKind
from obelize.store import mapping
from obelize.store.anchoring import place_anchors
from obelize.store.tables import BLOCKS, DECISIONS, DETAILS, DOCUMENTS, FORMER_ITEMS, ITEMS, SAME_PLACE


def replace_annotation(
    connection: Connection,
    annotation: Annotation,
    document: mapping.Values,
    blocks: Sequence[mapping.Values],
    items: Sequence[tuple[mapping.Values, mapping.Values]],
) -> None:
    """Write the annotation's rows in place of the document's earlier ones, within the caller's transaction."""
    document_id = annotation.document.id
    known_before = _keep_decided_items(connection, document_id, {light["id"] for light, _ in items})
    for table in (ITEMS, DETAILS, BLOCKS):
        connection.execute(delete(table).where(table.c.document_id == document_id))
    connection.execute(delete(DOCUMENTS).where(DOCUMENTS.c.id == document_id))
    connection.execute(insert(DOCUMENTS), [document])
    if blocks:
        connection.execute(insert(BLOCKS), list(blocks))
    if items:
        connection.execute(insert(ITEMS), [light for light, _ in items])
        connection.execute(insert(DETAILS), [full for _, full in items])
    _place_former_items(connection, annotation, known_before)


def _keep_decided_items(connection: Connection, document_id: str, new_ids: set[str]) -> set[str]:
    """Set aside the decided items that are about to go; the ids of all items there were before."""
    known = set(connection.scalars(select(ITEMS.c.id).where(ITEMS.c.document_id == document_id)))
    going = known - new_ids
    if not going:
        return known
    decided = set(
        connection.scalars(select(DECISIONS.c.item_id).distinct().where(DECISIONS.c.document_id == document_id))
    )
    columns = select(ITEMS.c.id, ITEMS.c.kind, DETAILS.c.item).join(DETAILS, SAME_PLACE)
    columns = columns.where(ITEMS.c.document_id == document_id)
    rows = [
        mapping.former_values(document_id, kind, mapping.detail_of(kind, item, None).item)
        for item_id, kind, item in connection.execute(columns)
        if item_id in going and item_id in decided
    ]
    if rows:
        connection.execute(
            delete(FORMER_ITEMS).where(
                FORMER_ITEMS.c.document_id == document_id, FORMER_ITEMS.c.id.in_([row["id"] for row in rows])
            )
        )
        connection.execute(insert(FORMER_ITEMS), rows)
    return known


def _place_former_items(connection: Connection, annotation: Annotation, known_before: set[str]) -> None:
    """Find the former items again among the items that are new. Those that were there before are somebody else."""
    document_id = annotation.document.id
    now = {item.id: item for item in mapping.items_of(annotation.extraction)}
    own = FORMER_ITEMS.c.document_id == document_id
    former = list(connection.execute(select(FORMER_ITEMS).where(own)))
    taken = {row.replaced_by for row in former if row.replaced_by in now}
    for kind in ItemKind:
        lost = {
            row.id: mapping.anchor_of(row.anchor)
            for row in former
            if row.kind == kind and row.id not in now and row.replaced_by not in now
        }
        fresh: dict[str, Anchor] = {
            key: item.anchor
            for key, item in now.items()
            if key not in known_before and key not in taken and mapping.kind_of(item) is kind
        }
        placed = place_anchors(lost, fresh) if lost else {}
        for item_id in lost:
            connection.execute(
                update(FORMER_ITEMS).where(own, FORMER_ITEMS.c.id == item_id).values(replaced_by=placed.get(item_id))
            )
    returned = [row.id for row in former if row.id in now]
    if returned:
        connection.execute(delete(FORMER_ITEMS).where(own, FORMER_ITEMS.c.id.in_(returned)))
