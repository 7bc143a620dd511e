"""Finds timing lines ("… --> …") and what stands under each: shared by WebVTT and SubRip."""

import re
from dataclasses import dataclass
from itertools import islice

from obelize.readers.input_file import InputFile
from obelize.readers.limits import MAX_CUES

_STAMP = r"(?:(\d{1,4}):)?(\d{1,3}):(\d{1,2})(?:[.,:](\d{1,9}))?(?![\w.,:])"
TIMING = re.compile(rf"^[ \t]*{_STAMP}[ \t]*-{{1,3}}>[ \t]*{_STAMP}[ \t]*(.*)$", re.MULTILINE)
_ARROW_LINE = re.compile(r"^[^\n]*-->[^\n]*$", re.MULTILINE)


@dataclass(slots=True)
class TimedBlock:
    """A timing line at `line_start`, and everything after it up to the next one, from `body_start` to `body_end`.

    Times are in seconds, None where the line is damaged. `settings` is the line's tail.
    """

    start: float | None
    end: float | None
    settings: str
    line_start: int
    body_start: int
    body_end: int


_Found = tuple[float | None, float | None, str, int, int]


def find_blocks(file: InputFile) -> list[TimedBlock]:
    """All timing lines of the file, the damaged ones too. `UnreadableInputError` if they are too many."""
    text = file.text
    found: list[_Found] = [_from_match(match) for match in islice(TIMING.finditer(text), MAX_CUES + 1)]
    if len(found) > MAX_CUES:
        raise file.unreadable(f"more than {MAX_CUES} cues", file.line_at(found[-1][3]))
    if text.count("-->") > len(found):
        sound = {block[3] for block in found}
        damaged = (m for m in _ARROW_LINE.finditer(text) if m.start() not in sound)
        found += [(None, None, "", m.start(), m.end()) for m in damaged if _meant_as_timing(m[0])]
        found.sort(key=lambda block: block[3])
    ends = [*(block[3] for block in found[1:]), len(text)]
    return [TimedBlock(*block, end) for block, end in zip(found, ends, strict=False)]


def _from_match(match: re.Match[str]) -> _Found:
    h1, m1, s1, f1, h2, m2, s2, f2, tail = match.groups()
    start = (int(h1 or 0) * 3600 + int(m1) * 60 + int(s1)) * 1000 + _milliseconds(f1)
    end = (int(h2 or 0) * 3600 + int(m2) * 60 + int(s2)) * 1000 + _milliseconds(f2)
    return start / 1000, end / 1000, tail, match.start(), match.end()


def _milliseconds(digits: str | None) -> int:
    """A fraction in milliseconds: "5" is half a second, as players take it, and so is "500"."""
    if digits is None:
        return 0
    return int(digits) if len(digits) == 3 else int(digits[:3].ljust(3, "0"))


def _meant_as_timing(line: str) -> bool:
    return sum(char.isdigit() for char in line) >= 4 and line.count(":") >= 2
