"""The review without a screen: what is to be decided, deciding it, and taking it back.

Every method that records something has it on disk before it returns, and takes in what other reviewers recorded in
the meantime.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from obelize.domain.annotation import ItemState
from obelize.domain.claim import ItemKind
from obelize.domain.document import Segment
from obelize.domain.review import Action, Decision, Verdict
from obelize.errors import OvertakenError, ReviewError
from obelize.store import DocumentEntry, ItemDetail, ItemList, Orphan, Repository
from obelize.workflow.replay import ItemKey
from obelize.workflow.review_desk.agreement import Agreement, PairAgreement, agreement_of, pair_agreement
from obelize.workflow.review_desk.context import link_at, text_between
from obelize.workflow.review_desk.filters import QueueFilter
from obelize.workflow.review_desk.ledger import Ledger, Mode, Reviewer
from obelize.workflow.review_desk.outlooks import MOST_ITEMS, Outlooks, pairs_of
from obelize.workflow.review_desk.queue import Order, Queue
from obelize.workflow.review_desk.what_if import Outlook

_LONGEST_NOTE = 4_000  # characters
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


class ReviewDesk:
    """One reviewer's desk over some documents of the store. An item is named by its index in `queue.entries`."""

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

    # Looking

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

    # Deciding

    def decide(self, indices: Sequence[int], verdict: Verdict | None, note: str = "") -> Change:
        """Give items a verdict, several as one action; None withdraws the reviewer's own."""
        action = {Mode.ADJUDICATE: Action.ADJUDICATE, Mode.REPEAT: Action.REPEAT}.get(self.reviewer.mode, Action.DECIDE)
        note = clean_note(note)
        drafts = []
        for index in indices:
            if not self._would_change(index, verdict) and not note:
                continue
            key = self.queue.entries.key(index)
            repeated = self._ledger.last_own_verdict(key) if action is Action.REPEAT else None
            drafts.append(
                self._draft(
                    index,
                    action,
                    to_verdict=verdict,
                    note=note or None,
                    target=repeated.id if repeated else None,
                )
            )
        if not drafts:
            return Change((), f"already {verdict}" if verdict else "there is no verdict of yours to withdraw")
        return self._record(drafts, _counted(len(drafts), verdict.value if verdict else "withdrawn"))

    def put_aside(self, index: int) -> Change:
        """Leave an item for later."""
        return self._record([self._draft(index, Action.LATER)], "put aside for later")

    def add_note(self, index: int, note: str) -> Change:
        """Add a note to an item. `ReviewError` if it is empty."""
        if not (note := clean_note(note)):
            raise ReviewError("a note needs words")
        return self._record([self._draft(index, Action.NOTE, note=note)], "noted")

    def edit(self, index: int, text: str | None = None, span: tuple[int, int] | None = None) -> Change:
        """Give a claim another wording or other ends; the original stays. With neither, restore the original."""
        entry = self.queue.entries[index]
        if span:
            if not 0 <= span[0] < span[1]:
                raise ReviewError("the claim's ends are the wrong way round")
            text = text or text_between(
                self.repository.segments_near(entry.document_id, span[0], span[1], 0), span[0], span[1]
            )
        text = clean_note(text or "")
        if span == (entry.start_char, entry.end_char):
            span = None
        if text == entry.text:
            text = ""
        draft = self._draft(index, Action.EDIT, edited_text=text or None, edited_span=span)
        return self._record([draft], "edited; the original is kept" if text or span else "the original wording again")

    def flag_caption_error(self, index: int) -> Change:
        """Mark the transcript's words as misheard; if this reviewer has, take the mark away."""
        mine = [
            entry
            for entry in self.history(index)
            if entry.action is Action.CAPTION_ERROR and entry.reviewer == self.reviewer.name
        ]
        if mine:
            return self._record(self._counter_entries(mine, Action.UNDO), "no caption error after all")
        return self._record([self._draft(index, Action.CAPTION_ERROR)], "marked as a caption error")

    def choose_evidence(self, index: int, evidence: Sequence[str]) -> Change:
        """Name the works or passages that decided an item; none takes the choice back."""
        draft = self._draft(index, Action.EVIDENCE, evidence=tuple(dict.fromkeys(evidence)))
        return self._record([draft], f"{len(evidence)} named as evidence" if evidence else "no evidence named")

    def duplicates(self, index: int) -> list[int]:
        """The near-duplicates of an item that its verdict could be given to as well, for a preview."""
        verdict = self.state(index).verdict
        return [other for other in self.queue.group_of(index) if other != index and self._would_change(other, verdict)]

    def apply_to_duplicates(self, index: int) -> Change:
        """Give the item's verdict to its near-duplicates, as one action. `ReviewError` if it has no verdict."""
        verdict = self.state(index).verdict
        if verdict is None:
            raise ReviewError("decide this one first; then its verdict can be given to its duplicates")
        others = self.duplicates(index)
        if not others:
            raise ReviewError("there are no duplicates left to decide")
        return self.decide(others, verdict)

    def undo(self) -> Change:
        """Take back the reviewer's last action, a bulk one as a whole. `ReviewError` if there is none."""
        return self._counter(self._ledger.undoable(), Action.UNDO, "undone")

    def redo(self) -> Change:
        """Do again what was undone last. `ReviewError` if there is nothing or something was done since."""
        return self._counter(self._ledger.redoable(), Action.REDO, "done again")

    def _counter(self, entries: Sequence[Decision], action: Action, message: str) -> Change:
        if not entries:
            raise ReviewError(f"there is nothing to {action}")
        if entries[0].document_id not in self.documents:
            raise ReviewError(f"what you did last was in another document; open that to {action} it")
        return self._record(self._counter_entries(entries, action), _counted(len(entries), message), guarded=False)

    def _counter_entries(self, entries: Sequence[Decision], action: Action) -> list[Decision]:
        batch = self.reviewer.new_id() if len(entries) > 1 else None
        return [
            self._ledger.draft(
                (entry.document_id, entry.item_id),
                entry.item_kind,
                action,
                from_verdict=entry.to_verdict if action is Action.UNDO else entry.from_verdict,
                to_verdict=entry.from_verdict if action is Action.UNDO else entry.to_verdict,
                target=entry.id,
                batch=batch,
            )
            for entry in entries
        ]

    def _draft(self, index: int, action: Action, **fields: Any) -> Decision:
        entry = self.queue.entries[index]
        verdict = self.state(index).verdict
        fields.setdefault("to_verdict", verdict)
        return self._ledger.draft(entry[:2], ItemKind(entry.kind), action, from_verdict=verdict, **fields)

    def _record(self, drafts: Sequence[Decision], message: str, *, guarded: bool = True) -> Change:
        if len(drafts) > 1 and drafts[0].batch is None:
            batch = self.reviewer.new_id()
            drafts = [replace(draft, batch=batch) for draft in drafts]
        try:
            changed = self._ledger.record(drafts, guarded=guarded)
        except OvertakenError as error:
            self.refresh()
            raise OvertakenError(f"{error}. Look again, then decide") from error
        return Change(self._count(self._indices(changed)), message)

    def _would_change(self, index: int, verdict: Verdict | None) -> bool:
        state = self.state(index)
        match self.reviewer.mode:
            case Mode.ADJUDICATE:
                return state.disputed or state.verdict is not verdict
            case Mode.REPEAT:
                return state.verdict is not verdict
            case Mode.REVIEW | Mode.BLIND:
                own = dict(state.verdicts).get(self.reviewer.name)
                return own is not verdict or (verdict is not None and state.verdict is not verdict)

    # The queue and its counts

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


def clean_note(words: str) -> str:
    """Words typed by a reviewer as they are kept: no lone surrogates, no outer space, not endless."""
    return words.encode("utf-8", "replace").decode("utf-8").strip()[:_LONGEST_NOTE]


def _counted(number: int, what: str) -> str:
    return what if number == 1 else f"{number} items: {what}"
