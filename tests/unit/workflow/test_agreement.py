"""Agreement figures against worked examples."""

from typing import cast

import pytest

from obelize.domain.review import Verdict
from obelize.workflow.review_desk.agreement import agreement_of, pair_agreement

V, U, R, X = Verdict
# Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), example C: four observers, twelve units, α = 0.743.
OBSERVERS = (
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
)


def test_alpha_of_the_published_example() -> None:
    units = [
        {f"observer {number}": cast("Verdict", value) for number, value in enumerate(unit) if value != "."}
        for unit in zip(*(observer.split() for observer in OBSERVERS), strict=True)
    ]
    found = agreement_of(units)
    assert found.alpha == pytest.approx(0.743, abs=0.0005)
    assert (found.n, found.disputed) == (11, 3)


def test_kappa_of_a_worked_example() -> None:
    """The textbook table 20, 5, 10, 15: observed 0.7, expected 0.5, κ 0.4."""
    verdicts = [(V, V)] * 20 + [(V, U)] * 5 + [(U, V)] * 10 + [(U, U)] * 15
    found = pair_agreement(("ada", "tom"), verdicts)
    assert found.n == 50
    assert found.percent == pytest.approx(70)
    assert found.kappa == pytest.approx(0.4)


def test_where_chance_explains_everything_there_is_no_kappa() -> None:
    found = agreement_of([{"ada": V, "tom": V}] * 3)
    assert (found.n, found.pairs[0].percent, found.pairs[0].kappa, found.alpha) == (3, 100, None, None)


def test_nothing_shared_gives_nothing() -> None:
    found = agreement_of([{"ada": V}, {"tom": U}])
    assert (found.n, found.alpha, found.pairs) == (0, None, ())
    assert pair_agreement(("ada", "tom"), []).kappa is None


def test_perfect_and_worse_than_chance() -> None:
    assert agreement_of([{"a": V, "b": V}, {"a": U, "b": U}]).alpha == pytest.approx(1)
    worse = agreement_of([{"a": V, "b": U}, {"a": U, "b": V}]).alpha
    assert worse is not None
    assert worse < 0
