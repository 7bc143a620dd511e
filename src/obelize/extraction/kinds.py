"""What sort of assertion a claim makes: cues that settle it, else a weighing of cues by fitted coefficients."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from obelize.domain.claim import ClaimKind
from obelize.extraction.model.network import KINDS
from obelize.rulebook import shipped_rulebook

_WORD = re.compile(r"[\w'-]+")
_WORDS_REMEMBERED = 1 << 15


def kind_of(text: str) -> ClaimKind:
    """The kind of the assertion in the sentence `text`, whose quotes are straight."""
    if (settled := settled_kind(text)) is not None:
        return settled
    intercepts, weights = _coefficients()
    return KINDS[int((cues_in(text) @ weights + intercepts).argmax())]


def settled_kind(text: str) -> ClaimKind | None:
    """The kind that the first settling cue in `text` names."""
    gates = _words_of(text.lower()).gates
    settling = _patterns("settling", re.IGNORECASE).items()
    return next((ClaimKind(name) for name, pattern in settling if name in gates and pattern.search(text)), None)


def cues_in(text: str) -> NDArray[np.float64]:
    """1 for each weighed cue, in the order of `weighed_cues`, that occurs in `text`, else 0."""
    lowered = text.lower()
    words = _words_of(lowered)
    phrases, places = _patterns("phrases"), _places()
    tried = _ungated() | words.gates & phrases.keys()
    found = {*words.cues, *[name for name in tried if phrases[name].search(lowered)]}
    found.update([name for name, pattern in _patterns("names").items() if pattern.search(text)])
    row = np.zeros(len(places))
    row[[places[name] for name in found]] = 1.0
    return row


@dataclass(frozen=True, slots=True)
class _Told:
    """What single words tell: cues that occur, and cues whose pattern must be tried."""

    cues: frozenset[str]
    gates: frozenset[str]


@lru_cache(2)  # asked twice a sentence
def _words_of(lowered: str) -> _Told:
    told = [one for word in set(_WORD.findall(lowered)) if (one := _told_by(word))]
    return _Told(frozenset().union(*[one.cues for one in told]), frozenset().union(*[one.gates for one in told]))


@cache
def weighed_cues() -> tuple[str, ...]:
    """The names of the weighed cues, each once, in the order of the tables."""
    return tuple(dict.fromkeys(name for group in ("words", "phrases", "names") for name in _patterns(group)))


@cache
def _places() -> Mapping[str, int]:
    return {name: place for place, name in enumerate(weighed_cues())}


@lru_cache(_WORDS_REMEMBERED)
def _told_by(word: str) -> _Told | None:
    if not _telling().search(word):
        return None
    groups = (_patterns("words"), _patterns("gates"))
    told = [frozenset(name for name, pattern in group.items() if pattern.search(word)) for group in groups]
    return _Told(*told) if any(told) else None


@cache
def _telling() -> re.Pattern[str]:
    """What any word matches that tells something: most words of a language match nothing."""
    patterns = [pattern.pattern for group in ("words", "gates") for pattern in _patterns(group).values()]
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


@cache
def _ungated() -> frozenset[str]:
    return frozenset(_patterns("phrases").keys() - _patterns("gates").keys())


@cache
def _patterns(group: str, flags: re.RegexFlag = re.NOFLAG) -> Mapping[str, re.Pattern[str]]:
    table: Mapping[str, str] = shipped_rulebook().tables["kind_cues"][group]  # type: ignore[assignment]
    return {name: re.compile(pattern, flags) for name, pattern in table.items()}


@cache
def _coefficients() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Intercepts of `KINDS`, and a row of log-odds a weighed cue; a cue without coefficients weighs nothing."""
    raw = json.loads((files("obelize.extraction.model") / "kinds.json").read_text(encoding="utf-8"))
    rows = [raw["cues"].get(name, [0.0] * len(KINDS)) for name in weighed_cues()]
    return np.array(raw["intercepts"]), np.array(rows)
