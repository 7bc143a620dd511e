"""Fits the coefficients that make one probability of scores, neighbours and rules, and chooses the thresholds.

    python -m benchmarks.training.judgement DATA HELD_OUT OUT

HELD_OUT is what `benchmarks.training.network`, `phrases` and `rules` wrote: scores of the labelled sentences by models
that had not seen their fold. OUT is `judgement.json` beside the weights. Nothing is taken from the dev files. Prints
JSON: the measures of the talks and debates, each predicted by coefficients of the other folds.
"""

import argparse
import json
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from benchmarks.claims import average_precision, calibration_error
from benchmarks.training import corpus
from obelize.extraction.model.judgement import neighbourhood

_REGISTER = (0.0, 2.0)
_GRID = np.arange(0.15, 0.7, 0.01)
_SMOOTHING = 5  # thresholds of the grid whose F1 is averaged, so that no lucky one is chosen

Floats = NDArray[np.float64]


def main() -> None:
    """Fit, write, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("data", "held_out", "out"):
        parser.add_argument(name, type=Path)
    arguments = parser.parse_args()
    talks = corpus.talks(arguments.data / "talks_train.jsonl")
    debates = corpus.debates(arguments.data / "ct24_train.tsv")
    with np.load(arguments.held_out) as arrays:
        scores = {name: arrays[name].astype(np.float64) for name in arrays.files}
    rules = scores["rules"]
    readings = {
        "talk": (talk_features([s.document for s in talks], scores["talk"], rules), talks, corpus.folds(talks)),
        "debate": (
            np.stack([scores["debate"], scores["phrases"]], axis=1),
            debates,
            corpus.random_folds(len(debates)),
        ),
        "rules_only": (rules[:, None], talks, corpus.folds(talks)),
    }
    judgement: dict[str, object] = {"register": _REGISTER}
    report = {}
    for name, (features, sentences, folds) in readings.items():
        truth = np.array([bool(sentence.worthy) for sentence in sentences])
        coefficients, threshold, report[name] = fitted(features, truth, folds)
        judgement[name] = [round(value, 4) for value in coefficients] + ([0.0] if name == "debate" else [])
        judgement[f"{name}_threshold"] = round(threshold, 2)
    arguments.out.write_text(json.dumps(judgement, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(report, indent=2))


def talk_features(documents: Sequence[str], own: Floats, rules: Floats) -> Floats:
    """Own score, score before, score after, mean of the neighbours, rules: within each document."""
    near = np.zeros((len(own), 3))
    for _, group in groupby(range(len(own)), key=lambda index: documents[index]):
        rows = list(group)
        near[rows] = neighbourhood(own[rows], np.zeros(0), np.zeros(0))[1]
    return np.column_stack([own, near, rules])


def fitted(
    features: Floats, truth: NDArray[np.bool_], folds: NDArray[np.intp]
) -> tuple[list[float], float, dict[str, float]]:
    """Intercept and slopes, the threshold, and how well folds held out are predicted."""
    held_out = np.zeros(len(truth))
    for fold in range(corpus.FOLDS):
        rest = folds != fold
        held_out[~rest] = LogisticRegression().fit(features[rest], truth[rest]).predict_proba(features[~rest])[:, 1]
    model, threshold = LogisticRegression().fit(features, truth), best_threshold(truth, held_out)
    report = {
        "average_precision": average_precision(truth, held_out),
        "f1": f1_score(truth, held_out >= threshold),
        "calibration_error": calibration_error(truth, held_out),
        "threshold": threshold,
    }
    coefficients = [float(model.intercept_[0]), *map(float, model.coef_[0])]
    return coefficients, threshold, {name: round(value, 4) for name, value in report.items()}


def best_threshold(truth: NDArray[np.bool_], probabilities: Floats) -> float:
    """Where F1 is highest, on the mean with its neighbours on the grid."""
    scores = np.array([f1_score(truth, probabilities >= threshold) for threshold in _GRID])
    smooth = np.convolve(scores, np.ones(_SMOOTHING) / _SMOOTHING, mode="same")[_SMOOTHING:-_SMOOTHING]
    return float(_GRID[_SMOOTHING:-_SMOOTHING][smooth.argmax()])


def f1_score(truth: NDArray[np.bool_], flagged: NDArray[np.bool_]) -> float:
    """Of the flagged."""
    return float(2 * (truth & flagged).sum() / max(int(flagged.sum() + truth.sum()), 1))


if __name__ == "__main__":
    main()
