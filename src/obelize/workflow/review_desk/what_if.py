"""What would move the rating: verdicts tried out on single items and on pairs. Pure, given the rating."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, islice

from obelize.domain.annotation import ItemState
from obelize.domain.credibility import Assessment, Rating
from obelize.domain.review import Verdict

Rate = Callable[[Mapping[str, ItemState]], Assessment]

_TRIED = (Verdict.VERIFIED, Verdict.REFUTED)


@dataclass(frozen=True, slots=True)
class WhatIf:
    """Giving these items this verdict would make the rating that."""

    item_ids: tuple[str, ...]
    verdict: Verdict
    rating: Rating


@dataclass(frozen=True, slots=True)
class Outlook:
    """The rating as it stands with its rule in words, its key items, and what would change it, single items first."""

    rating: Rating
    rule: str
    key_items: tuple[str, ...]
    what_ifs: tuple[WhatIf, ...]

    def impact(self) -> dict[str, int]:
        """How much an item can do, by id: 0 changes the rating alone, 1 in a pair, 2 is a key item all the same."""
        ranks = dict.fromkeys(self.key_items, 2)
        for one in self.what_ifs:
            for item_id in one.item_ids:
                rank = min(len(one.item_ids) - 1, 1)
                ranks[item_id] = min(ranks.get(item_id, 2), rank)
        return ranks


def outlook(rate: Rate, states: Mapping[str, ItemState], others: Sequence[str], tries: int) -> Outlook:
    """The outlook under `states`.

    Undecided key items are tried first, then the undecided of `others`, at most `tries` ratings in all. A pair is
    tried only where neither of its items changes the rating alone under that verdict.
    """
    now = rate(states)
    key = [item for item in now.key_items if _is_open(states, item)]
    found: list[WhatIf] = []
    for items, verdict in islice(_trials(key, others, states, found), tries):
        changed = {**states, **{item: replace(states.get(item, ItemState()), verdict=verdict) for item in items}}
        rating = rate(changed).rating
        if rating is not now.rating:
            found.append(WhatIf(items, verdict, rating))
    return Outlook(now.rating, now.rule, now.key_items, tuple(found))


def _trials(
    key: Sequence[str], others: Sequence[str], states: Mapping[str, ItemState], found: Sequence[WhatIf]
) -> Iterator[tuple[tuple[str, ...], Verdict]]:
    """What to try next. `found` grows while this runs."""
    for verdict in _TRIED:
        yield from (((item,), verdict) for item in key)
    for verdict in _TRIED:
        alone = {one.item_ids[0] for one in found if one.verdict is verdict}
        yield from ((pair, verdict) for pair in combinations(key, 2) if alone.isdisjoint(pair))
    for verdict in _TRIED:
        yield from (((item,), verdict) for item in others if item not in key and _is_open(states, item))


def _is_open(states: Mapping[str, ItemState], item_id: str) -> bool:
    return item_id not in states or states[item_id].verdict is None
