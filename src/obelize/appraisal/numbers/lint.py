"""Whether the arithmetic inside one sentence holds. Where a base or a denominator isn't stated, nothing is said."""

import re
from collections.abc import Iterator, Sequence

from obelize.appraisal.numbers.quantities import Quantity, QuantityKind, quantities
from obelize.domain.finding import Finding
from obelize.rulebook import finding

_CHANGE = re.compile(r"\b(?:from)\b.{1,60}?\bto\b", re.IGNORECASE)
_SUM = re.compile(
    r"\b(?:in total|in all|altogether|together|a total of|sum(?:s|med)? to|add(?:s|ed)? up to|combined)\b",
    re.IGNORECASE,
)
_SPAN = re.compile(r"\b(?:from|between)\b.{1,12}?\b(?:1[5-9]|20)\d\d\b", re.IGNORECASE)
_DATE = re.compile(
    r"\b(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b"
    r"|\b(?P<month2>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+(?P<day2>\d{1,2})(?:st|nd|rd|th)?\b(?!\d|:)",
    re.IGNORECASE,
)
_MONTH_DAYS = dict(
    zip(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"],
        (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31),
        strict=True,
    )
)
_RESTATED = re.compile(
    r"^[^.;]{0,45}?(?:[(=—–]|,\s*(?:or|that is|which is|i\.e\.)?)\s*(?:(?:about|some|roughly|only|a|an)\s)?$",
    re.IGNORECASE,
)
_MOST_NUMBERS = 40  # more are a table, whose sums no sentence states
_TOLERANCE = 0.02


def lint_numbers(text: str, start_char: int = 0) -> tuple[Finding, ...]:
    """The `NUM…` findings on one sentence; `start_char` is added to their offsets.

    Recomputes n of N beside a percentage, sums, changes from a to b beside the change stated, spans of years, and
    dates. Abstains wherever a number needed isn't in the sentence.
    """
    found = quantities(text)
    if len(found) > _MOST_NUMBERS:
        return ()
    return (
        *_shares(text, found, start_char),
        *_sums(text, found, start_char),
        *_changes(text, found, start_char),
        *_spans(text, found, start_char),
        *_dates(text, start_char),
    )


def _shares(text: str, found: Sequence[Quantity], shift: int) -> Iterator[Finding]:
    for item in found:
        if item.whole is None or item.kind is not QuantityKind.COUNT:
            continue
        if item.value > item.whole:
            yield _at(item, shift, "NUM004", f"{_n(item.value)} of {_n(item.whole)}: the part is larger than the whole")
            continue
        stated = [other for other in found if other.kind is QuantityKind.PERCENT and _restates(text, item, other)]
        share = 100 * item.value / item.whole if item.whole else 0.0
        if len(stated) == 1 and item.whole and not _near(stated[0].value, share, 1.0):
            message = f"{_n(item.value)} of {_n(item.whole)} is {share:.1f} percent, not {_n(stated[0].value)}"
            yield _at(item, shift, "NUM004", message)


def _restates(text: str, part: Quantity, percent: Quantity) -> bool:
    """Whether the percentage is put beside "n of N" as the same thing: "31 of 50 (62 %)", "62 percent, or 31 of 50"."""
    first, second = sorted((part, percent), key=lambda item: item.start_char)
    return bool(_RESTATED.search(text[first.end_char : second.start_char]))


def _sums(text: str, found: Sequence[Quantity], shift: int) -> Iterator[Finding]:
    """Parts and their total, where the sentence names exactly one total of one kind of number."""
    if not _SUM.search(text):
        return
    counts = [item for item in found if item.kind in {QuantityKind.COUNT, QuantityKind.MONEY}]
    if len(counts) < 3:
        return
    total = max(counts, key=lambda item: item.value)
    parts = [item for item in counts if item is not total]
    units = {item.unit for item in counts if item.kind is QuantityKind.MONEY}
    summed = sum(item.value for item in parts)
    close = 0.7 * total.value <= summed <= 1.3 * total.value
    if (
        len(units) <= 1
        and close
        and not _near(summed, total.value, _TOLERANCE * total.value if total.value > 1000 else 0.5)
    ):
        terms = " + ".join(_n(item.value) for item in parts)
        yield _at(total, shift, "NUM005", f"{terms} is {_n(summed)}, not {_n(total.value)}")


