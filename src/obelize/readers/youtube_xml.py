"""YouTube's timed text as XML: srv1 (`<transcript><text start dur>`, seconds), srv2 and srv3 (milliseconds).

In automatic srv3 tracks `d` is the time on screen: a line is taken to end where the next one begins.
"""

import html
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from obelize.domain.document import Document, Source
from obelize.readers.caption_markup import plain
from obelize.readers.cue_sheet import CueSheet, finite
from obelize.readers.input_file import InputFile
from obelize.readers.turns import WordTiming
from obelize.readers.xml_tree import local_name, parse, root_name

NAME = "youtube-xml"


def recognises(head: str, name: str) -> int:  # noqa: ARG001 - every reader is asked the same way
    """By the root element."""
    return 95 if root_name(head) in {"transcript", "timedtext"} and ("<text" in head or "<p " in head) else 0


def read(file: InputFile) -> Document:
    """A transcript with one segment a line, and its words where they are timed."""
    root = parse(file)
    sheet = CueSheet(file)
    lines = [line for line in _lines(root) if line[2]]
    for index, (start, duration, text, words) in enumerate(lines):
        end = start + duration if start is not None and duration is not None else None
        following = lines[index + 1][0] if index + 1 < len(lines) else None
        if start is not None and end is not None and following is not None and start < following < end:
            end = following
        timed = [
            (a, b, moment, words[i + 1][2] if i + 1 < len(words) else end, sure)
            for i, (a, b, moment, _, sure) in enumerate(words)
        ]
        sheet.add(text, start, end, words=timed, place=f"line {index + 1} of the captions")
    automatic = any(words for *_, words in lines)
    return sheet.document(NAME, Source(captions="automatic") if automatic else Source())


def _lines(root: Element) -> Iterator[tuple[float | None, float | None, str, list[WordTiming]]]:
    """Start and duration in seconds, text and word timings of every line."""
    for element in root.iter():
        match local_name(element):
            case "text" if "start" in element.attrib:
                # srv1 escapes its entities twice.
                text = plain(html.unescape("".join(element.itertext())))
                yield finite(element.get("start")), finite(element.get("dur")), text, []
            case "text":
                yield _ms(element.get("t")), _ms(element.get("d")), plain("".join(element.itertext())), []
            case "p" if element.get("a") != "1":
                start = _ms(element.get("t"))
                yield start, _ms(element.get("d")), *_words(element, start)


def _words(element: Element, start: float | None) -> tuple[str, list[WordTiming]]:
    """A line of srv3: its `<s>` elements are single words, each with an offset from the line's start."""
    spans = [child for child in element if local_name(child) == "s"]
    text = plain("".join(element.itertext()))
    if len(spans) < 2:
        return text, []
    words: list[WordTiming] = []
    cursor = 0
    for span in spans:
        word = plain("".join(span.itertext()))
        at = text.find(word, cursor) if word else -1
        if at >= 0:
            cursor = at + len(word)
            moment = None if start is None else start + (_ms(span.get("t")) or 0.0)
            words.append((at, cursor, moment, None, None))
    return text, words


def _ms(value: str | None) -> float | None:
    number = finite(value) if value is not None else None
    return None if number is None else number / 1000
