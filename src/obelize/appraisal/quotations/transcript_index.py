"""A transcript made ready for many quotations: units, where each occurs, and when."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from heapq import nlargest
from itertools import pairwise

from obelize.appraisal.quotations.units import Units, units_of
from obelize.domain.document import Document
from obelize.domain.timing import segment_at, time_at

_SENTENCE_END = re.compile(r"[.?!](?!\S)")
_BUCKET = 12
_RARE = 8  # occurrences up to which a unit votes with full weight
_BUDGET = 400  # occurrences counted before common units are left out
_FAINT = 0.25  # of the strongest bucket's votes, below which a bucket is no candidate


class TranscriptIndex:
    """One transcript's units with an inverted index over single units and pairs. Immutable after construction.

    `punctuated`: it says where sentences end, unlike automatic captions.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self.units: Units = units_of(document.text)
        initials = [(key, document.text[start]) for key, start in zip(self.units.keys, self.units.starts, strict=True)]
        self.lower_case = frozenset(key for key, initial in initials if initial.islower())
        capitals = sum(initial.isupper() for _, initial in initials)
        self.cased = 0.01 * len(initials) < capitals < 0.5 * len(initials)
        self.punctuated = len(_SENTENCE_END.findall(document.text)) > 0.01 * len(initials)
        places: dict[object, list[int]] = defaultdict(list)
        keys = self.units.keys
        for at, key in enumerate(keys):
            places[key].append(at)
        for at, pair in enumerate(pairwise(keys)):
            places[pair].append(at)
        self._places: Mapping[object, list[int]] = places

    def candidates(self, quoted: Sequence[str], limit: int = 3) -> list[tuple[float, int]]:
        """Where `quoted` may begin: (votes, unit position), most votes first.

        Each unit and each pair of units votes for the positions at which the quotation would have to begin for it
        to stand where it stands in the transcript; rare ones weigh more. Votes are counted in overlapping buckets.
        """
        votes: dict[int, float] = defaultdict(float)
        width = len(quoted)
        places = [
            (where, at if at < width else at - width)
            for at, wanted in enumerate((*quoted, *pairwise(quoted)))
            if (where := self._places.get(wanted))
        ]
        places.sort(key=lambda place: len(place[0]))
        spent = 0
        for where, offset in places:
            spent += len(where)
            if spent > _BUDGET and len(where) > _RARE:
                break
            weight = min(1.0, _RARE / len(where))
            for at in where:
                votes[(at - offset) // _BUCKET] += weight
        floor = _FAINT * max(votes.values(), default=0.0)
        joined = [(vote + votes.get(at + 1, 0.0), -at) for at, vote in list(votes.items()) if vote >= floor]
        chosen: list[tuple[float, int]] = []
        for vote, negative in nlargest(4 * limit, joined):
            begin = (1 - negative) * _BUCKET
            if all(abs(begin - other) > 2 * _BUCKET for _, other in chosen):
                chosen.append((vote, begin))
        return chosen[:limit]

    def time_at(self, position: int, *, end: bool = False) -> float | None:
        """When the unit at `position` is said (its beginning, or its last character), in seconds."""
        return time_at(self.document, self.units.ends[position] - 1 if end else self.units.starts[position])

    def speaker_at(self, position: int) -> str | None:
        """Who says the unit at `position`, where the transcript names speakers."""
        segment = segment_at(self.document, self.units.starts[position])
        return segment.speaker if segment else None
