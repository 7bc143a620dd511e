"""Fits the weights of the cue rules, in log-odds, and says how well rules alone do on talks held out.

    python -m benchmarks.training.rules DATA HELD_OUT [--rewrite PACKS]

DATA holds `talks_train.jsonl` and `talks_dev.jsonl`. HELD_OUT, which `benchmarks.training.network` wrote, gets
`rules`: for each labelled sentence the sum of weights that were fitted without its fold. The weights that ship are
their author's estimates, which are also what fitted ones are drawn to; `--rewrite` puts fitted ones into the `weight`
lines of the cue packs in a folder. Prints JSON: average precision, and the weights that the fit would change most.
"""

import argparse
import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import spacy
from numpy.typing import NDArray
from scipy.optimize import minimize

from benchmarks.claims import average_precision
from benchmarks.training import corpus
from benchmarks.training.corpus import Sentence
from benchmarks.training.phrases import completed
from obelize.extraction.cues import CueMatcher, plain_text, shipped_cues

_LEAST_OFTEN = 8
_PULL = 30.0  # towards the author's estimate, in sentences that are in balance
_STEP = 0.05
_MOST_CHANGED = 5

Floats = NDArray[np.float64]


def main() -> None:
    """Fit, rewrite, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("held_out", type=Path)
    parser.add_argument("--rewrite", type=Path)
    arguments = parser.parse_args()
    matcher = CueMatcher(spacy.blank("en"), shipped_cues())
    estimates = np.array(matcher.weights)
    train, dev = (corpus.talks(arguments.data / f"talks_{split}.jsonl") for split in ("train", "dev"))
    dev = [sentence for sentence in dev if sentence.worthy is not None]
    features, truth = applied(matcher, train), labels(train)
    of_fold, held_out = corpus.folds(train), np.zeros(len(train))
    for fold in range(corpus.FOLDS):
        rest = of_fold != fold
        held_out[~rest] = features[~rest] @ fitted(features[rest], truth[rest], estimates)
    completed(arguments.held_out, {"rules": held_out})
    weights = fitted(features, truth, estimates)
    if arguments.rewrite:
        rewrite(arguments.rewrite, {rule.id: weight for rule, weight in zip(matcher.rules, weights, strict=True)})
    on_dev = applied(matcher, dev)
    report = {
        "held_out": average_precision(truth, held_out),
        "dev": average_precision(labels(dev), on_dev @ weights),
        "estimates": average_precision(truth, features @ estimates),
        "estimates_dev": average_precision(labels(dev), on_dev @ estimates),
    }
    changes = np.abs(weights - estimates).argsort()[: -_MOST_CHANGED - 1 : -1]
    report |= {f"{matcher.rules[i].id} {estimates[i]:+.2f}": weights[i] for i in changes}
    print(json.dumps({name: round(float(value), 4) for name, value in report.items()}, indent=2))


def labels(sentences: Sequence[Sentence]) -> NDArray[np.bool_]:
    """Which are worthy."""
    return np.array([bool(sentence.worthy) for sentence in sentences])


def applied(matcher: CueMatcher, sentences: Sequence[Sentence]) -> Floats:
    """For each sentence and rule 1 where it applies, else 0."""
    nlp, found = spacy.blank("en"), np.zeros((len(sentences), len(matcher.rules)))
    matcher = CueMatcher(nlp, matcher.rules)
    for index, sentence in enumerate(sentences):
        text = plain_text(sentence.text)
        for row in matcher.hits(nlp.make_doc(text), text, [(0, len(text))]).rows:
            found[index, row[3]] = 1.0
    return found


def fitted(features: Floats, truth: NDArray[np.bool_], estimates: Floats) -> Floats:
    """Weights in steps of `_STEP`: the likeliest with a normal prior about the estimates."""
    free = (features.sum(axis=0) >= _LEAST_OFTEN) & (estimates != 0)
    fixed, signs = features @ np.where(free, 0.0, estimates), np.where(truth, 1.0, -1.0)

    def cost(values: Floats) -> tuple[float, Floats]:
        odds = fixed + features[:, free] @ values[1:] + values[0]
        pull = values[1:] - estimates[free]
        slope = -signs / (1 + np.exp(signs * odds))
        gradient = np.concatenate([[slope.sum()], features[:, free].T @ slope + _PULL * pull])
        return float(np.logaddexp(0, -signs * odds).sum() + _PULL / 2 * pull @ pull), gradient

    start = np.concatenate([[-1.0], estimates[free]])
    values = minimize(cost, start, jac=True, method="L-BFGS-B").x
    weights = estimates.copy()
    weights[free] = np.round(values[1:] / _STEP) * _STEP
    return weights


def rewrite(packs: Path, weights: Mapping[str, float]) -> None:
    """Put the weights into the rules' `weight` lines."""
    for path in sorted(packs.glob("*.toml")):
        lines, rule = [], ""
        for line in path.read_text(encoding="utf-8").splitlines(keepends=True):
            if found := re.match(r'id = "(.+)"', line):
                rule = found[1]
            is_weight = line.startswith("weight = ") and rule in weights
            lines.append(f"weight = {weights[rule]:.2f}\n" if is_weight else line)
        path.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
