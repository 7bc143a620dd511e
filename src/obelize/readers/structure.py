"""What part a line or paragraph plays, told by its words and its heading, after `rules/structure.toml`."""

import re
from dataclasses import dataclass
from functools import cache

from obelize.domain.document import SegmentRole
from obelize.errors import RuleError
from obelize.rulebook import shipped_rulebook

_SENTENCE_END = re.compile(r"[.!?…:;,][\"”’»)\]]*$")
_FIRST_SENTENCE = re.compile(r"(?<=[^\s.][.!?])(?P<closing>[\"”’»)]*)\s+(?=[\"“‘(]?[^\W\d_a-z])")
_WHOLE_QUOTE = re.compile(r"^[“\"«].{12,}[”\"»]\s*(?:[—–-]|\()\s*[^\W\d_a-z]", re.DOTALL)
_OPTION = re.compile(r"^(?:\(?[A-Ha-h][.)]|[○●◯☐□☑✓]|\[[ xX]?\])\s+\S")


@dataclass(frozen=True, slots=True)
class Structure:
    """The expressions made from the rules. Each matches a whole line unless its name says otherwise."""

    mark_at_start: re.Pattern[str]
    assessment_at_start: re.Pattern[str]
    advice_at_start: re.Pattern[str]
    headings: tuple[tuple[SegmentRole, re.Pattern[str]], ...]
    quiz_line: re.Pattern[str]
    navigation_line: re.Pattern[str]
    speech_words: re.Pattern[str]
    speech_per_1000: float


@cache
def structure() -> Structure:
    """The shipped rules as expressions. `RuleError` names what is missing."""
    marks = "|".join(re.escape(word) for word in _texts("marks", "words"))
    labels = "|".join(re.escape(label) for label in _texts("assessment", "labels"))
    return Structure(
        mark_at_start=_compiled(rf"(?:[⚠❗❓🚩]\ufe0f?\s*|\[!?|\()(?P<label>{marks})[\])]?\s*[—–:-]*\s*", "[marks]"),
        assessment_at_start=_compiled(rf"(?:{labels})\s*:", "[assessment]"),
        advice_at_start=_compiled(rf"(?:{'|'.join(_texts('advice', 'labels'))})\s*:", "[advice]"),
        headings=(
            (SegmentRole.QUIZ, _whole("quiz", "headings")),
            (SegmentRole.ADVICE, _whole("advice", "headings")),
            (SegmentRole.FOOTNOTE, _whole("references", "headings")),
            (SegmentRole.NAVIGATION, _whole("navigation", "headings")),
        ),
        quiz_line=_whole("quiz", "lines"),
        navigation_line=_whole("navigation", "lines"),
        speech_words=_compiled(
            "|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in _texts("speech", "words")), "[speech]"
        ),
        speech_per_1000=_number("speech", "per_1000"),
    )


@cache
def known_words(section: str, key: str) -> frozenset[str]:
    """A list of words from the rules, for the rooms that look words up instead of matching them."""
    return frozenset(_texts(section, key))


def role_under(heading: str) -> SegmentRole | None:
    """What everything below a heading of these words is; None where the heading doesn't say."""
    words = heading.strip().strip("#*: ")
    return next((role for role, pattern in structure().headings if pattern.fullmatch(words)), None)


def role_of(text: str) -> SegmentRole | None:
    """What a paragraph is by its own words; None for an ordinary one."""
    known = structure()
    if known.mark_at_start.match(text):
        return SegmentRole.MARK
    if known.assessment_at_start.match(text):
        return SegmentRole.ASSESSMENT
    if known.advice_at_start.match(text):
        return SegmentRole.ADVICE
    if len(text) < 120 and known.navigation_line.fullmatch(text):
        return SegmentRole.NAVIGATION
    if _WHOLE_QUOTE.match(text):
        return SegmentRole.QUOTE
    return None


def split_mark(text: str) -> tuple[str, str, str]:
    """(label, subject, reason) of a paragraph that is a mark: its first sentence is what was marked."""
    match = structure().mark_at_start.match(text)
    label, rest = (match["label"].upper(), text[match.end() :].strip()) if match else ("", text)
    cut = _FIRST_SENTENCE.search(rest)
    return (label, rest[: cut.end("closing")].strip(), rest[cut.end() :].strip()) if cut else (label, rest, "")


def is_quiz_line(text: str) -> bool:
    """Whether a line can only belong to a quiz: an instruction, an answer."""
    return len(text) < 200 and structure().quiz_line.fullmatch(text) is not None


def is_option(text: str) -> bool:
    """Whether a line looks like the option of a question: "B) …"."""
    return _OPTION.match(text) is not None


def looks_like_heading(text: str) -> bool:
    """Whether a line of plain text could be a heading: short, begins with a capital, without an end mark."""
    words = text.split()
    return 0 < len(words) <= 9 and len(text) <= 72 and text[0].isupper() and not _SENTENCE_END.search(text)


def is_spoken(text: str) -> bool:
    """Whether a text of some length is rather said than written."""
    words = text.count(" ") + 1
    if words < 80:
        return False
    known = structure()
    hits = sum(1 for _ in known.speech_words.finditer(text[:200_000]))
    return hits * 1000 / min(words, text[:200_000].count(" ") + 1) >= known.speech_per_1000


def ends_sentence(text: str) -> bool:
    """Whether a line ends with a mark that ends a sentence or clause."""
    return _SENTENCE_END.search(text) is not None


def _compiled(pattern: str, where: str) -> re.Pattern[str]:
    try:
        return re.compile(pattern, re.IGNORECASE)
    except re.error as error:
        raise RuleError(f"structure.toml, {where}: {error}") from error


def _whole(section: str, key: str) -> re.Pattern[str]:
    return _compiled(rf"(?:{'|'.join(_texts(section, key))})\W*", f"[{section}] {key}")


def _texts(section: str, key: str) -> list[str]:
    values = _value(section, key)
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise RuleError(f"structure.toml, [{section}]: {key!r} must be a list of texts")
    return values


def _number(section: str, key: str) -> float:
    value = _value(section, key)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise RuleError(f"structure.toml, [{section}]: {key!r} must be a number")
    return float(value)


def _value(section: str, key: str) -> object:
    entry = shipped_rulebook().tables.get("structure", {}).get(section)
    return entry.get(key) if isinstance(entry, dict) else None
