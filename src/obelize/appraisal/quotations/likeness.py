"""How alike two words sound and look, 0 to 1: what a recogniser could have taken for one another."""

import re
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

_SOUNDS = (
    (re.compile(r"^(?:kn|gn|pn)"), "n"),
    (re.compile(r"^wr"), "r"),
    (re.compile(r"^ps"), "s"),
    (re.compile(r"mb$"), "m"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"(?:t|s|c)i(?=on|a)|sh|tch|ch"), "x"),
    (re.compile(r"dge?|ge|gi|j"), "j"),
    (re.compile(r"gh"), ""),
    (re.compile(r"c(?=[eiy])|z"), "s"),
    (re.compile(r"ck|[cqg]"), "k"),
    (re.compile(r"x"), "x"),
    (re.compile(r"th|d"), "t"),
    (re.compile(r"b"), "p"),
    (re.compile(r"v"), "f"),
    (re.compile(r"(?<!^)[aeiouyhw]"), ""),
    (re.compile(r"^[aeiouyhw]+"), "a"),
    (re.compile(r"(.)\1+"), r"\1"),
)


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """A coarse English sound key: consonants by place of articulation, voicing and inner vowels dropped."""
    for pattern, replacement in _SOUNDS:
        word = pattern.sub(replacement, word)
    return word


@lru_cache(maxsize=262144)
def likeness(one: str, other: str) -> float:
    """1 for the same word, towards 0 for words that neither sound nor look alike."""
    if one == other:
        return 1.0
    spelt = Levenshtein.normalized_similarity(one, other)
    sounds = Levenshtein.normalized_similarity(sound(one), sound(other))
    return max(spelt, (sounds + spelt) / 2 - 0.05)
