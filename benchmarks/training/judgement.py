"""Fits the coefficients that make one probability of scores, neighbours and rules, and chooses the thresholds.

    python -m benchmarks.training.judgement DATA HELD_OUT WEIGHTS OUT [--debates-only]

HELD_OUT is what `benchmarks.training.network`, `phrases` and `rules` wrote: scores of the labelled talks by models
that had not seen their fold; for talks nothing is taken from the dev file. The labels of the training debates are
noisier than those that debates are measured on, so their three coefficients are fitted on the dev debates, as WEIGHTS
scores them. OUT is `judgement.json` beside the weights; with `--debates-only` nothing else of it is changed. Prints
JSON: the measures of talks and debates, each predicted by coefficients of the other folds.
"""

import argparse
import json
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

import numpy as np
import spacy
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from benchmarks.claims import average_precision, calibration_error
from benchmarks.training import corpus
from benchmarks.training.corpus import Sentence
from obelize.extraction.cues import plain_text
from obelize.extraction.model.judgement import neighbourhood
from obelize.extraction.model.network import Network
from obelize.extraction.model.tokens import tokens_of

_REGISTER = (0.0, 2.0)
_GRID = np.arange(0.15, 0.7, 0.01)

Floats = NDArray[np.float64]


def main() -> None:
    """Fit, write, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("data", "held_out", "weights", "out"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--debates-only", action="store_true")
    arguments = parser.parse_args()
    talks = corpus.talks(arguments.data / "talks_train.jsonl")
    debates = corpus.debates(arguments.data / "ct24_dev.tsv")
    with np.load(arguments.held_out) as arrays:
        scores = {name: arrays[name].astype(np.float64) for name in arrays.files}
    rules = scores["rules"]
    readings = {
        "talk": (talk_features([s.document for s in talks], scores["talk"], rules), talks, corpus.folds(talks)),
        "debate": (debate_features(arguments.weights, debates), debates, corpus.random_folds(len(debates))),
        "rules_only": (rules[:, None], talks, corpus.folds(talks)),
    }
    judgement: dict[str, object] = {"register": _REGISTER}
    if arguments.debates_only:
        judgement = json.loads(arguments.out.read_text(encoding="utf-8"))
        readings = {"debate": readings["debate"]}
    report = {}
    for name, (features, sentences, folds) in readings.items():
        truth = np.array([bool(sentence.worthy) for sentence in sentences])
        coefficients, threshold, report[name] = fitted(features, truth, folds)
        judgement[name] = [round(value, 4) for value in coefficients] + ([0.0] if name == "debate" else [])
        judgement[f"{name}_threshold"] = threshold
    arguments.out.write_text(json.dumps(judgement, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(report, indent=2))


def talk_features(documents: Sequence[str], own: Floats, rules: Floats) -> Floats:
    """Own score, score before, score after, mean of the neighbours, rules: within each document."""
    near = np.zeros((len(own), 3))
    for _, group in groupby(range(len(own)), key=lambda index: documents[index]):
        rows = list(group)
        near[rows] = neighbourhood(own[rows], np.zeros(0), np.zeros(0))[1]
    return np.column_stack([own, near, rules])


def debate_features(weights: Path, sentences: Sequence[Sentence]) -> Floats:
    """Own score and phrases."""
    with np.load(weights) as arrays:
        network = Network({name: arrays[name] for name in arrays.files})
    texts = [plain_text(sentence.text) for sentence in sentences]
    tokens = tokens_of(spacy.blank("en").make_doc("\n".join(texts)))
    begins = np.cumsum([0, *(len(text) + 1 for text in texts)])[:-1]
    scores = network.scores(tokens, np.searchsorted(tokens.chars, begins))
    return np.stack([scores.debate, scores.phrases], axis=1).astype(np.float64)


def fitted(
    features: Floats, truth: NDArray[np.bool_], folds: NDArray[np.intp]
) -> tuple[list[float], float, dict[str, float]]:
    """Intercept and slopes, the threshold, and how well folds held out are predicted."""
    held_out = np.zeros(len(truth))
    for fold in range(corpus.FOLDS):
        rest = folds != fold
        held_out[~rest] = LogisticRegression().fit(features[rest], truth[rest]).predict_proba(features[~rest])[:, 1]
    model, threshold = LogisticRegression().fit(features, truth), round(best_threshold(truth, held_out), 2)
    report = {
        "average_precision": average_precision(truth, held_out),
        "f1": f1_score(truth, held_out >= threshold),
        "calibration_error": calibration_error(truth, held_out),
        "threshold": threshold,
    }
    coefficients = [float(model.intercept_[0]), *map(float, model.coef_[0])]
    return coefficients, threshold, {name: round(value, 4) for name, value in report.items()}


def best_threshold(truth: NDArray[np.bool_], probabilities: Floats) -> float:
    """Half of the highest F1: where F1 is highest for calibrated probabilities, and steadier than the top of a grid.

    Lipton, Elkan, Narayanaswamy 2014, https://doi.org/10.1007/978-3-662-44851-9_15.
    """
    return max(f1_score(truth, probabilities >= threshold) for threshold in _GRID) / 2


def f1_score(truth: NDArray[np.bool_], flagged: NDArray[np.bool_]) -> float:
    """Of the flagged."""
    return float(2 * (truth & flagged).sum() / max(int(flagged.sum() + truth.sum()), 1))


if __name__ == "__main__":
    main()
