"""Joins networks that were trained apart into the one that ships: what they say is averaged, each on its own scale.

    python -m benchmarks.training.joining WEIGHTS JUDGEMENT --members WEIGHTS JUDGEMENT [--members …]

A member is what `benchmarks.training.network` wrote and the `judgement.json` that was fitted for it alone on sentences
held out. Their log-odds for talks are averaged: each network's outputs are scaled by its own slope and divided by the
number of members, and the joint coefficients are the means of the members', in those units. The threshold is the lowest
of theirs: a mean of log-odds is less spread than each. The phrases are those of the last member that has some. The
debates' coefficients are fitted anew by `benchmarks.training.judgement --debates-only`.
"""

import argparse
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

_PHRASES = ("phrases", "phrase_scale", "phrase_intercept")
_INTERCEPT, _SLOPE, _CONTEXT, _RULES = 0, 1, slice(2, 5), 5


def main() -> None:
    """Join and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights", type=Path)
    parser.add_argument("judgement", type=Path)
    parser.add_argument("--members", nargs=2, action="append", type=Path, required=True)
    arguments = parser.parse_args()
    share = 1 / len(arguments.members)
    arrays: dict[str, NDArray[Any]] = {}
    judgements = []
    for number, (weights, judgement) in enumerate(arguments.members):
        judgements.append(json.loads(judgement.read_text(encoding="utf-8")))
        with np.load(weights) as stored:
            member = {name.removeprefix("0."): stored[name] for name in stored.files}
        arrays |= {name: member.pop(name) for name in _PHRASES if name in member}
        arrays |= {f"{number}.{name}": array for name, array in scaled(member, judgements[-1], share).items()}
    np.savez_compressed(arguments.weights, **arrays)  # type: ignore[arg-type]  # numpy's stubs know no keywords
    joint = judgements[-1] | joined(judgements)
    arguments.judgement.write_text(json.dumps(joint, indent=1) + "\n", encoding="utf-8")


def scaled(member: Mapping[str, NDArray[Any]], judgement: Mapping[str, Any], share: float) -> dict[str, NDArray[Any]]:
    """The member with its talk output in log-odds and every output at its share."""
    factors = np.full(member["out"].shape[1], share, np.float32)
    factors[0] *= judgement["talk"][_SLOPE]
    out = (member["out"].astype(np.float32) * factors).astype(np.float16)
    return {**member, "out": out, "out_bias": member["out_bias"].astype(np.float32) * factors}


def joined(judgements: list[dict[str, Any]]) -> dict[str, Any]:
    """The talk coefficients in the units of the joint score, and the lowest threshold."""
    talks = np.array([judgement["talk"] for judgement in judgements])
    context = (talks[:, _CONTEXT] / talks[:, [_SLOPE]]).mean(axis=0)
    talk = [talks[:, _INTERCEPT].mean(), 1.0, *context, talks[:, _RULES].mean()]
    threshold = min(judgement["talk_threshold"] for judgement in judgements)
    return {"talk": [round(float(value), 4) for value in talk], "talk_threshold": threshold}


if __name__ == "__main__":
    main()
