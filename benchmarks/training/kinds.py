"""Fits the coefficients that decide the kind of a claim, and says how well they do on talks held out.

    python -m benchmarks.training.kinds DATA OUT

DATA holds `talks_train.jsonl`, `talks_dev.jsonl` and, if at hand, `talks_more.jsonl`; OUT is the JSON to write:
`kinds.json` beside the weights. Needs the extra `train`. Prints JSON: agreement in ten folds of whole talks and on the
dev talks (with either annotator), of the coefficients alone and with the settling cues before them, and the share of
the commonest kind.
"""

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from obelize.extraction import kinds
from obelize.extraction.cues import plain_text
from obelize.extraction.model.network import KINDS

_STRENGTH = 0.3  # inverse regularisation
_SHARE_OF_OTHERS = 0.5


def main() -> None:
    """Fit, write, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    train, more, dev = (worthy(arguments.data / f"talks_{split}.jsonl") for split in ("train", "more", "dev"))
    features, further, of_dev = (features_of(rows) for rows in (train, more, dev))
    truth, known = (np.array([row["type"] for row in rows]) for rows in (train, more))
    names = [str(kind) for kind in KINDS]
    held_out = np.empty(len(train), truth.dtype)
    for rest, fold in GroupKFold(10).split(train, groups=[row["doc"] for row in train]):
        held_out[fold] = fitted(features[rest], truth[rest], further, known).predict(features[fold])
    model = fitted(features, truth, further, known)
    order = [model.classes_.tolist().index(name) for name in names]
    rows = zip(kinds.weighed_cues(), model.coef_[order].T.round(3).tolist(), strict=True)
    result = {"intercepts": model.intercept_[order].round(3).tolist(), "cues": dict(rows)}
    arguments.out.write_text(json.dumps(result) + "\n", encoding="utf-8")
    common = Counter(truth).most_common(1)[0][0]
    print(
        json.dumps(
            {
                "train": {
                    "commonest": agreement(train, [common] * len(train)),
                    "held_out": agreement(train, held_out),
                    "held_out_settled": agreement(train, settled(train, held_out)),
                },
                "dev": {
                    "commonest": agreement(dev, [common] * len(dev)),
                    "fitted": agreement(dev, model.predict(of_dev)),
                    "fitted_settled": agreement(dev, settled(dev, model.predict(of_dev))),
                },
            },
            indent=2,
        )
    )


def features_of(rows: list[dict[str, Any]]) -> NDArray[np.float64]:
    """1 for each weighed cue that occurs in a row's text, else 0."""
    found = [kinds.cues_in(plain_text(row["text"])) for row in rows]
    cues = kinds.weighed_cues()
    return np.array([[float(name in told) for name in cues] for told in found]).reshape(len(rows), len(cues))


def fitted(
    features: NDArray[np.float64], truth: NDArray[Any], further: NDArray[np.float64], known: NDArray[Any]
) -> LogisticRegression:
    """Coefficients from the annotator's kinds and, counted less, from others'."""
    weights = np.concatenate([np.ones(len(truth)), np.full(len(known), _SHARE_OF_OTHERS)])
    model = LogisticRegression(C=_STRENGTH, max_iter=2000)
    return model.fit(np.vstack([features, further]), np.concatenate([truth, known]), sample_weight=weights)


def worthy(path: Path) -> list[dict[str, Any]]:
    """The worthy sentences of a file; none where there is no such file."""
    if not path.exists():
        return []
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [row for row in rows if row["label"] == "y"]


def settled(rows: list[dict[str, Any]], otherwise: Any) -> list[str]:
    """The kind that a settling cue names, else that of `otherwise`."""
    texts = [plain_text(row["text"]) for row in rows]
    return [str(kinds.settled_kind(text) or other) for text, other in zip(texts, otherwise, strict=True)]


def agreement(rows: list[dict[str, Any]], found: Any) -> float:
    """The share of rows whose kind is an annotator's."""
    hits = [
        kind in {row.get(key) for key in ("type", "type_a", "type_b")} for row, kind in zip(rows, found, strict=True)
    ]
    return round(sum(hits) / len(hits), 4)


if __name__ == "__main__":
    main()
