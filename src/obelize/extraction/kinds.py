"""What sort of assertion a claim makes: cues that settle it, else a weighing of cues by fitted coefficients."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from math import fsum

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
    log_odds = [fsum(column) for column in zip(intercepts, *[weights[name] for name in cues_in(text)], strict=True)]
    return KINDS[log_odds.index(max(log_odds))]


def settled_kind(text: str) -> ClaimKind | None:
    """The kind that the first settling cue in `text` names."""
    gates = _words_of(text.lower()).gates
    settling = _patterns("settling", re.IGNORECASE).items()
    return next((ClaimKind(name) for name, pattern in settling if name in gates and pattern.search(text)), None)


def cues_in(text: str) -> set[str]:
    """The names of the weighed cues that occur in `text`."""
    lowered = text.lower()
    words = _words_of(lowered)
    phrases = _patterns("phrases")
    found = set(words.cues)
    found.update([name for name in _ungated() | words.gates & phrases.keys() if phrases[name].search(lowered)])
    found.update([name for name, pattern in _patterns("names").items() if pattern.search(text)])
    return found


@dataclass(frozen=True, slots=True)
class _Told:
    """What single words tell: cues that occur, and cues whose pattern must be tried."""

    cues: frozenset[str]
    gates: frozenset[str]


@lru_cache(2)  # asked twice a sentence
def _words_of(lowered: str) -> _Told:
    told = list(filter(None, map(_told_by, set(_WORD.findall(lowered)))))
    return _Told(frozenset().union(*[one.cues for one in told]), frozenset().union(*[one.gates for one in told]))


@cache
def weighed_cues() -> tuple[str, ...]:
    """The names of the weighed cues, each once, in the order of the tables."""
    return tuple(dict.fromkeys(name for group in ("words", "phrases", "names") for name in _patterns(group)))


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
def _coefficients() -> tuple[Sequence[float], Mapping[str, Sequence[float]]]:
    """Intercepts of `KINDS`, and for each weighed cue its log-odds; a cue without coefficients weighs nothing."""
    raw = json.loads((files("obelize.extraction.model") / "kinds.json").read_text(encoding="utf-8"))
    return raw["intercepts"], {name: raw["cues"].get(name, [0.0] * len(KINDS)) for name in weighed_cues()}
