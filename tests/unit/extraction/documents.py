"""Small documents for the extraction's tests."""

from obelize.domain.document import Document, DocumentKind, Segment, SegmentRole


def document_of(*parts: str | Segment, kind: DocumentKind = DocumentKind.TRANSCRIPT, joint: str = "\n") -> Document:
    """A document whose segments are `parts` in order; a bare text becomes a paragraph.

    The segments' own offsets are ignored and computed here.
    """
    segments = []
    text = ""
    for part in parts:
        given = part if isinstance(part, Segment) else Segment(part, 0, 0, SegmentRole.PARAGRAPH)
        if text:
            text += joint
        start, end = len(text), len(text) + len(given.text)
        segments.append(
            Segment(given.text, start, end, given.role, given.start, given.end, given.speaker, scope=given.scope)
        )
        text += given.text
    return Document("d1", "a.txt", kind, "text", text, "0" * 64, tuple(segments))


def said(text: str, start: float | None = None, end: float | None = None, speaker: str | None = None) -> Segment:
    """A stretch of speech."""
    return Segment(text, 0, 0, SegmentRole.SPEECH, start, end, speaker)
