"""Titles compared word by word: what is only style, what is a subtitle left off, what is another title."""

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA, Levenshtein

from obelize.appraisal.citations.knowledge import Sides, spellings, words_of
from obelize.domain.finding import Finding
from obelize.domain.titles import plain_text, title_key, title_words
from obelize.rulebook import finding

_BOUNDARY = re.compile(r"\s*[:?!.;|]\s+|\s*:\s*|\s+[-–—]+\s+|\s*—\s*|\s*\(")
_BOUNDARY_MARK = re.compile(r"[:?!.;|–—(]| -")
"""Without one of these there is no boundary, and looking for them costs a tenth."""
_SHORTEST_SPELLING = 6
_SHORTEST_PART = 3
_ARTICLES = frozenset({"the", "a", "an"})
_NO_KIN = 45
"""Titles whose letters are less alike than this (0 to 100) share no half of their words; looking closer is in vain."""


class TitleKinship(IntEnum):
    """How near two titles are, farthest first, so that kinships can be compared with `<`."""

    OTHER = 0
    NEAR = 1  # words differ, but most agree
    PART = 2  # one is the other without its subtitle or main title
    STYLE = 3  # typos, hyphens, British and American spelling
    SAME = 4  # letter for letter once case, accents and punctuation are off


@dataclass(frozen=True, slots=True)
class TitleComparison:
    """`differing` are pairs (cited words, found words), either side possibly empty. `agreement` is 0 to 1."""

    kinship: TitleKinship
    differing: tuple[tuple[str, str], ...] = ()
    typos: tuple[tuple[str, str], ...] = ()
    agreement: float = 1.0


_SAME = TitleComparison(TitleKinship.SAME)


@lru_cache(maxsize=4096)
def compare_titles(cited: str, found: str) -> TitleComparison:
    """How the cited title stands to the found one. Symmetric but for the order inside the pairs."""
    cited_key, found_key = title_key(cited), title_key(found)
    if cited_key == found_key:
        return _SAME
    if not cited_key or not found_key:
        return TitleComparison(TitleKinship.OTHER, agreement=0.0)
    if fuzz.ratio(cited_key, found_key) < _NO_KIN and cited_key not in found_key and found_key not in cited_key:
        return TitleComparison(TitleKinship.OTHER, agreement=0.0)
    whole = _compare_words(_words(cited), _words(found))
    if whole.kinship >= TitleKinship.STYLE:
        return whole
    if _is_part(cited, found_key, found) or _is_part(found, cited_key, cited):
        return TitleComparison(TitleKinship.PART, whole.differing, whole.typos, whole.agreement)
    return whole


def title_findings(cited: str, found: str, titles: TitleComparison) -> list[Finding]:
    """What is to be said of a cited title beside the found one."""
    sides = Sides(field="title", cited=cited, found=found)
    match titles.kinship:
        case TitleKinship.SAME:
            return []
        case TitleKinship.STYLE:
            typos = ", ".join(f"{one} for {other}" for one, other in titles.typos)
            return [finding("CIT021", f"mistyped: {typos}" if typos else "the title is spelt differently", **sides)]
        case TitleKinship.PART if len(title_key(cited)) < len(title_key(found)):
            return [finding("CIT021", "the title is cited without its subtitle or main title", **sides)]
        case TitleKinship.PART | TitleKinship.NEAR | TitleKinship.OTHER:
            words = "; ".join(_word_difference(one, other) for one, other in titles.differing[:4])
            return [finding("CIT001", f"title differs: {words}", **sides)]


def _word_difference(cited: str, found: str) -> str:
    if not cited:
        return f"“{found}” is missing"
    return f"“{cited}” is not in it" if not found else f"“{cited}” for “{found}”"


def _is_part(whole: str, part_key: str, part: str) -> bool:
    """Whether `part` is what stands before or after a boundary (": ", "? ", " - ", "(") of `whole`."""
    if len(part_key) < _SHORTEST_PART:
        return False
    text = plain_text(whole)
    if not _BOUNDARY_MARK.search(text):
        return False
    for boundary in _BOUNDARY.finditer(text):
        for piece in (text[: boundary.start()], text[boundary.end() :]):
            key = title_key(piece)
            if key == part_key:
                return True
            if abs(len(key) - len(part_key)) <= 3 and len(part_key) >= 16:
                inner = _compare_words(_words(piece), _words(part))
                if inner.kinship is TitleKinship.STYLE:
                    return True
    return False


