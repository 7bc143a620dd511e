"""whisper.cpp's JSON: `transcription[{timestamps{from,to}, offsets{from,to} in ms, text, tokens?}]`."""

from collections.abc import Mapping
from typing import Any

from obelize.domain.document import Document, Source
from obelize.readers.caption_markup import seconds
from obelize.readers.cue_sheet import CueSheet, finite
from obelize.readers.input_file import InputFile
from obelize.readers.json_data import objects, text_of
from obelize.readers.json_words import SpokenWord, speaker_name, words_on

NAME = "whisper.cpp"


def fits(data: Any) -> bool:
    """An object with a transcription of timed texts."""
    rows = objects(data.get("transcription")) if isinstance(data, dict) else []
    return bool(rows) and "text" in rows[0] and ("offsets" in rows[0] or "timestamps" in rows[0])


def read(file: InputFile, data: Any) -> Document:
    """A transcript with one segment a segment, and its words where the file holds tokens."""
    sheet = CueSheet(file)
    for index, row in enumerate(objects(data.get("transcription"))):
        text = text_of(row.get("text"))
        sheet.add(
            text,
            _time(row, "from"),
            _time(row, "to"),
            speaker=speaker_name(row.get("speaker")),
            words=words_on(text, _words(row)),
            place=f"transcription[{index}]",
        )
    result = data.get("result")
    language = text_of(result.get("language")) if isinstance(result, dict) else ""
    return sheet.document(NAME, Source(language=language or None, captions="automatic"))


def _words(row: Mapping[str, Any]) -> list[SpokenWord]:
    """Tokens put together to words: a token that begins with a blank begins a word. Special tokens are left out."""
    words: list[SpokenWord] = []
    for token in objects(row.get("tokens")):
        piece = token.get("text")
        if not isinstance(piece, str) or not piece.strip() or piece.strip().startswith(("[_", "<|")):
            continue
        start, end, sure = _time(token, "from"), _time(token, "to"), finite(token.get("p"))
        if words and not piece[0].isspace():
            last = words[-1]
            lowest = min((p for p in (last.confidence, sure) if p is not None), default=None)
            words[-1] = SpokenWord(last.text + piece.strip(), last.start, end, lowest)
        else:
            words.append(SpokenWord(piece.strip(), start, end, sure))
    return words


def _time(row: Mapping[str, Any], key: str) -> float | None:
    offsets, stamps = row.get("offsets"), row.get("timestamps")
    number = finite(offsets.get(key)) if isinstance(offsets, dict) else None
    if number is not None:
        return number / 1000
    return seconds(text_of(stamps.get(key))) if isinstance(stamps, dict) else None
