"""A speaker's record: the share of decided claims that were verified, with how sure that is."""

import math
from dataclasses import dataclass

_PRIOR = 0.5  # Jeffreys' prior: the interval is sensible for few cases and for 0 or all of them
_TINY = 1e-300
_STEPS = 60


@dataclass(frozen=True, slots=True)
class TrackRecord:
    """`verified` of `decided` claims; `low` and `high` bound the 95 % credible interval of the share."""

    verified: int
    decided: int
    low: float
    high: float

    @property
    def share(self) -> float:
        """The share verified; 0 where nothing was decided."""
        return self.verified / self.decided if self.decided else 0.0


def track_record(verified: int, decided: int) -> TrackRecord:
    """The record with the equal-tailed 95 % interval of Beta(verified + ½, decided - verified + ½).

    As is usual with this interval, it reaches to 0 where nothing was verified and to 1 where all was.
    """
    a, b = verified + _PRIOR, decided - verified + _PRIOR
    low = 0.0 if verified == 0 else _quantile(0.025, a, b)
    high = 1.0 if verified == decided else _quantile(0.975, a, b)
    return TrackRecord(verified, decided, low, high)


def _quantile(probability: float, a: float, b: float) -> float:
    low, high = 0.0, 1.0
    for _ in range(_STEPS):
        middle = (low + high) / 2
        if _cumulative(middle, a, b) < probability:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _cumulative(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function, by Lentz's continued fraction (DLMF 8.17.22)."""
    if x <= 0.0 or x >= 1.0:
        return float(x >= 1.0)
    if x > (a + 1) / (a + b + 2):
        return 1.0 - _cumulative(1.0 - x, b, a)
    front = math.exp(
        a * math.log(x) + b * math.log1p(-x) + math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) - math.log(a)
    )
    c, d = 1.0, 1.0 / _nonzero(1.0 - (a + b) * x / (a + 1))
    value = d
    for m in range(1, 400):
        for numerator in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1.0 / _nonzero(1.0 + numerator * d)
            c = _nonzero(1.0 + numerator / c)
            value *= c * d
        if abs(c * d - 1.0) < 1e-14:
            break
    return front * value


def _nonzero(value: float) -> float:
    return value if abs(value) > _TINY else _TINY
