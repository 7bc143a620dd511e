"""Links, clocks and spans."""

import pytest

from obelize.domain.document import Segment
from obelize.workflow.review_desk.context import clock, link_at, moved_span, text_between

SEGMENTS = [Segment("one two three", 0, 13), Segment("four five", 14, 23)]


@pytest.mark.parametrize(
    ("url", "seconds", "link"),
    [
        ("https://youtu.be/abc", 35.7, "https://youtu.be/abc?t=35s"),
        ("https://www.youtube.com/watch?v=abc&t=3s", 35, "https://www.youtube.com/watch?v=abc&t=35s"),
        ("https://example.org/talk.mp4", 61, "https://example.org/talk.mp4#t=61"),
        ("http://example.org/", None, "http://example.org/"),
        ("file:///etc/passwd", 1, None),
        ("javascript:alert(1)", 1, None),
        ("https://", 1, None),
        ("https://example.org/\x1b[2J", 1, None),
        ("https://[bad/", 1, None),
        (None, 1, None),
    ],
)
def test_links_go_to_web_addresses_only(url: str | None, seconds: float | None, link: str | None) -> None:
    assert link_at(url, seconds) == link


def test_clock() -> None:
    assert [clock(seconds) for seconds in (None, 0, 75.9, 3661)] == ["", "0:00", "1:15", "1:01:01"]


@pytest.mark.parametrize(
    ("start_by", "end_by", "words"),
    [(0, 0, "two three"), (-1, 0, "one two three"), (1, 0, "three"), (0, 1, "two three four"), (9, 0, "two three")],
)
def test_a_span_moves_by_words(start_by: int, end_by: int, words: str) -> None:
    span = moved_span(SEGMENTS, (4, 13), start_by=start_by, end_by=end_by)
    assert text_between(SEGMENTS, *span) == words
