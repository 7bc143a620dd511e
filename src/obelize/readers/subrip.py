r"""SubRip (.srt), with everything that is wrong with real ones.

There is no specification; what players accept is the measure. Times and order are kept; numbering, style tags,
overrides (`{\an8}`) and coordinates are dropped.
"""

import re

from obelize.domain.document import Document, Source
from obelize.readers.cue_sheet import CueSheet
from obelize.readers.input_file import InputFile, check_lines
from obelize.readers.rolling import is_rolling
from obelize.readers.timed_blocks import TimedBlock, find_blocks
from obelize.readers.webvtt import Payload, add_cues, add_rolling

NAME = "subrip"
_TIMING = re.compile(r"^[ \t]*(?:\d+:)?\d{1,3}:\d{1,2}[,.:]\d{1,9}[ \t]*-{1,3}>", re.MULTILINE)
_NUMBER_LINE = re.compile(r"(?:^|\n)[ \t]*(\d+)[ \t]*\n*\Z")


def recognises(head: str, name: str) -> int:
    """By its timing lines."""
    if _TIMING.search(head):
        return 70 if name.lower().endswith(".srt") else 50
    return 0


def read(file: InputFile) -> Document:
    """A transcript with one segment a cue."""
    check_lines(file)
    sheet = CueSheet(file)
    cues = _payloads(find_blocks(file), sheet)
    rolls = is_rolling((payload, (block.end or 0.0) - (block.start or 0.0)) for block, payload in cues)
    if rolls:
        add_rolling(cues, sheet)
    else:
        add_cues(cues, sheet)
    return sheet.document(NAME, Source(captions="automatic") if rolls else Source())


def _payloads(blocks: list[TimedBlock], sheet: CueSheet) -> list[Payload]:
    """What is spoken under each timing line, without the number of the cue that follows. Blank lines may be inside."""
    text = sheet.file.text
    out: list[Payload] = []
    first = blocks[0].line_start if blocks else len(text)
    if untold := _without_number(text[:first], None)[0].strip():
        sheet.remarks.add("TRN002", "text without a timing line; kept without a time", at=0)
        out.append((TimedBlock(None, None, "", 0, 0, first), untold))
    number = _without_number(text[:first], None)[1]
    for index, block in enumerate(blocks):
        if block.start is None:
            sheet.remarks.add("TRN002", "a damaged timing line; its text is kept without a time", block.line_start)
        payload = text[block.body_start + 1 : block.body_end]
        if index + 1 < len(blocks):
            payload, following = _without_number(payload, number)
        else:
            following = None
        if number is not None and (stray := _untimed_cue(payload, number)):
            at = block.body_start + 1 + stray.start()
            sheet.remarks.add("TRN002", "text without a timing line; kept without a time", at)
            out.append((block, payload[: stray.start()].strip("\n")))
            untimed = TimedBlock(None, None, "", at, at, block.body_start + 1 + len(payload))
            out.append((untimed, payload[stray.end() :].strip("\n")))
        else:
            out.append((block, payload.strip("\n")))
        number = following
    return out


def _untimed_cue(payload: str, number: int) -> re.Match[str] | None:
    """The number of a cue that follows in `payload` and has no timing line: the one expected after `number`."""
    return re.search(rf"\n\n+[ \t]*{number + 1}[ \t]*\n(?=[^\n])", payload)


def _without_number(payload: str, last: int | None) -> tuple[str, int | None]:
    """`payload` without a cue number at its end, and that number.

    A bare number counts as one if an empty line stands before it or it is the number expected after `last`.
    """
    match = _NUMBER_LINE.search(payload)
    if match is None or len(match[1]) > 9:
        return payload, last
    number = int(match[1])
    before = payload[: match.start()]
    alone = not before.strip() or before.endswith("\n")
    if payload.endswith("\n\n") and last is not None and number != last + 1:
        return payload, last
    if alone or (last is not None and number == last + 1):
        return before, number
    return payload, last
