"""From a place in a document's text to a moment of the recording."""

from bisect import bisect_right
from operator import attrgetter

from obelize.domain.document import Document, Segment, Word

_START_CHAR = attrgetter("start_char")


def time_at(document: Document, char: int) -> float | None:
    """When the character at offset `char` of `document.text` is spoken, in seconds; None where nobody can tell.

    A timed word gives its own start. Elsewhere the time is interpolated over the characters between the nearest
    known times of the segment. Between two segments it is the start of the later one. Costs two binary searches.
    """
    segment = segment_at(document, char)
    if segment is None:
        return None
    if segment.words and (moment := _from_words(segment, char)) is not None:
        return moment
    return _interpolated(char, (segment.start_char, segment.start), (segment.end_char, segment.end))


def segment_at(document: Document, char: int) -> Segment | None:
    """The segment that holds the character at offset `char`, or the next one where none does."""
    segments = document.segments
    index = bisect_right(segments, char, key=_START_CHAR) - 1
    if index >= 0 and char < segments[index].end_char:
        return segments[index]
    return segments[index + 1] if index + 1 < len(segments) else None


def _from_words(segment: Segment, char: int) -> float | None:
    words = segment.words
    index = bisect_right(words, char, key=_START_CHAR) - 1
    if index < 0 or char >= words[index].end_char:
        index += 1
    if index < len(words) and words[index].start is not None:
        return words[index].start
    before = next(((w.end_char, _end(w)) for w in reversed(words[:index]) if _end(w) is not None), None)
    after = next(((w.start_char, w.start) for w in words[index:] if w.start is not None), None)
    return _interpolated(char, before or (segment.start_char, segment.start), after or (segment.end_char, segment.end))


def _end(word: Word) -> float | None:
    return word.start if word.end is None else word.end


def _interpolated(char: int, low: tuple[int, float | None], high: tuple[int, float | None]) -> float | None:
    (low_char, low_time), (high_char, high_time) = low, high
    if low_time is None:
        return high_time
    if high_time is None or high_char <= low_char:
        return low_time
    share = min(max((char - low_char) / (high_char - low_char), 0.0), 1.0)
    return low_time + share * (high_time - low_time)
