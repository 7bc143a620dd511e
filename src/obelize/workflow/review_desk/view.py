"""What a reviewer sees: the queue, where each item stands, its passage, and what its decision would move."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from obelize.domain.annotation import ItemState
from obelize.domain.document import Segment
from obelize.domain.review import Decision, Verdict
from obelize.store import DocumentEntry, ItemDetail, ItemList, Orphan, Repository
from obelize.workflow.replay import ItemKey
from obelize.workflow.review_desk.agreement import Agreement, PairAgreement, agreement_of, pair_agreement
from obelize.workflow.review_desk.context import link_at
from obelize.workflow.review_desk.filters import QueueFilter
from obelize.workflow.review_desk.ledger import Ledger, Mode, Reviewer
from obelize.workflow.review_desk.outlooks import MOST_ITEMS, Outlooks, pairs_of
from obelize.workflow.review_desk.queue import Order, Queue
from obelize.workflow.review_desk.what_if import Outlook

_REPEATED_SHARE = 10  # one item in so many is shown again


@dataclass(frozen=True, slots=True)
class Change:
    """What an action did: the indices of the items that look different now, and a line for the reviewer."""

    indices: tuple[int, ...]
    message: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the review is, over all items of the queue's documents."""

    total: int
    later: int
    by_verdict: Mapping[Verdict, int]

    @property
    def decided(self) -> int:
        """Items with a verdict."""
        return sum(self.by_verdict.values())


class DeskView:
    """One reviewer's view of some documents of the store. An item is named by its index in `queue.entries`."""

    def __init__(self, repository: Repository, reviewer: Reviewer, document_ids: Sequence[str] | None = None) -> None:
        self.reviewer = reviewer
        self.repository = repository
        documents = {entry.id: entry for entry in repository.documents()}
        self._pairs = pairs_of(documents)
        self.documents: dict[str, DocumentEntry] = (
            documents if document_ids is None else {key: documents[key] for key in document_ids}
        )
        self._outlooks = Outlooks(repository, self._pairs)
        # The rating of a document also rests on the decisions about its pair.
        own = self.documents.keys()
        self._ledger = Ledger(repository, reviewer, own | {self._pairs[key] for key in own & self._pairs.keys()})
        self.queue = Queue(self._due(repository.items(list(self.documents))))
        # Only what was decided has to be counted, so that opening a large queue costs no more than its list.
        self._counted: dict[int, ItemState] = {}
        self._count(self._indices(self._ledger.items()))

    def state(self, index: int) -> ItemState:
        """Where an item stands, as far as the reviewer may see."""
        return self._ledger.state(self.queue.entries.key(index))

    def states(self, document_id: str) -> dict[str, ItemState]:
        """The states, by item id, of a document's items and its pair's that have any."""
        wanted = {document_id, self._pairs.get(document_id)}
        return {key[1]: self._ledger.state(key) for key in self._ledger.items() if key[0] in wanted}

    def history(self, index: int) -> list[Decision]:
        """The standing entries about an item that the reviewer may see, oldest first."""
        return self._ledger.entries(self.queue.entries.key(index))

    def detail(self, index: int) -> ItemDetail:
        """An item in full."""
        return self.repository.item(*self.queue.entries.key(index))

    def passage(self, index: int, around: int = 4) -> list[Segment]:
        """The segments that hold the item, with some on either side."""
        entry = self.queue.entries[index]
        return self.repository.segments_near(entry.document_id, entry.start_char, entry.end_char, around)

    def link(self, index: int) -> str | None:
        """The address of the recording at the item's second; None where there is none that a browser may open."""
        entry = self.queue.entries[index]
        return link_at(self.documents[entry.document_id].url, entry.start)

    def progress(self) -> Progress:
        """How far the review is."""
        verdicts = [state.verdict for state in self._counted.values()]
        by_verdict = {verdict: verdicts.count(verdict) for verdict in Verdict}
        return Progress(len(self.queue.entries), sum(state.later for state in self._counted.values()), by_verdict)

    def orphans(self) -> list[Orphan]:
        """Decided items that have no place in their document any more."""
        return [orphan for orphan in self.repository.orphans() if orphan.document_id in self.documents]

    def agreement(self) -> tuple[Agreement, list[PairAgreement]]:
        """How far all reviewers agree with one another, and each with themselves on items shown again."""
        repeats = self._ledger.repeats()
        themselves = [pair_agreement((name, name), repeats[name]) for name in sorted(repeats)]
        return agreement_of(self._ledger.ratings()), themselves

    def outlook(self, document_id: str, states: Mapping[str, ItemState]) -> Outlook:
        """The rating of a document under `states`, and what would move it. Slow for a long document."""
        return self._outlooks.of(document_id, states)

    def impact(self, states: Mapping[str, Mapping[str, ItemState]]) -> dict[int, int]:
        """What items can do to their document's rating, 0 the most; documents of great length are left out.

        `states` are those of each document. Touches nothing that other methods change: it may run in a thread.
        """
        ranks: dict[int, int] = {}
        for document_id, entry in self.documents.items():
            if entry.item_count <= MOST_ITEMS:
                for item_id, rank in self.outlook(document_id, states[document_id]).impact().items():
                    index = self.queue.index_of((document_id, item_id))
                    if index is not None:
                        ranks[index] = rank
        return ranks

    def arrange(self, kept: QueueFilter, order: Order, impact: Mapping[int, int] | None = None) -> None:
        """Filter and order the queue anew. `impact`, for that order, is worked out if it isn't given."""
        if order is Order.IMPACT and impact is None:
            impact = self.impact({document_id: self.states(document_id) for document_id in self.documents})
        self.queue.arrange(kept, order, self.state, impact)

    def next_open(self, place: int) -> int:
        """The place in the view after `place` of the next item without a verdict, else simply the next place."""
        view = self.queue.view
        for later in range(place + 1, len(view)):
            state = self.state(view[later])
            if state.verdict is None and not state.later:
                return later
        return min(place + 1, max(0, len(view) - 1))

    def refresh(self) -> Change:
        """Take in what other reviewers recorded."""
        return Change(self._count(self._indices(self._ledger.refresh())))

    def _due(self, entries: ItemList) -> ItemList:
        """The items that the mode is about."""
        match self.reviewer.mode:
            case Mode.REVIEW | Mode.BLIND:
                return entries
            case Mode.ADJUDICATE:
                return entries.kept({key for key in self._ledger.items() if self._ledger.state(key).disputed})
            case Mode.REPEAT:
                mine = sorted(self._ledger.decided_by_me())
                return entries.kept(set(self.reviewer.chance.sample(mine, -(-len(mine) // _REPEATED_SHARE))))

    def _indices(self, keys: Iterable[ItemKey]) -> tuple[int, ...]:
        found = (self.queue.index_of(key) for key in keys)
        return tuple(sorted(index for index in found if index is not None))

    def _count(self, indices: tuple[int, ...]) -> tuple[int, ...]:
        for index in indices:
            self._counted[index] = self.state(index)
        return indices
