"""Decisions: the append-only log of what people said about items."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from obelize.domain.claim import ItemKind


class Verdict(StrEnum):
    """A reviewer's decision on one item."""

    VERIFIED = "verified"
    UNVERIFIED = "unverified"
    REFUTED = "refuted"
    NOT_A_CLAIM = "not-a-claim"


class Action(StrEnum):
    """What an entry of the log does."""

    DECIDE = "decide"  # gives, changes or (to_verdict None) withdraws a verdict
    ADJUDICATE = "adjudicate"  # settles a disagreement; counts for the item, not for agreement
    REPEAT = "repeat"  # a verdict on an item shown again, for self-agreement; changes nothing else
    LATER = "later"  # put aside, still undecided
    NOTE = "note"
    EDIT = "edit"  # another span or wording; the original stays
    CAPTION_ERROR = "caption-error"
    EVIDENCE = "evidence"  # the works or passages that decided it
    UNDO = "undo"
    REDO = "redo"


@dataclass(frozen=True, slots=True)
class Decision:
    """One entry of the log. Entries are never changed or removed: an undo is an entry of its own.

    `from_verdict` and `to_verdict` are the item's verdict before and after. `target` is the id of the entry that
    an `UNDO` or `REDO` is about (for both, the entry first undone). `edited_span` are characters in the document's
    text, for an `EDIT` that moved the claim's ends; an `EDIT` with neither span nor text restores the original.
    `batch` groups the entries of one bulk action. `rules_version` is the rulebook's fingerprint when the decision
    was made. `decided_at` is in UTC.
    """

    id: str
    document_id: str
    item_id: str
    item_kind: ItemKind
    reviewer: str
    decided_at: datetime
    action: Action
    from_verdict: Verdict | None = None
    to_verdict: Verdict | None = None
    note: str | None = None
    edited_text: str | None = None
    edited_span: tuple[int, int] | None = None
    evidence: tuple[str, ...] = ()
    target: str | None = None
    batch: str | None = None
    rules_version: str = ""
