"""What the store lists without reading everything: light entries for documents, items, orphans and the log."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

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
