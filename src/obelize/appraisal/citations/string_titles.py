"""The title that a reference string gives the work, held against the record's where its edges are plain to see.

A record's title may stand in a longer one ("Rethinking deep residual learning"), and its main title before another
subtitle. Whether the string does say more is only told where words follow one another without a mark between them, or
where the title stands in quotation marks; what a reader of strings took for a title may go on into the venue.
"""

import re

from obelize.appraisal.citations.names import family_words
from obelize.appraisal.citations.venues import VenueKinship, compare_venues, is_named_venue
from obelize.domain.literature import Work
from obelize.domain.titles import main_title, title_key, title_words

_WORD = re.compile(r"[^\W_]+")
_WORD_BEGIN = re.compile(r"(?<!\w)\w")
_WORD_END = re.compile(r"\w(?!\w)")
_PLAIN_WORDS = re.compile(r"(?:[^\W_]+(?:[-‐'’][^\W_]+)*\s+)*")
_BEFORE_TITLE = re.compile(r"(?:[.:,;)\]–—-]|[“\"‘'*_])\s*$")
_BEHIND_TITLE = re.compile(r"\s*(?:[.,;:?!(\[”\"’'*_]|//|$)|\s+[Ii]n:?\s")
_QUOTES_BEFORE = ("“", '"')
_QUOTES_BEHIND = re.compile(r"[.,?!]?[”\"]")
_SUBTITLE = re.compile(r"\s*:\s+(?=[^\W\d])")
_FEWEST_WORDS = 2
_LONG = 4
_UNFINISHED = frozenset({
    "a", "among", "an", "and", "at", "between", "both", "by", "during", "for", "from", "in", "into", "of", "on", "or",
    "the", "through", "to", "under", "using", "via", "with", "within",
})  # fmt: skip


def title_of_string(text: str, read: str, work: Work) -> str | None:
    """The title that the string `text` gives the work, `read` having been taken for it; None where it can't be told.

    In quotation marks it is what stands in them, else the record's with the words directly before and behind it.
    """
    place = text.find(read)
    if place < 0:
        return None
    ahead, after = text[:place].rstrip(), text[place + len(read) :]
    if not (edges := _edges(read, work.title)):
        return read if _BEHIND_TITLE.match(after) and _has_other_subtitle(read, work) else None
    before, same, behind = read[: edges[0]], read[edges[0] : edges[1]], read[edges[1] :]
    if _is_cut_off(before, same, behind, work.title):
        return None
    if ahead.endswith(_QUOTES_BEFORE) and _QUOTES_BEHIND.match(after):
        return read
    if not ((not ahead or _BEFORE_TITLE.search(ahead)) and _PLAIN_WORDS.fullmatch(before)) or _names(before, work):
        before = ""
    if not (_BEHIND_TITLE.match(after) and _PLAIN_WORDS.fullmatch(f"{behind.lstrip()} ")) or _is_venue(behind, work):
        behind = ""
    return f"{before}{same}{behind}"


def _is_cut_off(before: str, same: str, behind: str, title: str) -> bool:
    """Whether the record rather than the string may lack words: some records lose what was in italics, and the rest.

    Such a title begins in lower case, ends with a word such as "of", or goes on with a name or a single letter.
    """
    words = title_words(title)
    if (before and title[:1].islower()) or (behind and words[-1:] and words[-1] in _UNFINISHED):
        return True
    long = [word for word in _WORD.findall(same)[1:] if len(word) >= _LONG]
    in_title_case = sum(word[0].isupper() for word in long) > len(long) / 2
    following = _WORD.findall(behind)[:1]
    return any(len(word) == 1 or (word[0].isupper() and not in_title_case) for word in following)


def _edges(read: str, title: str) -> tuple[int, int] | None:
    """Where in what was read the title begins and ends, between words."""
    key = title_key(title)
    if not key or key not in title_key(read):
        return None
    for begin in (found.start() for found in _WORD_BEGIN.finditer(read)):
        if title_key(read[begin:]).startswith(key):
            ends = (found.end() for found in _WORD_END.finditer(read, begin))
            return next(((begin, end) for end in ends if title_key(read[begin:end]) == key), None)
    return None


def _has_other_subtitle(read: str, work: Work) -> bool:
    """Whether the record's main title stands at the beginning, a colon and other words behind it."""
    main = title_key(main_title(work.title) or "")
    colon = _SUBTITLE.search(read)
    if not colon or not main or title_key(read[: colon.start()]) != main:
        return False
    if title_key(work.title).startswith(title_key(read)):
        return False
    rest = read[colon.end() :]
    return len(title_words(rest)) >= _FEWEST_WORDS and not _is_venue(rest, work)


def _names(words: str, work: Work) -> bool:
    """Whether words before a title name an author of the record."""
    said = set(title_words(words))
    return any(said.intersection(family_words(author)) for author in work.authors)


def _is_venue(words: str, work: Work) -> bool:
    """Whether words behind a title may be where it appeared: a venue, the record's above all, or a number."""
    said = title_words(words)
    if any(word.isdecimal() for word in said) or is_named_venue(words):
        return True
    return said[:1] == ["in"] or compare_venues(words, work.venue or "") >= VenueKinship.ALIKE
