"""How much works resemble the best few among them: what those are about, a query need not have put in their words.

Works that answer the same question share more words with one another than with the question (the cluster hypothesis:
van Rijsbergen, 1979; pseudo-relevance feedback uses the same). Likeness between works is the cosine of their terms'
weights, (1 + ln times) · inverse document frequency, the latter counted among the compared works: words that all of
them have, such as the query's own, say nothing.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache

_MODELS = 3
_SHARPNESS = 30.0
_SHARE = 2.5

Vector = Mapping[str, float]


def with_resemblance(scores: Sequence[float], works: Sequence[Mapping[str, int]]) -> list[float]:
    """Each work's score joined with its resemblance to the works of the highest scores, on the same scale.

    `works` give how often each term occurs. A model's say falls off exponentially with its distance from the best
    score, relative to that, so that a clear winner is the only model. A work that is the only model keeps its score.
    """
    best = max(scores, default=0.0)
    if best <= 0:
        return list(scores)
    rarity = _rarity_among(works)
    models = sorted(range(len(scores)), key=lambda place: (-scores[place], place))[:_MODELS]
    says = [math.exp(_SHARPNESS * (scores[place] / best - 1)) for place in models]
    model = _mean([_vector(works[place], rarity) for place in models], says)
    return [
        (score + _SHARE * best * _likeness(model, work, rarity)) / (1 + _SHARE)
        for score, work in zip(scores, works, strict=True)
    ]


def _rarity_among(works: Sequence[Mapping[str, int]]) -> Vector:
    documents: Counter[str] = Counter()
    for work in works:
        documents.update(work.keys())
    rarity = [math.log(1 + (len(works) - held + 0.5) / (held + 0.5)) for held in range(len(works) + 1)]
    return {term: rarity[held] for term, held in documents.items()}


def _vector(work: Mapping[str, int], rarity: Vector) -> Vector:
    weights = {term: _damped(times) * rarity[term] for term, times in work.items()}
    length = math.hypot(*weights.values()) or 1.0
    return {term: weight / length for term, weight in weights.items()}


@cache
def _damped(times: int) -> float:
    return 1 + math.log(times)


def _mean(vectors: Sequence[Vector], says: Sequence[float]) -> Vector:
    total = sum(says)
    mean: dict[str, float] = {}
    for vector, say in zip(vectors, says, strict=True):
        for term, weight in vector.items():
            mean[term] = mean.get(term, 0.0) + weight * say / total
    return mean


def _likeness(model: Vector, work: Mapping[str, int], rarity: Vector) -> float:
    weights = [_damped(times) * rarity[term] for term, times in work.items()]
    length = math.sqrt(sum(weight * weight for weight in weights)) or 1.0
    shared = sum(model[term] * weight for term, weight in zip(work, weights, strict=True) if term in model)
    return shared / length
