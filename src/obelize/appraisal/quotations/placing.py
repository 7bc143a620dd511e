"""Where in a transcript a quotation stands: candidates, alignment, pieces joined by an ellipsis."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from obelize.appraisal.quotations.alignment import Alignment, Step, align
from obelize.appraisal.quotations.lexicon import lexicon
from obelize.appraisal.quotations.transcript_index import TranscriptIndex
from obelize.appraisal.quotations.units import Units, units_of

_OMISSION = re.compile(r"…|\.(?:\s?\.){2,}|\[[^\]\n]*\]")
_REACH = 220  # units between two pieces that an ellipsis joins: about a minute and a half of speech
_CHUNK = 150  # units of a quotation aligned at once
_SECURE = 0.8
_HOPE = 0.45  # share of a quotation's weight that must occur near a place for it to be looked at
_TIE = 0.04


@dataclass(frozen=True, slots=True)
class Place:
    """A quotation laid beside its best place. `score` is the alignment's per weight of the quotation, at most 1.

    `pieces` are the quotation's stretches between omissions, `spans` the unit ranges where each is said. `rivals`
    are the beginnings, as unit positions, of other places that fit as well.
    """

    quoted: Units
    steps: tuple[Step, ...]
    score: float
    pieces: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    rivals: tuple[int, ...] = ()

    @property
    def first(self) -> int:
        """The first spoken unit."""
        return self.spans[0][0]

    @property
    def last(self) -> int:
        """One past the last spoken unit."""
        return self.spans[-1][1]


def place(text: str, index: TranscriptIndex, claimed_time: float | None) -> Place | None:
    """The best place for `text`; None where nothing in the transcript speaks for any.

    Among places that fit equally well, the one nearest to `claimed_time` wins.
    """
    quoted = units_of(_OMISSION.sub(lambda omission: " " * len(omission[0]), text))
    if not quoted.keys or not index.units.keys:
        return None
    pieces = _pieces(text, quoted)
    chunks = [chunk for piece in pieces for chunk in _chunks(piece)]
    longest = max(chunks, key=lambda chunk: chunk[1] - chunk[0])
    found = _best_places(quoted, longest, index)
    if not found:
        return None
    chosen = _nearest(found, index, claimed_time)
    parts = _in_order(chosen, chunks, longest, quoted, index)
    score = sum(part.score for part in parts) / sum(lexicon().weight(key) for key in quoted.keys)
    enough = found[0].score - _TIE * abs(found[0].score)
    return Place(
        quoted,
        tuple(step for part in parts for step in part.steps),
        score,
        tuple(text[quoted.starts[a] : quoted.ends[b - 1]] for a, b in pieces),
        tuple(_span(piece, chunks, parts) for piece in pieces),
        tuple(other.first for other in found if other.first != chosen.first and other.score >= enough),
    )


def _pieces(text: str, quoted: Units) -> list[tuple[int, int]]:
    """Unit ranges between omissions, empty ones left out."""
    cuts = [bisect_left(quoted.starts, match.start()) for match in _OMISSION.finditer(text)]
    return [(a, b) for a, b in pairwise([0, *cuts, len(quoted)]) if b > a]


def _chunks(piece: tuple[int, int]) -> list[tuple[int, int]]:
    """The piece in lengths that are aligned at once: a page between quotation marks costs what its parts cost."""
    first, last = piece
    return [(at, min(at + _CHUNK, last)) for at in range(first, last, _CHUNK)]


def _span(piece: tuple[int, int], chunks: Sequence[tuple[int, int]], parts: Sequence[Alignment]) -> tuple[int, int]:
    inside = [part for chunk, part in zip(chunks, parts, strict=True) if piece[0] <= chunk[0] < piece[1]]
    return inside[0].first, inside[-1].last


def _best_places(quoted: Units, piece: tuple[int, int], index: TranscriptIndex) -> list[Alignment]:
    keys = quoted.keys[piece[0] : piece[1]]
    width = len(keys)
    weight = sum(lexicon().weight(key) for key in keys)
    found: list[Alignment] = []
    votes_of_best = 0.0
    for votes, begin in index.candidates(keys):
        if found and found[0].score > _SECURE * weight and votes < 0.7 * votes_of_best:
            break
        votes_of_best = max(votes, votes_of_best)
        low, high = max(0, begin - 14 - width // 8), begin + 14 + width + width // 4
        said = index.units.keys[low:high]
        heard = set(said)
        if sum(lexicon().weight(key) for key in keys if key in heard) >= _HOPE * weight:
            found.append(align(keys, said, low))
            found.sort(key=lambda alignment: -alignment.score)
    return found


def _nearest(found: Sequence[Alignment], index: TranscriptIndex, claimed_time: float | None) -> Alignment:
    best = found[0]
    if claimed_time is None:
        return best

    def distance(alignment: Alignment) -> float:
        time = index.time_at(min(alignment.first, len(index.units) - 1))
        return abs(time - claimed_time) if time is not None else float("inf")

    equal = [alignment for alignment in found if alignment.score >= best.score - _TIE * abs(best.score)]
    return min(equal, key=distance)


def _in_order(
    anchor: Alignment, chunks: list[tuple[int, int]], longest: tuple[int, int], quoted: Units, index: TranscriptIndex
) -> list[Alignment]:
    """The longest chunk's alignment among those of the others, each within reach of its neighbour."""
    at = chunks.index(longest)
    parts = [_shifted(anchor, longest[0])]
    for chunk in reversed(chunks[:at]):
        low = max(0, parts[0].first - _REACH)
        said = index.units.keys[low : parts[0].first]
        parts.insert(0, _shifted(align(quoted.keys[chunk[0] : chunk[1]], said, low), chunk[0]))
    for chunk in chunks[at + 1 :]:
        low = parts[-1].last
        said = index.units.keys[low : low + _REACH]
        parts.append(_shifted(align(quoted.keys[chunk[0] : chunk[1]], said, low), chunk[0]))
    return parts


def _shifted(alignment: Alignment, by: int) -> Alignment:
    steps = tuple(Step(s.i0 + by, s.i1 + by, s.j0, s.j1, s.same) for s in alignment.steps)
    return Alignment(steps, alignment.score, alignment.first, alignment.last)
