"""Finding items again after their document changed. What can't be placed beyond doubt isn't placed."""

import re
from collections.abc import Iterable, Mapping

from rapidfuzz import fuzz

from obelize.domain.claim import Anchor

_NEAR_QUOTE = 88.0  # of 100; a corrected caption or a changed comma, not another sentence
_SURE_CONTEXT = 60.0
_SAME_TIME = 3.0  # seconds; captions that were timed anew move by less
_MARGIN = 8.0  # a rival within this many points makes a place doubtful
_TELLING = re.compile(r"\d[\d.,]*|\b(?:no|not|never|none|without|cannot|neither|nor)\b|n['’]t\b", re.IGNORECASE)


def place_anchors(lost: Mapping[str, Anchor], candidates: Mapping[str, Anchor]) -> dict[str, str]:
    """Which of the `candidates` each lost item is now: lost id → candidate id, one to one.

    Words that are equal count before words that are near. A near match must have the same numbers and negations,
    and either its neighbourhood or its time must agree. Where two candidates do about equally well, or two lost
    items claim one candidate equally, nothing is placed.
    """
    placed: dict[str, str] = {}
    for exact in (True, False):
        free = {key: anchor for key, anchor in candidates.items() if key not in placed.values()}
        claims: dict[str, list[tuple[float, str]]] = {}
        for lost_id, anchor in lost.items():
            if lost_id not in placed and (best := _best(anchor, free, exact=exact)):
                claims.setdefault(best[1], []).append((best[0], lost_id))
        for candidate_id, claimants in claims.items():
            claimants.sort(reverse=True)
            if len(claimants) == 1 or claimants[0][0] - claimants[1][0] > _MARGIN:
                placed[claimants[0][1]] = candidate_id
    return placed


def _best(anchor: Anchor, candidates: Mapping[str, Anchor], *, exact: bool) -> tuple[float, str] | None:
    scored = sorted(_scores(anchor, candidates, exact=exact), reverse=True)
    if not scored or (len(scored) > 1 and scored[0][0] - scored[1][0] <= _MARGIN):
        return None
    return scored[0]


def _scores(anchor: Anchor, candidates: Mapping[str, Anchor], *, exact: bool) -> Iterable[tuple[float, str]]:
    quote = _plain(anchor.quote)
    telling = _telling(quote)
    for key, candidate in candidates.items():
        other = _plain(candidate.quote)
        if exact:
            if other == quote:
                yield 100.0 + _neighbourhood(anchor, candidate), key
            continue
        likeness = fuzz.ratio(quote, other, score_cutoff=_NEAR_QUOTE)
        if not likeness or _telling(other) != telling:
            continue
        context = _context(anchor, candidate)
        if context >= _SURE_CONTEXT or _same_time(anchor, candidate):
            yield likeness + _neighbourhood(anchor, candidate), key


def _neighbourhood(one: Anchor, other: Anchor) -> float:
    """0 to 60: how well what stands around agrees, and the time."""
    return _context(one, other) * 0.4 + (20.0 if _same_time(one, other) else 0.0)


def _context(one: Anchor, other: Anchor) -> float:
    before = fuzz.ratio(_plain(one.prefix), _plain(other.prefix))
    after = fuzz.ratio(_plain(one.suffix), _plain(other.suffix))
    return (before + after) / 2


def _same_time(one: Anchor, other: Anchor) -> bool:
    return one.start is not None and other.start is not None and abs(one.start - other.start) <= _SAME_TIME


def _telling(text: str) -> list[str]:
    return sorted(match.rstrip(".,") for match in _TELLING.findall(text))


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
