"""Quoted units laid beside spoken ones: every quoted unit is accounted for, spoken ones only inside the place."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from rapidfuzz.distance import Indel, MatchingBlock

from obelize.appraisal.quotations.lexicon import lexicon
from obelize.appraisal.quotations.likeness import likeness

_GAP = -0.55
_JOINED = 0.7
_RUN = 3  # equal units in a row that are taken as belonging together
_DRIFT = 5  # units that one side may have more of between two such runs
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
    words (function words, fillers) gain and cost less. Long runs of equal units are taken as they are, and only
    what lies between them is searched.
    """
    steps: list[Step] = []
    score = 0.0
    i = j = 0
    runs = _consistent_runs(quoted, said)
    for block in runs:
        low = max(j, block.b - _slack(block.a)) if not steps else j
        gap, gained = _search(quoted[i : block.a], said[low : block.b], free_start=not steps, free_end=False)
        steps += _moved(gap, i, low)
        run = range(block.size)
        steps += [Step(block.a + k, block.a + k + 1, block.b + k, block.b + k + 1, True) for k in run]
        score += gained + sum(_weight(quoted[block.a + k]) for k in run)
        i, j = block.a + block.size, block.b + block.size
    high = min(len(said), j + _slack(len(quoted) - i)) if runs else len(said)
    rest, gained = _search(quoted[i:], said[j:high], free_start=not runs, free_end=True)
    steps += _moved(rest, i, j)
    first = steps[0].j0 if steps else 0
    last = steps[-1].j1 if steps else 0
    return Alignment(tuple(_moved(steps, 0, offset)), score + gained, offset + first, offset + last)


def _consistent_runs(quoted: Sequence[str], said: Sequence[str]) -> list[MatchingBlock]:
    """Runs of equal units that can belong to one place: the longest, and others that hardly leave its diagonal."""
    blocks = [block for block in Indel.opcodes(quoted, said).as_matching_blocks() if block.size >= _RUN]
    if not blocks:
        return []
    longest = max(range(len(blocks)), key=lambda at: blocks[at].size)
    kept = [blocks[longest]]
    for block in reversed(blocks[:longest]):
        if _follows(block, kept[0]):
            kept.insert(0, block)
    for block in blocks[longest + 1 :]:
        if _follows(kept[-1], block):
            kept.append(block)
    return kept


def _follows(one: MatchingBlock, other: MatchingBlock) -> bool:
    quoted_between = other.a - one.a - one.size
    said_between = other.b - one.b - one.size
    return abs(said_between - quoted_between) <= _DRIFT + min(quoted_between, said_between) // 2


def _slack(units: int) -> int:
    """How many spoken units are searched for so many quoted ones at an open end."""
    return units + units // 2 + 8 if units else 0


def _moved(steps: Sequence[Step], di: int, dj: int) -> list[Step]:
    return [Step(s.i0 + di, s.i1 + di, s.j0 + dj, s.j1 + dj, s.same) for s in steps] if di or dj else list(steps)


def _weight(key: str) -> float:
    return lexicon().weights.get(key, 1.0)


def _search(
    quoted: Sequence[str], said: Sequence[str], *, free_start: bool, free_end: bool
) -> tuple[list[Step], float]:
    """The best steps and their score. A free end leaves spoken units outside without cost."""
    rows, columns = len(quoted), len(said)
    if rows == 0 and (free_start or free_end):
        return [], 0.0
    weights = lexicon().weights
    gaps_q = [_GAP * (0.3 + 0.7 * weights.get(k, 1.0)) for k in quoted]
    gaps_s = [_GAP * (0.3 + 0.7 * weights.get(k, 1.0)) for k in said]
    previous = [0.0] * (columns + 1) if free_start else list(accumulate(gaps_s, initial=0.0))
    before = previous
    moves: list[list[int]] = [[0 if free_start else 2] * (columns + 1)]
    for i in range(1, rows + 1):
        q, gap = quoted[i - 1], gaps_q[i - 1]
        gain = weights.get(q, 1.0)
        row = [previous[0] + gap]
        move = [1]
        for j in range(1, columns + 1):
            s = said[j - 1]
            best, step = previous[j - 1] + (gain if q == s else 1.3 * _pairing(q, s) - 0.9), 3
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
    end = max(range(columns + 1), key=previous.__getitem__) if free_end else columns
    return _traced(moves, quoted, said, end), previous[end]


_SHAPES = {1: (1, 0), 2: (0, 1), 3: (1, 1), 4: (1, 2), 5: (2, 1)}


def _traced(moves: list[list[int]], quoted: Sequence[str], said: Sequence[str], end: int) -> list[Step]:
    steps: list[Step] = []
    i, j = len(quoted), end
    while (i > 0 or j > 0) and moves[i][j]:
        di, dj = _SHAPES[moves[i][j]]
        same = di == dj == 1 and quoted[i - 1] == said[j - 1]
        steps.append(Step(i - di, i, j - dj, j, same))
        i, j = i - di, j - dj
    steps.reverse()
    return steps


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
