"""Signals, the rating computed from them, and what would change it."""

from dataclasses import dataclass
from enum import StrEnum

from obelize.domain.finding import Finding


class SignalValue(StrEnum):
    """A criterion is met, not met, or nobody can tell from what is at hand."""

    PASS = "pass"  # noqa: S105 - a signal's value, no password
    FAIL = "fail"
    UNKNOWN = "unknown"


class Rating(StrEnum):
    """The report's word on a source. `UNRATED` means that too little is known, not "average"."""

    HIGH = "High"
    MEDIUM = "Medium"
    LOW = "Low"
    UNRATED = "Unrated"


@dataclass(frozen=True, slots=True)
class Signal:
    """One credibility criterion as computed for one document.

    `id` names the entry in `rules/credibility.toml`, which holds definition, framework and weight. `evidence` says
    in words what was seen. `style` marks a signal that may flag but never drives the rating. `title` names the
    criterion for readers.
    """

    id: str
    value: SignalValue
    evidence: str
    framework: str
    weight: float = 0.0
    style: bool = False
    title: str = ""


@dataclass(frozen=True, slots=True)
class Assessment:
    """The rating with everything it was computed from.

    `rule` is the published rule in words with the numbers filled in. `sensitivity` lists what would change the
    rating. `confidence` is the confidence in the synthesis, a statement of its own, with its reason. `key_items` are
    the ids of the key claims and `key_items_rule` says how they were chosen. `findings` are the `SRC…` remarks that
    failing signals make.
    """

    rating: Rating
    rule: str
    signals: tuple[Signal, ...]
    sensitivity: tuple[str, ...]
    confidence: Rating
    confidence_reason: str
    key_items: tuple[str, ...] = ()
    key_items_rule: str = ""
    findings: tuple[Finding, ...] = ()
