"""Deepgram: `results.utterances[]`, else `results.channels[].alternatives[0].words[]`; seconds."""

from collections.abc import Mapping
from typing import Any

from obelize.domain.document import Document, Source
from obelize.readers.cue_sheet import CueSheet, finite
from obelize.readers.input_file import InputFile
from obelize.readers.json_data import objects, text_of
from obelize.readers.json_words import SpokenWord, add_runs, speaker_name, spoken_words, words_on

NAME = "deepgram"
_TEXT_KEYS = ("punctuated_word", "word")


def fits(data: Any) -> bool:
    """An object with results by channel or utterance."""
    results = data.get("results") if isinstance(data, dict) else None
    return isinstance(results, dict) and bool(objects(results.get("utterances")) or objects(results.get("channels")))


def read(file: InputFile, data: Any) -> Document:
    """A transcript with one segment an utterance, or about a sentence where there are only words."""
    sheet = CueSheet(file)
    results = data["results"]
    utterances = objects(results.get("utterances"))
    for index, row in enumerate(utterances):
        words = spoken_words(objects(row.get("words")), _TEXT_KEYS)
        text = text_of(row.get("transcript"))
        sheet.add(
            text,
            finite(row.get("start")),
            finite(row.get("end")),
            speaker=speaker_name(row.get("speaker")),
            words=words_on(text, words),
            confidence=finite(row.get("confidence")),
            place=f"results.utterances[{index}]",
        )
    if not utterances:
        _add_channels(objects(results.get("channels")), sheet)
    metadata = data.get("metadata")
    duration = finite(metadata.get("duration")) if isinstance(metadata, dict) else None
    return sheet.document(NAME, Source(duration=duration, captions="automatic"))


def _add_channels(channels: list[Mapping[str, Any]], sheet: CueSheet) -> None:
    """Channels are speakers where there are several; their words are put in the order of time."""
    everything: list[SpokenWord] = []
    for number, channel in enumerate(channels):
        alternatives = objects(channel.get("alternatives"))
        if not alternatives:
            continue
        rows = objects(alternatives[0].get("words"))
        name = f"Channel {number}" if len(channels) > 1 else None
        everything += spoken_words(rows, _TEXT_KEYS, speaker=lambda row, name=name: name or _speaker(row))  # type: ignore[misc]
        if not rows:
            sheet.add(text_of(alternatives[0].get("transcript")), None, None, speaker=name)
    if len(channels) > 1:
        everything.sort(key=lambda word: word.start or 0.0)
    add_runs(everything, sheet, "results.channels")


def _speaker(row: Mapping[str, Any]) -> str | None:
    return speaker_name(row.get("speaker"))
