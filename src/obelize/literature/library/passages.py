"""The sentence of an abstract that shares most with a text."""

from collections.abc import Mapping

from obelize.domain.sentences import sentences
from obelize.literature.library.stemming import Stemmer


def best_sentence(text: str, weights: Mapping[str, float], stemmer: Stemmer) -> str | None:
    """The sentence whose terms carry most of `weights`; None where none carries any."""
    parts = sentences(text)
    scored = [
        (sum(weights.get(term, 0.0) for term in set(terms)), part)
        for part, terms in zip(parts, stemmer.terms_of(parts), strict=True)
    ]
    best = max(scored, key=lambda pair: pair[0], default=(0.0, ""))
    return best[1] if best[0] > 0 else None
