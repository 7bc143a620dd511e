"""The words of a venue's name, and whether one name stands in another text, abbreviated or not."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import islice

from obelize.appraisal.citations.knowledge import spelt_out, words_of
from obelize.domain.titles import fold, plain_text

_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"\d+(?:st|nd|rd|th)?")
_YEAR = re.compile(r"(?<=[a-z]{2})(?:19|20)?\d\d$|(?<=[a-z]{3})\d$")
_STOP = re.compile(r"[,;:()\[\]\"“”—–@?!|+]|\s[-\N{MINUS SIGN}]\s")
_MANY = 500
"""Words of a text that are looked at."""
_LONG = 9
"""Letters from which on a capitalised word before a full stop is no abbreviation."""
_SPELT = 8
"""Letters from which on a word that most names share is written out."""
_CONTRACTED = 5
"""Letters at most in a word that leaves others out inside; a longer one may be spelt with one less ("behavior")."""
_TELLING = 4
"""Letters from which on the beginning of a word stands for a name of one word."""
_CUT = 5
"""Letters from which on the beginning of a word that most names share is one of them."""


@dataclass(frozen=True, slots=True)
class VenueWord:
    """A word of a venue's name, folded. `stop`: punctuation or a number comes before it; `dot`: a full stop."""

    word: str
    stop: bool
    dot: bool
    bracketed: bool
    acronym: bool
    optional: bool


MayGo = Callable[[VenueWord], bool]
Same = Callable[[str, str], bool]


@lru_cache(maxsize=16384)
def venue_words(venue: str) -> tuple[VenueWord, ...]:
    """The venue's words but for numbers and years; every text ends with an empty word behind a stop."""
    text = plain_text(venue)
    shaped = not text.isupper() or " " not in text.strip()
    lower = text.islower()
    found: list[VenueWord] = []
    stop, dot, depth, end, before = True, False, 0, 0, ""
    for match in islice(_WORD.finditer(text), _MANY):
        gap = text[end : match.start()]
        depth = max(0, depth + gap.count("(") + gap.count("[") - gap.count(")") - gap.count("]"))
        folded = fold(match[0])
        word = _YEAR.sub("", folded)
        if "." in gap:
            dot = True
            stop = stop or (before[:1].islower() and not lower) or len(before) >= _LONG or _opens(match[0], word)
        stop = stop or bool(_STOP.search(gap))
        end, before = match.end(), match[0]
        if not word or _NUMBER.fullmatch(word):
            stop = True
            continue
        first, *further = spelt_out().get(word, (word,))
        acronym = shaped and not further and sum(map(str.isupper, match[0])) > 1
        found.append(VenueWord(first, stop, dot, depth > 0, acronym, _is_common(first)))
        found += [VenueWord(each, False, False, depth > 0, False, False) for each in further]
        stop, dot = word != folded, False
    found.append(VenueWord("", True, True, False, False, False))
    return tuple(_with_journals(found))


def plain_words(venue: str) -> list[str]:
    """The venue's words but for numbers and years."""
    return [each.word for each in venue_words(venue)[:-1]]


def is_event(words: Iterable[VenueWord]) -> bool:
    """Whether a word such as "conference" or "proceedings" is among them."""
    return any(each.word in words_of("venues", "events") for each in words)


def telling_names(venue: str) -> list[tuple[str, ...]]:
    """The words that tell which venue it is: those of the whole name, and those before its first stop.

    Those before a stop count only if they are two or an acronym: "BioNLP 2009 Workshop, Berlin".
    """
    words = [each for each in venue_words(venue)[:-1] if not each.bracketed] or list(venue_words(venue)[:-1])
    event = is_event(words)
    whole = _telling(words, event)
    names = [whole] if whole else []
    for end in range(1, len(words)):
        head = _telling(words[:end], event) if words[end].stop else ()
        if len(head) > 1 or any(each.acronym for each in words[:end] if each.word in head):
            return [*names, head]
    return names


def common_may_go(word: VenueWord) -> bool:
    """Whether the word may be left out: most names share it."""
    return word.optional


