"""Transcripts as text with stamps: "[00:10] Name: …", Otter and Descript exports, YouTube's transcript panel pasted.

Times, speakers and chapter titles are kept; the stamps themselves are not part of the text.
"""

import re
from dataclasses import dataclass, replace

from obelize.domain.document import Chapter, Document, SegmentRole
from obelize.readers.caption_markup import plain, seconds
from obelize.readers.cue_sheet import CueSheet
from obelize.readers.input_file import InputFile, check_lines
from obelize.readers.speaker_labels import label_of, uses_labels

NAME = "timestamped-text"
_STAMP = r"(?:\d{1,2}:)?[0-5]?\d:[0-5]\d(?:[.,]\d{1,3})?"
_BRACKETED = rf"\[{_STAMP}(?:\s*(?:-->|-|–|—)\s*{_STAMP})?\]|\({_STAMP}(?:\s*(?:-->|-|–|—)\s*{_STAMP})?\)"
_LEADING = re.compile(
    rf"^[ \t]*(?:[-*•]\s+)?(?P<stamp>{_BRACKETED}|{_STAMP}(?:\s*(?:-->|-|–|—)\s*{_STAMP})?)(?P<rest>(?:[ \t:–—-].*)?)$"
)
_SPEAKER_FIRST = re.compile(
    r"^[ \t]*(?P<name>[^\W\d_a-z][^\n:\[\]()]{0,48}?)[ \t]*"
    rf"(?P<stamp>{_BRACKETED}|(?<=[ \t]){_STAMP})[ \t]*:?[ \t]*(?P<rest>.*)$"
)
_SPELT_OUT = re.compile(r"^(?:\d+ hours?)?(?:, )?(?:\d+ minutes?)?(?:, )?(?:\d+ seconds?)?$")
_FIRST_TWO = re.compile(_STAMP)
_ENOUGH = 2
_SHARE = 0.25


@dataclass(slots=True)
class _Turn:
    start: float | None
    end: float | None
    speaker: str | None
    lines: list[tuple[int, str]]


def recognises(head: str, name: str) -> int:  # noqa: ARG001 - every reader is asked the same way
    """By how many of its lines begin with a stamp, or with a name and a stamp."""
    lines = [line for line in head.split("\n")[:400] if line.strip()]
    stamped = sum(1 for line in lines if _stamped(line))
    if stamped < _ENOUGH or stamped < _SHARE * len(lines):
        return 0
    return 45


def read(file: InputFile) -> Document:
    """A transcript with one segment a stamped passage."""
    check_lines(file)
    return read_from(file, 0)


def read_from(file: InputFile, body_start: int) -> Document:
    """The same for the part of the file that begins at `body_start`, below front matter."""
    turns = _turns(file.text[body_start:], body_start)
    sheet = CueSheet(file)
    labelled = uses_labels(_joined(turn) for turn in turns if turn.speaker is None)
    # In YouTube's panel every stamp has one line, so that a second one is the title of the chapter that follows.
    panel = _is_panel(turns)
    chapters: list[Chapter] = []
    for index, turn in enumerate(turns):
        following = turns[index + 1].start if index + 1 < len(turns) else None
        if panel and turn.start is None:
            title, turn_lines = turn.lines, []
        elif panel and len(turn.lines) > 1:
            title, turn_lines = turn.lines[1:], turn.lines[:1]
        else:
            title, turn_lines = [], turn.lines
        _add_turn(replace(turn, lines=turn_lines), following, labelled, sheet)
        for at, line in title:
            chapters.append(Chapter(line.strip(), following or 0.0))
            sheet.add(plain(line), None, None, role=SegmentRole.HEADING, origin=(at, at + len(line)))
    document = sheet.document(NAME)
    return replace(document, chapters=_closed(chapters))


def _add_turn(turn: _Turn, following: float | None, labelled: bool, sheet: CueSheet) -> None:
    if not turn.lines:
        return
    text, speaker = _joined(turn), turn.speaker
    if labelled and speaker is None and (found := label_of(text)):
        speaker, text = found
    end = turn.end
    if end is None and turn.start is not None and following is not None and following > turn.start:
        end = following
    first, last = turn.lines[0], turn.lines[-1]
    sheet.add(text, turn.start, end, speaker=speaker, origin=(first[0], last[0] + len(last[1])))


def _turns(text: str, at: int) -> list[_Turn]:
    """The stamped passages of `text`, which begins at offset `at` of the file."""
    turns: list[_Turn] = [_Turn(None, None, None, [])]
    for line in text.split("\n"):
        if found := _stamped(line):
            start, end, speaker, rest = found
            turns.append(_Turn(start, end, speaker, []))
            if rest.strip():
                turns[-1].lines.append((at + line.rindex(rest), rest))
        elif line.strip() and not (_SPELT_OUT.match(line.strip()) and not turns[-1].lines):
            turns[-1].lines.append((at, line))
        at += len(line) + 1
    return [turn for turn in turns if turn.lines or turn.start is not None]


def _stamped(line: str) -> tuple[float | None, float | None, str | None, str] | None:
    """(start, end, speaker, rest) of a line that begins with a stamp or with a name and a stamp."""
    if not any(char.isdigit() for char in line[:80]):
        return None
    if match := _LEADING.match(line):
        rest = match["rest"].lstrip(" \t:–—-")
        speaker = None
    elif (match := _SPEAKER_FIRST.match(line)) and len(match["name"].split()) <= 4:
        rest, speaker = match["rest"], match["name"].strip(" \t-–—·•|,")
    else:
        return None
    stamps = [seconds(stamp) for stamp in _FIRST_TWO.findall(match["stamp"])]
    return stamps[0], stamps[1] if len(stamps) > 1 else None, speaker or None, rest


def _is_panel(turns: list[_Turn]) -> bool:
    timed = [turn for turn in turns if turn.start is not None]
    single = sum(1 for turn in timed if len(turn.lines) == 1)
    at_most_two = all(len(turn.lines) <= 2 for turn in timed)
    return bool(timed) and at_most_two and single >= 0.8 * len(timed) and not any(turn.speaker for turn in timed)


def _joined(turn: _Turn) -> str:
    return plain(" ".join(line for _, line in turn.lines))


def _closed(chapters: list[Chapter]) -> tuple[Chapter, ...]:
    ends = [chapter.start for chapter in chapters[1:]]
    return tuple(
        Chapter(chapter.title, chapter.start, end) for chapter, end in zip(chapters, [*ends, None], strict=False)
    )
