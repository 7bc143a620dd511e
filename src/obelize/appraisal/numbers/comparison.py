"""The numbers of a summary's sentence against those of the passage it stands on."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from obelize.appraisal.numbers.quantities import Quantity, QuantityKind, quantities
from obelize.domain.finding import Finding
from obelize.rulebook import finding

_MOST_NUMBERS = 200  # more are a table, in which nothing can be told apart
_SCALES = (1e3, 1e6, 1e9)
_ROUND = re.compile(
    r"\b(?:about|around|roughly|some|nearly|almost|over|under|more than|less than|up to|approximately)\W+$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class NumberMismatch:
    """A number that stands differently in sentence and passage, with the finding that says so."""

    stated: Quantity
    said: Quantity
    finding: Finding


def number_mismatches(sentence: str, passage: str, around: str) -> tuple[NumberMismatch, ...]:
    """The numbers of `sentence` that contradict `passage`; empty where nothing can be told.

    A number contradicts only if another number of the passage, not used otherwise, counts the same thing. One that
    occurs `around` the passage, or rounds a number said, or restates it ("1 percent" for "one in a hundred"), agrees.
    """
    stated, said = quantities(sentence), quantities(passage)
    nearby = quantities(around)
    if max(len(stated), len(said), len(nearby)) > _MOST_NUMBERS:
        return ()
    open_stated = [item for item in stated if not any(_agree(item, other, sentence, passage) for other in said)]
    open_said = [item for item in said if not any(_agree(other, item, sentence, passage) for other in stated)]
    found: list[NumberMismatch] = []
    for item in open_stated:
        if any(_agree(item, other, sentence, around) for other in nearby):
            continue
        rival = _rival(item, open_said) or next((other for other in said if _slips(item, other)), None)
        if rival is not None:
            found.append(NumberMismatch(item, rival, _finding(item, rival)))
    return tuple(found)


def _agree(one: Quantity, other: Quantity, text: str, other_text: str) -> bool:
    shares = (one.percent, other.percent)
    restated = one.kind is not other.kind or one.whole != other.whole
    if restated and shares[0] is not None and shares[1] is not None and abs(shares[0] - shares[1]) <= 0.5:
        return True
    pair = {one.kind, other.kind}
    if pair == {QuantityKind.PERCENT, QuantityKind.POINTS} or QuantityKind.FRACTION in pair:
        return one.kind is other.kind and one.value == other.value
    if one.kind is other.kind is QuantityKind.MONEY and one.unit != other.unit and one.unit and other.unit:
        return False
    return one.value == other.value or _rounds(one, other, text) or _rounds(other, one, other_text)


def _rounds(rounded: Quantity, exact: Quantity, text: str) -> bool:
    """Whether `rounded` is `exact` with fewer digits, or so announced ("about")."""
    if rounded.kind is not exact.kind or rounded.kind is QuantityKind.YEAR or not exact.value:
        return False
    off = abs(rounded.value - exact.value) / abs(exact.value)
    digits = len(f"{rounded.value:g}".replace(".", "").rstrip("0"))
    fewer = digits < len(f"{exact.value:g}".replace(".", "").rstrip("0"))
    announced = bool(_ROUND.search(text[: rounded.start_char]))
    return fewer and off <= (0.06 if announced else 0.03)


def _rival(item: Quantity, said: Sequence[Quantity]) -> Quantity | None:
    """The said number that `item` must be meant for: the same kind of number about the same thing."""
    ranked = sorted(_kinship(item, said), key=lambda pair: -pair[0])
    return ranked[0][1] if ranked else None


def _kinship(item: Quantity, said: Sequence[Quantity]) -> Iterator[tuple[float, Quantity]]:
    for other in said:
        same_kind = item.kind is other.kind
        if {item.kind, other.kind} == {QuantityKind.PERCENT, QuantityKind.POINTS}:
            if item.value == other.value:
                yield 3.0, other
            continue
        if not same_kind or QuantityKind.FRACTION is item.kind:
            continue
        if item.unit and other.unit and item.unit != other.unit and item.kind is QuantityKind.MONEY:
            continue
        overlap = len(item.nearby & other.nearby)
        if item.kind in {QuantityKind.PERCENT, QuantityKind.POINTS, QuantityKind.YEAR, QuantityKind.MONEY}:
            yield 1.5 + overlap, other
        elif item.unit and item.unit == other.unit:
            yield 2.0 + overlap, other
        elif overlap or (item.whole is not None and other.whole is not None):
            yield 1.0 + overlap, other


def _slips(one: Quantity, other: Quantity) -> bool:
    low, high = sorted((one.value, other.value))
    return low > 0 and high / low in _SCALES and (one.unit == other.unit or bool(one.nearby & other.nearby))


def _finding(stated: Quantity, said: Quantity) -> Finding:
    low, high = sorted((abs(stated.value), abs(said.value)))
    kinds = {stated.kind, said.kind}
    code, what = "NUM001", "the number differs"
    if kinds == {QuantityKind.PERCENT, QuantityKind.POINTS}:
        code, what = "NUM002", "percent and percentage points are confused"
    elif low > 0 and any(abs(high / low - scale) < 1e-6 * scale for scale in _SCALES):
        code, what = "NUM003", "the number is off by a power of a thousand"
    message = f"{what}: said “{said.text}”, stated “{stated.text}”"
    return finding(code, message, field="number", cited=stated.text, found=said.text)