def acronyms_may_go(word: VenueWord) -> bool:
    """Whether the word may be left out of a name that is spelt out beside it."""
    return word.optional or word.acronym


def sponsors_may_go(word: VenueWord) -> bool:
    """Whether the word may be left out of a journal's name, which "conference" beside it would make another."""
    return word.optional and word.word not in words_of("venues", "events")


def stands(name: Sequence[str], text: Sequence[VenueWord], may_go: MayGo) -> bool:
    """Whether the name stands in the text, with nothing beside it, up to the next stops, but what may go."""
    alone = str.__eq__ if may_go is acronyms_may_go else _begins
    same = abbreviates if len(name) > 1 else alone
    for start in range(len(text) - 1):
        end = end_of(name, text, start, same, may_go)
        if end and is_bounded(text, start, end, may_go, exact=text[end - 1].word == name[-1]):
            return True
    return False


def end_of(name: Sequence[str], text: Sequence[VenueWord], start: int, same: Same, may_go: MayGo) -> int:
    """Where the name that begins at `start` of the text ends; 0 if it doesn't stand there."""
    at = start
    for word in name:
        while at > start and not same(text[at].word, word) and may_go(text[at]):
            at += 1
        if not same(text[at].word, word):
            return 0
        at += 1
    return at


def is_bounded(text: Sequence[VenueWord], start: int, end: int, may_go: MayGo, *, exact: bool) -> bool:
    """Whether only words that may go are beside `text[start:end]`. `exact`: a full stop behind it is a stop."""
    while not text[start].stop:
        start -= 1
        if not may_go(text[start]):
            return False
    while not (text[end].stop or (exact and text[end].dot)):
        if not (may_go(text[end]) or text[end].word in words_of("venues", "addenda")):
            return False
        end += 1
    return True


@lru_cache(maxsize=65536)
def abbreviates(one: str, other: str) -> bool:
    """Whether one word is short for the other, either way round."""
    if one == other:
        return bool(one)
    short, long = sorted((one, other), key=len)
    if short in words_of("venues", "small"):
        return False
    if long.startswith(short):
        return len(short) > 1 or short in words_of("venues", "letters")
    # ISO 4 also leaves letters out inside a word: "natl" for "national", "intl", "dept".
    if not (3 <= len(short) <= _CONTRACTED or (len(short) > _CONTRACTED and len(long) - len(short) == 1)):
        return False
    letters = iter(long)
    return short[0] == long[0] and short[-1] in long[-3:] and all(letter in letters for letter in short)


def _begins(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return one == other or (len(short) >= _TELLING and long.startswith(short))


def _opens(written: str, word: str) -> bool:
    """Whether a word behind a full stop begins something new: "In Proc.", "Proceedings", "International"."""
    return written == "In" or (len(word) >= _SPELT and _is_common(word))


def _telling(words: Sequence[VenueWord], event: bool) -> tuple[str, ...]:
    """The words that not most names share; nor acronyms, where a conference's name is spelt out beside them."""
    kept = [each for each in words if not each.optional]
    spelt = [each for each in kept if not each.acronym]
    if event and len(spelt) > 1:
        kept = spelt
    kept = kept or [each for each in words if each.word not in words_of("venues", "small")]
    return tuple(each.word for each in kept)


def _with_journals(words: list[VenueWord]) -> list[VenueWord]:
    """A "journal" at the end may go ("Machine Learning Journal"), an "international" before one may not."""
    kept = []
    for each, following in zip(words, [*words[1:], words[-1]], strict=True):
        optional = each.optional
        if each.word in ("journal", "j"):
            optional = following.stop
        elif following.word in ("journal", "j") and each.word.startswith("int"):
            optional = False
        kept.append(each if optional is each.optional else replace(each, optional=optional))
    return kept


@lru_cache(maxsize=16384)
def _is_common(word: str) -> bool:
    if word in words_of("venues", "letters"):
        return False
    if len(word) == 1 or word in words_of("venues", "small"):
        return True
    return any(word == long or (len(word) >= _CUT and long.startswith(word)) for long in _common())


@cache
def _common() -> tuple[str, ...]:
    return *words_of("venues", "common"), *words_of("venues", "events")
