"""Names of authors taken apart."""

import re

from obelize.domain.literature import Author, CitedWork
from obelize.domain.titles import fold_name

_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
PARTICLES = frozenset({
    "al", "ap", "auf", "ben", "bin", "da", "dal", "das", "de", "dei", "del", "della", "den", "der", "di", "do",
    "dos", "du", "el", "ibn", "la", "le", "los", "mac", "op", "san", "st", "te", "ten", "ter", "van", "von", "y",
    "zu", "zum", "zur",
})  # fmt: skip
"""Words of family names that say little by themselves, folded."""
_ORGANISATION = re.compile(
    r"\b(?:of|for|the)\b|\b(?i:agency|association|center|centre|collaboration|committee|consortium|corporation|council|"
    r"department|foundation|group|inc|initiative|institute|investigators|laborator(?:y|ies)|ltd|network|organi[sz]ation|project|"
    r"research|society|team|university)\b"
)


def person(name: str) -> Author:
    """An author from one string: "Family, Given", "Given von Family", or an organisation of one word."""
    name = name.strip()
    if "," in name:
        return _inverted([part.strip() for part in name.split(",")])
    words = name.split()
    if len(words) < 2:
        return Author(name)
    if words[0].rstrip(".") in {"Jr", "Sr"}:
        words = [*words[1:], words[0]]
    start = next((i for i, word in enumerate(words[:-1]) if i > 0 and word[0].islower()), len(words) - 1)
    if start == len(words) - 1 and is_suffix(words[-1]) and len(words) > 2:
        start -= 1
    return Author(" ".join(words[start:]), " ".join(words[:start]))


def is_suffix(word: str) -> bool:
    """Whether the word is no name but what may follow one: "Jr.", "III"."""
    return word.rstrip(".").lower() in _SUFFIXES


def names_an_organisation(name: str) -> bool:
    """Whether a word in it is one that organisations have in their names."""
    return _ORGANISATION.search(name) is not None


def _inverted(parts: list[str]) -> Author:
    """The author of "Family, Given", with a suffix anywhere: BibTeX's "von Last, Jr, First" above all."""
    if len(parts) == 2 and is_suffix(parts[0]) and " " in parts[1]:
        return person(f"{parts[1]} {parts[0]}")
    suffixes = [part for part in parts[1:] if is_suffix(part)]
    names = [parts[0], *(part for part in parts[1:] if not is_suffix(part))]
    if not suffixes and len(parts) > 2:
        return Author(f"{parts[0]} {parts[1]}", parts[2])
    given = names[-1].split() if len(names) > 1 else []
    if len(given) > 1:
        suffixes += [word for word in (given[0], given[-1]) if is_suffix(word)]
        given = [word for word in given if not is_suffix(word)]
    return Author(" ".join([names[0], *suffixes]), " ".join(given))


def author_and_year(cited: CitedWork) -> tuple[str, int] | None:
    """What a mention in running text ("Kaplan et al., 2020") and its reference share; None where one is not stated."""
    if not cited.authors or cited.year is None:
        return None
    return fold_name(cited.authors[0].family), cited.year
