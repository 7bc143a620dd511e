"""Whisper's JSON, and that of faster-whisper, WhisperX and stable-ts, which share its shape.

`{"segments": [{start, end, text, avg_logprob, no_speech_prob, speaker?, words: [{word, start, end, …}]}]}`, seconds.
"""

import math
from collections.abc import Mapping
from typing import Any

from obelize.domain.document import Document, Source
from obelize.readers.cue_sheet import CueSheet, finite
from obelize.readers.input_file import InputFile
from obelize.readers.json_data import objects, text_of
from obelize.readers.json_words import add_runs, note_untimed, speaker_name, spoken_words, words_on

NAME = "whisper"
# The thresholds below which Whisper itself discards a segment and tries again.
_LOW_LOGPROB = -1.0
_HIGH_NO_SPEECH = 0.6


def fits(data: Any) -> bool:
    """An object, or a bare list, of segments with text, start and end; or only of words with these; or only text."""
    if isinstance(data, dict) and not _rows(data):
        return bool(text_of(data.get("text")))
    return any("start" in row and "end" in row and ("text" in row or "word" in row) for row in _rows(data)[:20])


def read(file: InputFile, data: Any) -> Document:
    """A transcript with one segment a segment, and its words where they are timed."""
    sheet = CueSheet(file)
    rows = _rows(data)
    if not rows:
        sheet.add(text_of(data.get("text")), None, None, place="text")
    if rows and _are_words(data):
        words = spoken_words(rows, ("word", "text"), speaker=_speaker)
        note_untimed(words, sheet, "words")
        add_runs([word for word in words if word.text], sheet, "words")
        return sheet.document(NAME, _source(data))
    for index, row in enumerate(rows):
        place = f"segments[{index}]"
        text = text_of(row.get("text"))
        words = spoken_words(objects(row.get("words")), ("word", "text"))
        if words:
            note_untimed(words, sheet, place)
        sheet.add(
            text,
            finite(row.get("start")),
            finite(row.get("end")),
            speaker=_speaker(row) or next((w.speaker for w in words if w.speaker), None),
            words=words_on(text, words),
            confidence=_confidence(row),
            place=place,
        )
        if text and _is_doubtful(row):
            sheet.remarks.add("TRN014", "the recogniser itself was unsure of a segment", place=place)
    return sheet.document(NAME, _source(data))


def _rows(data: Any) -> list[Mapping[str, Any]]:
    if isinstance(data, dict):
        return objects(data.get("segments")) or objects(data.get("word_segments")) or objects(data.get("words"))
    return objects(data)


def _are_words(data: Any) -> bool:
    """Whether the rows are single words: what is left when segments were not asked for."""
    if isinstance(data, dict):
        return not objects(data.get("segments"))
    return "word" in objects(data)[0]


def _speaker(row: Mapping[str, Any]) -> str | None:
    return speaker_name(row.get("speaker")) or speaker_name(row.get("speaker_id"))


def _confidence(row: Mapping[str, Any]) -> float | None:
    """The mean probability of a token: e to the power of `avg_logprob`."""
    mean = finite(row.get("avg_logprob"))
    return None if mean is None or mean > 0 else math.exp(max(mean, -50.0))


def _is_doubtful(row: Mapping[str, Any]) -> bool:
    mean, silence = finite(row.get("avg_logprob")), finite(row.get("no_speech_prob"))
    return (mean is not None and mean < _LOW_LOGPROB) or (silence is not None and silence > _HIGH_NO_SPEECH)


def _source(data: Any) -> Source:
    language = text_of(data.get("language")) if isinstance(data, dict) else ""
    return Source(language=language or None, captions="automatic")
