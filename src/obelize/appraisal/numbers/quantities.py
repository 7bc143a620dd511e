"""Quantities in a text: value, what it counts, and whether it is a share, a year or a sum of money."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from obelize.appraisal.quotations.lexicon import lexicon
from obelize.appraisal.quotations.numerals import digits_value, number_words
from obelize.appraisal.quotations.units import Units, units_of
from obelize.appraisal.stems import stem

_DIGITS = frozenset("0123456789")
_ORDINAL = re.compile(r"([1-9]\d{0,3})th")
_LABEL = 30  # characters before a number that can make it part of a name
_VERSION = re.compile(r"[^\W\d_][\w]*[-–]$")


class QuantityKind(StrEnum):
    """What sort of number it is."""

    COUNT = "count"
    PERCENT = "percent"
    POINTS = "percentage points"
    MONEY = "money"
    YEAR = "year"
    FRACTION = "fraction"


@dataclass(frozen=True, slots=True)
class Quantity:
    """One quantity. Offsets are characters in the text read.

    `unit` is the stem of what is counted or measured ("metr", "dollar"), None where that can't be told. `nearby`
    are the stems of weight on either side. `whole` is N in "n of N". A fraction ("a third") has its value in
    percent.
    """

    value: float
    kind: QuantityKind
    unit: str | None
    nearby: frozenset[str]
    start_char: int
    end_char: int
    text: str
    whole: float | None = None

    @property
    def percent(self) -> float | None:
        """The share in percent, where it is one."""
        if self.kind in {QuantityKind.PERCENT, QuantityKind.FRACTION}:
            return self.value
        return 100 * self.value / self.whole if self.whole else None


def quantities(text: str) -> tuple[Quantity, ...]:
    """All quantities of `text` in order. Clock times, versions ("GPT-4") and ordinals are none."""
    units = units_of(text)
    return tuple(_quantities(units))


def _quantities(units: Units) -> Iterator[Quantity]:
    for at, key in enumerate(units.keys):
        if (share := _fraction(units, at)) is not None:
            yield _quantity(units, at, at + 1, 100 * share, QuantityKind.FRACTION, None)
        elif key[0] in _DIGITS and (value := digits_value(key)) is not None and not _is_label(units, at):
            yield _read(units, at, value)


def _fraction(units: Units, at: int) -> float | None:
    """The share that "half", "a quarter" or "a third" names; None for "half past" and "one and a half"."""
    before = units.keys[at - 1] if at else ""
    after = units.keys[at + 1] if at + 1 < len(units) else ""
    if after == "past" or (before == "a" and at > 1 and units.keys[at - 2] == "and"):
        return None
    if ordinal := _ORDINAL.fullmatch(units.keys[at]):
        return 1 / int(ordinal[1]) if before in {"a", "1"} and int(ordinal[1]) > 2 else None
    return number_words().fractions.get(units.keys[at])


def _is_label(units: Units, at: int) -> bool:
    """Whether the number is part of a clock time, a date with slashes, a version or a name."""
    before = units.text[max(0, units.starts[at] - _LABEL) : units.starts[at]]
    after = units.text[units.ends[at] : units.ends[at] + 2]
    if before[-1:] in {":", "/"} and before[-2:-1].isdigit():
        return True
    if after[:1] in {":", "/"} and after[1:2].isdigit():
        return True
    return bool(_VERSION.search(before)) and units.text[units.starts[at]].isdigit()


def _read(units: Units, at: int, value: float) -> Quantity:
    following = units.keys[at + 1 : at + 4]
    sign = units.text[units.starts[at] - 1 : units.starts[at]] if units.starts[at] else ""
    kind, unit, end = QuantityKind.COUNT, None, at + 1
    if following[:1] == ("percent",):
        kind, end = QuantityKind.PERCENT, at + 2
        if following[1:2] and following[1].startswith("point"):
            kind, end = QuantityKind.POINTS, at + 3
    elif following[:1] == ("percentage",) or (following[:1] and following[0] in {"point", "points"}):
        kind, end = QuantityKind.POINTS, at + (3 if following[0] == "percentage" else 2)
    elif sign in number_words().currency_signs:
        kind, unit = QuantityKind.MONEY, number_words().currency_signs[sign]
    elif following and following[0] in number_words().currencies:
        kind, unit, end = QuantityKind.MONEY, number_words().currencies[following[0]], at + 2
    elif _is_year(units, at, value):
        kind = QuantityKind.YEAR
    whole = _whole(units, at)
    return _quantity(units, at, end, value, kind, unit, whole)


def _is_year(units: Units, at: int, value: float) -> bool:
    written = units.text[units.starts[at] : units.ends[at]]
    before = units.keys[at - 1] if at else "in"
    return value == int(value) and 1500 <= value <= 2100 and "," not in written and before in lexicon().before_year


def _whole(units: Units, at: int) -> float | None:
    """N of "n of N", "n out of the N" and "n in N"."""
    place, linked = at + 1, False
    while place < min(len(units), at + 5):
        key = units.keys[place]
        if linked and key[0] in _DIGITS:
            return digits_value(key)
        if key in lexicon().part_links:
            linked = True
        elif key not in lexicon().part_fillers:
            return None
        place += 1
    return None


def _quantity(
    units: Units, at: int, end: int, value: float, kind: QuantityKind, unit: str | None, whole: float | None = None
) -> Quantity:
    words = lexicon()

    def telling(positions: range, limit: int) -> list[str]:
        keys = [units.keys[k] for k in positions if 0 <= k < len(units)]
        return [stem(key) for key in keys if not words.is_light(key) and key[0] not in _DIGITS][:limit]

    after, before = telling(range(end, end + 6), 2), telling(range(at - 1, at - 6, -1), 2)
    start_char, end_char = units.starts[at], units.ends[end - 1]
    touching = end < len(units) and not re.search(r"[.,;:]", units.text[end_char : units.starts[end]])
    if kind is QuantityKind.COUNT and touching and end < len(units) and units.keys[end][0] not in _DIGITS:
        unit = after[0] if after and not words.is_light(units.keys[end]) else None
    nearby = frozenset(after) | frozenset(before)
    return Quantity(value, kind, unit, nearby, start_char, end_char, units.text[start_char:end_char], whole)
