"""Where sentences end: full stops that end nothing, and speech that has no full stops at all."""

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache

from obelize.errors import RuleError
from obelize.rulebook import shipped_rulebook, word_list

_END = re.compile(r"""[.!?…]+["'”’)\]]*(?=\s)""")
_WORD = re.compile(r"\S+")
_INITIAL = re.compile(r"(?:[A-Z]\.)*[A-Z]")
# Notes that are sung, and what captions put in brackets.
_ASIDE = re.compile(r"(?P<notes>\(?[♪♫]+\)?|♪[^♪\n]*♪)|\[(?P<square>[^\[\]\n]{1,40})\]|\((?P<round>[^()\n]{1,40})\)")
_OPENING = re.compile(r"""[\s"'“‘(\[]*""")
# Log-odds that a place needs for a cut where a pause is in reach.
_LIKELY = 0.0
_MARKS = ",;:.?!\"'()[]"
# Below this share of sentence ends a stretch counts as unpunctuated: one end in 60 words.
_WORDS_PER_END = 60

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class SentenceRules:
    """The word lists of `rules/sentences.toml`, as sets, and the lengths in words."""

    abbreviations: frozenset[str]
    closers: frozenset[str]
    openers: frozenset[str]
    sounds: frozenset[str]
    min_words: int
    max_words: int
    cuts: "CutRules"


@dataclass(frozen=True, slots=True)
class CutRules:
    """Log-odds that a sentence begins at a word: `anywhere`, and what speaks for and against it beside the word.

    `openings` are for the word itself and for it with the next one, `endings` for the word before, `pause` and
    `line_end` for what lies between. A sum of `enough` makes a cut.
    """

    anywhere: float
    enough: float
    pause: float
    line_end: float
    openings: Mapping[str, float]
    endings: Mapping[str, float]


@cache
def sentence_rules() -> SentenceRules:
    """The shipped rules; `RuleError` where a list is missing."""
    table = shipped_rulebook().tables["sentences"]

    def number(name: str) -> int:
        value = table.get(name)
        if not isinstance(value, int):
            raise RuleError(f"sentences.toml: {name!r} must be a whole number")
        return value

    return SentenceRules(
        word_list("sentences", "abbreviations"),
        word_list("sentences", "closers"),
        word_list("sentences", "openers"),
        word_list("sentences", "sounds"),
        number("min_words"),
        number("max_words"),
        _cut_rules(table),
    )


def _cut_rules(table: Mapping[str, object]) -> CutRules:
    def by_word(name: str) -> Mapping[str, float]:
        entries: Sequence[Mapping[str, object]] = table[name]  # type: ignore[assignment]
        return {word: entry["log_odds"] for entry in entries for word in entry["words"]}  # type: ignore[attr-defined,misc]

    try:
        numbers: Mapping[str, float] = dict(table["cuts"])  # type: ignore[call-overload]
        return CutRules(**numbers, openings=by_word("openings"), endings=by_word("endings"))
    except (KeyError, TypeError) as error:
        raise RuleError(f"sentences.toml: cuts, openings or endings: {error}") from error


def sentence_spans(
    text: str, start: int, end: int, joints: Sequence[int], pauses: Sequence[int], *, spoken: bool = True
) -> Iterator[Span]:
    """The sentences of `text[start:end]`, without surrounding blanks, in order.

    `joints` and `pauses` are offsets in `text` where a caption ends and where the speaker fell silent. They cut only
    speech that lacks punctuation; what is not `spoken` is never cut. "[Laughter]" before a spoken sentence is no part
    of it.
    """
    rules = sentence_rules()
    unpunctuated: bool | None = None
    for first, last in _pieces(text, start, end, rules):
        if spoken and text[first] in "[(♪♫":
            first = _past_sounds(text, first, last, rules.sounds)
            if first == last:
                continue
        # No word of English speech is longer than this on average, so shorter pieces need no counting.
        if spoken and last - first > 4 * rules.max_words:
            if unpunctuated is None:
                unpunctuated = _lacks_punctuation(text, start, end)
            if unpunctuated:
                yield from _cut(text, first, last, joints, pauses, rules)
                continue
        yield first, last


