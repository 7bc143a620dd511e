"""Moments and links to the second."""

import pytest

from obelize.domain.document import Source
from obelize.exporters.moments import clock, moment_address, web_address


@pytest.mark.parametrize(("seconds", "shown"), [(0, "00:00"), (35.9, "00:35"), (3723, "1:02:03"), (-1, "00:00")])
def test_clock(seconds: float, shown: str) -> None:
    assert clock(seconds) == shown


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://www.youtube.com/watch?v=abc", "https://www.youtube.com/watch?v=abc&t=10s"),
        ("https://www.youtube.com/watch?v=abc&t=99s", "https://www.youtube.com/watch?v=abc&t=10s"),
        ("https://youtu.be/abc", "https://youtu.be/abc?t=10s"),
        ("https://vimeo.com/1", "https://vimeo.com/1#t=10s"),
        ("https://example.org/a.mp3?x=1", "https://example.org/a.mp3?x=1#t=10"),
        ("https://example.org/talk", None),
        ("https://notyoutube.com/watch?v=abc", None),
        ("javascript:alert(1)//youtube.com", None),
        (None, None),
    ],
)
def test_a_link_to_the_second(url: str | None, address: str | None) -> None:
    assert moment_address(Source(url=url), 10.4) == address


def test_a_media_id_of_youtubes_shape_leads_there() -> None:
    assert moment_address(Source(media_id="abc123def45"), 5) == "https://www.youtube.com/watch?v=abc123def45&t=5s"
    assert moment_address(Source(media_id="../../etc"), 5) is None


def test_an_address_cannot_close_what_it_stands_in() -> None:
    address = web_address("https://a.example/x\">)(<b> '")
    assert address
    assert not set(address) & set("\"'<>() ")
