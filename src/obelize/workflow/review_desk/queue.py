"""The queue: which items, in which order. It holds entries and places, and knows nothing of decisions being made."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from functools import cached_property
from itertools import accumulate

from obelize.domain.annotation import ItemState
from obelize.store import ItemEntry, ItemList
from obelize.workflow.replay import ItemKey
from obelize.workflow.review_desk.filters import Duplicates, QueueFilter

_NO_IMPACT = 9


class Order(StrEnum):
    """What comes first."""

    TIME = "time"  # as it stands in the documents
    WORTHINESS = "worthiness"
    SEVERITY = "severity"  # of the worst finding
    IMPACT = "impact"  # what moves the rating most


class Queue:
    """All items of the documents under review, and the view of them that a filter and an order leave.

    An item is named by its index in `entries`, which never changes. `view` are indices.
    """

    def __init__(self, entries: ItemList) -> None:
        self.entries = entries
        self.view: Sequence[int] = range(len(entries))
        self.filter = QueueFilter()
        self.order = Order.TIME

    def index_of(self, key: ItemKey) -> int | None:
        """The item's index, None if it isn't under review."""
        own = self._index.get(key[0])
        return own.get(key[1]) if own else None

    @cached_property
    def _index(self) -> Mapping[str, Mapping[str, int]]:
        """By document, then by item: a fifth of the time that one dictionary of pairs takes."""
        return self.entries.indices()

    def number(self, index: int) -> int:
        """The item's place among the items of its document, from 1, whatever the order of the view."""
        return index - self._firsts[self.entries.key(index)[0]] + 1

    @cached_property
    def _firsts(self) -> Mapping[str, int]:
        """Where each document's items begin."""
        counts = Counter(document_id for document_id, _ in self.entries.all_keys())
        return dict(zip(counts, accumulate(counts.values(), initial=0), strict=False))

    @cached_property
    def _groups(self) -> Mapping[tuple[str, str], Sequence[int]]:
        groups: dict[tuple[str, str], list[int]] = {}
        for index, entry in enumerate(self.entries):
            if entry.duplicates is not None:
                groups.setdefault((entry.document_id, entry.duplicates), []).append(index)
        return groups

    def group_of(self, index: int) -> Sequence[int]:
        """The item and its near-duplicates in the same document, in order of appearance."""
        entry = self.entries[index]
        return self._groups.get((entry.document_id, entry.duplicates or ""), [index])

    def arrange(
        self,
        kept: QueueFilter,
        order: Order,
        state: Callable[[int], ItemState],
        impact: Mapping[int, int] | None = None,
    ) -> None:
        """Make the view anew. `impact` ranks items by what they can do to the rating, 0 the most."""
        if kept == QueueFilter() and order is Order.TIME:
            self.filter, self.order, self.view = kept, order, range(len(self.entries))
            return
        view = [index for index, entry in enumerate(self.entries) if kept.keeps(entry, state(index))]
        if kept.duplicates is Duplicates.FIRST:
            view = [index for index in view if self.group_of(index)[0] == index]
        match order:
            case Order.TIME:
                pass
            case Order.WORTHINESS:
                view.sort(key=lambda index: -_weight(self.entries[index]))
            case Order.SEVERITY:
                view.sort(key=lambda index: (-self.entries[index].severity, -_weight(self.entries[index])))
            case Order.IMPACT:
                ranks = impact or {}
                view.sort(key=lambda index: (ranks.get(index, _NO_IMPACT), -_weight(self.entries[index])))
        self.filter, self.order, self.view = kept, order, view


def _weight(entry: ItemEntry) -> float:
    """Worthiness; a quotation or citation, which has none, weighs what its worst finding does."""
    return entry.severity / 3 if entry.worthiness is None else entry.worthiness
