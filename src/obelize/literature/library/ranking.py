"""Ranking the few works that a search has gathered: BM25 over word families, plus neighbouring words and names.

BM25 after Robertson and Zaragoza (2009), with the title counted threefold and a little for every term that occurs at
all in however long a text (BM25+: Lv and Zhai, 2011). A term's inverse document frequency is the
mean of its own and its family's.
"""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from obelize.literature.library.families import WordFamilies
from obelize.literature.library.stemming import Stemmer
from obelize.literature.library.terms import TermCounts

_K1 = 1.2
_B = 0.75
_OCCURRING = 0.3
TITLE_WEIGHT = 3
_NEIGHBOURS = 0.05
_NAMES = 0.05
_NAME = re.compile(r"[^\W_]*(?:[A-Z][^\W_]*[A-Z]|\d)[^\W_]*")


@dataclass(frozen=True, slots=True)
class Collection:
    """What ranking needs to know of the whole library: how many works, and their mean length in words."""

    works: int
    mean_length: float


@dataclass(frozen=True, slots=True)
class WeighedQuery:
    """A query ready for ranking. `weights` are each term's inverse document frequency.

    `counted` says for every term of every family which query terms it counts for and how much. `pairs` are the query's
    neighbouring terms with their weight, `names` its terms with capitals or digits inside (NR5A2, H3K36).
    """

    weights: Mapping[str, float]
    counted: Mapping[str, Sequence[tuple[str, float]]]
    pairs: Mapping[tuple[str, str], float]
    names: frozenset[str]
    collection: Collection

    @property
    def total(self) -> float:
        """The weight of a work that says everything of the query over and over."""
        return (_K1 + 1 + _OCCURRING) * sum(self.weights.values()) or 1.0


def weigh_query(
    text: str, stemmer: Stemmer, counts: TermCounts, families: WordFamilies, collection: Collection
) -> WeighedQuery:
    """The weights of a query's terms, their families, pairs and names."""
    terms = stemmer.terms(text)
    weights: dict[str, float] = {}
    counted: dict[str, list[tuple[str, float]]] = {}
    for term in dict.fromkeys(terms):
        family = families[term]
        if not family.documents:
            continue
        of_family = _rarity(min(family.documents, collection.works), collection.works)
        own = _rarity(counts[term], collection.works) if counts[term] else of_family
        weights[term] = (own + of_family) / 2
        for member, weight in family.members.items():
            counted.setdefault(member, []).append((term, weight))
    pairs = {
        (one, other): max(weights[one], weights[other])
        for one, other in pairwise(terms)
        if one in weights and other in weights and one != other
    }
    names = frozenset(stemmer.terms(" ".join(_NAME.findall(text)))) & weights.keys()
    return WeighedQuery(weights, counted, pairs, names, collection)


def times_said(title: Sequence[str], abstract: Sequence[str]) -> Counter[str]:
    """How often a work says each of its terms, the title's counted threefold."""
    spoken = Counter(abstract)
    for term in title:
        spoken[term] += TITLE_WEIGHT
    return spoken


def likeness(query: WeighedQuery, title: Sequence[str], abstract: Sequence[str], spoken: Mapping[str, int]) -> float:
    """How much a work with these terms, said so often, says of the query, 0 to about 1."""
    length = len(abstract) + TITLE_WEIGHT * len(title)
    damping = _K1 * (1 - _B + _B * length / query.collection.mean_length)
    found: dict[str, float] = {}
    for member in query.counted.keys() & spoken.keys():
        for term, weight in query.counted[member]:
            found[term] = found.get(term, 0.0) + weight * spoken[member]
    score = sum(
        query.weights[term] * (times * (_K1 + 1) / (times + damping) + _OCCURRING) for term, times in found.items()
    )
    return score / query.total + _neighbours(query, (title, abstract), damping) + _names(query, spoken)


def _neighbours(query: WeighedQuery, fields: Sequence[Sequence[str]], damping: float) -> float:
    if not query.pairs:
        return 0.0
    times: Counter[tuple[str, str]] = Counter()
    for terms, weight in zip(fields, (TITLE_WEIGHT, 1), strict=True):
        for pair in pairwise(terms):
            if pair in query.pairs:
                times[pair] += weight
    together = sum(query.pairs[pair] * count * (_K1 + 1) / (count + damping) for pair, count in times.items())
    return _NEIGHBOURS * together / query.total


def _names(query: WeighedQuery, spoken: Mapping[str, int]) -> float:
    if not query.names:
        return 0.0
    total = sum(query.weights[name] for name in query.names)
    return _NAMES * sum(query.weights[name] for name in query.names if name in spoken) / (total or 1.0)


def _rarity(documents: int, works: int) -> float:
    return math.log(1 + (works - documents + 0.5) / (documents + 0.5))
