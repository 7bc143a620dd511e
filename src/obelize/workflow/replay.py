"""Replaying the log of decisions: where every item stands, and what each reviewer can undo. Pure.

An entry that was undone counts as if it had never been made, an entry redone as if it had never been undone. What
remains is applied by time and id, the order in which the store hands the log out, so that any two stores that hold
the same entries show the same states.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from obelize.domain.annotation import ItemState
from obelize.domain.review import Action, Decision, Verdict

UNDECIDED = ItemState()

ItemKey = tuple[str, str]  # document id, item id


def states_of(decisions: Iterable[Decision]) -> dict[str, ItemState]:
    """The state of each item that has any, by item id, from the log of one document in its order."""
    log = DecisionLog()
    for decision in decisions:
        log.add(decision)
    return {item_id: log.state((document_id, item_id)) for document_id, item_id in log.items()}


class DecisionLog:
    """A log that can be added to, with the states that follow from it. One addition costs no more than its item."""

    def __init__(self) -> None:
        self._entries: dict[ItemKey, list[Decision]] = {}
        self._undone: set[str] = set()
        self._histories: dict[str, _History] = {}

    def add(self, decision: Decision) -> None:
        """Add the next entry."""
        history = self._histories.setdefault(decision.reviewer, _History())
        match decision.action:
            case Action.UNDO if decision.target:
                self._undone.add(decision.target)
                history.undo(decision.target)
            case Action.REDO if decision.target:
                self._undone.discard(decision.target)
                history.redo(decision.target)
            case _:
                self._entries.setdefault((decision.document_id, decision.item_id), []).append(decision)
                history.add(decision)

    def items(self) -> Iterable[ItemKey]:
        """Every item that the log has an entry about."""
        return self._entries.keys()

    def active(self, key: ItemKey, reviewer: str | None = None) -> list[Decision]:
        """The entries about an item that stand, of everybody or of one reviewer, oldest first."""
        return [
            entry
            for entry in self._entries.get(key, ())
            if entry.id not in self._undone and (reviewer is None or entry.reviewer == reviewer)
        ]

    def state(self, key: ItemKey, reviewer: str | None = None) -> ItemState:
        """Where an item stands, for everybody or as far as one reviewer has decided it."""
        return fold(self.active(key, reviewer)) if key in self._entries else UNDECIDED

    def undoable(self, reviewer: str) -> list[Decision]:
        """The reviewer's last action that stands: several entries if it was a bulk one."""
        history = self._histories.get(reviewer)
        return list(history.done[-1]) if history and history.done else []

    def redoable(self, reviewer: str) -> list[Decision]:
        """The reviewer's last action undone, unless they have done something since."""
        history = self._histories.get(reviewer)
        return list(history.undone[-1]) if history and history.undone else []


@dataclass(slots=True)
class _History:
    """One reviewer's actions: those that stand and those undone, each the entries of one bulk or single action."""

    done: list[list[Decision]] = field(default_factory=list)
    undone: list[list[Decision]] = field(default_factory=list)

    def add(self, decision: Decision) -> None:
        last = self.done[-1] if self.done else None
        if last and decision.batch and last[0].batch == decision.batch:
            last.append(decision)
        else:
            self.done.append([decision])
        self.undone.clear()

    def undo(self, target: str) -> None:
        _move(target, self.done, self.undone)

    def redo(self, target: str) -> None:
        _move(target, self.undone, self.done)


def _move(target: str, source: list[list[Decision]], destination: list[list[Decision]]) -> None:
    """Take the action that holds the entry `target` from one stack to the other.

    The entries of a bulk action come one by one; the first moves the whole, the others find it moved.
    """
    for place in range(len(source) - 1, -1, -1):
        if any(decision.id == target for decision in source[place]):
            destination.append(source.pop(place))
            return


@dataclass(slots=True)
class _Folding:
    """A state in the making."""

    own: dict[str, Verdict] = field(default_factory=dict)
    verdict: Verdict | None = None
    settled: bool = False
    later: bool = False
    notes: list[str] = field(default_factory=list)
    edited_text: str | None = None
    edited_span: tuple[int, int] | None = None
    caption_error: bool = False
    evidence: tuple[str, ...] = ()
    reviewers: dict[str, None] = field(default_factory=dict)


def fold(entries: Iterable[Decision]) -> ItemState:
    """The state that the standing entries about one item, oldest first, amount to.

    The last verdict given counts. One that agrees with a settlement leaves it settled, another reopens it.
    """
    state = _Folding()
    for entry in entries:
        _apply(state, entry)
    return ItemState(
        verdict=state.verdict,
        later=state.later,
        notes=tuple(state.notes),
        edited_text=state.edited_text,
        edited_span=state.edited_span,
        caption_error=state.caption_error,
        evidence=state.evidence,
        reviewers=tuple(state.reviewers),
        verdicts=tuple(state.own.items()),
        disputed=not state.settled and len(set(state.own.values())) > 1,
    )


def _apply(state: _Folding, entry: Decision) -> None:
    match entry.action:
        case Action.DECIDE:
            _decide(state, entry)
        case Action.ADJUDICATE:
            state.verdict, state.settled, state.later = entry.to_verdict, entry.to_verdict is not None, False
        case Action.LATER:
            state.later = True
        case Action.EDIT:
            state.edited_text, state.edited_span = entry.edited_text, entry.edited_span
        case Action.CAPTION_ERROR:
            state.caption_error = True
        case Action.EVIDENCE:
            state.evidence = entry.evidence
        case Action.NOTE | Action.REPEAT | Action.UNDO | Action.REDO:
            pass
    if entry.note and entry.action is not Action.REPEAT:
        state.notes.append(entry.note)


def _decide(state: _Folding, entry: Decision) -> None:
    state.own.pop(entry.reviewer, None)
    if entry.to_verdict is None:
        state.verdict = list(state.own.values())[-1] if state.own else None
        state.settled = False
        return
    state.own[entry.reviewer] = entry.to_verdict
    state.reviewers[entry.reviewer] = None
    state.settled = state.settled and entry.to_verdict is state.verdict
    state.verdict, state.later = entry.to_verdict, False
