"""When a prediction comes due, as far as its words say."""

import re
from calendar import monthrange
from datetime import date

_NUMBERS = {
    word: number
    for number, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), 1
    )
} | {"a": 1, "twenty": 20, "thirty": 30, "fifty": 50}
_YEAR = re.compile(
    r"(?<![\d.,])(?:by|in|before|until|after|during|end of|of)\s+(?:the year\s+)?(20\d\d|21\d\d)(?![\d,]|\.\d)",
    re.IGNORECASE,
)
_SPAN = re.compile(
    r"\b(?:within|in|over|for)\s+(?:the\s+)?(?:next|coming)?\s*"
    rf"(\d{{1,2}}|{'|'.join(_NUMBERS)})\s+(year|month|decade)s?\b",
    re.IGNORECASE,
)
_NEXT = re.compile(r"\b(?:next|in the coming)\s+(year|decade)\b", re.IGNORECASE)

_FUTURE = re.compile(r"\b(?:will|won['’]t|shall|(?:is|are|am)\s+going\s+to)\b", re.IGNORECASE)


def foretells(text: str) -> bool:
    """Whether `text` speaks of what is to come."""
    return bool(_FUTURE.search(text))


def due_date(text: str, said: str | None) -> date | None:
    """The last day by which `text` says that something will be; None where it doesn't say.

    `said` is the day of the recording in ISO 8601, perhaps only year or year and month; a span of time counts from
    the last day that it may mean. A year means its last day.
    """
    if years := [int(match[1]) for match in _YEAR.finditer(text)]:
        return date(max(years), 12, 31)
    start = _last_day(said)
    if start is None:
        return None
    if match := _SPAN.search(text):
        number = _NUMBERS.get(match[1].lower()) or int(match[1])
        return _later(start, number * {"month": 1, "year": 12, "decade": 120}[match[2].lower()])
    if match := _NEXT.search(text):
        return date(start.year + 1, 12, 31) if match[1].lower() == "year" else _later(start, 120)
    return None


def _last_day(said: str | None) -> date | None:
    match = re.match(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", said or "")
    if match is None:
        return None
    year, month = int(match[1]), int(match[2] or 12)
    try:
        return date(year, month, int(match[3] or monthrange(year, month)[1]))
    except ValueError:
        return None


def _later(start: date, months: int) -> date:
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
