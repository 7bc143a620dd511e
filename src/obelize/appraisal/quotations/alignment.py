"""Quoted units laid beside spoken ones: every quoted unit is accounted for, spoken ones only inside the place."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from obelize.appraisal.quotations.lexicon import lexicon
from obelize.appraisal.quotations.likeness import likeness

_GAP = -0.55
_JOINED = 0.7
_RIVALS = 0.6
_DIGITS = frozenset("0123456789")


@dataclass(frozen=True, slots=True)
class Step:
    """Quoted units [i0, i1) stand against spoken units [j0, j1); either may be empty. `same`: the keys are equal."""

    i0: int
    i1: int
    j0: int
    j1: int
    same: bool


@dataclass(frozen=True, slots=True)
class Alignment:
    """The best account of the quoted units in a window. `first` and `last` bound the spoken units used."""

    steps: tuple[Step, ...]
    score: float
    first: int
    last: int


def align(quoted: Sequence[str], said: Sequence[str], offset: int) -> Alignment:
    """Lay all of `quoted` beside the best stretch of `said`; `offset` is added to spoken positions.

    A semi-global alignment with one-to-two and two-to-one steps, since recognisers join and split words; light
    words (function words, fillers) gain and cost less.
    """
    weights = lexicon().weights
    rows, columns = len(quoted), len(said)
    gaps_q = [_GAP * (0.3 + 0.7 * weights.get(k, 1.0)) for k in quoted]
    gaps_s = [_GAP * (0.3 + 0.7 * weights.get(k, 1.0)) for k in said]
    gains = [weights.get(k, 1.0) for k in quoted]
    previous = [0.0] * (columns + 1)
    before = previous
    moves: list[list[int]] = [[0] * (columns + 1)]
    for i in range(1, rows + 1):
        q = quoted[i - 1]
        gain, gap = gains[i - 1], gaps_q[i - 1]
        row = [previous[0] + gap]
        move = [1]
        for j in range(1, columns + 1):
            s = said[j - 1]
            diagonal = previous[j - 1] + (gain if q == s else 1.3 * _pairing(q, s) - 0.9)
            best, step = diagonal, 3
            if (value := previous[j] + gap) > best:
                best, step = value, 1
            if (value := row[j - 1] + gaps_s[j - 1]) > best:
                best, step = value, 2
            if q != s:
                if j > 1 and q[0] == said[j - 2][0]:
                    joined = _joining(q, said[j - 2], s)
                    if joined > _JOINED and (value := previous[j - 2] + 1.4 * joined - 0.6) > best:
                        best, step = value, 4
                if i > 1 and s[0] == quoted[i - 2][0]:
                    joined = _joining(s, quoted[i - 2], q)
                    if joined > _JOINED and (value := before[j - 1] + 1.4 * joined - 0.6) > best:
                        best, step = value, 5
            row.append(best)
            move.append(step)
        moves.append(move)
        before, previous = previous, row
    end = max(range(columns + 1), key=previous.__getitem__)
    return _traced(moves, quoted, said, end, previous[end], offset)


@lru_cache(maxsize=262144)
def _pairing(quoted: str, said: str) -> float:
    """How readily two different units are set against one another: by likeness, or as rivals for one place."""
    if (quoted[0] in _DIGITS and said[0] in _DIGITS) or (said, quoted) in lexicon().opposites:
        return max(_RIVALS, likeness(quoted, said))
    return likeness(quoted, said)


@lru_cache(maxsize=262144)
def _joining(whole: str, first: str, second: str) -> float:
    """How like the two words written as one are to `whole`; 0 where one of them alone is as like."""
    joined = likeness(whole, first + second)
    return joined if joined > max(likeness(whole, first), likeness(whole, second)) else 0.0


_SHAPES = {1: (1, 0), 2: (0, 1), 3: (1, 1), 4: (1, 2), 5: (2, 1)}


def _traced(
    moves: list[list[int]], quoted: Sequence[str], said: Sequence[str], end: int, score: float, offset: int
) -> Alignment:
    steps: list[Step] = []
    i, j = len(quoted), end
    while i > 0:
        di, dj = _SHAPES[moves[i][j]]
        same = di == dj == 1 and quoted[i - 1] == said[j - 1]
        steps.append(Step(i - di, i, offset + j - dj, offset + j, same))
        i, j = i - di, j - dj
    steps.reverse()
    return Alignment(tuple(steps), score, offset + j, offset + end)
