"""Venues: abbreviations, full names, series and preprint servers made comparable by `rules/venues.toml`."""

from collections import defaultdict
from collections.abc import Mapping
from enum import IntEnum
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from obelize.appraisal.citations.knowledge import venue_homes, venue_names, whole_names, words_of
from obelize.appraisal.citations.venue_words import (
    MayGo,
    Same,
    VenueWord,
    abbreviates,
    acronyms_may_go,
    common_may_go,
    end_of,
    is_bounded,
    is_event,
    plain_words,
    sponsors_may_go,
    stands,
    telling_names,
    venue_words,
)

_PLAIN = 3


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
    if cited == found or "".join(plain_words(cited)) == "".join(plain_words(found)):
        return VenueKinship.SAME
    if says_nothing(cited):
        return VenueKinship.UNKNOWN
    if is_preprint_server(cited):
        return VenueKinship.ALIKE if is_preprint_server(found) else VenueKinship.PREPRINT_CITED
    if is_preprint_server(found):
        return VenueKinship.PREPRINT_FOUND
    if says_nothing(found):
        return VenueKinship.UNKNOWN
    left, right = known_venues(cited), known_venues(found)
    known = left and right
    alike = _share(left, right) and not _rival_workshops(cited, found) if known else _alike(cited, found)
    return VenueKinship.ALIKE if alike else VenueKinship.OTHER


@lru_cache(maxsize=8192)
def is_preprint_server(venue: str) -> bool:
    """Whether the venue is a preprint server, begins with "preprint", or says so and names no other venue."""
    words = plain_words(venue)
    joined = f" {' '.join(words)} "
    if any(f" {server} " in joined for server in words_of("venues", "preprint")):
        return True
    says = [word in words_of("venues", "says_preprint") for word in words]
    return any(says) and (says[0] or not _is_named(venue))


def is_named_venue(text: str) -> bool:
    """Whether a text read as a venue is one: in the table, a preprint server, or with a word such as "journal"."""
    return is_preprint_server(text) or _is_named(text)


def says_nothing(venue: str) -> bool:
    """Whether the venue is a publisher or a series, in which any work may have appeared."""
    words = [each.word for each in venue_words(venue)[:-1] if not each.bracketed] or plain_words(venue)
    name = [word for word in words if word not in words_of("venues", "small")]
    imprint = [word for word in name if word not in words_of("venues", "firm")]
    return not imprint or any(" ".join(each) in _publishers() for each in (name, imprint))


def known_venues(venue: str) -> frozenset[str]:
    """The venues of the table that are named, abbreviated or not; several for joint conferences."""
    return _read(venue)[0]


@lru_cache(maxsize=8192)
def _read(venue: str) -> tuple[frozenset[str], tuple[VenueWord, ...]]:
    """The venues of the table that are named, and the words that belong to none of them."""
    text = venue_words(venue)
    found: set[str] = set()
    rest = []
    position = 0
    while position < len(text) - 1:
        for name in _by_letter().get(text[position].word[0], ()):
            if end := _stands_at(name, text, position):
                found.add(name.venue)
                position = end
                break
        else:
            rest.append(text[position])
            position += 1
    return frozenset(found), tuple(rest)


class _Name(NamedTuple):
    """A name of the table. `may_go`: what may be left out beside it; None where anything may stand there."""

    venue: str
    words: tuple[str, ...]
    may_go: MayGo | None
    same: Same


def _stands_at(name: _Name, text: tuple[VenueWord, ...], start: int) -> int:
    end = end_of(name.words, text, start, name.same, common_may_go)
    if end and name.may_go:
        exact = text[end - 1].word == name.words[-1]
        return end if is_bounded(text, start, end, name.may_go, exact=exact) else 0
    return end


@cache
def _publishers() -> frozenset[str]:
    return frozenset(" ".join(_key(name)) for name in words_of("venues", "publishers"))


def _share(left: frozenset[str], right: frozenset[str]) -> bool:
    """Whether a venue is on both sides, or one whose works appear in another that is on the other side."""
    return bool(left & right) or any(frozenset((a, b)) in venue_homes() for a in left for b in right)


def _rival_workshops(one: str, other: str) -> bool:
    """Whether both are workshops, perhaps of one conference, whose own names have no word in common."""
    left, right = _own_words(one), _own_words(other)
    return min(len(left), len(right)) > 1 and not any(abbreviates(a, b) for a in left for b in right)


def _own_words(venue: str) -> list[str]:
    """What a workshop's name has besides the conference's; nothing for others."""
    rest = _read(venue)[1]
    workshop = any(each.word in words_of("venues", "workshops") for each in rest)
    return [each.word for each in rest if not each.optional] if workshop else []


def _alike(one: str, other: str) -> bool:
    """Whether one is a name of the other: in shorter words, in a part of it, or by its initials."""
    return any(_names(a, b) or _is_acronym(a, b) for a, b in ((one, other), (other, one)))


def _names(short: str, long: str) -> bool:
    text = venue_words(long)
    may_go = acronyms_may_go if is_event(text) else common_may_go
    return any(stands(name, text, may_go) or _is_called(name, text) for name in telling_names(short))


def _is_called(name: tuple[str, ...], text: tuple[VenueWord, ...]) -> bool:
    """Whether the name is an acronym before a word such as "meeting": "19th Annual SIGdial Meeting on Discourse"."""
    return len(name) == 1 and any(
        each.word == name[0] and each.acronym and is_event([following]) for each, following in pairwise(text)
    )


def _is_named(text: str) -> bool:
    return bool(known_venues(text)) or any(word in words_of("venues", "telling") for word in plain_words(text))


def _is_acronym(short: str, long: str) -> bool:
    """Whether the one, which isn't in the table, is the initials of the other or of its end: "RA-L"."""
    acronym = "".join(plain_words(short))
    initials = "".join(word[0] for word in plain_words(long) if word not in words_of("venues", "small"))
    return len(acronym) >= 3 and len(initials) >= 3 and initials.endswith(acronym) and not known_venues(short)


def _shortens(word: str, full: str) -> bool:
    return word == full or (len(word) < len(full) and abbreviates(word, full))


def _shortens_plainly(word: str, full: str) -> bool:
    return word == full or ((len(word) >= _PLAIN or word == "j") and _shortens(word, full))


def _comparison(name: tuple[str, ...]) -> Same:
    """A name of one word is never abbreviated, one of two words not to two letters."""
    return (str.__eq__, _shortens_plainly, _shortens)[min(len(name), 3) - 1]


@cache
def _by_letter() -> Mapping[str, list[_Name]]:
    """The names of the table by their first letter, the longest first."""
    found: dict[str, list[_Name]] = defaultdict(list)
    for venue, names in venue_names().items():
        for name in map(_key, names):
            event = name[0] in words_of("venues", "events")
            found[name[0][0]].append(_Name(venue, name, acronyms_may_go if event else None, _comparison(name)))
    for journal, names in whole_names().items():
        for name in map(_key, names):
            found[name[0][0]].append(_Name(journal, name, sponsors_may_go, _comparison(name)))
    for group in found.values():
        group.sort(key=lambda name: -len(name.words))
    return found


def _key(name: str) -> tuple[str, ...]:
    return tuple(word for word in plain_words(name) if word not in words_of("venues", "small"))
