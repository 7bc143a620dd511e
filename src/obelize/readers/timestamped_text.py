"""Transcripts as text with stamps: "[00:10] Name: …", Otter and Descript exports, YouTube's transcript panel pasted.

Times, speakers and chapter titles are kept; the stamps themselves are not part of the text.
"""

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise

from obelize.domain.document import Chapter, Document, SegmentRole
from obelize.readers.caption_markup import plain, seconds
from obelize.readers.cue_sheet import CueSheet
from obelize.readers.input_file import InputFile, check_lines
from obelize.readers.speaker_labels import label_habit, label_of

NAME = "timestamped-text"
_STAMP = r"(?:\d{1,2}:)?[0-5]?\d:[0-5]\d(?:[.,]\d{1,3})?"
_RANGE = rf"{_STAMP}(?:\s*(?:-->|-|–|—)\s*{_STAMP})?"
_BRACKETED = rf"\[{_RANGE}\]|\({_RANGE}\)"
_MARKUP = r"[ \t]*(?:[-*•>]\s+|\#{1,6}\s+)?(?:\*\*|__)?"
_LEADING = re.compile(rf"^{_MARKUP}(?P<stamp>{_BRACKETED}|{_RANGE})(?P<rest>(?:[ \t:*–—-].*)?)$")
_SPEAKER_FIRST = re.compile(
    rf"^{_MARKUP}(?P<name>[^\W\d_a-z][^\n:\[\]()*]{{0,48}}?)(?:\*\*|__)?:?[ \t]*"
    rf"(?P<stamp>{_BRACKETED}|(?<=[ \t]){_STAMP})(?:\*\*|__)?[ \t]*:?(?:\*\*|__)?[ \t]*(?P<rest>.*)$"
)
_INLINE = re.compile(rf"\[({_RANGE})\]")
_SPELT_OUT = re.compile(r"^(?=\d)(?:\d+ hours?)?(?:, )?(?:\d+ minutes?)?(?:, )?(?:\d+ seconds?)?$")
_EACH_STAMP = re.compile(_STAMP)
_ENOUGH = 2
_SHARE = 0.25
# Bare clock times open lines of prose too: a transcript has several, and the first one lies near its beginning.
_ENOUGH_BARE = 5
_BEGINNING_SECONDS = 300.0


@dataclass(slots=True)
class _Turn:
    """What follows one stamp: lines with their place in the file; `alone` if the stamp has its line to itself."""

    start: float | None
    end: float | None
    speaker: str | None
    alone: bool = True
    title: bool = False
    lines: list[tuple[int, str]] = field(default_factory=list)


def recognises(head: str, name: str) -> int:  # noqa: ARG001 - every reader is asked the same way
    """By how many of its lines begin with a stamp, or with a name and a stamp."""
    lines = [line for line in head.split("\n")[:400] if line.strip()]
    stamped = [(line, found) for line in lines if (found := _stamped(line))]
    if len(stamped) < _ENOUGH or len(stamped) < _SHARE * len(lines):
        return 0
    starts = [found.start or 0.0 for _, found in stamped]
    bare = not any(re.search(_BRACKETED, line) or found.speaker for line, found in stamped)
    if bare and len(stamped) < _ENOUGH_BARE and starts[0] > _BEGINNING_SECONDS:
        return 0
    backwards = sum(1 for before, after in pairwise(starts) if after < before)
    return 45 if backwards <= 0.2 * len(starts) else 0


def read(file: InputFile) -> Document:
    """A transcript with one segment a stamped passage."""
    check_lines(file)
    return read_from(file, 0)


def read_from(file: InputFile, body_start: int) -> Document:
    """The same for the part of the file that begins at `body_start`, below front matter."""
    turns = _turns(file.text[body_start:], body_start)
    sheet = CueSheet(file)
    labelled = label_habit(_joined(turn.lines) for turn in turns if turn.speaker is None).used
    panel = _is_panel(turns)
    speaker: str | None = None
    chapters: list[Chapter] = []
    for index, turn in enumerate(turns):
        following = next((each.start for each in turns[index + 1 :] if each.start is not None), None)
        words, titles = _words_and_titles(turn, panel)
        if turn.title:
            chapters += _add_titles(titles, turn.start or 0.0, sheet)
        if words:
            text, speaker = _spoken(words, turn.speaker, speaker if labelled else None, labelled)
            end = turn.end if turn.end is not None else _later(turn.start, following)
            origin = (words[0][0], words[-1][0] + len(words[-1][1]))
            sheet.add(text, turn.start, end, speaker=speaker, origin=origin)
        if not turn.title:
            chapters += _add_titles(titles, following if following is not None else sheet.end, sheet)
    return replace(sheet.document(NAME), chapters=_closed(chapters))


