"""Markup inside a cue: tags, entities, voices and the time stamps of single words."""

import html
import re

from obelize.readers.cue_sheet import WordTiming

_TAG = re.compile(
    r"</?(?:c|i|b|u|s|v|em|strong|span|font|ruby|rt|rp|lang|br)(?=[\s.>/])[^<>]*>|<(?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3}>",
    re.IGNORECASE,
)
_WORD_STAMP = re.compile(r"<((?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3})>")
_OVERRIDE = re.compile(r"\{\\[^{}]*\}")
_COORDINATES = re.compile(r"\s+X1:\d+\s+X2:\d+\s+Y1:\d+\s+Y2:\d+\s*$")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]*)>|</v>", re.IGNORECASE)


def has_word_stamps(payload: str) -> bool:
    """Whether single words of the cue are timed."""
    return _WORD_STAMP.search(payload) is not None


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
    return " ".join(payload.split())


def timed_line(line: str, start: float | None, end: float | None) -> tuple[str, list[WordTiming]]:
    """A line whose words carry stamps ("so<00:00:01.200><c> today</c>") as clean text and word timings.

    What stands before the first stamp begins with the cue. A word ends where the next one begins.
    """
    pieces = _WORD_STAMP.split(line)
    words: list[WordTiming] = []
    text = ""
    moment = start
    for index in range(0, len(pieces), 2):
        if index:
            moment = seconds(pieces[index - 1])
            if words:
                words[-1] = (*words[-1][:3], moment, None)
        spoken = plain(pieces[index])
        if not spoken:
            continue
        glue = " " if text and (pieces[index][:1].isspace() or _inner(pieces[index])[:1].isspace()) else ""
        begin = len(text) + len(glue)
        text += glue + spoken
        words.append((begin, len(text), moment, end, None))
    return text, words


def voices(payload: str) -> list[tuple[str | None, str]]:
    """The cue's text cut at its voice tags: (speaker, text). None where no voice has been named yet or one closed."""
    pieces = _VOICE.split(payload)
    turns = [(None, pieces[0])] if pieces[0].strip() else []
    named = [(pieces[i], pieces[i + 1]) for i in range(1, len(pieces), 2)]
    return [*turns, *((plain(name) if name else None, text) for name, text in named if text.strip())]


def without_coordinates(settings: str) -> str:
    """What is left of a timing line's tail when SubRip coordinates are taken away."""
    return _COORDINATES.sub("", " " + settings).strip()


def seconds(stamp: str) -> float | None:
    """A stamp ("1:02:03.5", "02:03,500", "3.5") in seconds; None if it is no time."""
    parts = stamp.strip().replace(",", ".").split(":")
    if not 1 <= len(parts) <= 3:
        return None
    total = 0.0
    try:
        for part in parts:
            total = total * 60 + float(part)
    except ValueError:
        return None
    return total if 0 <= total < 1e9 else None


def _inner(piece: str) -> str:
    return _TAG.sub("", piece)
