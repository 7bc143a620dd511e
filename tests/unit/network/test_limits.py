import time
from collections.abc import Iterator

import pytest

from obelize.network.limits import in_words, retry_after, stated_interval, stated_limits


@pytest.fixture
def in_new_york() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", "America/New_York")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("7", 7.0),
        ("0", 0.0),
        ("1.5", 1.5),
        ("Thu, 01 Jan 1970 00:01:40 GMT", 40.0),
        ("Thu Jan  1 00:01:40 1970", 40.0),
        ("Thu, 01 Jan 1970 00:01:40 -0000", 40.0),
        ("999999999999", 999_999_999_999.0),
        ("5m", None),
        ("120ms", None),
        ("٣", None),
        ("soon", None),
        ("", None),
        ("-1", None),
    ],
)
@pytest.mark.usefixtures("in_new_york")
def test_retry_after(value: str, seconds: float | None) -> None:
    assert retry_after({"retry-after": value}, 60.0) == seconds


@pytest.mark.parametrize(
    ("limit", "interval", "seconds"),
    [("50", "1s", 0.02), ("10", "1s", 0.1), ("5", "10s", 2.0), ("0", "1s", 0.0), ("x", "1s", 0.0), ("1", "9d", 60.0)],
)
def test_the_interval_that_follows_from_stated_limits(limit: str, interval: str, seconds: float) -> None:
    headers = {"x-rate-limit-limit": limit, "x-rate-limit-interval": interval}
    assert stated_interval(headers) == pytest.approx(seconds)


def test_limits_as_the_host_words_them() -> None:
    headers = {"x-ratelimit-remaining": "3", "x-ratelimit-limit": "10", "content-type": "text/plain"}
    assert stated_limits(headers) == "ratelimit-limit: 10, ratelimit-remaining: 3"


@pytest.mark.parametrize(("seconds", "words"), [(40, "40 s"), (900, "15 min"), (54_000, "15 h")])
def test_spans_for_people(seconds: float, words: str) -> None:
    assert in_words(seconds) == words
