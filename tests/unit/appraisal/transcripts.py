"""Small transcripts for tests, made from plain lines."""

from obelize.domain.claim import Anchor, Quotation
from obelize.domain.document import Document, DocumentKind, Segment


def transcript(*lines: str, speaker: str | None = None, seconds_each: float = 10.0) -> Document:
    """A transcript of one segment a line; "Name: words" names the speaker of a line."""
    segments: list[Segment] = []
    text = ""
    for number, line in enumerate(lines):
        who, colon, words = line.partition(": ")
        said, name = (words, who) if colon and " " not in who else (line, speaker)
        begin = len(text)
        text += said + "\n"
        start = number * seconds_each
        segments.append(Segment(said, begin, begin + len(said), start=start, end=start + seconds_each, speaker=name))
    return Document("talk", "talk.vtt", DocumentKind.TRANSCRIPT, "webvtt", text, "0" * 64, tuple(segments))


def quotation(text: str, claimed_time: float | None = None, speaker: str | None = None) -> Quotation:
    """A quotation that stands at the beginning of some summary."""
    return Quotation("q1", "summary", text, 0, len(text), Anchor(text), speaker, claimed_time)
