"""Word lists of speech recognisers: words laid onto a text, or grouped into runs where there is no text."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from obelize.readers.cue_sheet import CueSheet, finite
from obelize.readers.json_data import text_of
from obelize.readers.turns import WordTiming

_PAUSE_SECONDS = 2.0
_MAX_RUN_WORDS = 40
_SENTENCE_ENDS = (".", "?", "!", "…", "。", "？", "！")


@dataclass(frozen=True, slots=True)
class SpokenWord:
    """One recognised word; times in seconds, None where the recogniser gave none."""

    text: str
    start: float | None
    end: float | None
    confidence: float | None = None
    speaker: str | None = None


def words_on(text: str, words: Iterable[SpokenWord]) -> list[WordTiming]:
    """`words` found one after the other in `text`; a word that isn't there is left out."""
    timings: list[WordTiming] = []
    cursor = 0
    for word in words:
        if not word.text:
            continue
        at = text.find(word.text, cursor)
        if at < 0 or at > cursor + 80:
            continue
        cursor = at + len(word.text)
        timings.append((at, cursor, word.start, word.end, word.confidence))
    return timings


def add_runs(words: Sequence[SpokenWord], sheet: CueSheet, place: str) -> None:
    """Append words as cues of about a sentence: cut at its end, at a pause, and where the speaker changes."""
    run: list[SpokenWord] = []
    for word in words:
        if run and _begins_anew(run, word):
            add_run(run, sheet, place)
            run = []
        run.append(word)
    if run:
        add_run(run, sheet, place)


def add_run(run: Sequence[SpokenWord], sheet: CueSheet, place: str) -> None:
    """Append one cue made of words; its times are those of its first and last timed word."""
    text = " ".join(word.text for word in run if word.text)
    start = next((word.start for word in run if word.start is not None), None)
    end = next((word.end for word in reversed(run) if word.end is not None), None)
    sheet.add(text, start, end, speaker=run[0].speaker, words=words_on(text, run), place=place)


def spoken_words(
    rows: Iterable[Mapping[str, Any]],
    text_keys: Sequence[str],
    scale: float = 1.0,
    confidence_keys: Sequence[str] = ("confidence", "probability", "score"),
    speaker: Callable[[Mapping[str, Any]], str | None] = lambda row: speaker_name(row.get("speaker")),
) -> list[SpokenWord]:
    """The words of JSON rows with `start` and `end`, multiplied by `scale` to give seconds."""
    out: list[SpokenWord] = []
    for row in rows:
        text = next((found for key in text_keys if (found := text_of(row.get(key)))), "")
        start, end = finite(row.get("start")), finite(row.get("end"))
        sure = next((rate for key in confidence_keys if (rate := finite(row.get(key))) is not None), None)
        out.append(
            SpokenWord(
                text,
                None if start is None else start * scale,
                None if end is None else end * scale,
                sure,
                speaker(row),
            )
        )
    return out


def speaker_name(value: Any) -> str | None:
    """A speaker field as a name: numbers become "Speaker 0"."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return f"Speaker {value}"
    name = text_of(value)
    return (f"Speaker {name}" if len(name) == 1 and name.isalnum() else name) or None


def note_untimed(words: Iterable[SpokenWord], sheet: CueSheet, place: str) -> None:
    """Remark on words that the recogniser left without a time, as forced alignment does with numbers."""
    for word in words:
        if word.text and word.start is None:
            sheet.remarks.add("TRN010", "words without a time; theirs are taken from their neighbours", place=place)


def _begins_anew(run: Sequence[SpokenWord], word: SpokenWord) -> bool:
    last = run[-1]
    if word.speaker != last.speaker or len(run) >= _MAX_RUN_WORDS or last.text.endswith(_SENTENCE_ENDS):
        return True
    return last.end is not None and word.start is not None and word.start - last.end > _PAUSE_SECONDS
