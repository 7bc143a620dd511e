"""A record held against a reference string, whose fields nobody has marked.

Every style orders its parts differently, so the string isn't taken apart: what counts is which parts of the
record occur in it.
"""

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from obelize.appraisal.citations.names import family_words
from obelize.appraisal.citations.venues import VenueKinship, compare_venues, is_preprint_server
from obelize.domain.literature import Author, CitedWork, Work
from obelize.domain.reference_text import mended
from obelize.domain.reference_years import YEAR, own_years
from obelize.domain.titles import fold, main_title, plain_text, title_key

_SHORT_TITLE = 12
_TYPO_SHARE = 0.06
_TELLING_DIGITS = 3
_TELLING_NAME = 5
"""Letters from which on a name that the string has only across spaces is no accident ("Lin" is in "learning")."""
_BEFORE_YEAR = 6
"""Letters before the year in a venue's name that show that a string has the name with it."""
_NUMBER = re.compile(r"\d+")
_IDENTIFIER = re.compile(r"https?://\S+|\b10\.\d{4,9}/[^\s\"<>“”]+")
_NOT_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class StringAgreement:
    """Which parts of a record occur in a string; None where the record or the string states nothing."""

    title: bool
    whole_title: bool
    exact_title: bool
    first_author: bool | None
    year: bool | None
    volume: bool | None
    page: bool | None
    venue: bool | None
    stated_year: int | None = None
    """The string's own year that is nearest to the record's."""

    @property
    def supports(self) -> int:
        """How many parts besides the title agree."""
        return sum(part is True for part in self._parts())

    @property
    def contradictions(self) -> int:
        """How many parts besides the title are stated and missing from the string."""
        return sum(part is False for part in self._parts())

    def _parts(self) -> tuple[bool | None, ...]:
        return self.first_author, self.year, self.volume, self.page, self.venue


_NOTHING = StringAgreement(False, False, False, None, None, None, None, None)


@dataclass(frozen=True, slots=True)
class _String:
    key: str
    words: Counter[str]
    numbers: frozenset[str]
    text: str


def agreement_with_string(raw: str, work: Work, cited: CitedWork) -> StringAgreement:
    """Which parts of the record `work` occur in the reference string `raw`, which was read as `cited`.

    A volume or page of one or two digits may be any number of the string: it has to be the one read.
    """
    string = _read(raw)
    volume = _place_occurs(work.volume, cited.volume, string)
    page = _place_occurs(work.pages, cited.pages, string)
    year = _stated_year(work, string)
    whole = _title_occurs(work.title, string)
    part = whole or _main_title_occurs(work.title, string)
    if not part and not (volume and page):
        return _NOTHING
    return StringAgreement(
        title=part,
        whole_title=whole,
        exact_title=title_key(work.title) in string.key,
        first_author=names_author(raw, work.authors[0]) if work.authors and family_words(work.authors[0]) else None,
        year=None if year is None or work.year is None else abs(year - work.year) <= 1,
        volume=volume,
        page=page,
        venue=_venue_occurs(work, string, cited.title or ""),
        stated_year=year,
    )


def text_of_string(raw: str) -> str:
    """The string on one line, without identifiers, markup and hyphens at line ends."""
    return _read(raw).text


def names_author(raw: str, author: Author) -> bool:
    """Whether the family name occurs in the string."""
    return times_named(raw, author) > 0


def times_named(raw: str, author: Author) -> int:
    """How often the family name occurs in the string."""
    string, words = _read(raw), family_words(author)
    torn = "".join(words)
    in_words = min((string.words[word] for word in words), default=0)
    return max(in_words, string.key.count(torn) if len(torn) >= _TELLING_NAME else 0)


@lru_cache(maxsize=1024)
def _read(raw: str) -> _String:
    raw = _IDENTIFIER.sub(" ", mended(raw))
    text = plain_text(raw)
    folded = fold(text)
    return _String(
        key=title_key(raw),
        words=Counter(_NOT_WORD.split(folded)),
        numbers=frozenset(n.lstrip("0") for n in _NUMBER.findall(text)),
        text=text,
    )


def _title_occurs(title: str, string: _String) -> bool:
    key = title_key(title)
    if not key:
        return False
    if key in string.key:
        return len(key) >= _SHORT_TITLE or f" {' '.join(_words(title))} " in f" {' '.join(_words(string.text))} "
    return len(key) >= 2 * _SHORT_TITLE and _occurs_mistyped(key, string.key)


def _main_title_occurs(title: str, string: _String) -> bool:
    main = title_key(main_title(title) or "")
    return len(main) >= 2 * _SHORT_TITLE and main in string.key


def _occurs_mistyped(key: str, text: str) -> bool:
    place = fuzz.partial_ratio_alignment(key, text, score_cutoff=90)
    if place is None:
        return False
    said = text[place.dest_start : place.dest_end]
    allowed = max(1, int(len(key) * _TYPO_SHARE))
    return OSA.distance(key, said, score_cutoff=allowed) <= allowed and _NUMBER.findall(key) == _NUMBER.findall(said)


def _words(text: str) -> list[str]:
    return [word for word in _NOT_WORD.split(fold(text)) if word]


def _stated_year(work: Work, string: _String) -> int | None:
    """The string's year that is nearest to the record's, those apart that belong to the names of title and venue."""
    named = chain(_years_in_name(work.title, string), _years_in_name(work.venue or "", string))
    own = own_years(string.text, named)
    return min(own, key=lambda year: abs(year - (work.year or 0)), default=None)


def _years_in_name(name: str, string: _String) -> list[int]:
    """The years in a name that the string has with the letters before them."""
    return [
        int(found[1])
        for found in YEAR.finditer(name)
        if (before := title_key(name[: found.start()])[-_BEFORE_YEAR:]) and before + found[1] in string.key
    ]


def _place_occurs(recorded: str | None, read: str | None, string: _String) -> bool | None:
    """Whether the string has a record's volume or first page."""
    wanted, given = _first_number(recorded), _first_number(read)
    if not wanted or len(string.numbers) < 2:
        return None
    return wanted == given if given and len(wanted) < _TELLING_DIGITS else wanted in string.numbers


def _first_number(text: str | None) -> str:
    found = _NUMBER.search(text or "")
    return found[0].lstrip("0") if found else ""


def _venue_occurs(work: Work, string: _String, title: str) -> bool | None:
    """Whether the venue stands in the string outside its title; a short name only as words of their own."""
    venue = work.venue
    if not venue or is_preprint_server(venue):
        return None
    key, rest = title_key(venue), string.text.replace(title, " ", 1) if title else string.text
    if len(key) >= _SHORT_TITLE and key in string.key.replace(title_key(work.title), " ", 1):
        return True
    if f" {' '.join(_words(venue))} " in f" {' '.join(_words(rest))} ":
        return True
    return compare_venues(rest, venue) >= VenueKinship.ALIKE or None
