"""What hosts say of their limits in headers: `Retry-After`, `X-Rate-Limit-…`, `X-RateLimit-…`."""

import email.utils
import re
from collections.abc import Mapping
from datetime import UTC

from obelize.network.messages import Answer

_NUMBER = re.compile(r"[0-9]{1,15}(?:\.[0-9]{1,6})?")
_SPAN = re.compile(r"(\d{1,9}(?:\.\d{1,6})?)\s*(ms|s|m|h|d)?")
_SECONDS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0, None: 1.0}


def retry_after(headers: Mapping[str, str], now: float) -> float | None:
    """Seconds to wait by `Retry-After` (seconds or an HTTP date), None where it says nothing usable."""
    value = headers.get("retry-after", "").strip()
    if not value:
        return None
    if _NUMBER.fullmatch(value):
        return float(value)
    try:
        date = email.utils.parsedate_to_datetime(value)
        # The oldest kind of HTTP date names no zone: it is in UTC, too.
        return max(0.0, (date if date.tzinfo else date.replace(tzinfo=UTC)).timestamp() - now)
    except (ValueError, OverflowError):
        return None


def stated_interval(headers: Mapping[str, str]) -> float:
    """The least seconds between requests by `x-rate-limit-limit` over `x-rate-limit-interval`, 0 if not stated."""
    limit = _SPAN.fullmatch(headers.get("x-rate-limit-limit", "").strip())
    span = _SPAN.fullmatch(headers.get("x-rate-limit-interval", "").strip())
    if not limit or not span or float(limit[1]) <= 0:
        return 0.0
    return min(60.0, float(span[1]) * _SECONDS[span[2]] / float(limit[1]))


def stated_limits(headers: Mapping[str, str]) -> str:
    """Everything the host says of its limits, as "name: value" pairs; empty if nothing."""
    said = {name: value for name, value in headers.items() if name.startswith(("x-rate-limit-", "x-ratelimit-"))}
    return ", ".join(f"{name.removeprefix('x-')}: {value[:40]}" for name, value in sorted(said.items()))[:400]


def budget_is_spent(answer: Answer) -> bool:
    """Whether a refusal is about a budget used up, not about asking too fast."""
    if b"budget" in answer.body[:2000].lower():
        return True
    remaining = answer.headers.get("x-ratelimit-remaining", "").strip()
    return bool(re.fullmatch(r"0+(\.0+)?", remaining))


def in_words(seconds: float) -> str:
    """A span of time for people: "40 s", "15 min", "15 h"."""
    if seconds < 120:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 7200 else f"{seconds / 3600:.0f} h"
