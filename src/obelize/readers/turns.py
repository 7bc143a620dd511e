"""Marks of a new turn that name nobody: the ">>" of live captions, the dashes of dialogue."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

WordTiming = tuple[int, int, float | None, float | None, float | None]
"""Start and end character in the cue's text, start and end in seconds, confidence from 0 to 1."""

Turn = tuple[str, float | None, float | None, Sequence[WordTiming], bool]
"""The words of one turn, its start and end in seconds, its word timings, and whether it began with a mark."""

# A dash needs a capital behind it: before a small letter it goes on with a sentence, before a figure it is a minus.
_DASH = r"(?:[-‐–]\s+(?=[\"'“‘(\[¿¡]*[^\W\d_a-zà-ÿ])|-(?=[A-Z]))"
_BEGINNING = re.compile(rf"\s*(?:>>+\s*|{_DASH})")
_INSIDE = re.compile(r"(?<=\s)>>+\s*(?=\S)")
_INSIDE_DIALOGUE = re.compile(rf"(?<=[.?!…\"”]\s){_DASH}|{_INSIDE.pattern}")
_DASHED_LINE = re.compile(rf"\n(?=\s*(?:<[^<>\n]*>|\{{[^{{}}\n]*\}})*{_DASH})")
_SENTENCE_END = tuple(".?!…\"”'’)]>")


def begins_turn(text: str) -> bool:
    """Whether `text` begins with a mark of a new turn."""
    return text[:1] in (">", "-", "‐", "–") and _BEGINNING.match(text) is not None


def dialogue_lines(payload: str) -> list[str]:
    """A cue's payload cut where a line begins with a dash and the words before it have come to an end."""
    if "\n" not in payload or ("-" not in payload and "–" not in payload and "‐" not in payload):
        return [payload]
    pieces = _DASHED_LINE.split(payload)
    lines = pieces[:1]
    for piece in pieces[1:]:
        if lines[-1].rstrip().endswith(_SENTENCE_END):
            lines.append(piece)
        else:
            lines[-1] += "\n" + piece
    return lines


def turns_in(text: str, start: float | None, end: float | None, words: Sequence[WordTiming]) -> Iterator[Turn]:
    """The turns of one cue, without their marks; a cue that has none is one turn.

    Times are those of the words where these have any; else the turns share the cue's time by their length.
    """
    begin = _BEGINNING.match(text) if begins_turn(text) else None
    first = begin.end() if begin else 0
    inside = _INSIDE_DIALOGUE if begin else _INSIDE
    marks = list(inside.finditer(text, first)) if begin or ">>" in text else []
    if not begin and not marks:
        yield text, start, end, words, False
        return
    begins = [first, *(mark.end() for mark in marks)]
    stops = [*(mark.start() for mark in marks), len(text)]
    times = shared_time(start, end, [stop - at for at, stop in zip(begins, stops, strict=True)])
    for number, (at, stop) in enumerate(zip(begins, stops, strict=True)):
        if not (said := text[at:stop].rstrip()):
            continue
        own = list(_cut(words, at, at + len(said)))
        spoken_from, spoken_to = times[number]
        if own:
            spoken_from = spoken_from if number == 0 or own[0][2] is None else own[0][2]
            spoken_to = spoken_to if number == len(begins) - 1 or own[-1][3] is None else own[-1][3]
        yield said, spoken_from, spoken_to, own, number > 0 or begin is not None


def shared_time(
    start: float | None, end: float | None, lengths: Sequence[int]
) -> list[tuple[float | None, float | None]]:
    """A cue's seconds divided among parts of these lengths; the first start and the last end stay as they are."""
    if start is None or end is None or end < start or not (total := sum(lengths)):
        return [(start, end)] * len(lengths)
    bounds = [start]
    for length in lengths[:-1]:
        bounds.append(bounds[-1] + (end - start) * length / total)
    return list(pairwise([*bounds, end]))


def _cut(words: Sequence[WordTiming], begin: int, stop: int) -> Iterator[WordTiming]:
    """The words between two characters, counted from the first; one that hangs together with a mark loses it."""
    for a, b, start, end, sure in words:
        if b > begin and a < stop:
            yield max(a, begin) - begin, min(b, stop) - begin, start, end, sure
