"""How strongly a sentence asserts: hedges, and the ladder from "go together" to "makes"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from obelize.appraisal.quotations.lexicon import lexicon
from obelize.appraisal.quotations.units import units_of
from obelize.rulebook import shipped_rulebook

_CLAUSE = re.compile(
    r"[.;:,?!…]+(?!\d)|\b(?=(?:but|and|because|since|although|though|while|whereas|so)\b)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Strength:
    hedges: tuple[tuple[str, ...], ...]
    summary_hedges: tuple[tuple[str, ...], ...]
    opinions: frozenset[str]
    correlational: re.Pattern[str]
    cautions: re.Pattern[str]
    causal: re.Pattern[str]


@cache
def _rules() -> _Strength:
    table = shipped_rulebook().tables["grounding"]
    ladder: dict[str, list[str]] = dict(table["ladder"])  # type: ignore[call-overload]
    hedging: dict[str, list[str]] = dict(table["hedging"])  # type: ignore[call-overload]
    strong = {" ".join(phrase) for phrase in lexicon().strong_hedges}
    talk = (strong | set(hedging["more"])) - set(hedging["approximate"])
    return _Strength(
        hedges=_phrases(talk),
        summary_hedges=_phrases(talk | set(hedging["summary"])),
        opinions=frozenset(hedging["opinion"]),
        correlational=_any(ladder["correlational"]),
        cautions=_any(ladder["cautions"]),
        causal=_any(ladder["causal"]),
    )


def hedges_in(text: str, *, in_summary: bool = False) -> tuple[str, ...]:
    """The hedges of `text`, each once, longest first. A summary's sentence hedges in more ways ("according to")."""
    rules = _rules()
    keys = units_of(text).keys
    return tuple(
        " ".join(phrase)
        for phrase in (rules.summary_hedges if in_summary else rules.hedges)
        if any(keys[at : at + len(phrase)] == phrase for at in range(len(keys) - len(phrase) + 1))
    )


def is_opinion(hedge: str) -> bool:
    """Whether the hedge marks the speaker's own view rather than a possibility."""
    return hedge in _rules().opinions


def causal_words(text: str) -> str | None:
    """The words that assert a cause, if any; a clause that denies or doubts asserts none."""
    for clause in clauses_of(text):
        match = _rules().causal.search(clause)
        if match and not _rules().cautions.search(clause):
            return match[0]
    return None


def clauses_of(text: str) -> list[str]:
    """`text` cut at its stops and before "but", "and", "because" and the like."""
    return [clause for clause in _CLAUSE.split(text) if clause.strip()]


def correlational_words(text: str) -> str | None:
    """The words that assert no more than that two things go together, or that warn of reading more into it."""
    match = _rules().correlational.search(text) or _rules().cautions.search(text)
    return match[0] if match else None


def _phrases(texts: set[str]) -> tuple[tuple[str, ...], ...]:
    return tuple(sorted((tuple(text.split()) for text in texts), key=lambda phrase: (-len(phrase), phrase)))


def _any(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(rf"\b(?:{pattern})\b" for pattern in patterns), re.IGNORECASE)
