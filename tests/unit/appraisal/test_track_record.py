"""The interval of a speaker's record, against values from tables of the beta distribution."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from obelize.appraisal.track_record import track_record


@pytest.mark.parametrize(
    ("verified", "decided", "low", "high"),
    # 95 % Jeffreys intervals as published (Brown, Cai, DasGupta 2001, table 5) for n = 10 and others by R's qbeta
    [(0, 10, 0.0, 0.217), (1, 10, 0.011, 0.381), (3, 10, 0.093, 0.606), (5, 10, 0.224, 0.776), (10, 10, 0.783, 1.0)],
)
def test_known_intervals(verified: int, decided: int, low: float, high: float) -> None:
    record = track_record(verified, decided)
    assert record.low == pytest.approx(low, abs=0.002)
    assert record.high == pytest.approx(high, abs=0.002)


@settings(deadline=None)
@given(st.integers(0, 60), st.integers(0, 60))
def test_the_interval_holds_the_share_and_mirrors(verified: int, other: int) -> None:
    record, mirrored = track_record(verified, verified + other), track_record(other, verified + other)
    assert 0 <= record.low <= record.high <= 1
    if record.decided:
        assert record.low <= record.share <= record.high
        assert record.low == pytest.approx(1 - mirrored.high, abs=1e-9)


def test_more_cases_narrow_the_interval() -> None:
    few, many = track_record(5, 10), track_record(50, 100)
    assert many.high - many.low < few.high - few.low
