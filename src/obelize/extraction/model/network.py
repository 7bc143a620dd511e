"""The trained network: convolutions over word vectors, pooled by sentence, in plain numpy.

Vectors and the three taps of a convolution are multiplied out when the weights are loaded, so that a token costs four
look-ups and no matrix product.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from obelize.domain.claim import ClaimKind
from obelize.extraction.model.ngrams import LinearReading
from obelize.extraction.model.tokens import CASINGS, PAD_CASING, Tokens

Floats = NDArray[np.float32]
KINDS = (
    ClaimKind.QUANTITY,
    ClaimKind.CAUSAL,
    ClaimKind.COMPARISON,
    ClaimKind.ATTRIBUTION,
    ClaimKind.EVENT,
    ClaimKind.MECHANISM,
    ClaimKind.PREDICTION,
)
_PAD_ROW = 0
_PRODUCT_ROWS = 32


@dataclass(frozen=True, slots=True)
class SentenceScores:
    """What the network says of each sentence, as log-odds.

    Worthiness in spoken commentary (`talk`) and in political debates (`debate`, and `phrases` by words and pairs of
    words alone), whether it sounds like a debate (`register`), and one column for each of `KINDS`.
    """

    talk: Floats
    debate: Floats
    phrases: Floats
    register: Floats
    kinds: Floats

    def __len__(self) -> int:
        return len(self.talk)


class Network:
    """Scores sentences. `weights` are the arrays of `weights.npz`, see `metrics.md` beside it.

    Its members, `0.…`, `1.…`, were trained apart; what they say is added up, each at the scale that its arrays have.
    """

    def __init__(self, weights: Mapping[str, NDArray[Any]]) -> None:
        numbers = sorted({name.partition(".")[0] for name in weights if "." in name})
        self._members = [
            _Convolution({name.partition(".")[2]: weights[name] for name in weights if name.startswith(f"{number}.")})
            for number in numbers
        ]
        self._phrases = LinearReading(
            weights["phrases"], float(weights["phrase_scale"]), float(weights["phrase_intercept"])
        )

    def scores(self, tokens: Tokens, starts: NDArray[np.intp]) -> SentenceScores:
        """Scores of the sentences that begin at the tokens `starts` (ascending; equal ones mark empty sentences)."""
        out = np.sum([member.outputs(tokens, starts) for member in self._members], axis=0)
        return SentenceScores(out[:, 0], out[:, 1], self._phrases.scores(tokens, starts), out[:, 2], out[:, 3:])


class _Convolution:
    """One member: its outputs are those of `SentenceScores` but for `phrases`, a column each, kinds last."""

    def __init__(self, weights: Mapping[str, NDArray[Any]]) -> None:
        self._words = weights["words"]
        self._suffix_rows = int(weights["suffix_rows"])
        vectors = weights["vectors"].astype(np.float32) * weights["vector_scales"].astype(np.float32)
        casings = weights["casings"].astype(np.float32)
        taps = weights["taps"].astype(np.float32)
        self._before, self._here, self._after = (vectors @ tap for tap in taps)
        around = [casings @ tap for tap in taps]
        triples = around[0][:, None, None] + around[1][None, :, None] + around[2][None, None, :]
        self._casings = triples.reshape(CASINGS**3, -1) + weights["bias"].astype(np.float32)
        self._hidden, self._hidden_bias = (weights[name].astype(np.float32) for name in ("hidden", "hidden_bias"))
        self._out, self._out_bias = (weights[name].astype(np.float32) for name in ("out", "out_bias"))
        self._mean_share = float(weights["mean_share"])

    def outputs(self, tokens: Tokens, starts: NDArray[np.intp]) -> Floats:
        """One row for each sentence."""
        sentences = len(starts)
        count = len(tokens.keys)
        lengths = np.diff(starts, append=count)
        places = np.arange(count) + np.repeat(np.arange(1, sentences + 1), lengths)
        rows = np.full(count + sentences + 2, _PAD_ROW, np.intp)
        casings = np.full(count + sentences + 2, PAD_CASING, np.intp)
        rows[places] = self._rows(tokens)
        casings[places] = tokens.casings
        features = self._casings.take((casings[:-2] * CASINGS + casings[1:-1]) * CASINGS + casings[2:], axis=0)
        features += self._before.take(rows[:-2], axis=0)
        features += self._here.take(rows[1:-1], axis=0)
        features += self._after.take(rows[2:], axis=0)
        np.maximum(features, 0.0, out=features)
        firsts = starts + np.arange(sentences)
        features[firsts + lengths] = 0.0
        mean_weight = (self._mean_share / np.sqrt(np.maximum(lengths, 1)))[:, None].astype(np.float32)
        pooled = np.concatenate(
            [np.maximum.reduceat(features, firsts), np.add.reduceat(features, firsts) * mean_weight], axis=1
        )
        hidden = np.maximum(_product(pooled, self._hidden) + self._hidden_bias, 0.0)
        return _product(np.concatenate([hidden, pooled], axis=1), self._out) + self._out_bias

    def _rows(self, tokens: Tokens) -> NDArray[np.intp]:
        known = len(self._words)
        places = np.searchsorted(self._words, tokens.keys)
        places[places == known] = 0
        unknown = self._words[places] != tokens.keys
        rows = places + 1
        rows[unknown] = 1 + known + (tokens.suffixes[unknown] % np.uint64(self._suffix_rows)).astype(np.intp)
        return rows


def _product(rows: Floats, matrix: Floats) -> Floats:
    """`rows @ matrix`, by so few rows at a time that the linear algebra library keeps to one thread.

    The threads that it would call in wait for more work at full load, which costs a second core.
    """
    if not len(rows):
        return rows @ matrix
    return np.concatenate([rows[i : i + _PRODUCT_ROWS] @ matrix for i in range(0, len(rows), _PRODUCT_ROWS)])


@cache
def shipped_network() -> Network:
    """The network that comes with the program."""
    with (files("obelize.extraction.model") / "weights.npz").open("rb") as file, np.load(file) as weights:
        return Network(weights)
