"""LRC: "[mm:ss.xx] text", several stamps a line, "[offset:±ms]", and word stamps in angle brackets.

A line with several stamps is sung several times and comes out at each of them, in the order of time.
"""

import re
from dataclasses import dataclass

from obelize.domain.document import Document, Source
from obelize.readers.caption_markup import plain, seconds, timed_line
from obelize.readers.cue_sheet import CueSheet, finite
from obelize.readers.input_file import InputFile, check_lines
from obelize.readers.limits import MAX_CUES

NAME = "lrc"
_STAMP = r"\[\d{1,3}:\d{2}(?:[.:]\d{1,3})?\]"
_LINE = re.compile(rf"^[ \t]*((?:{_STAMP}[ \t]*)+)(.*)$", re.MULTILINE)
_SEVERAL = re.compile(rf"^[ \t]*{_STAMP}[ \t]*{_STAMP}", re.MULTILINE)
_TAG = re.compile(r"^[ \t]*\[(ti|ar|al|au|by|re|ve|length|offset|lang|tool|#):[ \t]*([^\]\n]*)\]", re.MULTILINE)
_WORD_STAMP = re.compile(r"<(\d{1,3}:\d{2})[.:](\d{1,3})>")


@dataclass(frozen=True, slots=True)
class _Line:
    start: float
    text: str
    origin: tuple[int, int]


def recognises(head: str, name: str) -> int:
    """By its tags, by several stamps on a line, or by stamps under its suffix."""
    if _LINE.search(head) is None:
        return 0
    telling = _TAG.search(head) or _SEVERAL.search(head) or _WORD_STAMP.search(head)
    return 62 if telling or name.lower().endswith(".lrc") else 0


def read(file: InputFile) -> Document:
    """A transcript with one segment a line, in the order of time."""
    check_lines(file)
    tags = {key.lower(): value.strip() for key, value in _TAG.findall(file.text)}
    shift = (finite(tags.get("offset")) or 0.0) / 1000
    lines = _lines(file, shift)
    sheet = CueSheet(file)
    for index, line in enumerate(lines):
        following = lines[index + 1].start if index + 1 < len(lines) else None
        end = following if following is not None and following > line.start else None
        raw = _WORD_STAMP.sub(r"<\1.\2>", line.text)
        if _WORD_STAMP.search(raw):
            text, words = timed_line(raw, line.start, end)
            shifted = [(a, b, _less(s, shift), _less(e, shift) if e != end else e, c) for a, b, s, e, c in words]
            sheet.add(text, line.start, end, words=shifted, origin=line.origin)
        elif text := plain(line.text):
            sheet.add(text, line.start, end, origin=line.origin)
    return sheet.document(NAME, Source(title=tags.get("ti") or None, author=tags.get("ar") or tags.get("au") or None))


def _lines(file: InputFile, shift: float) -> list[_Line]:
    """Every stamped line once for each of its stamps. A positive offset makes the words come earlier."""
    out: list[_Line] = []
    for match in _LINE.finditer(file.text):
        stamps = [_seconds(stamp) for stamp in re.findall(_STAMP, match[1])]
        out += [_Line(max(0.0, at - shift), match[2], (match.start(2), match.end(2))) for at in stamps]
        if len(out) > MAX_CUES:
            raise file.unreadable(f"more than {MAX_CUES} cues", file.line_at(match.start()))
    return sorted(out, key=lambda line: line.start)


def _seconds(stamp: str) -> float:
    minutes, rest = stamp.strip("[]").split(":", 1)
    return int(minutes) * 60 + (seconds(rest.replace(":", ".")) or 0.0)


def _less(moment: float | None, shift: float) -> float | None:
    return None if moment is None else max(0.0, moment - shift)
