"""What youtube-transcript-api writes: `[{"text", "start", "duration"}]`, seconds.

`duration` is the time on screen, so that snippets overlap; a snippet is taken to end where the next one begins.
"""

from typing import Any

from obelize.domain.document import Document, Source
from obelize.readers.caption_markup import plain
from obelize.readers.cue_sheet import CueSheet, finite
from obelize.readers.input_file import InputFile
from obelize.readers.json_data import objects, text_of

NAME = "youtube-transcript-api"


def fits(data: Any) -> bool:
    """A list of snippets, or the object of newer versions that holds it."""
    rows = _rows(data)
    return bool(rows) and "text" in rows[0] and "start" in rows[0] and "duration" in rows[0]


def read(file: InputFile, data: Any) -> Document:
    """A transcript with one segment a snippet."""
    sheet = CueSheet(file)
    rows = _rows(data)
    starts = [finite(row.get("start")) for row in rows]
    for index, row in enumerate(rows):
        start, duration = starts[index], finite(row.get("duration"))
        end = start + duration if start is not None and duration is not None else None
        following = starts[index + 1] if index + 1 < len(rows) else None
        if end is not None and start is not None and following is not None and start < following < end:
            end = following
        sheet.add(plain(text_of(row.get("text"))), start, end, place=f"[{index}]")
    return sheet.document(NAME, _source(data))


def _rows(data: Any) -> list[Any]:
    if isinstance(data, dict):
        data = data.get("snippets") or data.get("transcript")
    return list(objects(data))


def _source(data: Any) -> Source:
    if not isinstance(data, dict):
        return Source()
    generated = data.get("is_generated")
    captions = {True: "automatic", False: "manual"}.get(generated) if isinstance(generated, bool) else None
    return Source(
        media_id=text_of(data.get("video_id")) or None,
        language=text_of(data.get("language_code")) or None,
        captions=captions,
    )
