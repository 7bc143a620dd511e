"""Venues: abbreviations, full names, series and preprint servers made comparable by `rules/venues.toml`."""

import re
from enum import IntEnum
from functools import cache, lru_cache

from obelize.appraisal.citations.knowledge import venue_names, words_of
from obelize.domain.titles import fold, plain_text

_NOT_WORD = re.compile(r"[\W_]+")
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)?")
_YEAR = re.compile(r"(?<=[a-z])(?:19|20)?\d\d$")


class VenueKinship(IntEnum):
    """How two venues stand to one another."""

    OTHER = 0
    UNKNOWN = 1  # one of them isn't stated, or says nothing (a publisher, a series)
    PREPRINT_CITED = 2  # the citation names a preprint server, the record a publication
    PREPRINT_FOUND = 3  # the other way round
    ALIKE = 4  # an abbreviation or another name
    SAME = 5


@lru_cache(maxsize=8192)
def compare_venues(cited: str, found: str) -> VenueKinship:
    """How the cited venue stands to the found one. Empty texts are "not stated"."""
    if not cited or not found:
        return VenueKinship.UNKNOWN
    left, right = _words(cited), _words(found)
    if left == right:
        return VenueKinship.SAME
    if is_preprint_server(cited):
        return VenueKinship.ALIKE if is_preprint_server(found) else VenueKinship.PREPRINT_CITED
    if is_preprint_server(found):
        return VenueKinship.PREPRINT_FOUND
    if _says_nothing(left) or _says_nothing(right):
        return VenueKinship.UNKNOWN
    known_left, known_right = known_venues(cited), known_venues(found)
    if known_left and known_right:
        return VenueKinship.ALIKE if known_left & known_right else VenueKinship.OTHER
    if known_left or known_right:
        known, unknown = (known_left, right) if known_left else (known_right, left)
        names = [name for venue in known for name in _table()[venue]]
        return VenueKinship.ALIKE if any(_names(unknown, name) for name in names) else VenueKinship.OTHER
    return _by_words(left, right)


@lru_cache(maxsize=8192)
def is_preprint_server(venue: str) -> bool:
    """Whether the venue is a preprint server or says "preprint"."""
    words = _words(venue)
    joined = f" {' '.join(words)} "
    return any(f" {server} " in joined for server in words_of("venues", "preprint"))


def is_named_venue(text: str) -> bool:
    """Whether a text read as a venue is one: in the table, a preprint server, or with a word such as "journal"."""
    words = _words(text)
    return (
        bool(known_venues(text)) or is_preprint_server(text) or any(w in words_of("venues", "telling") for w in words)
    )


@lru_cache(maxsize=8192)
def known_venues(venue: str) -> frozenset[str]:
    """The venues of the table that are named; several for joint conferences."""
    words = _words(venue)
    found: set[str] = set()
    position = 0
    while position < len(words):
        for length in range(min(_longest_name(), len(words) - position), 0, -1):
            name = _by_name().get(tuple(words[position : position + length]))
            if name and not _goes_on(words, position, length):
                found.add(name)
                position += length
                break
        else:
            position += 1
    return frozenset(found)


def _goes_on(words: list[str], position: int, length: int) -> bool:
    """Whether the name is only the beginning of another: "Conference on Machine Learning" and Applications."""
    after = words[position + length : position + length + 2]
    return (
        words[position] == "conference"
        and len(after) == 2
        and after[0] == "and"
        and after[1] not in words_of("venues", "common")
    )


def _by_words(left: list[str], right: list[str]) -> VenueKinship:
    return VenueKinship.ALIKE if _alike(left, right) or _acronym(left, right) else VenueKinship.OTHER


def _alike(left: list[str], right: list[str]) -> bool:
    """Whether one names the other in shorter words: each word of the shorter begins one of the longer, in order.

    "Proc Natl Acad Sci" against "Proceedings of the National Academy of Sciences of the USA". Words that all
    names share count only where nothing else is left.
    """
    one, other = _telling(left), _telling(right)
    shorter, longer = (one, other) if len(one) <= len(other) else (other, one)
    if not shorter:
        return False
    rest = iter(longer)
    if not all(any(_abbreviates(word, full) for full in rest) for word in shorter):
        return False
    return len(shorter) >= 2 or len(longer) <= 2 or len(shorter[0]) >= 8


def _names(venue: list[str], name: list[str]) -> bool:
    """Whether the venue's telling words are the name's, abbreviated or not, and none but addenda are left over."""
    telling, wanted = _telling(venue), _telling(name)
    if len(telling) < len(wanted):
        return False
    rest = [word for word in telling[len(wanted) :] if word not in words_of("venues", "addenda")]
    return not rest and all(_abbreviates(a, b) for a, b in zip(telling, wanted, strict=False))


def _abbreviates(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    if long.startswith(short):
        return True
    # ISO 4 also leaves letters out inside a word: "natl" for "national", "intl", "dept".
    letters = iter(long)
    return len(short) >= 3 and short[0] == long[0] and short[-1] in long[-3:] and all(c in letters for c in short)


def _acronym(left: list[str], right: list[str]) -> bool:
    for short, long in ((left, right), (right, left)):
        if len(short) == 1 and len(short[0]) >= 3 and len(long) >= 3:
            initials = "".join(word[0] for word in long if word not in {"of", "the", "on", "and", "for", "in"})
            if initials == short[0] or initials.endswith(short[0]):
                return True
    return False


def _telling(words: list[str]) -> list[str]:
    kept = [word for word in words if word not in words_of("venues", "common") and len(word) > 1]
    return kept or words


def _says_nothing(words: list[str]) -> bool:
    return not words or " ".join(words) in words_of("venues", "publishers")


@lru_cache(maxsize=8192)
def _word_tuple(venue: str) -> tuple[str, ...]:
    words = []
    for word in _NOT_WORD.split(fold(plain_text(venue))):
        word = _YEAR.sub("", word) if len(word) > 4 else word
        if word and not _ORDINAL.fullmatch(word):
            words.append(word)
    return tuple(words)


def _words(venue: str) -> list[str]:
    return list(_word_tuple(venue))


@cache
def _table() -> dict[str, list[list[str]]]:
    return {venue: [_words(name) for name in names] for venue, names in venue_names().items()}


@cache
def _by_name() -> dict[tuple[str, ...], str]:
    return {tuple(name): venue for venue, names in _table().items() for name in names}


@cache
def _longest_name() -> int:
    return max(map(len, _by_name()))
