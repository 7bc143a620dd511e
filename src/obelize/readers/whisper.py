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
from obelize.readers.json_words import note_untimed, speaker_name, spoken_words, words_on

NAME = "whisper"
# The thresholds below which Whisper itself discards a segment and tries again.
_LOW_LOGPROB = -1.0
_HIGH_NO_SPEECH = 0.6


def fits(data: Any) -> bool:
    """An object, or a bare list, of segments with text, start and end."""
    rows = objects(data.get("segments")) if isinstance(data, dict) else objects(data)
    return bool(rows) and "text" in rows[0] and "start" in rows[0] and "end" in rows[0]


def read(file: InputFile, data: Any) -> Document:
    """A transcript with one segment a segment, and its words where they are timed."""
    sheet = CueSheet(file)
    rows = objects(data.get("segments")) if isinstance(data, dict) else objects(data)
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
            speaker=speaker_name(row.get("speaker")) or next((w.speaker for w in words if w.speaker), None),
            words=words_on(text, words),
            confidence=_confidence(row),
            place=place,
        )
        if text and _is_doubtful(row):
            sheet.remarks.add("TRN014", "the recogniser itself was unsure of a segment", place=place)
    return sheet.document(NAME, _source(data))


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
