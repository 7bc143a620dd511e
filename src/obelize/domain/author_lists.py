"""Lists of authors taken apart, however their names are joined: by "and", commas, semicolons, ampersands."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from obelize.domain.literature import Author
from obelize.domain.names import PARTICLES, is_suffix, names_an_organisation, person

_ODD = re.compile(
    r"[,;&/\[\]()（）…*†‡]|\.\.|\b(?:and|al|others|more|colleagues|co-?workers|co-?authors|collaborators)\b",
    re.IGNORECASE,
)
_CUT_SHORT = re.compile(
    r"(?:^|(?<![\s,;])[\s,;]++)(?:(?:and|&)\s+)?(?:et\.?\s?al(?:ii|ia)?\b|(?:(?:\d+|many|several|the)\s+)?others\b|\d+\s+more\b|"
    r"(?:(?:his|her|their)\s+)?(?:colleagues|co-?workers|co-?authors|collaborators)\b|\.\.++|…)[\s.,;)]*+$",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"(?<!\s)\s*[(（][^()（）A-Za-z]*[)）]|(?<=[\w.)）])[*†‡]+")
_JOINT = re.compile(r"(?:(?<=,)|\s)\s*(?:&|/|and)\s+", re.IGNORECASE)
_DEGREE = re.compile(r"(?:Ph\.?\s?D|M\.?D|M\.?Sc|B\.?Sc|D\.?Phil)\.?")
_COMPANY = re.compile(r"inc\.?|ltd\.?|llc\.?|gmbh|plc|co\.|corp\.", re.IGNORECASE)
_SHORT_NAME = re.compile(r"[A-Z][AEIOUY]|AN|NG|OH|[A-Z]*[AEIOUY][A-Z]*(?<=[A-Z]{3})")
_BETWEEN_INITIALS = re.compile(r"[.‐-]")
_LONGEST_INITIALS = 8
_NUMERALS = frozenset({"II", "III", "IV"})
_SEALS = dict(zip(" ,;&/", "\ue000\ue001\ue002\ue003\ue004", strict=True))
_SEAL = str.maketrans(_SEALS)
_UNSEAL = str.maketrans({seal: mark for mark, seal in _SEALS.items()})


@dataclass(frozen=True, slots=True)
class AuthorList:
    """Who is named, in order. `et_al`: the list is openly cut short."""

    authors: tuple[Author, ...]
    et_al: bool = False


def authors_listed(entries: Sequence[str], *, one_each: bool = False) -> AuthorList:
    """The authors of a list's entries in plain text, each of which should name one and may name several.

    `one_each`: the format sees to it that persons are "Family, Given" in an entry of their own. A single comma then
    divides no persons, and what has none is one name as it stands, an organisation's.
    """
    pieces: list[str] = []
    et_al = False
    for entry in entries:
        if not _ODD.search(entry):
            pieces.append(entry)
            continue
        kept = _ASIDE.sub("", entry).strip().removeprefix("[").removesuffix("]")
        named = _CUT_SHORT.sub("", kept)
        et_al = et_al or named != kept
        pieces += _divided(named)
    names = _told_apart([piece for piece in pieces if piece.strip(" ,")], inverted=one_each)
    family_first = _are_family_first(names)
    whole = one_each and len(names) <= len(entries)
    return AuthorList(tuple([_author(name, family_first=family_first, whole=whole) for name in names]), et_al)


def authors_stated(family: str, given: str) -> tuple[Author, ...]:
    """The authors of an entry with family and given name apart. It may hold a suffix or a list all the same."""
    given = re.sub(r"^and\s+", "", given)
    if not family or is_suffix(family) or family.lower() == "and":
        return authors_listed([f"{given} {family}" if is_suffix(family) else given]).authors
    if "," in given:
        listed = f"{family}, {given}"
        if len(names := _without_titles(listed)) > 2 and all(map(_is_full, names)):
            return authors_listed([listed]).authors
    if " and " in given and all(map(_is_full, f"{given} {family}".split(" and "))):
        return authors_listed([f"{given} {family}"]).authors
    first, _, rest = given.partition(" ")
    if not is_suffix(first) or _are_initials(first):
        return (Author(family, given),)
    if not rest:
        return (person(f"{family} {first}") if " " in family else Author(f"{family} {first}"),)
    return (person(f"{family}, {given}"),)


def sealed(name: str) -> str:
    """The name as one that is not to be divided: an organisation's, say, with "and" and commas in it."""
    return name.translate(_SEAL)


def _author(name: str, *, family_first: bool, whole: bool) -> Author:
    words = name.split()
    if "," in name or len(words) < 2:
        author = person(name)
    elif family_first and (behind := _initials_behind(words)):
        author = Author(" ".join(words[:-behind]), " ".join(words[-behind:]))
    elif whole and not any(map(_is_an_initial, words)):
        author = Author(name)
    else:
        author = person(name)
    return author if name.isascii() else Author(author.family.translate(_UNSEAL), author.given.translate(_UNSEAL))


