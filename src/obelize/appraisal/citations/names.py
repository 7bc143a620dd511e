"""Names of persons and organisations: when two of them can be the same person."""

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache

from rapidfuzz.distance import OSA, Indel

from obelize.appraisal.citations.knowledge import nicknames, words_of
from obelize.domain.literature import Author
from obelize.domain.names import PARTICLES, is_suffix
from obelize.domain.titles import fold_name, plain_text

_NUMBER = re.compile(r"\d{4}")
_DEGREES = frozenset({"phd", "md"})
_INNER_CAPITALS = re.compile(r"[^\W\d_][A-Z]")
_NOBLE = re.compile(r"^(?:Mac|Mc|Fitz|De|Di|Du|Le|La|Van|Von)(?=[A-Z][a-z])")
"""McDonald and DeVries are people."""
_GAP = re.compile(r"[\s.]+")
_HYPHEN = re.compile(r"[-‐‑–]")
_GIVEN_ALIKE = 0.75
_UMLAUT = re.compile("[aou]e")


class Likeness(IntEnum):
    """Whether two names can be one person. `NAMESAKE`: the family name agrees, the given names don't."""

    OTHER = 0
    NAMESAKE = 1
    SAME = 2


@dataclass(frozen=True, slots=True)
class _Name:
    family: str  # folded, particles and spaces off
    attached: str  # the same with its particles
    given: tuple[str, ...]
    words: frozenset[str]


@lru_cache(maxsize=65536)
def likeness(one: Author, other: Author) -> Likeness:
    """Whether the two can be the same person; symmetric. Initials, order of the parts, accents don't matter."""
    left, right = _parsed(one), _parsed(other)
    if left.words == right.words:
        return Likeness.SAME
    if _same_family(left, right):
        return Likeness.SAME if _given_agree(left.given, right.given) else Likeness.NAMESAKE
    both_ways = ((left, right), (right, left))
    if any(_turned_round(*names) or _double_family(*names) for names in both_ways):
        return Likeness.SAME
    return Likeness.OTHER


@lru_cache(maxsize=65536)
def family_words(author: Author) -> tuple[str, ...]:
    """The folded words of the family name without particles; of an organisation, of its whole name."""
    words = fold_name(_straightened(author).family).split()
    return tuple(word for word in words if _tells(word)) or tuple(words)


def shown(author: Author) -> str:
    """The name as a person would write it."""
    author = _straightened(author)
    return f"{author.given} {author.family}".strip()


def is_organisation(author: Author) -> bool:
    """Whether the name, which has no given name, is an organisation's: several words, inner capitals, or well known."""
    name = author.family.strip()
    return " " in name or bool(_INNER_CAPITALS.search(_NOBLE.sub("", name))) or fold_name(name) in _organisations()


@lru_cache(maxsize=65536)
def is_placeholder(author: Author) -> bool:
    """Whether the name stands for nobody ("John Doe", "Author One")."""
    return fold_name(shown(author)) in _placeholder_names()


@cache
def _organisations() -> frozenset[str]:
    return frozenset(words_of("citations", "organisations"))


@cache
def _placeholder_names() -> frozenset[str]:
    return frozenset(words_of("citations", "placeholder_names"))


def _straightened(author: Author) -> Author:
    """The author with a DBLP number ("0001") off, also where a record took it for the family name."""
    if _NUMBER.fullmatch(author.family) and author.given:
        *given, family = author.given.split()
        return Author(family, " ".join(given))
    return author


@lru_cache(maxsize=65536)
def _parsed(author: Author) -> _Name:
    author = _straightened(author)
    family_all = fold_name(author.family).split()
    family = [word for word in family_all if _tells(word)] or family_all
    spoken = _given_words(author.given)
    return _Name("".join(family), "".join(family_all), tuple(spoken), frozenset(family + spoken))


def _tells(word: str) -> bool:
    """Whether the word is more of a family name than a particle, also one cut to its letter, or a suffix."""
    return len(word) > 1 and word not in PARTICLES and not _follows_a_name(word)


def _follows_a_name(word: str) -> bool:
    return word in _DEGREES or is_suffix(word)


def _given_words(given: str) -> list[str]:
    """Folded given names; "JM" and "J.M." are two initials, "Jean-Baptiste" two names."""
    words: list[str] = []
    for raw in _GAP.split(plain_text(given)):
        letters = [part for part in _HYPHEN.split(raw) if part]
        for part in letters:
            folded = fold_name(part).replace(" ", "")
            if part in PARTICLES or _follows_a_name(folded):
                continue
            if part.isupper() and 1 < len(folded) <= 3 and part.isalpha():
                words.extend(folded)
            elif folded:
                words.append(folded)
    return words


def _same_family(left: _Name, right: _Name) -> bool:
    if not left.family or not right.family:
        return False
    if left.family == right.family or left.attached == right.attached:
        return True
    if _UMLAUT.sub(_without_e, left.family) == _UMLAUT.sub(_without_e, right.family):
        return True
    shorter = min(len(left.family), len(right.family))
    return shorter >= 5 and OSA.distance(left.family, right.family, score_cutoff=1) <= 1


def _without_e(umlaut: re.Match[str]) -> str:
    """Where there is no umlaut, Böhm is written "Boehm", and folded he is "bohm"."""
    return umlaut[0][0]


def _given_agree(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    if not left or not right:
        return True
    if "".join(left) == "".join(right) or any(_one_given(a, b) for a in left[:1] for b in right):
        return True
    return any(_one_given(a, b) for a in left for b in right[:1])


def _one_given(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    if longer.startswith(shorter):
        return True
    if len(shorter) < 3:
        return False
    if Indel.normalized_similarity(one, other) >= _GIVEN_ALIKE:
        return True
    return bool(nicknames().get(one, frozenset()) & nicknames().get(other, frozenset()))


def _turned_round(left: _Name, right: _Name) -> bool:
    """Family and given name exchanged: "Wei Wang" for "Wang Wei", also with one of them an initial."""
    if not left.given or not right.given:
        return False
    if len(left.family) == 1 and right.family == left.given[0]:
        return _given_agree((*left.given[1:], left.family), right.given)
    if left.family != "".join(right.given):
        return False
    given = "".join(left.given)
    return given in {right.family, right.attached} or (len(given) == 1 and right.family.startswith(given))


def _double_family(shorter: _Name, longer: _Name) -> bool:
    """One of two family names left off ("García Márquez" as "García" or "Márquez"), given names agreeing."""
    if not shorter.given or not shorter.family or len(shorter.family) < 3:
        return False
    if shorter.family in longer.words and shorter.family not in longer.given[:1]:
        return _given_agree(shorter.given, longer.given)
    return False
