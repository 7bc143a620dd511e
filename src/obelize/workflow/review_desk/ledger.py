"""One reviewer's view of the log: what everybody recorded, kept up to date, and the way to record more."""

import random
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import uuid4

from obelize.domain.annotation import ItemState
from obelize.domain.claim import ItemKind
from obelize.domain.review import Action, Decision, Verdict
from obelize.store import LogEntry, Repository
from obelize.workflow.replay import UNDECIDED, DecisionLog, ItemKey, fold

_TICK = timedelta(microseconds=1)


class Mode(StrEnum):
    """How the reviewer works."""

    REVIEW = "review"
    BLIND = "blind"  # sees nobody else's decisions
    ADJUDICATE = "adjudicate"  # sees the disagreements only, and settles them
    REPEAT = "repeat"  # sees a random tenth of their own items again, without what they decided


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Who reviews and how. `clock` gives the time in UTC, `new_id` an id for each entry of the log."""

    name: str
    mode: Mode = Mode.REVIEW
    rules_version: str = ""
    clock: Callable[[], datetime] = field(default=lambda: datetime.now(UTC))
    new_id: Callable[[], str] = field(default=lambda: uuid4().hex)
    chance: random.Random = field(default_factory=random.Random)


class Ledger:
    """The log of some documents as one reviewer sees it."""

    def __init__(self, repository: Repository, reviewer: Reviewer, document_ids: Collection[str]) -> None:
        self._repository = repository
        self._document_ids = document_ids
        self._reviewer = reviewer
        self._log = DecisionLog()
        self._states: dict[ItemKey, ItemState] = {}
        self._seen = 0
        self._latest: tuple[datetime, str] = (datetime.min.replace(tzinfo=UTC), "")
        self.refresh()
        # A repeated showing begins with a clean sheet: earlier rounds count for agreement, not for what is shown.
        self._earlier_round = {entry.id for key in self._log.items() for entry in self._log.active(key)}

    def state(self, key: ItemKey) -> ItemState:
        """Where the item stands, as far as the reviewer may see."""
        known = self._states.get(key)
        if known is None:
            known = self._states[key] = self._state(key)
        return known

    def decided_by_me(self) -> list[ItemKey]:
        """The items that the reviewer has given a verdict."""
        mine = self._reviewer.name
        return [key for key in self._log.items() if self._log.state(key, mine).verdict is not None]

    def items(self) -> Iterable[ItemKey]:
        """Every item that anybody has recorded something about."""
        return self._log.items()

    def entries(self, key: ItemKey) -> list[Decision]:
        """The standing entries about an item that the reviewer may see, oldest first."""
        if self._reviewer.mode is Mode.REPEAT:
            return [
                entry for entry in self._log.active(key, self._reviewer.name) if entry.id not in self._earlier_round
            ]
        return self._log.active(key, self._reviewer.name if self._reviewer.mode is Mode.BLIND else None)

    def last_own_verdict(self, key: ItemKey) -> Decision | None:
        """The reviewer's own standing decision on an item, repeated showings left aside."""
        own = self._log.active(key, self._reviewer.name)
        return next((entry for entry in reversed(own) if entry.action is Action.DECIDE), None)

    def ratings(self) -> list[Mapping[str, Verdict]]:
        """Everybody's own standing verdicts, item by item."""
        return [dict(self._log.state(key).verdicts) for key in self._log.items()]

    def repeats(self) -> dict[str, list[tuple[Verdict, Verdict]]]:
        """What each reviewer decided at first and when shown the same item again."""
        pairs: dict[str, list[tuple[Verdict, Verdict]]] = {}
        for key in self._log.items():
            entries = {entry.id: entry for entry in self._log.active(key)}
            again = {entry.reviewer: entry for entry in entries.values() if entry.action is Action.REPEAT}
            for reviewer, entry in again.items():
                first = entries.get(entry.target or "")
                if first and first.to_verdict and entry.to_verdict:
                    pairs.setdefault(reviewer, []).append((first.to_verdict, entry.to_verdict))
        return pairs

    def undoable(self) -> list[Decision]:
        """The reviewer's last action that stands."""
        return self._log.undoable(self._reviewer.name)

    def redoable(self) -> list[Decision]:
        """The reviewer's last action undone."""
        return self._log.redoable(self._reviewer.name)

    def draft(self, key: ItemKey, kind: ItemKind, action: Action, **fields: Any) -> Decision:
        """An entry of this reviewer's, with its id; its time is set when it is recorded."""
        reviewer = self._reviewer
        return Decision(
            id=reviewer.new_id(),
            document_id=key[0],
            item_id=key[1],
            item_kind=kind,
            reviewer=reviewer.name,
            decided_at=reviewer.clock(),
            action=action,
            rules_version=reviewer.rules_version,
            **fields,
        )

    def record(self, drafts: Sequence[Decision], *, guarded: bool = True) -> set[ItemKey]:
        """Commit entries, all or none; the items that look different now, others' included.

        With `guarded`, `OvertakenError` if another reviewer has recorded something about one of the items that was
        not shown yet. Where others' decisions are hidden there is nothing to be overtaken by.
        """
        hidden = self._reviewer.mode in {Mode.BLIND, Mode.REPEAT}
        # Time never runs backwards within one log, whatever the machine's clock does: the log is replayed by time.
        moment, stamped = self._latest[0], []
        for draft in drafts:
            moment = max(draft.decided_at, moment + _TICK)
            stamped.append(replace(draft, decided_at=moment))
        self._repository.record_all(stamped, self._seen if guarded and not hidden else None)
        return self.refresh()

    def refresh(self) -> set[ItemKey]:
        """Take in what was recorded since the last time; the items concerned."""
        fresh = self._repository.log_since(self._seen)
        if not fresh:
            return set()
        first = fresh[0].decision
        if (first.decided_at, first.id) < self._latest:
            self._replay_all()
        else:
            self._add(fresh)
        changed = {(entry.decision.document_id, entry.decision.item_id) for entry in fresh}
        for key in changed:
            self._states.pop(key, None)
        return changed

    def _replay_all(self) -> None:
        """Start again: an entry came in, from another store, that is older than what was seen."""
        self._log, self._states = DecisionLog(), {}
        self._add(self._repository.log_since(0))

    def _add(self, entries: Sequence[LogEntry]) -> None:
        for entry in entries:
            if entry.decision.document_id in self._document_ids:
                self._log.add(entry.decision)
            self._seen = max(self._seen, entry.sequence)
        last = entries[-1].decision
        self._latest = max(self._latest, (last.decided_at, last.id))

    def _state(self, key: ItemKey) -> ItemState:
        match self._reviewer.mode:
            case Mode.REVIEW | Mode.ADJUDICATE:
                return self._log.state(key)
            case Mode.BLIND:
                return self._log.state(key, self._reviewer.name)
            case Mode.REPEAT:
                shown = [
                    replace(entry, action=Action.DECIDE) if entry.action is Action.REPEAT else entry
                    for entry in self.entries(key)
                ]
                return fold(shown) if shown else UNDECIDED