def _divided(entry: str) -> list[str]:
    """The entry cut at semicolons, and at "&", "/" and "and" where names stand on both sides."""
    divided: list[str] = []
    for piece in map(str.strip, entry.split(";")):
        parts = [part.strip() for part in _JOINT.split(piece)]
        several = any("," in part for part in parts) or all(map(_is_full, parts))
        organisation = names_an_organisation(piece) or _COMPANY.fullmatch(piece.rpartition(" ")[2])
        divided += parts if several and not organisation else [piece]
    return divided


def _told_apart(pieces: Sequence[str], *, inverted: bool) -> list[str]:
    """One name each, "Family, Given" or without a comma, from pieces in which commas may mean either."""
    if not any("," in piece for piece in pieces):
        return list(pieces)
    split = [_without_titles(piece) for piece in pieces]
    if _are_families(pieces, split):
        return [name for parts in split for name in parts]
    with_two = [parts for parts in split if len(parts) == 2]
    inverted = inverted or len(with_two) > 1 or any(not _is_full(parts[0]) for parts in with_two)
    return [name for parts in split for name in _names_of(parts, inverted=inverted)]


def _names_of(parts: list[str], *, inverted: bool) -> list[str]:
    count = len(parts)
    if count == 2:
        return parts if not inverted and _are_two(*parts) else [_one_name(*parts)]
    if count < 2 or all(map(_is_full, parts)):
        return parts
    families, given = parts[::2], parts[1::2]
    if count % 2 == 0 and (all(map(_is_all_initials, given)) or not any(map(_is_full, families))):
        return [f"{family}, {name}" for family, name in zip(families, given, strict=True)]
    is_first_inverted = " " not in parts[1] or _is_an_initial(parts[1].split()[-1])
    if not _is_full(parts[0]) and is_first_inverted and all(map(_is_full, parts[2:])):
        return [f"{parts[0]}, {parts[1]}", *parts[2:]]
    return parts


def _are_two(one: str, other: str) -> bool:
    """Whether "one, other" are two full names: not family and given name, not an organisation and its part."""
    if not _is_full(one) or not _is_full(other) or names_an_organisation(f"{one} {other}"):
        return False
    ends_in_initial = _is_an_initial(other.split()[-1]) and not _are_initials(one.split()[-1])
    return not _is_all_initials(other) and not ends_in_initial


def _one_name(one: str, other: str) -> str:
    name = f"{one}, {other}"
    return sealed(name) if " " in one and names_an_organisation(name) else name


def _are_families(pieces: Sequence[str], split: Sequence[Sequence[str]]) -> bool:
    """Whether only family names are listed: "He, Zhang, and Sun"."""
    if len(split) < 2 or len(split[-1]) > 1 or any(" " in part for parts in split for part in parts):
        return False
    return len(split[0]) > 2 or (len(split[0]) == 2 and pieces[0].endswith(","))


def _without_titles(piece: str) -> list[str]:
    """What stands between the commas; "Jr." goes to the name before it, degrees go, "Inc." makes an organisation."""
    parts: list[str] = []
    for part in map(str.strip, piece.split(",")):
        if not parts or not (is_suffix(part) or _DEGREE.fullmatch(part) or _COMPANY.fullmatch(part)):
            parts += [part] if part else []
        elif is_suffix(part):
            parts[-1] += f" {part}"
        elif _COMPANY.fullmatch(part):
            parts[-1] = sealed(f"{parts[-1]}, {part}")
        elif len(parts) == 1 and " " not in parts[0]:
            parts.append(part)
    return parts


def _is_full(name: str) -> bool:
    """Whether the name has several words and is no family name alone, as "van der Berg" is."""
    words = name.split()
    if not words or (words[0] in PARTICLES and not _are_initials(words[-1])):
        return False
    return len([word for word in words if _are_initials(word) or not is_suffix(word)]) > 1


def _are_family_first(names: Sequence[str]) -> bool:
    """Whether most names have initials behind them ("Tripodi R"); capitals may be a family name ("Kaiming HE")."""
    if not any(name[name.rfind(" ") + 1 :].isupper() for name in names):
        return False
    plain = [words for name in names if "," not in name and len(words := name.split()) > 1]
    if any(len(words[-1]) > 3 and words[-1].isalpha() and words[-1].isupper() for words in plain):
        return False
    behind = [words[-1] for words in plain if _initials_behind(words)]
    return 2 * len(behind) >= len(plain) and any(map(_is_an_initial, behind))


def _initials_behind(words: Sequence[str]) -> int:
    """How many words at the end are initials, where none before them is."""
    count = 0
    while count < len(words) - 1 and _are_initials(words[-1 - count]):
        count += 1
    return 0 if not count or any(map(_is_an_initial, words[: len(words) - count])) else count


def _is_all_initials(name: str) -> bool:
    return all(map(_are_initials, name.split()))


def _are_initials(word: str) -> bool:
    if len(word) > _LONGEST_INITIALS or not word[:1].isupper():
        return False
    letters = _BETWEEN_INITIALS.sub("", word)
    return 0 < len(letters) <= 3 and letters.isalpha() and letters.isupper() and word not in _NUMERALS


def _is_an_initial(word: str) -> bool:
    """Whether the word is initials beyond doubt, as it can't be a family name in capitals: LI, KIM, OH."""
    return _are_initials(word) and not _SHORT_NAME.fullmatch(word)
