"""AssemblyAI: `utterances[]` or `words[]` in milliseconds, `audio_duration` in seconds."""

from typing import Any

from obelize.domain.document import Document, Source
from obelize.readers.cue_sheet import CueSheet, finite
from obelize.readers.input_file import InputFile
from obelize.readers.json_data import objects, text_of
from obelize.readers.json_words import add_runs, speaker_name, spoken_words, words_on

NAME = "assemblyai"
_SIGNS = ("audio_duration", "audio_url", "acoustic_model", "language_model", "speech_model")


def fits(data: Any) -> bool:
    """An object with words or utterances and the fields of a job's result."""
    if not isinstance(data, dict) or not any(sign in data for sign in _SIGNS):
        return False
    return bool(objects(data.get("utterances")) or objects(data.get("words"))) or "utterances" in data


def read(file: InputFile, data: Any) -> Document:
    """A transcript with one segment an utterance, or about a sentence where there are only words."""
    sheet = CueSheet(file)
    utterances = objects(data.get("utterances"))
    for index, row in enumerate(utterances):
        text = text_of(row.get("text"))
        start, end = finite(row.get("start")), finite(row.get("end"))
        sheet.add(
            text,
            None if start is None else start / 1000,
            None if end is None else end / 1000,
            speaker=speaker_name(row.get("speaker")),
            words=words_on(text, spoken_words(objects(row.get("words")), ("text",), 0.001)),
            confidence=finite(row.get("confidence")),
            place=f"utterances[{index}]",
        )
    if not utterances:
        words = spoken_words(objects(data.get("words")), ("text",), 0.001)
        add_runs(words, sheet, "words")
        if not words:
            sheet.add(text_of(data.get("text")), None, None, place="text")
    language = text_of(data.get("language_code")) or None
    return sheet.document(
        NAME, Source(duration=finite(data.get("audio_duration")), language=language, captions="automatic")
    )
