"""Number words and digits as values, so that "twenty-five" and "25" are one thing."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from obelize.rulebook import shipped_rulebook

_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")
_LONGEST = 20  # characters of a number
_ORDINAL = re.compile(r"(\d{1,15})(?:st|nd|rd|th)")


@dataclass(frozen=True, slots=True)
class NumberWords:
    """The lexicon of number words; values are whole numbers, `decades` their digit spelling, `fractions` parts of 1."""

    units: Mapping[str, int]
    tens: Mapping[str, int]
    scales: Mapping[str, int]
    ordinals: Mapping[str, int]
    decades: Mapping[str, str]
    fractions: Mapping[str, float]
    currency_signs: Mapping[str, str]
    currencies: Mapping[str, str]


@cache
def number_words() -> NumberWords:
    """The shipped lexicon."""
    table = shipped_rulebook().tables["quotations"]["numbers"]
    return NumberWords(**{name: dict(words) for name, words in table.items()})  # type: ignore[attr-defined]


@cache
def number_openers() -> frozenset[str]:
    """The words that a number can begin with, digits aside."""
    lexicon = number_words()
    return frozenset({*lexicon.units, *lexicon.tens, *lexicon.scales, *lexicon.ordinals, *lexicon.decades, "a"})


def digits_value(word: str) -> float | None:
    """The value of a word of digits ("1,200", "3.5"), else None; also for so many digits that they name nothing."""
    return float(word.replace(",", "")) if _DIGITS.fullmatch(word) and len(word) <= _LONGEST else None


def as_key(value: float, ordinal: bool = False) -> str:
    """One spelling for one value: "25", "3.5", "20th"."""
    text = str(int(value)) if value == int(value) else repr(value)
    return f"{text}th" if ordinal else text


def read_number(words: Sequence[str], at: int) -> tuple[str, int] | None:
    """The number that begins at `words[at]` as its key, and how many words it takes; None where none begins.

    Words are folded. Reads "twenty five", "nineteen eighty four" (a year), "a hundred", "1.5 million", "three
    point five", "twenty first".
    """
    lexicon = number_words()
    word = words[at]
    if word in lexicon.decades:
        return lexicon.decades[word], 1
    if ordinal := _ORDINAL.fullmatch(word):
        return as_key(int(ordinal[1]), ordinal=True), 1
    if word == "a" and at + 1 < len(words) and words[at + 1] in lexicon.scales:
        return _with_scales(1.0, words, at + 1, at)
    if (value := digits_value(word)) is not None:
        return _with_scales(value, words, at + 1, at)
    if word in lexicon.scales:
        return _with_scales(1.0, words, at, at)
    return _spelt(words, at, lexicon)


def _spelt(words: Sequence[str], at: int, lexicon: NumberWords) -> tuple[str, int] | None:
    if words[at] in lexicon.ordinals:
        return as_key(lexicon.ordinals[words[at]], ordinal=True), 1
    below = _below_hundred(words, at, lexicon)
    if below is None:
        return None
    value, end = below
    if end < len(words) and words[end] in lexicon.ordinals and value >= 20 and value % 10 == 0:
        return as_key(value + lexicon.ordinals[words[end]], ordinal=True), end + 1 - at
    following = _below_hundred(words, end, lexicon)
    if following and 10 <= value <= 20 and following[0] >= 10:  # "nineteen eighty four"
        return as_key(value * 100 + following[0]), following[1] - at
    return _with_scales(float(value), words, end, at)


def _below_hundred(words: Sequence[str], at: int, lexicon: NumberWords) -> tuple[int, int] | None:
    if at >= len(words):
        return None
    if words[at] in lexicon.units:
        return lexicon.units[words[at]], at + 1
    if words[at] not in lexicon.tens:
        return None
    value = lexicon.tens[words[at]]
    if at + 1 < len(words) and 0 < lexicon.units.get(words[at + 1], 0) < 10:
        return value + lexicon.units[words[at + 1]], at + 2
    return value, at + 1


def _with_scales(value: float, words: Sequence[str], at: int, begin: int) -> tuple[str, int]:
    """`value` multiplied by the scale words that follow, with "two hundred (and) five" and "three point five"."""
    lexicon = number_words()
    if at + 1 < len(words) and words[at] == "point" and words[at + 1] in lexicon.units:
        value += lexicon.units[words[at + 1]] / 10
        at += 2
    total, last_scale = 0.0, float("inf")
    while at < len(words) and words[at] in lexicon.scales:
        scale = lexicon.scales[words[at]]
        value *= scale
        last_scale = scale
        at += 1
    total = value
    skip = 1 if at + 1 < len(words) and words[at] == "and" and last_scale < float("inf") else 0
    rest = _below_hundred(words, at + skip, lexicon) if 100 <= last_scale < float("inf") else None
    if rest and (skip or last_scale == 100) and rest[0] < last_scale:
        total += rest[0]
        at = rest[1]
    return as_key(total), at - begin
