"""Markup inside a cue: tags, entities, voices and the time stamps of single words."""

import html
import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate, repeat

from obelize.readers.turns import WordTiming

_TAG = re.compile(
    r"</?(?:c|i|b|u|s|v|em|strong|span|font|ruby|rt|rp|lang|br)(?=[\s.>/])[^<>]*>|<(?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3}>",
    re.IGNORECASE,
)
_STYLE_TAG = re.compile(r"</?c(?:\.[^\s<>]*)?>|</?(?:i|b|u|v|lang|ruby|rt)(?=[\s.>/])[^<>]*>", re.IGNORECASE)
_WORD_STAMP = re.compile(r"<((?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3})>")
# Direction marks, zero-width spaces and byte order marks: layout, not words. Overrides of direction stay to be seen.
_LAYOUT_MARKS = dict.fromkeys((0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF))
_OVERRIDE = re.compile(r"\{\\[^{}]*\}")
_ENDLESS = 1e9
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]*)>|</v>", re.IGNORECASE)


def has_word_stamps(payload: str) -> bool:
    """Whether single words of the cue are timed."""
    return "<" in payload and _WORD_STAMP.search(payload) is not None


def plain(payload: str) -> str:
    """The words of a cue on one line: without tags and style overrides, entities decoded, blanks collapsed.

    Only tags that captions know are taken out: "x <y" is speech.
    """
    if "<" in payload:
        payload = _TAG.sub("", payload)
    if "{\\" in payload:
        payload = _OVERRIDE.sub("", payload)
    if "&" in payload:
        payload = html.unescape(payload)
    if not payload.isascii():
        payload = payload.translate(_LAYOUT_MARKS)
    return " ".join(payload.split())


def timed_line(line: str, start: float | None, end: float | None) -> tuple[str, list[WordTiming]]:
    """A line whose words carry stamps ("so<00:00:01.200><c> today</c>") as clean text and word timings.

    What stands before the first stamp begins with the cue. A word ends where the next one begins, the last one with
    the cue.
    """
    cut = _WORD_STAMP.split(_STYLE_TAG.sub("", line))
    pieces = cut[::2]
    if "&" in line:
        pieces = [html.unescape(piece) for piece in pieces]
    moments = [start, *map(_stamp_seconds, cut[1::2])]
    text = "".join(pieces)
    words = list(map(str.strip, pieces))
    if all(words) and " ".join(words) == text:  # one blank between any two words: nearly always
        stops = [stop - 1 for stop in accumulate(len(word) + 1 for word in words)]
        begins = [0, *(stop + 1 for stop in stops[:-1])]
    else:
        text, begins, stops, moments = _uneven(pieces, moments)
    return text, [*zip(begins, stops, moments, [*moments[1:], end], repeat(None))]


def _uneven(
    pieces: Sequence[str], moments: Sequence[float | None]
) -> tuple[str, list[int], list[int], list[float | None]]:
    """Pieces with missing, doubled or misplaced blanks: their text, and where each begins, stops and is spoken."""
    text = ""
    begins: list[int] = []
    stops: list[int] = []
    kept: list[float | None] = []
    blank = False
    for piece, moment in zip(pieces, moments, strict=True):
        word = " ".join(piece.split())
        blank = blank or piece[:1].isspace()
        if word:
            text += " " if blank and text else ""
            begins.append(len(text))
            text += word
            stops.append(len(text))
            kept.append(moment)
            blank = piece[-1].isspace()
    return text, begins, stops, kept


def voices(payload: str) -> list[tuple[str | None, str]]:
    """The cue's text cut at its voice tags: (speaker, text). None where no voice has been named yet or one closed."""
    pieces = _VOICE.split(payload)
    turns = [(None, pieces[0])] if pieces[0].strip() else []
    named = [(pieces[i], pieces[i + 1]) for i in range(1, len(pieces), 2)]
    return [*turns, *((plain(name) if name else None, text) for name, text in named if text.strip())]


def _stamp_seconds(stamp: str) -> float | None:
    """The same as `seconds`, quicker for the one shape that YouTube writes by the ten thousand."""
    if len(stamp) == 12 and stamp[2] == stamp[5] == ":" and stamp[8] == ".":
        return _whole_minutes(stamp[:6]) + float(stamp[6:])
    return seconds(stamp)


@lru_cache(maxsize=4096)
def _whole_minutes(prefix: str) -> int:
    """The "00:04:" of a stamp in seconds."""
    return int(prefix[:2]) * 3600 + int(prefix[3:5]) * 60


def seconds(stamp: str) -> float | None:
    """A stamp ("1:02:03.5", "02:03,500", "3.5") in seconds; None if it is no time."""
    parts = stamp.strip().replace(",", ".").split(":")
    if len(parts) > 3:
        return None
    try:
        total = float(parts[-1])
        for place, part in enumerate(parts[-2::-1], start=1):
            total += int(part) * 60**place
    except ValueError:
        return None
    return round(total, 6) if 0 <= total < _ENDLESS else None
