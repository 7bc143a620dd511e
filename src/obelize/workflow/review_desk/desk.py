"""The review without a screen: deciding what is in view, and taking it back.

Every method that records something has it on disk before it returns, and takes in what other reviewers recorded in
the meantime.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from obelize.domain.claim import ItemKind
from obelize.domain.review import Action, Decision, Verdict
from obelize.errors import OvertakenError, ReviewError
from obelize.workflow.review_desk.context import text_between
from obelize.workflow.review_desk.ledger import Mode
from obelize.workflow.review_desk.view import Change, DeskView

_LONGEST_NOTE = 4_000  # characters


class ReviewDesk(DeskView):
    """One reviewer's desk: what is in view, and decisions on it."""

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


def clean_note(words: str) -> str:
    """Words typed by a reviewer as they are kept: no lone surrogates, no outer space, not endless."""
    return words.encode("utf-8", "replace").decode("utf-8").strip()[:_LONGEST_NOTE]


def _counted(number: int, what: str) -> str:
    return what if number == 1 else f"{number} items: {what}"
