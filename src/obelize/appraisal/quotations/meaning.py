"""Whether the differences of a quotation change what was said, or are what recognisers and editors do."""

from collections.abc import Sequence

from obelize.appraisal.quotations.edits import Difference
from obelize.domain.appraisal import EditKind

_MEANING = (EditKind.NUMBER, EditKind.NEGATION, EditKind.HEDGE, EditKind.ENTITY, EditKind.COMPARATIVE)
_LOOSE = (EditKind.WORDING, EditKind.INSERTION, EditKind.DELETION)
_LOOSE_WEIGHT = {EditKind.WORDING: 1.0, EditKind.INSERTION: 0.8, EditKind.DELETION: 0.5}
_CLEAN = 0.06
_ENOUGH = 1.0


def changes_meaning(found: Sequence[Difference], quoted_units: int) -> tuple[Difference, ...]:
    """The differences that make a quotation an altered one, the weightiest first; empty where there are none.

    A changed number, negation, hedge, name or comparison always counts. Other content words count only where the
    rest of the quotation is clean: in a passage that the recogniser garbled, one more odd word says nothing.
    """
    sure = [item for item in found if item.kind in _MEANING]
    if sure:
        return tuple(sorted(sure, key=lambda item: _MEANING.index(item.kind)))
    loose = [item for item in found if item.kind in _LOOSE]
    weight = sum(_LOOSE_WEIGHT[item.kind] * item.weight for item in loose)
    noise = sum(
        max(item.i1 - item.i0, item.j1 - item.j0)
        for item in found
        if item.kind is EditKind.NOISE and not any(_touch(item, other) for other in loose)
    )
    if weight >= _ENOUGH and noise <= _CLEAN * quoted_units:
        return tuple(sorted(loose, key=lambda item: -item.weight))
    return ()


def _touch(one: Difference, other: Difference) -> bool:
    first, second = sorted((one, other), key=lambda item: (item.i0, item.j0))
    return first.i1 == second.i0 and first.j1 == second.j0
