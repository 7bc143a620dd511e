"""A place in the text becomes a moment of the recording."""

import pytest

from obelize.domain.document import Document, DocumentKind, Segment, Word
from obelize.domain.timing import segment_at, time_at


def a_document(*segments: Segment) -> Document:
    text = " ".join(segment.text for segment in segments)
    return Document("d", "d.vtt", DocumentKind.TRANSCRIPT, "webvtt", text, "f", segments)


WORDS = (Word(0, 2, 1.0, 1.2), Word(3, 7), Word(8, 12, 2.0, 2.5))
TIMED = Segment("we grew 2014", 0, 12, start=1.0, end=3.0, words=WORDS)
PLAIN = Segment("half of it", 13, 23, start=10.0, end=20.0)
UNTIMED = Segment("no", 24, 26)


@pytest.mark.parametrize(
    ("char", "moment"),
    [
        (0, 1.0),  # a timed word's own start
        (1, 1.0),
        (2, 1.2 + 0.8 * 0 / 6),  # a word without a time lies between its neighbours
        (3, 1.2 + 0.8 * 1 / 6),
        (8, 2.0),
        (12, 10.0),  # between two segments: the later one
        (13, 10.0),
        (18, 15.0),  # interpolated over characters
        (24, None),
        (99, None),
    ],
)
def test_moments(char: int, moment: float | None) -> None:
    assert time_at(a_document(TIMED, PLAIN, UNTIMED), char) == (None if moment is None else pytest.approx(moment))


def test_the_segment_of_a_character() -> None:
    document = a_document(TIMED, PLAIN)
    assert segment_at(document, 5) is TIMED
    assert segment_at(document, 12) is PLAIN
    assert segment_at(document, 23) is None


def test_an_empty_document_has_no_moments() -> None:
    assert time_at(a_document(), 0) is None
