"""Where sentences end: full stops that end nothing, and speech that has no full stops at all."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from obelize.errors import RuleError
from obelize.rulebook import shipped_rulebook, word_list

_END = re.compile(r"""[.!?…]+["'”’)\]]*(?=\s)""")
_WORD = re.compile(r"\S+")
_INITIAL = re.compile(r"(?:[A-Z]\.)*[A-Z]")
_OPENING = re.compile(r"""[\s"'“‘(\[]*""")
# Below this share of sentence ends a stretch counts as unpunctuated: one end in 60 words.
_WORDS_PER_END = 60

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class SentenceRules:
    """The word lists of `rules/sentences.toml`, as sets, and the lengths in words."""

    abbreviations: frozenset[str]
    closers: frozenset[str]
    openers: frozenset[str]
    connective: re.Pattern[str]
    min_words: int
    max_words: int


@cache
def sentence_rules() -> SentenceRules:
    """The shipped rules; `RuleError` where a list is missing."""
    table = shipped_rulebook().tables["sentences"]

    def number(name: str) -> int:
        value = table.get(name)
        if not isinstance(value, int):
            raise RuleError(f"sentences.toml: {name!r} must be a whole number")
        return value

    connectives = "|".join(
        re.escape(word) for word in sorted(word_list("sentences", "connectives"), key=len, reverse=True)
    )
    return SentenceRules(
        word_list("sentences", "abbreviations"),
        word_list("sentences", "closers"),
        word_list("sentences", "openers"),
        re.compile(rf"(?<=\s)(?:{connectives})(?!\S)", re.IGNORECASE),
        number("min_words"),
        number("max_words"),
    )


def sentence_spans(
    text: str, start: int, end: int, joints: Sequence[int], pauses: Sequence[int], *, spoken: bool = True
) -> Iterator[Span]:
    """The sentences of `text[start:end]`, without surrounding blanks, in order.

    `joints` and `pauses` are offsets in `text` where a caption ends and where the speaker fell silent. They cut only
    speech that lacks punctuation; what is not `spoken` is never cut.
    """
    rules = sentence_rules()
    unpunctuated: bool | None = None
    for first, last in _pieces(text, start, end, rules):
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


def _lacks_punctuation(text: str, start: int, end: int) -> bool:
    words = text.count(" ", start, end) + 1
    return sum(1 for _ in _END.finditer(text, start, end)) * _WORDS_PER_END < words


def _cut(
    text: str, start: int, end: int, joints: Sequence[int], pauses: Sequence[int], rules: SentenceRules
) -> Iterator[Span]:
    words = [match.start() for match in _WORD.finditer(text, start, end)]
    silent = set(pauses).intersection(words)
    weak = {match.start() for match in rules.connective.finditer(text, start, end)}
    borders = set(joints)
    first = 0
    while len(words) - first > rules.min_words:
        window = range(first + rules.min_words, min(first + rules.max_words, len(words)))
        cut = next((i for i in window if words[i] in silent), None)
        if cut is None and len(words) - first > rules.max_words:
            half = [i for i in window if i - first >= rules.max_words // 2]
            cut = _last(half, words, weak) or _last(window, words, weak) or _last(half, words, borders) or window[-1]
        if cut is None:
            break
        yield words[first], _rstrip(text, words[first], words[cut])
        first = cut
    if first < len(words):
        yield words[first], _rstrip(text, words[first], end)


def _last(window: Iterable[int], words: Sequence[int], places: set[int]) -> int | None:
    return max((i for i in window if words[i] in places), default=None)


def _skip_blanks(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start


def _rstrip(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip())