def _pieces(text: str, start: int, end: int, rules: SentenceRules) -> Iterator[Span]:
    first = _skip_blanks(text, start, end)
    for match in _END.finditer(text, start, end):
        stop = match.end()
        if stop <= first or not _ends_sentence(text, match.start(), stop, end, rules):
            continue
        yield first, stop
        first = _skip_blanks(text, stop, end)
    if first < end:
        last = first + len(text[first:end].rstrip())
        if last > first:
            yield first, last


def _ends_sentence(text: str, mark: int, stop: int, end: int, rules: SentenceRules) -> bool:
    opening = _OPENING.match(text, stop, end)
    following = opening.end() if opening else stop
    if following >= end:
        return True
    if text[following].islower():
        return False
    if text[mark] != "." or stop - mark > 1:
        return True
    begin = max(text.rfind(" ", 0, mark), text.rfind("\n", 0, mark)) + 1
    word = text[begin:mark].lstrip("([\"'“‘")
    lowered = word.lower()
    if lowered in rules.abbreviations:
        return False
    if lowered in rules.closers or _INITIAL.fullmatch(word):
        opener = _WORD.match(text, following, end)
        return opener is not None and opener[0].rstrip(",'").lower() in rules.openers
    return True


def _past_sounds(text: str, start: int, end: int, sounds: Set[str]) -> int:
    """Where the words begin behind the sounds that a caption puts in brackets; `end` where there are none."""
    while aside := _ASIDE.match(text, start, end):
        heard = (aside["square"] or aside["round"] or "").lower().split()
        if not aside["notes"] and sounds.isdisjoint(heard):
            break
        start = min(_skip_blanks(text, aside.end(), end), end)
    return start


def _lacks_punctuation(text: str, start: int, end: int) -> bool:
    words = text.count(" ", start, end) + 1
    return sum(1 for _ in _END.finditer(text, start, end)) * _WORDS_PER_END < words


def _cut(
    text: str, start: int, end: int, joints: Sequence[int], pauses: Sequence[int], rules: SentenceRules
) -> Iterator[Span]:
    words = [match.start() for match in _WORD.finditer(text, start, end)]
    silent = frozenset(pauses)
    odds = _odds(text[start:end].lower().split(), words, frozenset(joints), silent, rules.cuts)
    first = 0
    while len(words) - first > rules.min_words:
        window = range(first + rules.min_words, min(first + rules.max_words, len(words)))
        enough = _LIKELY if any(words[i] in silent for i in window) else rules.cuts.enough
        cut = next((i for i in window if odds[i] >= enough), None)
        if cut is not None:  # a better place so near would leave too short a piece between
            cut = max(range(cut, min(cut + rules.min_words, window.stop)), key=odds.__getitem__)
        elif len(words) - first > rules.max_words:
            cut = max(window[len(window) // 2 :], key=odds.__getitem__)
        else:
            break
        yield words[first], _rstrip(text, words[first], words[cut])
        first = cut
    if first < len(words):
        yield words[first], _rstrip(text, words[first], end)


def _odds(
    spoken: Sequence[str], starts: Sequence[int], joints: Set[int], pauses: Set[int], cuts: CutRules
) -> Sequence[float]:
    """For each word the log-odds that a sentence begins there; `spoken` in lower case, `starts` offsets."""
    bare = [word.strip(_MARKS) for word in spoken]
    odds = []
    for place, (word, start) in enumerate(zip(bare, starts, strict=True)):
        following = bare[place + 1] if place + 1 < len(bare) else ""
        total = cuts.anywhere + cuts.openings.get(word, 0.0) + cuts.openings.get(f"{word} {following}", 0.0)
        total += cuts.endings.get(bare[place - 1], 0.0) if place else 0.0
        total += cuts.pause if start in pauses else cuts.line_end if start in joints else 0.0
        odds.append(total)
    return odds


def _skip_blanks(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start


def _rstrip(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip())