def _compare_words(cited: list[str], found: list[str]) -> TitleComparison:
    differing: list[tuple[str, str]] = []
    typos: list[tuple[str, str]] = []
    runs, agreeing = _runs(cited, found)
    for left, right in runs:
        for one, other in _pairs(left, right):
            if _spelt("".join(one)) == _spelt("".join(other)):
                agreeing += min(len(one), len(other))
            elif is_typo("".join(one), "".join(other)):
                agreeing += 1
                typos.append((" ".join(one), " ".join(other)))
            else:
                differing.append((" ".join(one), " ".join(other)))
    agreement = 2 * agreeing / max(1, len(cited) + len(found))
    if not differing and len(typos) <= max(1, len(found) // 4):
        return TitleComparison(TitleKinship.STYLE, (), tuple(typos), agreement)
    kinship = TitleKinship.NEAR if agreement >= _least_agreement(len(found)) else TitleKinship.OTHER
    return TitleComparison(kinship, tuple(differing), tuple(typos), agreement)


def _least_agreement(words: int) -> float:
    return 0.5 if words <= 4 else 0.6


def _runs(cited: list[str], found: list[str]) -> tuple[list[tuple[list[str], list[str]]], int]:
    """Runs of words that differ, neighbouring edits joined, and how many words agree."""
    runs: list[tuple[list[str], list[str]]] = []
    agreeing, joined = 0, False
    for block in Levenshtein.opcodes(cited, found):
        left, right = cited[block.src_start : block.src_end], found[block.dest_start : block.dest_end]
        if block.tag == "equal":
            agreeing += len(left)
        elif joined:
            runs[-1][0].extend(left)
            runs[-1][1].extend(right)
        else:
            runs.append((left, right))
        joined = block.tag != "equal"
    return runs, agreeing


def _pairs(left: list[str], right: list[str]) -> list[tuple[list[str], list[str]]]:
    """What stands against what in a run: the whole where it is one word split or mistyped, else word by word."""
    one, other = "".join(left), "".join(right)
    if len(left) != len(right) or one == other or is_typo(one, other):
        return [(left, right)]
    return [([a], [b]) for a, b in zip(left, right, strict=True)]


def is_typo(cited: str, found: str) -> bool:
    """Whether one word is the other mistyped: two neighbouring letters swapped, or one inner letter wrong.

    A wrong last letter may be another inflection ("model", "models"), a wrong first one another word ("effect"),
    a wrong digit another thing, and some words are a letter apart ("macro", "micro"): none of them counts as a typo.
    """
    if any(map(str.isdigit, cited)) or any(map(str.isdigit, found)) or min(len(cited), len(found)) < 3:
        return False
    distance = OSA.distance(cited, found, score_cutoff=1)
    if distance > 1 or frozenset((cited, found)) in _words_apart():
        return False
    if distance == 0 or (len(cited) == len(found) and sorted(cited) == sorted(found)):
        return True
    return min(len(cited), len(found)) >= 5 and cited[0] == found[0] and cited[-1] == found[-1]


def _words(title: str) -> list[str]:
    """The folded words; "&" is "and", and an article at the beginning is left out."""
    words = title_words(plain_text(title).replace("&", " and ") if "&" in title else title)
    return words[1:] if len(words) > 1 and words[0] in _ARTICLES else words


@cache
def _words_apart() -> frozenset[frozenset[str]]:
    return frozenset(frozenset(pair.split()) for pair in words_of("citations", "words_apart"))


@lru_cache(maxsize=4096)
def _spelt(word: str) -> str:
    """The word in one of its spellings: British, American and older ones become the same."""
    if len(word) >= _SHORTEST_SPELLING and word.isalpha() and _any_spelling().search(word):
        for pattern, replacement in spellings():
            word = pattern.sub(replacement, word)
    return word


@cache
def _any_spelling() -> re.Pattern[str]:
    """Finds the words that some rewriting would change."""
    return re.compile("|".join(pattern.pattern for pattern, _ in spellings()))
