"""A linear reading over hashed words and pairs of words: what a debate's stock phrases are good for."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from obelize.extraction.model.tokens import Tokens

_BORDER = np.uint64(0x5851F42D4C957F2D)
_SPREAD = np.uint64(0x9E3779B97F4A7C15)
_STEP = np.uint64(0xC2B2AE3D27D4EB4F)


@dataclass(frozen=True, slots=True)
class HashedWords:
    """For each sentence its words and pairs of neighbouring words as buckets; sentences' borders count as words.

    `buckets` are in the order of the sentences, `firsts` where each sentence begins in them (none is empty).
    """

    buckets: NDArray[np.intp]
    firsts: NDArray[np.intp]


def hashed_words(tokens: Tokens, starts: NDArray[np.intp], bits: int) -> tuple[HashedWords, HashedWords]:
    """Single words and pairs of the sentences that begin at the tokens `starts`, in 2 ** `bits` buckets each."""
    count, sentences = len(tokens.keys), len(starts)
    lengths = np.diff(starts, append=count)
    line = np.full(count + sentences + 1, _BORDER)
    line[np.arange(count) + np.repeat(np.arange(1, sentences + 1), lengths)] = tokens.keys
    single = _mixed(line)
    pairs = _mixed(single[:-1] * _STEP + line[1:])
    shift = np.uint64(64 - bits)
    firsts = starts + np.arange(sentences)
    return (
        HashedWords((single[:-1] >> shift).astype(np.intp), firsts),
        HashedWords((pairs >> shift).astype(np.intp), firsts),
    )


class LinearReading:
    """Log-odds from the sum of the buckets' weights, divided by the root of their number."""

    def __init__(self, weights: NDArray[Any], scale: float, intercept: float) -> None:
        self._weights = weights.astype(np.float32) * np.float32(scale)
        self._intercept = np.float32(intercept)
        self._bits = int(weights.shape[1]).bit_length() - 1

    def scores(self, tokens: Tokens, starts: NDArray[np.intp]) -> NDArray[np.float32]:
        """Log-odds of the sentences that begin at the tokens `starts`."""
        if not len(starts):
            return np.zeros(0, np.float32)
        words = hashed_words(tokens, starts, self._bits)
        sums = sum(
            np.add.reduceat(table[part.buckets], part.firsts) for table, part in zip(self._weights, words, strict=True)
        )
        lengths = np.diff(starts, append=len(tokens.keys)) + 1
        reading: NDArray[np.float32] = (sums / np.sqrt(2.0 * lengths) + self._intercept).astype(np.float32)
        return reading


def _mixed(keys: NDArray[np.uint64]) -> NDArray[np.uint64]:
    keys = (keys ^ (keys >> np.uint64(29))) * _SPREAD
    return keys ^ (keys >> np.uint64(32))
