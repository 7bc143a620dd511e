"""Whether the words of a quotation are in the transcript at all: a small fitted model over its alignment."""

import math
from collections.abc import Mapping
from functools import cache

from obelize.appraisal.quotations.lexicon import lexicon
from obelize.appraisal.quotations.placing import Place
from obelize.rulebook import shipped_rulebook

_WINDOW = 8


def presence_features(place: Place) -> dict[str, float]:
    """What the presence model looks at, each 0 to 1 or a little below.

    `coverage`: share of the quotation's weight that is matched. `worst_window`: the least share matched in any
    eight neighbouring units, low where one end of the quotation comes from elsewhere. `longest_gap`: the heaviest
    stretch without two matches in a row. `score`: the alignment's.
    """
    words = lexicon()
    weights = [words.weight(key) for key in place.quoted.keys]
    total = sum(weights)
    matched = _matched(place)
    gap = longest = 0.0
    for at, weight in enumerate(weights):
        alone = not (matched[at] and (matched[at - 1 : at] == [True] or matched[at + 1 : at + 2] == [True]))
        gap = gap + weight if alone else 0.0
        longest = max(longest, gap)
    worst = 1.0
    for begin in range(max(1, len(weights) - _WINDOW + 1)):
        window = weights[begin : begin + _WINDOW]
        kept = sum(w for w, hit in zip(window, matched[begin:], strict=False) if hit)
        worst = min(worst, kept / sum(window))
    coverage = sum(w for w, hit in zip(weights, matched, strict=True) if hit) / total
    return {"coverage": coverage, "worst_window": worst, "longest_gap": longest / total, "score": place.score}


def probability_present(place: Place) -> float:
    """How probable it is, 0 to 1, that the quotation renders this place and not one or several others."""
    weights = _model()
    odds = weights["bias"] + sum(weights[name] * value for name, value in presence_features(place).items())
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, odds))))


def _matched(place: Place) -> list[bool]:
    matched = [False] * len(place.quoted)
    for step in place.steps:
        joined = step.i1 > step.i0 and step.j1 > step.j0 and step.i1 - step.i0 != step.j1 - step.j0
        if step.same or joined:
            matched[step.i0 : step.i1] = [True] * (step.i1 - step.i0)
    return matched


@cache
def _model() -> Mapping[str, float]:
    table: Mapping[str, float] = dict(shipped_rulebook().tables["quotations"]["presence"])  # type: ignore[call-overload]
    return table
