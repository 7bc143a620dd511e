"""WebVTT: plain, Zoom, Teams, Podcasting 2.0 voices, and YouTube's rolling automatic captions.

https://www.w3.org/TR/webvtt1/. Times, voices, word stamps and cue order are kept; styles, regions, cue settings and
identifiers are dropped.
"""

import re

from obelize.domain.document import Document, Source
from obelize.readers.caption_markup import has_word_stamps, plain, timed_line, voices
from obelize.readers.cue_sheet import CueSheet
from obelize.readers.input_file import InputFile, check_lines
from obelize.readers.rolling import LineCarry, is_rolling
from obelize.readers.speaker_labels import label_habit, label_of
from obelize.readers.timed_blocks import TimedBlock, find_blocks
from obelize.readers.turns import begins_turn, dialogue_lines, shared_time

NAME = "webvtt"
_HEADER = re.compile(r"\ufeff?WEBVTT(?:[ \t\n]|$)")
_NOT_SPEECH = re.compile(r"(?:NOTE|STYLE|REGION)(?:[ \t\n:]|$)")
_KEY_LINE = re.compile(r"^(?:NOTE[ \t]+)?([A-Za-z][\w -]{1,20}?):[ \t]*(\S.*)$", re.MULTILINE)
_WORD_STAMP = re.compile(r"<(?:\d+:)?\d\d:\d\d[.,]\d{3}>")
_FULL_TIMING = re.compile(r"^\s*(?:\d+:)?\d\d:\d\d\.\d{3} --> ", re.MULTILINE)

Payload = tuple[TimedBlock, str]


def recognises(head: str, name: str) -> int:
    """Certain by its signature; likely where only the signature is missing."""
    if _HEADER.match(head):
        return 100
    if _FULL_TIMING.search(head):
        return 60 if name.lower().endswith(".vtt") else 30
    return 0


def read(file: InputFile) -> Document:
    """A transcript with one segment a cue (one a spoken line in rolling captions)."""
    check_lines(file)
    sheet = CueSheet(file)
    text = file.text
    blocks = find_blocks(file)
    if not _HEADER.match(text):
        sheet.remarks.add("TRN013", "the WEBVTT signature is missing", at=0)
    header_end = blocks[0].line_start if blocks else len(text)
    source = _source(text[:header_end])
    cues = _payloads(blocks, sheet)
    if _WORD_STAMP.search(text) or is_rolling((p, (b.end or 0) - (b.start or 0)) for b, p in cues):
        add_rolling(cues, sheet)
        source = Source(title=source.title, language=source.language, captions="automatic")
    else:
        add_cues(cues, sheet)
    return sheet.document(NAME, source)


def add_rolling(cues: list[Payload], sheet: CueSheet) -> None:
    """Append the lines of captions whose words are stamped or which roll, each spoken line once."""
    carry = LineCarry(any(has_word_stamps(payload) for _, payload in cues))
    for block, payload in cues:
        start, end = block.start, block.end
        duration = end - start if end is not None and start is not None else None
        origin = (block.body_start, block.body_end)
        for line in carry.new_lines(payload.split("\n"), duration):
            if has_word_stamps(line):
                spoken, words = timed_line(line, start, end)
                sheet.add(spoken, start, end, words=words, origin=origin)
            elif spoken := plain(line):
                sheet.add(spoken, start, end, origin=origin)
            else:
                continue
            carry.last_spoken = spoken
    if carry.repeated:
        sheet.remarks.add("TRN007", f"rolling captions: {carry.repeated} repeated lines were taken out")


def add_cues(cues: list[Payload], sheet: CueSheet) -> None:
    """Append cues that stand each for itself, with speakers from voice tags or from names before a colon."""
    if any("<v" in payload for _, payload in cues):
        _add_voiced(cues, sheet)
        return
    texts = [plain(payload) for _, payload in cues]
    habit = label_habit(texts)
    speaker: str | None = None
    for (block, payload), whole in zip(cues, texts, strict=True):
        lines = dialogue_lines(payload)
        said = [whole] if len(lines) == 1 else [text for line in lines if (text := plain(line))]
        times = shared_time(block.start, block.end, [len(text) for text in said])
        for words, (start, end) in zip(said, times, strict=True):
            text = words
            if habit.used:
                found = label_of(words)
                # A mark without a name ends the turn of whoever was named last.
                held = speaker if habit.hold and not begins_turn(words) else None
                speaker, text = found or (held, words)
                if found and not text:
                    continue
            sheet.add(text, start, end, speaker=speaker, origin=(block.body_start, block.body_end))


def _add_voiced(cues: list[Payload], sheet: CueSheet) -> None:
    """Append the turns of cues with voice tags; a voice goes on until the next one is named."""
    speaker: str | None = None
    for block, payload in cues:
        turns = [(name, text) for name, raw in voices(payload) if (text := plain(raw))]
        times = shared_time(block.start, block.end, [len(text) for _, text in turns])
        for (name, text), (start, end) in zip(turns, times, strict=True):
            speaker = name or speaker
            sheet.add(text, start, end, speaker=speaker, origin=(block.body_start, block.body_end))


def _payloads(blocks: list[TimedBlock], sheet: CueSheet) -> list[Payload]:
    """What is spoken under each timing line. Text that stands under none of them is kept as a cue without time."""
    text = sheet.file.text
    out: list[Payload] = []
    first = blocks[0].line_start if blocks else len(text)
    out += _strays(text, _end_of_header(text), first, bool(blocks), sheet)
    for index, block in enumerate(blocks):
        if block.start is None:
            sheet.remarks.add("TRN002", "a damaged timing line; its text is kept without a time", block.line_start)
        begin = block.body_start + 1
        stop = text.find("\n\n", block.body_start, block.body_end)
        if stop < 0:
            stop = block.body_end
        out.append((block, text[begin:stop].rstrip("\n")))
        if block.body_end - stop > 2:
            out += _strays(text, stop, block.body_end, index + 1 < len(blocks), sheet)
    return out


def _strays(text: str, start: int, end: int, timing_follows: bool, sheet: CueSheet) -> list[Payload]:
    """Blocks between a cue and the next timing line that are neither its identifier nor a note, style or region."""
    rest = text[start:end]
    if not rest.strip():
        return []
    out: list[Payload] = []
    position = start
    for piece in rest.split("\n\n"):
        at, position = position, position + len(piece) + 2
        body = piece.strip()
        identifies = timing_follows and position >= end and "\n" not in body and piece.endswith("\n")
        if body and not identifies and not _NOT_SPEECH.match(body):
            sheet.remarks.add("TRN002", "text without a timing line; kept without a time", at)
            out.append((TimedBlock(None, None, "", at, at, min(at + len(piece), end)), body))
    return out


def _end_of_header(text: str) -> int:
    if not _HEADER.match(text):
        return 0
    end = text.find("\n\n")
    return len(text) if end < 0 else end


def _source(header: str) -> Source:
    """What header lines and notes before the first cue state ("Language: en", "NOTE Title: …")."""
    stated = {key.strip().lower(): value.strip() for key, value in _KEY_LINE.findall(header)}
    url = stated.get("url") or stated.get("source")
    return Source(
        title=stated.get("title"),
        language=stated.get("language"),
        author=stated.get("author"),
        channel=stated.get("channel"),
        speaker=stated.get("speaker"),
        date=stated.get("date"),
        url=url if url and url.startswith(("http://", "https://")) else None,
    )
