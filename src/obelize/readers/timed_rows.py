"""Bare JSON rows of `[text, start, end]`, words or sentences, in seconds: what aligners and notebooks leave behind."""

from typing import Any

from obelize.domain.document import Document
from obelize.readers.cue_sheet import CueSheet, finite
from obelize.readers.input_file import InputFile
from obelize.readers.json_data import text_of
from obelize.readers.json_words import SpokenWord, add_runs

NAME = "timed-rows"
_MOST = 0.7


def fits(data: Any) -> bool:
    """A list whose first rows are a text and two numbers."""
    return isinstance(data, list) and bool(data) and all(_is_row(row) for row in data[:5])


def read(file: InputFile, data: Any) -> Document:
    """A transcript with one segment a row, or about a sentence where the rows are single words."""
    sheet = CueSheet(file)
    rows = [row for row in data if _is_row(row)]
    if len(rows) < len(data):
        sheet.remarks.add("TRN002", "rows that are no text with two times were passed over", place="top level")
    words = [SpokenWord(text_of(text), finite(start), finite(end)) for text, start, end in rows]
    if sum(1 for word in words if " " not in word.text) >= _MOST * len(words):
        add_runs(words, sheet, "top level")
    else:
        for index, row in enumerate(words):
            sheet.add(row.text, row.start, row.end, place=f"[{index}]")
    return sheet.document(NAME)


def _is_row(row: Any) -> bool:
    return (
        isinstance(row, list)
        and len(row) == 3
        and isinstance(row[0], str)
        and finite(row[1]) is not None
        and finite(row[2]) is not None
    )
