"""YouTube's json3: `events[{tStartMs, dDurationMs, segs[{utf8, tOffsetMs, acAsrConf}]}]`, milliseconds.

The time of an event is its time on screen: a line is taken to end where the next one begins. Events that only append
a newline are passed over, so that nothing is doubled.
"""

from collections.abc import Mapping
from typing import Any

from obelize.domain.document import Document, Source
from obelize.readers.caption_markup import plain
from obelize.readers.cue_sheet import CueSheet, finite
from obelize.readers.input_file import InputFile
from obelize.readers.json_data import objects
from obelize.readers.json_words import SpokenWord, words_on

NAME = "youtube-json3"


def fits(data: Any) -> bool:
    """An object with events that have segments or a start."""
    rows = objects(data.get("events")) if isinstance(data, dict) else []
    return any("tStartMs" in row for row in rows[:50])


def read(file: InputFile, data: Any) -> Document:
    """A transcript with one segment an event, and its words where each is a segment of its own."""
    sheet = CueSheet(file)
    rows = [row for row in objects(data.get("events")) if _text(row).strip()]
    automatic = False
    for index, row in enumerate(rows):
        start, duration = _ms(row.get("tStartMs")), _ms(row.get("dDurationMs"))
        end = start + duration if start is not None and duration is not None else None
        following = _ms(rows[index + 1].get("tStartMs")) if index + 1 < len(rows) else None
        if start is not None and end is not None and following is not None and start < following < end:
            end = following
        text = plain(_text(row))
        words = _words(row, start, end)
        automatic = automatic or bool(words)
        sheet.add(text, start, end, words=words_on(text, words), place=f"events with text, number {index + 1}")
    return sheet.document(NAME, Source(captions="automatic") if automatic else Source())


def _text(row: Mapping[str, Any]) -> str:
    pieces = (segment.get("utf8") for segment in objects(row.get("segs")))
    return "".join(piece for piece in pieces if isinstance(piece, str))


def _words(row: Mapping[str, Any], start: float | None, end: float | None) -> list[SpokenWord]:
    segments = [s for s in objects(row.get("segs")) if isinstance(s.get("utf8"), str) and s["utf8"].strip()]
    if start is None or not any("tOffsetMs" in segment for segment in segments):
        return []
    starts = [start + (_ms(segment.get("tOffsetMs")) or 0.0) for segment in segments]
    ends = [*starts[1:], end]
    return [
        SpokenWord(plain(segment["utf8"]), begin, stop, _confidence(segment))
        for segment, begin, stop in zip(segments, starts, ends, strict=True)
    ]


def _confidence(segment: Mapping[str, Any]) -> float | None:
    """YouTube counts from 0 to 255; 0 stands for "not stated"."""
    value = finite(segment.get("acAsrConf"))
    return value / 255 if value and 0 < value <= 255 else None


def _ms(value: Any) -> float | None:
    number = finite(value)
    return None if number is None else number / 1000