def _changes(text: str, found: Sequence[Quantity], shift: int) -> Iterator[Finding]:
    """A change "from a to b" beside its size: in percentage points, in percent, or as doubling and halving."""
    match = _CHANGE.search(text)
    if match is None:
        return
    first = next((item for item in found if item.start_char > match.start()), None)
    second = next((item for item in found if item.start_char >= match.end()), None)
    if first is None or second is None or first is second or first.start_char > match.end():
        return
    percent = QuantityKind.PERCENT
    shares = second.kind is percent and (first.kind is percent or first.unit is None)
    others = [item for item in found if item is not first and item is not second]
    for item in others:
        points, relative = abs(second.value - first.value), _relative(first.value, second.value)
        if item.kind is QuantityKind.POINTS and shares and not _near(item.value, points, 0.6):
            message = (
                f"from {_n(first.value)} to {_n(second.value)} percent are {_n(points)} points, not {_n(item.value)}"
            )
            yield _at(item, shift, "NUM002", message)
        elif (
            item.kind is percent and relative is not None and not _near(item.value, relative, max(1.0, 0.04 * relative))
        ):
            if shares and _near(item.value, points, 0.6):
                message = f"{_n(item.value)} percentage points, which is {relative:.0f} percent of {_n(first.value)}"
                yield _at(item, shift, "NUM002", message)
            elif not shares and first.kind is second.kind:
                message = (
                    f"from {_n(first.value)} to {_n(second.value)} is {relative:.0f} percent, not {_n(item.value)}"
                )
                yield _at(item, shift, "NUM006", message)
    factor = _named_factor(text)
    if factor and first.value and (shares or first.kind is second.kind):
        actual = second.value / first.value
        if not _near(actual, factor, 0.12 * factor):
            message = f"from {_n(first.value)} to {_n(second.value)} is a factor of {actual:.2g}"
            yield _at(second, shift, "NUM006", message)


def _named_factor(text: str) -> float | None:
    for pattern, factor in (
        (r"\bdoubl(?:ed|es|ing)\b", 2.0),
        (r"\btripl(?:ed|es|ing)\b", 3.0),
        (r"\bhalv(?:ed|es|ing)\b", 0.5),
    ):
        if re.search(pattern, text, re.IGNORECASE):
            return factor
    return None


def _spans(text: str, found: Sequence[Quantity], shift: int) -> Iterator[Finding]:
    """Years between two dates: "from 1990 to 2005, 20 years"."""
    if not _SPAN.search(text):
        return
    years = [item for item in found if item.kind is QuantityKind.YEAR]
    lengths = [item for item in found if item.unit == "year" and item.kind is QuantityKind.COUNT]
    if len(years) == 2 and len(lengths) == 1:
        span = abs(years[1].value - years[0].value)
        if not _near(lengths[0].value, span, 1.0):
            message = (
                f"from {_n(years[0].value)} to {_n(years[1].value)} are {_n(span)} years, not {_n(lengths[0].value)}"
            )
            yield _at(lengths[0], shift, "NUM007", message)


def _dates(text: str, shift: int) -> Iterator[Finding]:
    for match in _DATE.finditer(text):
        day, month = match["day"] or match["day2"], (match["month"] or match["month2"]).lower()
        # "may" and "mar" are words too; a date is written with a capital.
        if not match[0].lstrip("0123456789 stndrhof")[:1].isupper():
            continue
        if int(day) > _MONTH_DAYS[month] or int(day) == 0:
            yield finding(
                "NUM008",
                f"there is no such day: “{match[0]}”",
                start_char=shift + match.start(),
                end_char=shift + match.end(),
            )


def _relative(first: float, second: float) -> float | None:
    return 100 * abs(second - first) / first if first else None


def _near(one: float, other: float, tolerance: float) -> bool:
    return abs(one - other) <= tolerance


def _n(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) and value > 9999 else f"{value:g}"


def _at(item: Quantity, shift: int, code: str, message: str) -> Finding:
    return finding(
        code,
        message,
        field="number",
        cited=item.text,
        start_char=shift + item.start_char,
        end_char=shift + item.end_char,
    )