def _words_and_titles(turn: _Turn, panel: bool) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    """The lines of a turn that are spoken, and those that are titles of chapters."""
    if turn.title:
        return turn.lines[1:], turn.lines[:1]
    if panel:
        # In YouTube's panel every stamp has one line, so that a second one is the title of the chapter that follows.
        return ([], turn.lines) if turn.start is None else (turn.lines[:1], turn.lines[1:])
    return turn.lines, []


def _spoken(
    lines: list[tuple[int, str]], speaker: str | None, before: str | None, labelled: bool
) -> tuple[str, str | None]:
    text = _joined(lines)
    if labelled and speaker is None and (found := label_of(text)):
        return found[1], found[0]
    return text, speaker or before


def _add_titles(titles: list[tuple[int, str]], start: float, sheet: CueSheet) -> list[Chapter]:
    for at, line in titles:
        sheet.add(plain(line), None, None, role=SegmentRole.HEADING, origin=(at, at + len(line)))
    return [Chapter(plain(line), start) for _, line in titles]


def _turns(text: str, at: int) -> list[_Turn]:
    """The stamped passages of `text`, which begins at offset `at` of the file."""
    turns: list[_Turn] = [_Turn(None, None, None)]
    for line in text.split("\n"):
        if turn := _stamped(line):
            rest = turn.lines.pop()[1]
            turns.append(turn)
            if rest.strip():
                _add_pieces(turns, rest, at + line.rindex(rest))
        elif line.strip() and not (_SPELT_OUT.match(line.strip()) and not turns[-1].lines):
            _add_pieces(turns, line, at)
        at += len(line) + 1
    return [turn for turn in turns if turn.lines or turn.start is not None]


def _add_pieces(turns: list[_Turn], line: str, at: int) -> None:
    """Put a line's words under the last stamp, and those after a bracketed stamp within it under a new one."""
    position = 0
    for match in _INLINE.finditer(line):
        if line[position : match.start()].strip():
            turns[-1].lines.append((at + position, line[position : match.start()]))
        start, end = _range(match[1])
        turns.append(_Turn(start, end, turns[-1].speaker, alone=False))
        position = match.end()
    if line[position:].strip():
        turns[-1].lines.append((at + position, line[position:]))


def _stamped(line: str) -> _Turn | None:
    """A turn with the rest of the line, if it begins with a stamp or with a name and a stamp."""
    if not any(char.isdigit() for char in line[:80]):
        return None
    speaker = None
    if match := _LEADING.match(line):
        rest = match["rest"].lstrip(" \t:*–—-")
    elif (match := _SPEAKER_FIRST.match(line)) and len(match["name"].split()) <= 4:
        rest, speaker = match["rest"], match["name"].strip(" \t-–—·•|,") or None
    else:
        return None
    start, end = _range(match["stamp"])
    title = line.lstrip().startswith("#") and bool(rest.strip())
    return _Turn(start, end, speaker, not rest.strip(), title, [(0, rest)])


def _range(stamp: str) -> tuple[float | None, float | None]:
    stamps = [seconds(each) for each in _EACH_STAMP.findall(stamp)]
    return stamps[0], stamps[1] if len(stamps) > 1 else None


def _is_panel(turns: list[_Turn]) -> bool:
    timed = [turn for turn in turns if turn.start is not None]
    single = sum(1 for turn in timed if len(turn.lines) == 1)
    plain_stamps = all(turn.alone and turn.speaker is None and len(turn.lines) <= 2 for turn in timed)
    return bool(timed) and plain_stamps and single >= 0.5 * len(timed)


def _joined(lines: list[tuple[int, str]]) -> str:
    return plain(" ".join(line for _, line in lines).replace("**", ""))


def _later(start: float | None, following: float | None) -> float | None:
    return following if start is not None and following is not None and following > start else None


def _closed(chapters: list[Chapter]) -> tuple[Chapter, ...]:
    ends = [*(chapter.start for chapter in chapters[1:]), None]
    return tuple(Chapter(each.title, each.start, end) for each, end in zip(chapters, ends, strict=False))
