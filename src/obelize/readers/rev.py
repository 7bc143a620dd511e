"""Rev: `speakers[]`, `monologues[{speaker, elements[{type, value, ts, end_ts, confidence}]}]`, seconds."""

from collections.abc import Mapping
from typing import Any

from obelize.domain.document import Document
from obelize.readers.cue_sheet import CueSheet, finite
from obelize.readers.input_file import InputFile
from obelize.readers.json_data import objects, text_of
from obelize.readers.json_words import speaker_name
from obelize.readers.turns import WordTiming

NAME = "rev"
_SENTENCE_ENDS = frozenset(".?!…")


def fits(data: Any) -> bool:
    """An object with monologues made of elements."""
    rows = objects(data.get("monologues")) if isinstance(data, dict) else []
    return bool(rows) and "elements" in rows[0]


def read(file: InputFile, data: Any) -> Document:
    """A transcript with one segment a sentence."""
    sheet = CueSheet(file)
    names = {row.get("id"): text_of(row.get("name")) for row in objects(data.get("speakers")) if _is_key(row.get("id"))}
    for index, monologue in enumerate(objects(data.get("monologues"))):
        speaker = _speaker(monologue, names)
        for elements in _sentences(objects(monologue.get("elements"))):
            _add(elements, speaker, f"monologues[{index}]", sheet)
    return sheet.document(NAME)


def _speaker(monologue: Mapping[str, Any], names: Mapping[Any, str]) -> str | None:
    key = monologue.get("speaker")
    return (names.get(key) if _is_key(key) else None) or text_of(monologue.get("speaker_name")) or speaker_name(key)


def _is_key(value: Any) -> bool:
    return isinstance(value, int | str)


def _sentences(elements: list[Mapping[str, Any]]) -> list[list[Mapping[str, Any]]]:
    """Elements cut after each mark that ends a sentence."""
    out: list[list[Mapping[str, Any]]] = [[]]
    for element in elements:
        out[-1].append(element)
        if element.get("type") == "punct" and _SENTENCE_ENDS & set(text_of(element.get("value"))):
            out.append([])
    return [sentence for sentence in out if sentence]


def _add(elements: list[Mapping[str, Any]], speaker: str | None, place: str, sheet: CueSheet) -> None:
    text = ""
    words: list[WordTiming] = []
    for element in elements:
        value = element.get("value")
        if not isinstance(value, str):
            continue
        piece = " ".join(value.split())
        if not text.endswith(" ") and text and value[:1].isspace():
            text += " "
        if element.get("type") == "text" and piece:
            start, end = finite(element.get("ts")), finite(element.get("end_ts"))
            words.append((len(text), len(text) + len(piece), start, end, finite(element.get("confidence"))))
        text += piece
        if value[-1:].isspace() and text and not text.endswith(" "):
            text += " "
    text = text.rstrip()
    start = next((word[2] for word in words if word[2] is not None), None)
    end = next((word[3] for word in reversed(words) if word[3] is not None), None)
    if text:
        sheet.add(text, start, end, speaker=speaker, words=words, place=place)
