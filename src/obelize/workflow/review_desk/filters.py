"""Filters of the queue: what one keeps, and the one line in which it is written.

`status:undecided kind:claim worth:0.7 speaker:ada code:CIT duplicates:first some words` keeps the items that meet
every part. Words without a key are looked for in the item's text.
"""

import shlex
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeVar

from obelize.domain.annotation import ItemState
from obelize.domain.claim import ItemKind
from obelize.errors import ReviewError
from obelize.store import ItemEntry


class Status(StrEnum):
    """What can be asked of an item's state. An item may have several."""

    UNDECIDED = "undecided"
    DECIDED = "decided"
    VERIFIED = "verified"
    UNVERIFIED = "unverified"
    REFUTED = "refuted"
    NOT_A_CLAIM = "not-a-claim"
    LATER = "later"
    DISPUTED = "disputed"
    NOTED = "noted"
    EDITED = "edited"
    CAPTION_ERROR = "caption-error"


class Duplicates(StrEnum):
    """What to do with claims that say nearly the same."""

    ALL = "all"
    ONLY = "only"  # claims that have duplicates
    FIRST = "first"  # of each group the first, and everything that has none


E = TypeVar("E", bound=StrEnum)

# As the queue calls them, for want of room; a filter takes either name.
SHORT_KINDS = {ItemKind.CLAIM: "claim", ItemKind.QUOTATION: "quote", ItemKind.CITATION: "cite"}
_KEYS = ("status", "kind", "speaker", "code", "worth", "duplicates")


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """What the queue keeps. `worthiness` is the least wanted, 0 to 1; quotations and citations have none and stay."""

    statuses: frozenset[Status] = frozenset()
    kinds: frozenset[ItemKind] = frozenset()
    speaker: str = ""
    code: str = ""
    worthiness: float | None = None
    duplicates: Duplicates = Duplicates.ALL
    text: str = ""

    def keeps(self, entry: ItemEntry, state: ItemState) -> bool:
        """Whether an item passes; groups of duplicates are thinned out by the queue, which sees them all."""
        return (
            (not self.kinds or entry.kind in self.kinds)
            and (not self.code or any(code.startswith(self.code) for code in entry.codes.split()))
            and (not self.speaker or self.speaker in (entry.speaker or "").casefold())
            and (self.worthiness is None or entry.worthiness is None or entry.worthiness >= self.worthiness)
            and (self.duplicates is not Duplicates.ONLY or entry.duplicates is not None)
            and (not self.text or self.text in entry.text.casefold())
            and (not self.statuses or not self.statuses.isdisjoint(statuses_of(state)))
        )

    def __str__(self) -> str:
        parts = [f"status:{status}" for status in sorted(self.statuses)]
        parts += [f"kind:{kind}" for kind in sorted(self.kinds)]
        parts += [f"speaker:{shlex.quote(self.speaker)}"] if self.speaker else []
        parts += [f"code:{self.code}"] if self.code else []
        parts += [] if self.worthiness is None else [f"worth:{self.worthiness:g}"]
        parts += [] if self.duplicates is Duplicates.ALL else [f"duplicates:{self.duplicates}"]
        parts += [shlex.quote(self.text)] if self.text else []
        return " ".join(parts)


def statuses_of(state: ItemState) -> set[Status]:
    """Everything that can be said of an item's state."""
    statuses = {Status.UNDECIDED} if state.verdict is None else {Status.DECIDED, Status(state.verdict.value)}
    marks = {
        Status.LATER: state.later,
        Status.DISPUTED: state.disputed,
        Status.NOTED: bool(state.notes),
        Status.EDITED: state.edited_text is not None or state.edited_span is not None,
        Status.CAPTION_ERROR: state.caption_error,
    }
    return statuses | {status for status, holds in marks.items() if holds}


def parse_filter(line: str) -> QueueFilter:
    """The filter that `line` describes. `ReviewError` names what isn't understood and what would be."""
    try:
        parts = shlex.split(line)
    except ValueError:  # an apostrophe in the text searched for
        parts = line.split()
    values: dict[str, list[str]] = {key: [] for key in _KEYS}
    words: list[str] = []
    for part in parts:
        key, colon, value = part.partition(":")
        if colon and key in _KEYS:
            values[key] += value.split(",") if key in {"status", "kind"} else [value]
        elif colon and value and (near := get_close_matches(key, _KEYS, n=1, cutoff=0.7)):
            raise ReviewError(f"there is no filter {key!r}; did you mean {near[0]!r}?")
        else:
            words.append(part)
    return QueueFilter(
        frozenset(_member(Status, value) for value in values["status"]),
        frozenset(map(_kind, values["kind"])),
        _last(values["speaker"]).casefold(),
        _last(values["code"]).upper(),
        _worthiness(_last(values["worth"])),
        _member(Duplicates, _last(values["duplicates"]) or Duplicates.ALL),
        " ".join(words).casefold(),
    )


def _last(values: list[str]) -> str:
    return values[-1] if values else ""


def _kind(value: str) -> ItemKind:
    short = next((kind for kind, name in SHORT_KINDS.items() if name == value), None)
    return short or _member(ItemKind, value)


def _worthiness(value: str) -> float | None:
    if not value:
        return None
    try:
        number = float(value.lstrip(">="))
    except ValueError as error:
        raise ReviewError(f"worth: needs a number from 0 to 1, not {value!r}") from error
    if not 0 <= number <= 1:
        raise ReviewError(f"worth: needs a number from 0 to 1, not {value!r}")
    return number


def _member(kind: type[E], value: str) -> E:
    try:
        return kind(value)
    except ValueError as error:
        raise ReviewError(f"{value!r} is none of {', '.join(kind)}") from error
