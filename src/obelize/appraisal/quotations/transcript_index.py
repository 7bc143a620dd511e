"""A transcript made ready for many quotations: units, where each occurs, and when."""

import itertools
from collections import defaultdict
from collections.abc import Mapping, Sequence

from obelize.appraisal.quotations.units import Units, units_of
from obelize.domain.document import Document
from obelize.domain.timing import segment_at, time_at

_BUCKET = 12
_COMMON = 400


class TranscriptIndex:
    """One transcript's units with an inverted index over single units and pairs. Immutable after construction."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.units: Units = units_of(document.text)
        small = frozenset(
            key for key, start in zip(self.units.keys, self.units.starts, strict=True) if document.text[start].islower()
        )
        self.lower_case = small
        self.cased = len(small) < 0.995 * len(set(self.units.keys))
        places: dict[object, list[int]] = defaultdict(list)
        keys = self.units.keys
        for at, key in enumerate(keys):
            places[key].append(at)
        for at, pair in enumerate(itertools.pairwise(keys)):
            places[pair].append(at)
        self._places: Mapping[object, list[int]] = places

    def candidates(self, quoted: Sequence[str], limit: int = 3) -> list[tuple[float, int]]:
        """Where `quoted` may begin: (votes, unit position), most votes first.

        Each unit and each pair of units votes for the positions at which the quotation would have to begin for it
        to stand where it stands in the transcript; rare ones weigh more. Votes are counted in overlapping buckets.
        """
        total = max(1, len(self.units))
        votes: dict[int, float] = defaultdict(float)
        for offset, wanted in enumerate((*quoted, *itertools.pairwise(quoted))):
            where = self._places.get(wanted)
            if not where or len(where) > _COMMON:
                continue
            place = offset if offset < len(quoted) else offset - len(quoted)
            weight = min(1.0, 8.0 / len(where)) + (0.2 if total > len(where) else 0.0)
            for at in where:
                votes[(at - place) // _BUCKET] += weight
        joined = {bucket: vote + votes.get(bucket + 1, 0.0) for bucket, vote in list(votes.items())}
        chosen: list[tuple[float, int]] = []
        for bucket in sorted(joined, key=lambda b: (-joined[b], b)):
            begin = (bucket + 1) * _BUCKET
            if all(abs(begin - other) > 2 * _BUCKET for _, other in chosen):
                chosen.append((joined[bucket], begin))
                if len(chosen) == limit:
                    break
        return chosen

    def time_at(self, position: int, *, end: bool = False) -> float | None:
        """When the unit at `position` is said (its beginning, or its last character), in seconds."""
        return time_at(self.document, self.units.ends[position] - 1 if end else self.units.starts[position])

    def speaker_at(self, position: int) -> str | None:
        """Who says the unit at `position`, where the transcript names speakers."""
        segment = segment_at(self.document, self.units.starts[position])
        return segment.speaker if segment else None
