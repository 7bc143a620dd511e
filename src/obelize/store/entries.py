"""What the store lists without reading everything: light entries for documents, items, orphans and the log."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple, overload

from obelize.domain.appraisal import CitationCheck, ClaimEvidence, QuotationCheck
from obelize.domain.claim import Anchor, Item, ItemKind
from obelize.domain.document import DocumentKind
from obelize.domain.review import Decision


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """One document of the store. `location` is where its file was read, `item_count` what goes to the reviewer."""

    id: str
    name: str
    location: str
    kind: DocumentKind
    fingerprint: str
    rules_version: str
    basis: str
    annotated_at: datetime
    item_count: int
    transcript_id: str | None
    incomplete: bool
    title: str | None
    url: str | None


class ItemEntry(NamedTuple):
    """One item as a queue lists it. A tuple, not a dataclass: a queue may hold a hundred thousand of them.

    `position` is its place in the document. `severity` is that of its worst finding, 0 for none, 1 note, 2 warning,
    3 error; `codes` are its finding codes between spaces. `machine` is the appraisal in a word: a citation's or
    quotation's verdict, or for a claim the number of works offered. Offsets are characters, `start` seconds.
    """

    document_id: str
    id: str
    kind: str
    position: int
    text: str
    start_char: int
    end_char: int
    start: float | None
    worthiness: float | None
    speaker: str | None
    severity: int
    codes: str
    machine: str
    duplicates: str | None


class ItemList(Sequence[ItemEntry]):
    """Item entries over plain rows, made when they are looked at: a long queue opens three times as fast so."""

    def __init__(self, rows: list[tuple[Any, ...]]) -> None:
        self._rows = rows

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, place: int) -> ItemEntry: ...

    @overload
    def __getitem__(self, place: slice) -> "ItemList": ...

    def __getitem__(self, place: int | slice) -> "ItemEntry | ItemList":
        return ItemList(self._rows[place]) if isinstance(place, slice) else ItemEntry._make(self._rows[place])

    def __iter__(self) -> Iterator[ItemEntry]:
        return map(ItemEntry._make, self._rows)

    def keys(self) -> Iterator[tuple[str, str]]:
        """The document's and the item's id of every entry."""
        return (row[:2] for row in self._rows)

    def kept(self, keys: Collection[tuple[str, str]]) -> "ItemList":
        """Only the entries of these documents' and items' ids."""
        return ItemList([row for row in self._rows if row[:2] in keys])


Appraisal = ClaimEvidence | QuotationCheck | CitationCheck


@dataclass(frozen=True, slots=True)
class ItemDetail:
    """One item in full, with what the appraisal said of it; None where nothing was looked up or compared."""

    item: Item
    appraisal: Appraisal | None


@dataclass(frozen=True, slots=True)
class Orphan:
    """An item with decisions that has no place in its document any more."""

    document_id: str
    item_id: str
    kind: ItemKind
    text: str
    anchor: Anchor


@dataclass(frozen=True, slots=True)
class LogEntry:
    """A decision with its place in the order of commitment."""

    sequence: int
    decision: Decision
