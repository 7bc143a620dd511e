"""The words of `rules/evidence.toml`, validated and compiled."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from obelize.errors import RuleError
from obelize.rulebook import shipped_rulebook


@dataclass(frozen=True, slots=True)
class Level:
    """An evidence level: the publication types that make it, and the words in title or abstract that do."""

    name: str
    types: frozenset[str]
    words: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class EvidenceRules:
    """Expressions over folded text, and the levels, best first."""

    up: re.Pattern[str]
    down: re.Pattern[str]
    negations: re.Pattern[str]
    absences: re.Pattern[str]
    unasserted: re.Pattern[str]
    common: frozenset[str]
    levels: tuple[Level, ...]


@cache
def evidence_rules() -> EvidenceRules:
    """The shipped rules. `RuleError` names the field that is wrong."""
    table = shipped_rulebook().tables["evidence"]
    entries = table.get("level")
    if not isinstance(entries, list):
        raise RuleError("evidence.toml: needs [[level]] entries")
    return EvidenceRules(
        up=_beginnings(_texts(table, "up")),
        down=_beginnings(_texts(table, "down")),
        negations=_whole(_texts(table, "negations")),
        absences=_beginnings(_texts(table, "absences")),
        unasserted=_expression(_texts(table, "unasserted")),
        common=frozenset(_texts(table, "common")),
        levels=tuple(_level(entry) for entry in entries),
    )


def _level(entry: Mapping[str, object]) -> Level:
    words = _texts(entry, "words")
    return Level(str(entry.get("name")), frozenset(_texts(entry, "types")), _beginnings(words) if words else None)


def _texts(table: Mapping[str, object], field: str) -> list[str]:
    value = table.get(field)
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise RuleError(f"evidence.toml: {field!r} must be a list of texts")
    return value


def _expression(patterns: list[str]) -> re.Pattern[str]:
    try:
        return re.compile("|".join(patterns), re.IGNORECASE)
    except re.error as error:
        raise RuleError(f"evidence.toml: 'unasserted' holds no regular expressions: {error}") from error


def _beginnings(words: list[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_any(words)})[a-z-]*", re.IGNORECASE)


def _whole(words: list[str]) -> re.Pattern[str]:
    plain = [word for word in words if word != "n't"]
    return re.compile(rf"\b(?:{_any(plain)})\b|n['’]t\b", re.IGNORECASE)


def _any(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
