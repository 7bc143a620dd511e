"""Near-identical claims grouped, within a document and across many, without comparing each with each."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from rapidfuzz import fuzz

from obelize.domain.claim import Claim
from obelize.rulebook import word_list

_SAME = 90.0
_KEYS = 4
_LOOKED_UNDER = 8
_MAX_BLOCK = 50
_MIN_WORDS = 4
_WORD = re.compile(r"[a-z0-9][a-z0-9.']*[a-z0-9]|[a-z0-9]")
_DECISIVE = re.compile(r"\d|^(?:not|no|never|none|nobody|nothing|without|cannot|more|less|fewer|higher|lower)$|n't$")


class NearDuplicates:
    """Says of one claim after the other whether it repeats an earlier one; holds their words, not the claims.

    Two claims belong together when their words, lower-cased and without fillers, are at least 90 % alike
    (`rapidfuzz.fuzz.ratio`) and their numbers, negations and comparatives are the same. A claim is found again under
    these and its four words that were rarest when it came; later ones look under their eight rarest and at no more
    than 50 claims a word, so the work grows with the number of claims and not with its square.
    """

    def __init__(self) -> None:
        self._frequency: Counter[str] = Counter()
        self._blocks: dict[tuple[str, tuple[str, ...]], list[_Worded]] = defaultdict(list)

    def first_alike(self, claim: Claim) -> str | None:
        """The id of the first claim of the group that `claim` belongs to, None where it repeats nothing so far."""
        words = _words(claim.text)
        if len(words) < _MIN_WORDS:
            return None
        self._frequency.update(set(words))
        rare = sorted(set(words), key=lambda word: (self._frequency[word], word))[:_LOOKED_UNDER]
        text, decisive = " ".join(words), _decisive(words)
        first = None
        for other in chain.from_iterable(self._blocks.get((word, decisive), ()) for word in rare):
            if fuzz.ratio(text, other.text, score_cutoff=_SAME):
                first = other.first
                break
        here = _Worded(first or claim.id, text)
        for word in rare[:_KEYS]:
            block = self._blocks[word, decisive]
            if len(block) < _MAX_BLOCK:
                block.append(here)
        return first


@dataclass(frozen=True, slots=True)
class _Worded:
    """A claim as it is compared, and the first of its group."""

    first: str
    text: str


def group_duplicates(claims: Iterable[Claim]) -> Mapping[str, str]:
    """Claim id → group, for claims that have a near-duplicate. A group is named after its first claim's id."""
    known = NearDuplicates()
    groups: dict[str, str] = {}
    for claim in {claim.id: claim for claim in claims}.values():
        if first := known.first_alike(claim):
            groups[first] = groups[claim.id] = first
    return groups


def _words(text: str) -> Sequence[str]:
    fillers = word_list("sentences", "fillers")
    return tuple(word for word in _WORD.findall(text.lower().replace("’", "'")) if word not in fillers)


def _decisive(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted(filter(_is_decisive, words)))


@lru_cache(1 << 15)
def _is_decisive(word: str) -> bool:
    return _DECISIVE.search(word) is not None
