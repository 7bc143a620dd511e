"""What the store lists without reading everything: light entries for documents, items, orphans and the log."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import count, groupby
from operator import itemgetter
from typing import NamedTuple, overload

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


ItemPlace = tuple[str, str, int]  # document id, item id, position
LoadEntries = Callable[[Sequence[ItemPlace]], list[ItemEntry]]

_BLOCK = 2_000  # entries read at once


class ItemList(Sequence[ItemEntry]):
    """Item entries that are read in blocks when they are looked at: a long queue opens on its places alone."""

    def __init__(self, places: Sequence[ItemPlace], load: LoadEntries) -> None:
        self._places = places
        self._load = load
        self._blocks: dict[int, list[ItemEntry]] = {}

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, place: int) -> ItemEntry: ...

    @overload
    def __getitem__(self, place: slice) -> "ItemList": ...

    def __getitem__(self, place: int | slice) -> "ItemEntry | ItemList":
        if isinstance(place, slice):
            return ItemList(self._places[place], self._load)
        number, offset = divmod(range(len(self._places))[place], _BLOCK)
        block = self._blocks.get(number)
        if block is None:
            block = self._blocks[number] = self._load(self._places[number * _BLOCK : (number + 1) * _BLOCK])
        return block[offset]

    def key(self, place: int) -> tuple[str, str]:
        """The document's and the item's id of an entry."""
        return self._places[place][:2]

    def all_keys(self) -> Iterator[tuple[str, str]]:
        """The document's and the item's id of every entry."""
        return (place[:2] for place in self._places)

    def indices(self) -> dict[str, dict[str, int]]:
        """Each document's items with their place in the list. A document's items stand together."""
        found: dict[str, dict[str, int]] = {}
        first = 0
        for document_id, places in groupby(self._places, itemgetter(0)):
            own = found[document_id] = dict(zip(map(itemgetter(1), places), count(first), strict=False))
            first += len(own)
        return found

    def kept(self, keys: Collection[tuple[str, str]]) -> "ItemList":
        """Only the entries of these documents' and items' ids."""
        return ItemList([place for place in self._places if place[:2] in keys], self._load)


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
