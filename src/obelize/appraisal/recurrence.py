"""Claims that recur in several documents: the same numbers and mostly the same words."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from obelize.domain.claim import Claim

_WORD = re.compile(r"[^\W\d_]{4,}")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_ALIKE = 0.6  # share of words in common, of all words of the two
_FEWEST_WORDS = 4
_COMMON = 200  # a word in more claims than this does not lead to candidates


def recurring(claims: Iterable[Claim]) -> list[tuple[Claim, ...]]:
    """Groups of alike claims from at least two documents, each in the order given."""
    worded = [(claim, frozenset(_WORD.findall(claim.text.lower())), _numbers(claim)) for claim in claims]
    worded = [entry for entry in worded if len(entry[1]) >= _FEWEST_WORDS]
    parents = list(range(len(worded)))
    holders: dict[str, list[int]] = defaultdict(list)
    for index, (_, words, numbers) in enumerate(worded):
        for other in sorted({i for word in words if len(holders[word]) <= _COMMON for i in holders[word]}):
            _, other_words, other_numbers = worded[other]
            alike = len(words & other_words) / len(words | other_words) >= _ALIKE
            if alike and numbers == other_numbers:
                parents[_root(parents, index)] = _root(parents, other)
        for word in words:
            holders[word].append(index)
    groups: dict[int, list[Claim]] = defaultdict(list)
    for index, (claim, _, _) in enumerate(worded):
        groups[_root(parents, index)].append(claim)
    return [tuple(group) for group in groups.values() if len({claim.document_id for claim in group}) > 1]


def _numbers(claim: Claim) -> frozenset[str]:
    return frozenset(_NUMBER.findall(claim.text))


def _root(parents: Sequence[int], index: int) -> int:
    while parents[index] != index:
        index = parents[index]
    return index
