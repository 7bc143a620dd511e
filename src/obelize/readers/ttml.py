"""TTML and DFXP (also IMSC and iTunes' timed lyrics): paragraphs with begin, end or duration.

https://www.w3.org/TR/ttml2/#timing-value-time-expression. Times, agents and words are kept, styling and regions are
dropped. Times of nested elements count from their container's begin, as the specification says.
"""

import re
from dataclasses import dataclass, field
from fractions import Fraction
from xml.etree.ElementTree import Element

from obelize.domain.document import Document, Source
from obelize.readers.caption_markup import plain
from obelize.readers.cue_sheet import CueSheet
from obelize.readers.input_file import InputFile
from obelize.readers.turns import WordTiming
from obelize.readers.xml_tree import attribute, local_name, parse, root_name

NAME = "ttml"
_CLOCK = re.compile(r"(\d{1,4}):(\d{1,2}):(\d{1,2})(?:\.(\d{1,9})|:(\d{1,4})(?:\.\d+)?)?")
_OFFSET = re.compile(r"(\d{1,12}(?:\.\d{1,9})?)(h|ms|m|s|f|t)")
_UNITS = {"h": Fraction(3600), "m": Fraction(60), "s": Fraction(1), "ms": Fraction(1, 1000)}


@dataclass(slots=True)
class _Clock:
    """How many frames and ticks make a second."""

    frame_rate: Fraction
    tick_rate: Fraction

    def seconds(self, expression: str | None) -> float | None:
        """A time expression in seconds; None if it is none."""
        text = (expression or "").strip()
        if match := _CLOCK.fullmatch(text):
            hours, minutes, secs, decimals, frames = match.groups()
            whole = Fraction(int(hours) * 3600 + int(minutes) * 60 + int(secs))
            part = Fraction(f"0.{decimals}") if decimals else Fraction(int(frames or 0)) / self.frame_rate
            return float(whole + part)
        if match := _OFFSET.fullmatch(text):
            number = Fraction(match[1])
            match match[2]:
                case "f":
                    return float(number / self.frame_rate)
                case "t":
                    return float(number / self.tick_rate)
                case unit:
                    return float(number * _UNITS[unit])
        return None


@dataclass(slots=True)
class _Line:
    text: list[str] = field(default_factory=list)
    words: list[tuple[str, float | None, float | None]] = field(default_factory=list)


def recognises(head: str, name: str) -> int:  # noqa: ARG001 - every reader is asked the same way
    """By the root element."""
    return 95 if root_name(head) == "tt" else 0


def read(file: InputFile) -> Document:
    """A transcript with one segment a paragraph, and its words where every one has its own span and time."""
    root = parse(file)
    sheet = CueSheet(file)
    clock = _clock(root)
    agents = _agents(root)
    body = next((child for child in root if local_name(child) == "body"), None)
    if body is not None:
        _walk(body, 0.0, None, clock, agents, sheet)
    title = next((e.text for e in root.iter() if local_name(e) == "title" and e.text), None)
    language = attribute(root, "lang")
    return sheet.document(NAME, Source(title=plain(title or "") or None, language=language or None))


def _walk(
    element: Element, base: float, agent: str | None, clock: _Clock, agents: dict[str, str], sheet: CueSheet
) -> None:
    """Every paragraph below `element`, whose times count from `base`."""
    agent = _agent(element, agents) or agent
    begin = clock.seconds(element.get("begin"))
    start = base + (begin or 0.0)
    if local_name(element) != "p":
        for child in element:
            _walk(child, start, agent, clock, agents, sheet)
        return
    line = _Line()
    _collect(element, start, clock, line)
    text = plain("".join(line.text))
    end, duration = clock.seconds(element.get("end")), clock.seconds(element.get("dur"))
    stop = base + end if end is not None else start + duration if duration is not None else None
    spans = [word for word in line.words if word[1] is not None]
    known = begin is not None or (element.get("begin") is None and bool(spans))
    if element.get("begin") is not None and begin is None:
        sheet.remarks.add("TRN002", "a time expression that can't be read; its text is kept without a time")
    first = start if begin is not None else (spans[0][1] if spans else None)
    last = stop if stop is not None else (spans[-1][2] if spans else None)
    if text or known:
        sheet.add(text, first, last if first is not None else None, speaker=agent, words=_timings(text, line.words))


def _collect(element: Element, base: float, clock: _Clock, line: _Line) -> None:
    """The text below a paragraph in order, and the spans that have times of their own."""
    line.text.append(element.text or "")
    for child in element:
        name = local_name(child)
        if name == "br":
            line.text.append(" ")
        elif name == "span":
            begin, end = clock.seconds(child.get("begin")), clock.seconds(child.get("end"))
            if begin is not None and (word := plain("".join(child.itertext()))):
                line.words.append((word, base + begin, None if end is None else base + end))
            _collect(child, base, clock, line)
        line.text.append(child.tail or "")


def _timings(text: str, words: list[tuple[str, float | None, float | None]]) -> list[WordTiming]:
    timings: list[WordTiming] = []
    cursor = 0
    for word, start, end in words:
        at = text.find(word, cursor)
        if at >= 0:
            cursor = at + len(word)
            timings.append((at, cursor, start, end, None))
    return timings


def _clock(root: Element) -> _Clock:
    """Rates from the root's parameters; 30 frames a second and one tick a frame (or second) by default."""
    frames = _rate(attribute(root, "frameRate"), Fraction(30))
    numerator, _, denominator = (attribute(root, "frameRateMultiplier") or "1 1").partition(" ")
    frames *= _rate(numerator, Fraction(1)) / _rate(denominator, Fraction(1))
    ticks = _rate(attribute(root, "tickRate"), frames if attribute(root, "frameRate") else Fraction(1))
    return _Clock(frames, ticks)


def _rate(value: str | None, default: Fraction) -> Fraction:
    text = (value or "").strip()
    return Fraction(int(text)) if text.isascii() and text.isdigit() and len(text) < 10 and int(text) else default


def _agents(root: Element) -> dict[str, str]:
    """Names of the agents declared in the head, by id."""
    out: dict[str, str] = {}
    for element in root.iter():
        if local_name(element) == "agent" and (key := attribute(element, "id")):
            name = plain(" ".join("".join(child.itertext()) for child in element))
            out[key] = name or key
    return out


def _agent(element: Element, agents: dict[str, str]) -> str | None:
    reference = attribute(element, "agent")
    return agents.get(reference, reference) if reference else None
