"""Near-identical claims grouped, within a document and across many, without comparing each with each."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from rapidfuzz import fuzz

from obelize.domain.claim import Claim
from obelize.rulebook import word_list

_SAME = 90.0
_KEYS = 4
_MAX_BLOCK = 50
_MIN_WORDS = 4
_WORD = re.compile(r"[a-z0-9][a-z0-9.']*[a-z0-9]|[a-z0-9]")
_DECISIVE = re.compile(r"\d|^(?:not|no|never|none|nobody|nothing|without|cannot|more|less|fewer|higher|lower)$|n't$")


def group_duplicates(claims: Iterable[Claim]) -> Mapping[str, str]:
    """Claim id → group, for claims that have a near-duplicate. A group is named after its first claim's id.

    Two claims belong together when their words, lower-cased and without fillers, are at least 90 % alike
    (`rapidfuzz.fuzz.ratio`) and their numbers, negations and comparatives are the same. A claim is compared only
    with claims that share one of its four rarest words, and with at most 50 a word, so the work grows with the
    number of claims and not with its square.
    """
    unique = {claim.id: _words(claim.text) for claim in claims}
    worded = {key: words for key, words in unique.items() if len(words) >= _MIN_WORDS}
    texts = {key: " ".join(words) for key, words in worded.items()}
    frequency = Counter(word for words in worded.values() for word in set(words))
    blocks: dict[str, list[str]] = defaultdict(list)
    leader: dict[str, str] = {}
    decisive: dict[str, list[str]] = {}
    for key, words in worded.items():
        rare = sorted(set(words), key=lambda word: (frequency[word], word))[:_KEYS]
        decisive[key] = _decisive(words)
        for other in {other: None for word in rare for other in blocks[word]}:
            if decisive[other] == decisive[key] and fuzz.ratio(texts[key], texts[other], score_cutoff=_SAME):
                leader[key] = leader.setdefault(other, other)
                break
        for word in rare:
            if len(blocks[word]) < _MAX_BLOCK:
                blocks[word].append(key)
    return leader


def _words(text: str) -> Sequence[str]:
    fillers = word_list("sentences", "fillers")
    return tuple(word for word in _WORD.findall(text.lower().replace("’", "'")) if word not in fillers)


def _decisive(words: Sequence[str]) -> list[str]:
    return sorted(filter(_is_decisive, words))


@lru_cache(1 << 15)
def _is_decisive(word: str) -> bool:
    return _DECISIVE.search(word) is not None
