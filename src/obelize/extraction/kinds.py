"""What sort of assertion a claim makes: cues that settle it, else a weighing of cues by fitted coefficients."""

import json
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from obelize.domain.claim import ClaimKind
from obelize.extraction.model.network import KINDS
from obelize.rulebook import shipped_rulebook


def kind_of(text: str) -> ClaimKind:
    """The kind of the assertion in the sentence `text`, whose quotes are straight."""
    if (settled := settled_kind(text)) is not None:
        return settled
    intercepts, weights = _coefficients()
    return KINDS[int((cues_in(text) @ weights + intercepts).argmax())]


def settled_kind(text: str) -> ClaimKind | None:
    """The kind that the first settling cue in `text` names."""
    names = (name for name, pattern in _patterns("settling").items() if pattern.search(text))
    return next(map(ClaimKind, names), None)


def cues_in(text: str) -> NDArray[np.float64]:
    """1 for each weighed cue, in the order of the table, that occurs in `text`, else 0."""
    return np.array([pattern.search(text) is not None for pattern in _patterns("weighed").values()], np.float64)


def weighed_cues() -> tuple[str, ...]:
    """The names of the weighed cues, in the order of the table."""
    return tuple(_patterns("weighed"))


@cache
def _patterns(group: str) -> Mapping[str, re.Pattern[str]]:
    table: Mapping[str, str] = shipped_rulebook().tables["kind_cues"][group]  # type: ignore[assignment]
    return {name: re.compile(pattern, re.IGNORECASE) for name, pattern in table.items()}


@cache
def _coefficients() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Intercepts of `KINDS`, and a row of log-odds a weighed cue; a cue without coefficients weighs nothing."""
    raw = json.loads((files("obelize.extraction.model") / "kinds.json").read_text(encoding="utf-8"))
    rows = [raw["cues"].get(name, [0.0] * len(KINDS)) for name in weighed_cues()]
    return np.array(raw["intercepts"]), np.array(rows)
