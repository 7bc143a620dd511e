"""What teachers said of sentences, read back from their files."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from math import exp
from pathlib import Path

UNSEEN = -1
"""In place of a fold: the teacher had seen none of the annotator's labels."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A teacher's log-odds that `text` is worth checking, in a debate or in a talk.

    `fold` is the one whose labels the teacher had not seen.
    """

    text: str
    fold: int
    score: float
    debate: bool
    kind: str = "-"


def readings(files: Iterable[Path]) -> list[Reading]:
    """The rows of all files."""
    rows = (json.loads(line) for path in files for line in path.read_text(encoding="utf-8").splitlines())
    return [
        Reading(row["text"], row["fold"], row["debate" if "debate" in row else "talk"], "debate" in row) for row in rows
    ]


def probability(log_odds: float) -> float:
    """The probability of log-odds."""
    return 1 / (1 + exp(-log_odds))
