"""One sentence a kind, and what settles it."""

import pytest

from obelize.domain.claim import ClaimKind
from obelize.extraction.kinds import kind_of


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        (ClaimKind.QUANTITY, "About 40 percent of the pumps cost more than $300."),
        (ClaimKind.CAUSAL, "Because of that, caffeine reduces sleep and increases the risk."),
        (ClaimKind.COMPARISON, "The new engine is the fastest and much better than the old one."),
        (ClaimKind.ATTRIBUTION, "Kaplan and others showed in 2020 that the loss falls as a power law."),
        (ClaimKind.EVENT, "In 1998 the company was founded in Geneva and launched two years later."),
        (ClaimKind.MECHANISM, "The brain is a system of cells called neurons."),
        (ClaimKind.PREDICTION, "By 2028 most phones will run a distilled model locally."),
    ],
)
def test_one_sentence_a_kind(kind: ClaimKind, sentence: str) -> None:
    assert kind_of(sentence) is kind


def test_a_forecast_needs_a_date_to_settle_the_kind() -> None:
    assert kind_of("By 2028 half of the studies will cost 40 percent more than today.") is ClaimKind.PREDICTION
