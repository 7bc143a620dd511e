"""Trains the linear reading of debates over hashed words and pairs, and adds it to the network's weights.

    python -m benchmarks.training.phrases DATA WEIGHTS [--readings FILE ...] [--held-out FILE]

DATA holds `ct24_train.tsv` and `ct24_dev.tsv`; WEIGHTS is the `.npz` that `benchmarks.training.network` wrote,
completed in place, as is its `--held-out` file, with `phrases`: scores of the labelled debate sentences by a reading
that had not seen their fold. Labels are mixed with the teacher's readings, because the training labels of this corpus
are noisier than those it is measured on.
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
from benchmarks.training import corpus
from benchmarks.training.readings import probability, readings
from obelize.extraction.cues import plain_text
from obelize.extraction.model.ngrams import hashed_words
from obelize.extraction.model.tokens import tokens_of

_BITS = 18
_GOLD_SHARE = 0.55
_STRENGTH = 40.0  # inverse regularisation
_PORTION = 2000


def main() -> None:
    """Train, complete the weights and the scores held out, print the average precision."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--readings", type=Path, nargs="*", default=[])
    parser.add_argument("--held-out", type=Path)
    arguments = parser.parse_args()
    train, dev = (corpus.debates(arguments.data / f"ct24_{split}.tsv") for split in ("train", "dev"))
    gold = np.array([float(bool(sentence.worthy)) for sentence in train])
    taught = {r.text: probability(r.score) for r in readings(arguments.readings) if r.debate}
    soft = np.array([taught.get(sentence.text, own) for sentence, own in zip(train, gold, strict=True)])
    targets = _GOLD_SHARE * gold + (1 - _GOLD_SHARE) * soft
    features, measured = buckets([sentence.text for sentence in train]), {}
    if arguments.held_out:
        of_fold, scores = corpus.random_folds(len(train)), np.zeros(len(train))
        for fold in range(corpus.FOLDS):
            held_out = of_fold == fold
            scores[held_out] = fitted(features[~held_out], gold[~held_out]).decision_function(features[held_out])
        completed(arguments.held_out, {"phrases": scores.astype(np.float32)})
        measured["held_out"] = round(average_precision(gold > 0.5, scores), 4)
    model = fitted(features, targets)
    coefficients = model.coef_.reshape(2, -1)
    scale = np.abs(coefficients).max() / 127
    phrases = np.round(coefficients / scale).astype(np.int8)
    intercept = np.array(model.intercept_[0])
    completed(arguments.weights, {"phrases": phrases, "phrase_scale": np.array(scale), "phrase_intercept": intercept})
    on_dev = model.decision_function(buckets([sentence.text for sentence in dev]))
    measured["dev"] = round(average_precision(np.array([bool(sentence.worthy) for sentence in dev]), on_dev), 4)
    print(json.dumps(measured))


def fitted(features: Any, targets: NDArray[np.float64]) -> LogisticRegression:
    """A logistic regression on probabilities: each sentence once as worthy and once as not, weighted."""
    both, classes = sparse.vstack([features, features]), np.repeat([1, 0], len(targets))
    model = LogisticRegression(C=_STRENGTH, solver="liblinear", random_state=0)
    return model.fit(both, classes, sample_weight=np.concatenate([targets, 1 - targets]))


def completed(path: Path, added: dict[str, NDArray[Any]]) -> None:
    """Add arrays to an `.npz`."""
    with np.load(path) as old:
        arrays: dict[str, Any] = {name: old[name] for name in old.files}
    np.savez_compressed(path, **(arrays | added))


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
