"""Verdicts that were changed after they had been given, told from what another reviewer says independently."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from obelize.domain.review import Action, Decision, Verdict
from obelize.exporters.wording import VERDICTS, disputed

DECIDING = (Action.DECIDE, Action.ADJUDICATE)


@dataclass(slots=True)
class _Item:
    """What was said of an item so far: the reviewers' own verdicts, and the one by which they were settled."""

    own: dict[str, Verdict] = field(default_factory=dict)
    settled: Verdict | None = None


def corrected_verdicts(decisions: Iterable[Decision], texts: Mapping[str, str]) -> Iterator[str]:
    """A line for every reviewer who changed a verdict of their own and for every settlement of a disagreement.

    `decisions` are those that stand, oldest first; `texts` are the items' words by id. Verdicts of several reviewers
    stand beside one another: none of them is a change of another's.
    """
    items: dict[tuple[str, str], _Item] = {}
    for decision in decisions:
        if decision.action in DECIDING:
            item = items.setdefault((decision.document_id, decision.item_id), _Item())
            before, after = _before(item, decision), _word(decision.to_verdict)
            _apply(item, decision)
            if before not in (None, after):
                text = texts.get(decision.item_id, decision.item_id)
                note = f": {decision.note}" if decision.note else ""
                yield f"{decision.decided_at:%Y-%m-%d}: “{text}” — {before} → {after} by {decision.reviewer}{note}"


def _before(item: _Item, decision: Decision) -> str | None:
    """What the decision replaces, in words: the reviewer's own verdict; for a settlement what stood until then."""
    if decision.action is Action.DECIDE:
        own = item.own.get(decision.reviewer)
        return VERDICTS[own] if own else None
    if item.settled:
        return VERDICTS[item.settled]
    if len(set(item.own.values())) > 1:
        return disputed(item.own.items())
    return next((VERDICTS[verdict] for verdict in item.own.values()), None)


def _apply(item: _Item, decision: Decision) -> None:
    if decision.action is Action.ADJUDICATE:
        item.settled = decision.to_verdict
        return
    item.own.pop(decision.reviewer, None)
    if decision.to_verdict:
        item.own[decision.reviewer] = decision.to_verdict
    if decision.to_verdict is not item.settled:
        item.settled = None


def _word(verdict: Verdict | None) -> str:
    return VERDICTS[verdict] if verdict else "withdrawn"
