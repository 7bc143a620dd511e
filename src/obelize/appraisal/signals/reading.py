"""What a signal is computed from, and its reading: the value and the evidence in words."""

from collections.abc import Mapping
from dataclasses import dataclass

from obelize.appraisal.signals.facts import Facts
from obelize.appraisal.signals.rubric import Rubric, SignalRule
from obelize.domain.annotation import ItemState
from obelize.domain.credibility import SignalValue

States = Mapping[str, ItemState]


@dataclass(frozen=True, slots=True)
class Case:
    """One signal's rule and the facts it is applied to."""

    facts: Facts
    rule: SignalRule
    rubric: Rubric


@dataclass(frozen=True, slots=True)
class Reading:
    """What one signal says of one document."""

    value: SignalValue
    evidence: str


def passes(evidence: str) -> Reading:
    """The criterion is met."""
    return Reading(SignalValue.PASS, evidence)


def fails(evidence: str) -> Reading:
    """The criterion is not met."""
    return Reading(SignalValue.FAIL, evidence)


def unknown(evidence: str) -> Reading:
    """What is at hand does not tell."""
    return Reading(SignalValue.UNKNOWN, evidence)


def by_share(part: float, whole: int, rule: SignalRule, evidence: str) -> Reading:
    """A reading from a share: pass from `pass_at` up, fail below `fail_below`, unknown between or on too few cases."""
    if whole < rule.minimum:
        few = "none" if not whole else f"only {whole}"
        return unknown(f"{evidence}; {few} where {rule.minimum} are needed" if whole else "nothing to go by")
    share = part / whole
    if share >= rule.pass_at:
        return passes(evidence)
    return fails(evidence) if share < rule.fail_below else unknown(f"{evidence}; mixed")


def shorten(text: str, limit: int = 90) -> str:
    """`text` on one line, cut to `limit` characters."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"
