"""The rubric: the contents of `rules/credibility.toml`, validated."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import Any, TypeVar

from obelize.errors import RuleError
from obelize.rulebook import shipped_rulebook

_FILE = "credibility.toml"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class SignalRule:
    """One signal's entry. `pass_at` and `fail_below` bound a share or rate, `minimum` is how many cases it needs.

    `finding` is the code of the finding that a fail makes. `weight` is 0 where the signal does not enter the rating.
    `english` says that it goes by English words: unknown for a text in another language.
    """

    id: str
    title: str
    group: str
    framework: str
    definition: str
    computed: str
    unknown: str
    weight: float
    style: bool = False
    pass_at: float = 0.5
    fail_below: float = 0.5
    minimum: int = 1
    finding: str | None = None
    english: bool = False


@dataclass(frozen=True, slots=True)
class RatingRule:
    """The thresholds of the rating; each is explained beside its value in the rules."""

    known_weight: float
    checked_weight: float
    checked_groups: tuple[str, ...]
    high_score: float
    low_score: float
    high_decided: int
    high_verified: float
    high_barred_by: tuple[str, ...]
    low_failed_together: tuple[str, ...]
    low_refuted: float
    low_refuted_count: int
    key_claims: int
    key_fill_below: int


@dataclass(frozen=True, slots=True)
class ConfidenceRule:
    """The thresholds of the confidence in the synthesis."""

    high_known: float
    high_decided: float
    low_known: float


@dataclass(frozen=True, slots=True)
class Rubric:
    """All signals in the order of the rules, the rating's thresholds, and the word lists as expressions."""

    signals: tuple[SignalRule, ...]
    rating: RatingRule
    confidence: ConfidenceRule
    words: Mapping[str, tuple[str, ...]]
    expressions: Mapping[str, re.Pattern[str]]

    def signal(self, signal_id: str) -> SignalRule:
        """The entry of one signal."""
        return next(rule for rule in self.signals if rule.id == signal_id)


@cache
def shipped_rubric() -> Rubric:
    """The rubric that comes with the program."""
    return rubric_from_toml(shipped_rulebook().tables["credibility"])


def rubric_from_toml(table: Mapping[str, Any]) -> Rubric:
    """A validated rubric. `RuleError` names entry and field."""
    entries = table.get("signal")
    if not isinstance(entries, list):
        raise RuleError(f"{_FILE}: needs [[signal]] entries")
    rules = tuple(_shaped(SignalRule, entry, f"signal {entry.get('id', '?')!r}") for entry in entries)
    ids = [rule.id for rule in rules]
    for rule in rules:
        if ids.count(rule.id) > 1:
            raise RuleError(f"{_FILE}: signal {rule.id!r} is defined twice")
        if rule.style and rule.weight:
            raise RuleError(f"{_FILE}, signal {rule.id!r}: a signal of style has weight 0")
    words = {name: tuple(listed) for name, listed in table.get("words", {}).items()}
    return Rubric(
        rules,
        _shaped(RatingRule, table.get("rating", {}), "rating"),
        _shaped(ConfidenceRule, table.get("confidence", {}), "confidence"),
        words,
        {name: _any_of(listed) for name, listed in words.items()},
    )


def _shaped(kind: type[T], entry: Mapping[str, Any], what: str) -> T:
    known = {field.name for field in fields(kind)}  # type: ignore[arg-type]  # only dataclasses are passed
    if unknown := set(entry) - known:
        raise RuleError(f"{_FILE}, {what}: unknown field {min(unknown)!r}")
    values = {key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()}
    try:
        return kind(**values)
    except TypeError as error:
        raise RuleError(f"{_FILE}, {what}: {error}") from error


def _any_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    alternatives = "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)", re.IGNORECASE)
