"""Podcasting 2.0 transcripts as JSON: `{version, segments[{speaker, startTime, endTime?, body}]}`, seconds.

Many hold one word a segment; those are put together to about a sentence, each word with its time. A speaker is often
given only where it changes.
"""

from collections.abc import Mapping
from typing import Any

from obelize.domain.document import Document
from obelize.readers.cue_sheet import CueSheet, finite
from obelize.readers.input_file import InputFile
from obelize.readers.json_data import objects, text_of
from obelize.readers.json_words import SpokenWord, add_runs, speaker_name

NAME = "podcast-json"
_MOST = 0.7


def fits(data: Any) -> bool:
    """An object of segments with a body and a start time."""
    rows = objects(data.get("segments")) if isinstance(data, dict) else []
    return bool(rows) and "body" in rows[0] and "startTime" in rows[0]


def read(file: InputFile, data: Any) -> Document:
    """A transcript with one segment a segment, or about a sentence where the segments are single words."""
    sheet = CueSheet(file)
    rows = objects(data.get("segments"))
    pieces = _pieces(rows)
    single = sum(1 for piece in pieces if " " not in piece.text)
    if single >= _MOST * len(pieces):
        add_runs(pieces, sheet, "segments")
    else:
        for index, piece in enumerate(pieces):
            sheet.add(piece.text, piece.start, piece.end, speaker=piece.speaker, place=f"segments[{index}]")
    return sheet.document(NAME)


def _pieces(rows: list[Mapping[str, Any]]) -> list[SpokenWord]:
    """The segments, each with the speaker who has the floor and an end."""
    out: list[SpokenWord] = []
    speaker: str | None = None
    starts = [finite(row.get("startTime")) for row in rows]
    for row, start, following in zip(rows, starts, [*starts[1:], None], strict=True):
        speaker = speaker_name(row.get("speaker")) or speaker
        end = finite(row.get("endTime"))
        if end is None and start is not None and following is not None and following > start:
            end = following
        out.append(SpokenWord(text_of(row.get("body")), start, end, None, speaker))
    return out
