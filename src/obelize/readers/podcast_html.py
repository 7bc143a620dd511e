"""Podcasting 2.0 transcripts as HTML: `<cite>` names the speaker, `<time>` the moment, `<p>` holds the words."""

import re

from obelize.domain.document import Document
from obelize.readers.caption_markup import plain, seconds
from obelize.readers.cue_sheet import CueSheet
from obelize.readers.html_page import parse
from obelize.readers.input_file import InputFile

NAME = "podcast-html"
_SIGN = re.compile(r"<time\b[^>]*>\s*\d+:\d{2}(?::\d{2})?(?:\.\d+)?\s*</time>\s*<p\b", re.IGNORECASE)


def recognises(head: str, name: str) -> int:  # noqa: ARG001 - every reader is asked the same way
    """By stamps that are followed by paragraphs."""
    return 96 if _SIGN.search(head) else 0


def read(file: InputFile) -> Document:
    """A transcript with one segment a paragraph; a moment and a name hold until the next."""
    tree = parse(file)
    found: list[tuple[str, float | None, str | None]] = []
    speaker: str | None = None
    moment: float | None = None
    for element in tree.find_all(["cite", "time", "p"]):
        words = plain(element.get_text(" "))
        match element.name:
            case "cite":
                speaker = words.rstrip(": ") or None
            case "time":
                moment = seconds(words)
            case _ if words:
                found.append((words, moment, speaker))
                moment = None
    sheet = CueSheet(file)
    for index, (words, start, name) in enumerate(found):
        following = found[index + 1][1] if index + 1 < len(found) else None
        end = following if start is not None and following is not None and following > start else None
        sheet.add(words, start, end, speaker=name, place=f"paragraph {index + 1}")
    return sheet.document(NAME)
