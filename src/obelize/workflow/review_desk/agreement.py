"""How far reviewers agree: percent, Cohen's κ and Krippendorff's α, each with the n it rests on. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from obelize.domain.review import Verdict

Ratings = Mapping[str, Verdict]  # one item's verdicts by reviewer


@dataclass(frozen=True, slots=True)
class PairAgreement:
    """Two reviewers on the `n` items that both decided.

    `percent` is 0 to 100, `kappa` is Cohen's κ = (observed − expected) / (1 − expected) (Cohen 1960); None where n
    is 0, or for κ where chance alone would make them agree always.
    """

    reviewers: tuple[str, str]
    n: int
    percent: float | None
    kappa: float | None


@dataclass(frozen=True, slots=True)
class Agreement:
    """All reviewers on the `n` items that two or more decided, `pairs` two by two.

    `alpha` is Krippendorff's α for nominal data with missing values (Krippendorff 2011), None where undefined.
    `disputed` is the number of items on which they differ.
    """

    n: int
    disputed: int
    alpha: float | None
    pairs: tuple[PairAgreement, ...]


def agreement_of(items: Iterable[Ratings]) -> Agreement:
    """How far the reviewers of these items agree."""
    shared = [ratings for ratings in items if len(ratings) > 1]
    reviewers = sorted({reviewer for ratings in shared for reviewer in ratings})
    pairs = []
    for one, other in combinations(reviewers, 2):
        both = [(ratings[one], ratings[other]) for ratings in shared if one in ratings and other in ratings]
        if both:
            pairs.append(pair_agreement((one, other), both))
    disputed = sum(len(set(ratings.values())) > 1 for ratings in shared)
    return Agreement(len(shared), disputed, _alpha(shared), tuple(pairs))


def pair_agreement(reviewers: tuple[str, str], verdicts: Sequence[tuple[Verdict, Verdict]]) -> PairAgreement:
    """Percent and κ of two series of verdicts on the same items."""
    n = len(verdicts)
    if not n:
        return PairAgreement(reviewers, 0, None, None)
    observed = sum(one == other for one, other in verdicts) / n
    firsts, seconds = Counter(one for one, _ in verdicts), Counter(other for _, other in verdicts)
    expected = sum(firsts[verdict] * seconds[verdict] for verdict in firsts) / n**2
    kappa = None if expected == 1 else (observed - expected) / (1 - expected)
    return PairAgreement(reviewers, n, 100 * observed, kappa)


def _alpha(shared: Sequence[Ratings]) -> float | None:
    """1 − observed / expected disagreement, over the coincidences of verdicts within items."""
    weights: dict[tuple[Verdict, Verdict], float] = {}
    for ratings in shared:
        counts = Counter(ratings.values())
        for one in counts:
            for other in counts:
                pairs = counts[one] * (counts[other] - (one == other))
                weights[one, other] = weights.get((one, other), 0.0) + pairs / (len(ratings) - 1)
    totals: dict[Verdict, float] = {}
    for (one, _), weight in weights.items():
        totals[one] = totals.get(one, 0.0) + weight
    n = sum(totals.values())
    differing = sum(weight for (one, other), weight in weights.items() if one != other)
    expected = sum(totals[one] * totals[other] for one in totals for other in totals if one != other)
    return 1 - (n - 1) * differing / expected if expected else None
