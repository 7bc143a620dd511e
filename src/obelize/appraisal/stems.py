"""A light English stemmer: enough that "removed" meets "removal"."""

from functools import lru_cache

_SUFFIXES = (
    "isations", "izations", "isation", "ization", "ations", "ingly", "ation", "ments", "ities", "ingly", "ement",
    "ness", "ment", "ings", "able", "ible", "ally", "ions", "ity", "ing", "ers", "ion", "ous", "ive", "est", "ies",
    "ied", "als", "ed", "es", "ly", "er", "al", "or", "e", "s", "y",
)  # fmt: skip
_STEM_LENGTH = 6


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The beginning that a folded word shares with its relatives, at most six letters; digits stay as they are."""
    if word[:1].isdigit():
        return word
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            word = word[: -len(suffix)]
            break
    if len(word) > 3 and word[-1] == word[-2]:
        word = word[:-1]
    return word[:_STEM_LENGTH]
