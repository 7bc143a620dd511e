"""Words and times against real word timings: rolling captions undone exactly, sentences at the right second."""

import html
import json
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from obelize.domain.document import Document
from obelize.domain.timing import time_at
from obelize.readers import read_bytes, read_document

_Timing = tuple[str, float, float]
_WORD = re.compile(r"\S+")
_NO_LETTERS = re.compile(r"[^\w]+")


def videos(captions: Path) -> Iterator[Path]:
    """The folders that hold word timings."""
    for path in sorted((captions / "threeblue").glob("*/word_timings.json")):
        yield path.parent


def rolling_words(captions: Path) -> dict[str, object]:
    """Rolling captions built from word timings, read back: whether none is lost and none doubled."""
    exact = words = 0
    off: list[str] = []
    for folder in videos(captions):
        timings = _word_timings(folder)
        document = read_bytes(rolling_vtt(timings, random.Random(folder.name)).encode(), "talk.vtt")
        said = [word for text, _, _ in timings for word in text.split()]
        words += len(said)
        exact += document.text.split() == said
        if document.text.split() != said:
            off.append(folder.name)
    return {"videos": exact + len(off), "exact": exact, "words": words, "not_exact": off}


def sentence_starts(captions: Path) -> dict[str, object]:
    """How far the start of each sentence lies from the published timing, by kind of input."""
    errors: dict[str, list[float]] = {"rolling_vtt": [], "whisper_json": [], "json3": [], "srt": []}
    missing = 0
    for folder in videos(captions):
        sentences = json.loads((folder / "sentence_timings.json").read_text(encoding="utf-8"))
        timings = _word_timings(folder)
        rng = random.Random(folder.name)
        documents = {
            "rolling_vtt": read_bytes(rolling_vtt(timings, rng).encode(), "talk.vtt"),
            "whisper_json": read_bytes(whisper_json(timings).encode(), "talk.json"),
            "json3": read_bytes(json3(timings).encode(), "talk.json3"),
            "srt": read_document(folder / "captions.srt"),
        }
        for kind, document in documents.items():
            found, lost = _start_errors(document, sentences)
            errors[kind] += found
            missing += lost
    out: dict[str, object] = {"sentences_whose_words_differ_from_the_timings": missing}
    for kind, offs in errors.items():
        bound = 2.0 if kind == "srt" else 0.5
        out[kind] = {
            "sentences": len(offs),
            "bound_seconds": bound,
            "share_within": round(sum(1 for off in offs if off <= bound) / len(offs), 4),
            "median_seconds": round(sorted(offs)[len(offs) // 2], 3),
        }
    return out


def rolling_vtt(timings: list[_Timing], rng: random.Random) -> str:
    """YouTube's automatic captions as they would be for these words: lines of one to nine words, each shown twice."""
    cues = ["WEBVTT\nKind: captions\nLanguage: en\n"]
    before = " "
    position = 0
    while position < len(timings):
        line = timings[position : position + rng.choice((1, 3, 5, 6, 7, 8, 9))]
        position += len(line)
        start = line[0][1]
        following = timings[position][1] if position < len(timings) else line[-1][2] + 2
        end = max(following - 0.01, start)
        tagged = html.escape(line[0][0].strip()) + "".join(
            f"<{_stamp(begin)}><c> {html.escape(text.strip())}</c>" for text, begin, _ in line[1:]
        )
        plain = html.escape(" ".join(text.strip() for text, _, _ in line))
        cues.append(f"{_stamp(start)} --> {_stamp(end)} align:start position:0%\n{before}\n{tagged}\n")
        cues.append(f"{_stamp(end)} --> {_stamp(end + 0.01)} align:start position:0%\n{plain}\n \n")
        before = plain
    return "\n".join(cues)


def whisper_json(timings: list[_Timing]) -> str:
    """The same words as Whisper writes them, thirty to a segment."""
    segments: list[dict[str, Any]] = []
    for at in range(0, len(timings), 30):
        part = timings[at : at + 30]
        words = [{"word": text, "start": start, "end": end, "probability": 0.9} for text, start, end in part]
        text = "".join(word for word, _, _ in part)
        segments.append({"start": part[0][1], "end": part[-1][2], "text": text, "words": words})
    return json.dumps({"language": "en", "segments": segments})


def json3(timings: list[_Timing]) -> str:
    """The same words as YouTube's json3, eight to an event, with the events that only append a newline."""
    events: list[dict[str, Any]] = [{"tStartMs": 0, "dDurationMs": 1000, "id": 1}]
    for at in range(0, len(timings), 8):
        part = timings[at : at + 8]
        start = round(part[0][1] * 1000)
        segments = [{"utf8": part[0][0].strip()}]
        segments += [{"utf8": text, "tOffsetMs": round(t * 1000) - start} for text, t, _ in part[1:]]  # type: ignore[dict-item]
        events.append({"tStartMs": start, "dDurationMs": 5000, "segs": segments})
        events.append({"tStartMs": start + 10, "aAppend": 1, "dDurationMs": 10, "segs": [{"utf8": "\n"}]})
    return json.dumps({"wireMagic": "pb3", "events": events})


def _start_errors(document: Document, sentences: list[tuple[str, float, float]]) -> tuple[list[float], int]:
    """The distance in seconds for every sentence whose first words are found in order, and how many are not."""
    spans = [(_bare(match[0]), match.start()) for match in _WORD.finditer(document.text)]
    spans = [(word, at) for word, at in spans if word]
    cursor = lost = 0
    errors = []
    for text, start, _ in sentences:
        wanted = [word for word in map(_bare, text.split()) if word][:5]
        window = range(cursor, min(cursor + 150, len(spans) - len(wanted) + 1))
        at = next((i for i in window if [word for word, _ in spans[i : i + len(wanted)]] == wanted), None)
        moment = time_at(document, spans[at][1]) if at is not None and wanted else None
        if at is None or moment is None:
            lost += 1
            continue
        errors.append(abs(moment - start))
        cursor = at + len(wanted)
    return errors, lost


def _word_timings(folder: Path) -> list[_Timing]:
    rows = json.loads((folder / "word_timings.json").read_text(encoding="utf-8"))
    return [(text, start, end) for text, start, end in rows if text.strip()]


def _bare(word: str) -> str:
    return _NO_LETTERS.sub("", word).lower()


def _stamp(moment: float) -> str:
    total = round(moment * 1000)
    return f"{total // 3_600_000:02}:{total // 60_000 % 60:02}:{total // 1000 % 60:02}.{total % 1000:03}"
