"""Word families: the terms that count for a query's term at a fraction of its weight.

A family holds spellings (anaemia, anemia), the rulebook's synonyms (mouse, murine), and terms of the index that share
most of their beginning (transport, transporter).
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from obelize.errors import RuleError
from obelize.literature.library.stemming import Stemmer
from obelize.literature.library.terms import TermCounts
from obelize.rulebook import shipped_rulebook

_SYNONYM = 0.2
_SAME_BEGINNING = 0.25
_LEAST_SHARED = 0.6
_SHORTEST_BEGINNING = 4
_MOST_MEMBERS = 200
_MOST_REMEMBERED = 50_000


@dataclass(frozen=True, slots=True)
class Family:
    """`members` are terms with the weight, 0 to 1, at which each counts for the family's own term.

    `documents` is in how many works one of them would occur if they occurred independently of one another.
    """

    members: Mapping[str, float]
    documents: int


class WordFamilies:
    """The families of terms over one library, remembered."""

    def __init__(self, stemmer: Stemmer, counts: TermCounts, works: int) -> None:
        self._counts = counts
        self._works = works
        self._synonyms = _stemmed_groups(stemmer)
        self._families: dict[str, Family] = {}

    def __getitem__(self, term: str) -> Family:
        family = self._families.get(term)
        if family is None:
            if len(self._families) > _MOST_REMEMBERED:
                self._families.clear()
            family = self._families[term] = self._gathered(term)
        return family

    def _gathered(self, term: str) -> Family:
        members = {} if term.isdigit() else self._same_beginning(term)
        for synonym in self._synonyms.get(term, ()):
            members[synonym] = max(members.get(synonym, 0.0), _SYNONYM)
        for spelling in _other_spellings(term):
            if self._counts[spelling]:
                members[spelling] = 1.0
        members[term] = 1.0
        without = math.prod(1 - min(1.0, self._counts[member] / self._works) for member in members)
        return Family(members, round(self._works * (1 - without)))

    def _same_beginning(self, term: str) -> dict[str, float]:
        shared = max(_SHORTEST_BEGINNING, -(-len(term) * 6 // 10))
        if len(term) < shared:
            return {}
        members: dict[str, float] = {}
        for other, _ in self._counts.beginning_with(term[:shared], _MOST_MEMBERS):
            share = _shared_beginning(term, other) / max(len(term), len(other))
            if share >= _LEAST_SHARED:
                members[other] = _SAME_BEGINNING * share**1.5
        return members


def _shared_beginning(one: str, other: str) -> int:
    for place, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return place
    return min(len(one), len(other))


def _other_spellings(term: str) -> set[str]:
    found: set[str] = set()
    if len(term) > _SHORTEST_BEGINNING:
        for one, other in _spellings():
            if one in term:
                found.add(term.replace(one, other, 1))
            if other in term:
                found.add(term.replace(other, one, 1))
    return found - {term}


def _stemmed_groups(stemmer: Stemmer) -> Mapping[str, set[str]]:
    synonyms: dict[str, set[str]] = {}
    for group in _groups():
        terms = set(stemmer.terms(group))
        for term in terms:
            synonyms.setdefault(term, set()).update(terms - {term})
    return synonyms


@cache
def _spellings() -> tuple[tuple[str, str], ...]:
    pairs = shipped_rulebook().tables["synonyms"]["spellings"]
    if not isinstance(pairs, list) or not all(isinstance(pair, list) and len(pair) == 2 for pair in pairs):
        raise RuleError("synonyms.toml: 'spellings' must be a list of pairs of texts")
    return tuple((str(one), str(other)) for one, other in pairs)


@cache
def _groups() -> tuple[str, ...]:
    groups = shipped_rulebook().tables["synonyms"]["groups"]
    if not isinstance(groups, list) or not all(isinstance(group, str) for group in groups):
        raise RuleError("synonyms.toml: 'groups' must be a list of texts")
    return tuple(groups)
