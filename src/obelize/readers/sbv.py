"""SubViewer as YouTube exports it (.sbv): "0:00:00.599,0:00:04.160", then the text, then an empty line."""

import re

from obelize.domain.document import Document
from obelize.readers.caption_markup import plain, seconds
from obelize.readers.cue_sheet import CueSheet
from obelize.readers.input_file import InputFile, check_lines
from obelize.readers.timed_blocks import TimedBlock
from obelize.readers.webvtt import Payload, add_cues

NAME = "sbv"
_TIMING = re.compile(r"^(\d{1,3}:\d{2}:\d{2}\.\d{1,3}),(\d{1,3}:\d{2}:\d{2}\.\d{1,3})[ \t]*$", re.MULTILINE)
_MEANT = re.compile(r"^\d{1,3}:\d{2}:[\w.:]+,\d{1,3}:[\w.:]+[ \t]*$", re.MULTILINE)


def recognises(head: str, name: str) -> int:  # noqa: ARG001 - every reader is asked the same way
    """By its timing lines."""
    return 65 if _TIMING.search(head) else 0


def read(file: InputFile) -> Document:
    """A transcript with one segment a cue."""
    check_lines(file)
    sheet = CueSheet(file)
    text = file.text
    lines = list(_MEANT.finditer(text))
    cues: list[Payload] = []
    if lines and (before := text[: lines[0].start()].strip()):
        cues.append(_untimed(before, 0, lines[0].start(), sheet))
    for index, line in enumerate(lines):
        end = lines[index + 1].start() if index + 1 < len(lines) else len(text)
        sound = _TIMING.fullmatch(line[0])
        start, stop = (seconds(sound[1]), seconds(sound[2])) if sound else (None, None)
        if start is None:
            sheet.remarks.add("TRN002", "a damaged timing line; its text is kept without a time", line.start())
        blank = text.find("\n\n", line.end(), end)
        cut = end if blank < 0 else blank
        block = TimedBlock(start, stop, "", line.start(), line.end(), cut)
        cues.append((block, text[line.end() + 1 : cut].replace("[br]", "\n").strip("\n")))
        if rest := text[cut:end].strip():
            cues.append(_untimed(rest, cut, end, sheet))
    add_cues(cues, sheet)
    return sheet.document(NAME)


def _untimed(text: str, start: int, end: int, sheet: CueSheet) -> Payload:
    sheet.remarks.add("TRN002", "text without a timing line; kept without a time", start)
    return TimedBlock(None, None, "", start, start, end), plain(text)
