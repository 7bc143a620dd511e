"""The word lists of `rules/quotations.toml` in the shape that alignment and classification ask for."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from obelize.rulebook import shipped_rulebook

_FUNCTION_WEIGHT = 0.4
_FILLER_WEIGHT = 0.25


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Closed classes of folded words. `weights` holds the light words' weight in an alignment; others weigh 1.

    Hedges are phrases as tuples of folded words, longest first; `hedge_words` are all their words. `opposites`
    holds both directions.
    """

    function: frozenset[str]
    fillers: frozenset[str]
    negations: frozenset[str]
    answers: frozenset[str]
    certain: frozenset[str]
    vague_numbers: frozenset[str]
    before_comparative: frozenset[str]
    before_superlative: frozenset[str]
    negating_prefixes: frozenset[str]
    adjective_prefixes: frozenset[str]
    adjective_endings: frozenset[str]
    before_year: frozenset[str]
    part_links: frozenset[str]
    part_fillers: frozenset[str]
    strong_hedges: tuple[tuple[str, ...], ...]
    weak_hedges: tuple[tuple[str, ...], ...]
    hedge_words: frozenset[str]
    opposites: frozenset[tuple[str, str]]
    weights: Mapping[str, float]

    def weight(self, key: str) -> float:
        """What a unit counts for in coverage."""
        return self.weights.get(key, 1.0)

    def is_light(self, key: str) -> bool:
        """Whether the unit carries little of what a sentence says."""
        return key in self.weights


@cache
def lexicon() -> Lexicon:
    """The shipped lexicon."""
    table = shipped_rulebook().tables["quotations"]
    words: Mapping[str, str] = dict(table["words"])  # type: ignore[call-overload]
    classes = {name: frozenset(text.split()) for name, text in words.items()}
    hedges: Mapping[str, list[str]] = dict(table["hedges"])  # type: ignore[call-overload]
    pairs: list[list[str]] = dict(table["opposites"])["pairs"]  # type: ignore[call-overload]
    weights = dict.fromkeys(classes["function"], _FUNCTION_WEIGHT)
    weights |= dict.fromkeys(classes["fillers"], _FILLER_WEIGHT)
    return Lexicon(
        **classes,
        strong_hedges=_phrases(hedges["strong"]),
        weak_hedges=_phrases(hedges["weak"]),
        hedge_words=frozenset(word for phrase in (*hedges["strong"], *hedges["weak"]) for word in phrase.split()),
        opposites=frozenset((a, b) for one, other in pairs for a, b in ((one, other), (other, one))),
        weights=weights,
    )


def _phrases(texts: list[str]) -> tuple[tuple[str, ...], ...]:
    return tuple(sorted((tuple(text.split()) for text in texts), key=len, reverse=True))
