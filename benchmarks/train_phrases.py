"""Trains the linear reading of debates over hashed words and pairs, and adds it to the network's weights.

    python -m benchmarks.train_phrases DATA WEIGHTS [--soft FILE]

DATA holds `ct24_train.tsv` and `ct24_dev.tsv`; WEIGHTS is the `.npz` that `benchmarks.train_claims` wrote, completed
in place. `--soft` names JSON lines of `{text, debate}`, a teacher's log-odds: labels are mixed with them, because the
training labels of this corpus are noisier than those it is measured on.

Needs the extra `train`.
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from numpy.typing import NDArray
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from benchmarks.claims import average_precision
from benchmarks.train_claims import debates
from obelize.extraction.cues import plain_text
from obelize.extraction.model.ngrams import hashed_words
from obelize.extraction.model.tokens import tokens_of

_BITS = 18
_GOLD_SHARE = 0.55
_STRENGTH = 40.0  # inverse regularisation
_PORTION = 2000


def main() -> None:
    """Train, complete the weights, print the average precision on the dev file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--soft", type=Path)
    arguments = parser.parse_args()
    train, dev = debates(arguments.data / "ct24_train.tsv"), debates(arguments.data / "ct24_dev.tsv")
    targets = np.array(train.targets)
    if arguments.soft:
        rows = [json.loads(line) for line in arguments.soft.read_text(encoding="utf-8").splitlines()]
        read = {row["text"]: 1 / (1 + np.exp(-row["debate"])) for row in rows if "debate" in row}
        taught = np.array([read.get(text, target) for text, target in zip(train.texts, targets, strict=True)])
        targets = _GOLD_SHARE * targets + (1 - _GOLD_SHARE) * taught
    features = buckets(train.texts)
    both = sparse.vstack([features, features])
    classes = np.repeat([1, 0], len(targets))
    model = LogisticRegression(C=_STRENGTH, solver="liblinear")
    model.fit(both, classes, sample_weight=np.concatenate([targets, 1 - targets]))
    coefficients = model.coef_.reshape(2, -1)
    scale = np.abs(coefficients).max() / 127
    with np.load(arguments.weights) as old:
        arrays: dict[str, Any] = {name: old[name] for name in old.files}
    arrays["phrases"] = np.round(coefficients / scale).astype(np.int8)
    arrays["phrase_scale"], arrays["phrase_intercept"] = np.array(scale), np.array(model.intercept_[0])
    np.savez_compressed(arguments.weights, **arrays)
    scores = model.decision_function(buckets(dev.texts))
    print(json.dumps({"average_precision": round(average_precision(np.array(dev.targets) > 0.5, scores), 4)}))


def buckets(texts: Sequence[str]) -> Any:
    """One row a text, weighted as `LinearReading` weights it."""
    nlp = spacy.blank("en")
    return sparse.vstack([_portion(nlp, texts[i : i + _PORTION]) for i in range(0, len(texts), _PORTION)]).tocsr()


def _portion(nlp: spacy.language.Language, texts: Sequence[str]) -> Any:
    plain = [plain_text(text) for text in texts]
    tokens = tokens_of(nlp.make_doc("\n".join(plain)))
    begins = np.cumsum([0, *(len(text) + 1 for text in plain)])[:-1]
    starts: NDArray[np.intp] = np.searchsorted(tokens.chars, begins)
    single, pairs = hashed_words(tokens, starts, _BITS)
    lengths = np.diff(starts, append=len(tokens.keys)) + 1
    rows = np.tile(np.repeat(np.arange(len(texts)), lengths), 2)
    values = np.tile(np.repeat(1 / np.sqrt(2.0 * lengths), lengths), 2)
    columns = np.concatenate([single.buckets, pairs.buckets + (1 << _BITS)])
    return sparse.csr_matrix((values, (rows, columns)), shape=(len(texts), 2 << _BITS))


if __name__ == "__main__":
    main()
