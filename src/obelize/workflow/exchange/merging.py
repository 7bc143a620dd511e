"""Decisions out of the store and into it. The log only grows: what is read twice is kept once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath

from obelize.domain.annotation import ItemState
from obelize.domain.counting import number_of
from obelize.domain.review import Verdict
from obelize.errors import ExportError, UnreadableInputError
from obelize.store import Repository
from obelize.workflow.exchange import records, sheet
from obelize.workflow.replay import DecisionLog
from obelize.workflow.review_desk import ReviewDesk

FORMATS = (".jsonl", ".csv", ".md")
_NO_SUFFIX = "a file without a suffix"


@dataclass(frozen=True, slots=True)
class Imported:
    """What came in: entries added and already known, decisions read from an edited sheet, and what needs a look."""

    added: int
    known: int
    decided: int
    remarks: tuple[str, ...]


def export_decisions(repository: Repository, desk: ReviewDesk, name: str) -> str:
    """The log of the desk's documents in the format that the file's suffix asks for."""
    decisions = [entry for entry in repository.log_as_recorded() if entry.document_id in desk.documents]
    found = list(records.records_of(decisions, repository.described_items()))
    match PurePath(name).suffix.lower():
        case ".jsonl":
            return records.to_jsonl(found)
        case ".csv":
            return records.to_csv(found)
        case ".md":
            last = decisions[-1].decided_at if decisions else None
            return sheet.write_sheet(_listed(desk), last, records.to_jsonl(found))
        case other:
            raise ExportError(
                f"decisions are written as {', '.join(FORMATS)}, not {other or 'a file without a suffix'}"
            )


def import_decisions(repository: Repository, desk: ReviewDesk, text: str, name: str) -> Imported:
    """Take in a file written by `export_decisions`, here or elsewhere, edited or merged.

    `UnreadableInputError` if it can't be read; then nothing of it is taken in.
    """
    match PurePath(name).suffix.lower():
        case ".jsonl":
            return _adopt(repository, desk, records.from_jsonl(text, name))
        case ".csv":
            return _adopt(repository, desk, records.from_csv(text, name))
        case ".md":
            edited = sheet.read_sheet(text)
            _check_words(desk, edited, name)
            imported = _adopt(repository, desk, records.from_jsonl(edited.log, name))
            decided, remarks = _decide(repository, desk, edited)
            return Imported(imported.added, imported.known, decided, (*imported.remarks, *remarks))
        case other:
            raise UnreadableInputError(name, f"decisions are read from {', '.join(FORMATS)}, not {other or _NO_SUFFIX}")


def _adopt(repository: Repository, desk: ReviewDesk, found: Sequence[records.Record]) -> Imported:
    own = {entry.id: entry for entry in repository.log_as_recorded()}
    present = {entry.id for entry in repository.documents()}
    added: dict[str, records.Record] = {}
    remarks: list[str] = []
    missing: dict[str, int] = {}
    known = 0
    for record in found:
        decision = record.decision
        other = own.get(decision.id) or (added[decision.id].decision if decision.id in added else None)
        if other is not None:
            known += 1
            if other != decision:
                remarks.append(f"entry {decision.id} differs from the one already there, which was kept")
        elif decision.document_id not in present:
            missing[decision.document_id] = missing.get(decision.document_id, 0) + 1
        else:
            added[decision.id] = record
    remarks += [
        f"{number_of(count, 'entry', 'entries')} about document {document_id}, which isn't in the store: annotate it, "
        "then import again"
        for document_id, count in sorted(missing.items())
    ]
    items = {(r.decision.document_id, r.decision.item_id): r.item for r in added.values() if r.item}
    orphans = len(repository.orphans())
    repository.adopt([record.decision for record in added.values()], items)
    desk.refresh()
    if (lost := len(repository.orphans()) - orphans) > 0:
        remarks.append(f"{number_of(lost, 'item')} could not be placed: see the orphans")
    keys = {(record.decision.document_id, record.decision.item_id) for record in added.values()}
    disputed = sum(
        index is not None and desk.state(index).disputed for index in (desk.queue.index_of(key) for key in keys)
    )
    if disputed:
        remarks.append(f"reviewers differ on {disputed} of these items: `obelize review --adjudicate` shows them")
    return Imported(len(added), known, 0, tuple(remarks))


def _by_block(desk: ReviewDesk) -> dict[str, int]:
    return {sheet.block_id(entry.id): index for index, entry in enumerate(desk.queue.entries)}


def _check_words(desk: ReviewDesk, edited: sheet.Sheet, name: str) -> None:
    """`UnreadableInputError` where an item under review has a word before it that is no verdict word."""
    known = _by_block(desk)
    for item in edited.items:
        if item.unknown and item.item_id in known:
            near = sheet.nearest_word(item.unknown)
            hint = f"did you mean {near!r}?" if near else f"there are {', '.join(Verdict)} and {sheet.UNDECIDED_WORD}"
            reason = f"{item.unknown!r} is no verdict word ({hint}); nothing was taken in"
            raise UnreadableInputError(name, reason, f"line {item.line}")


def _decide(repository: Repository, desk: ReviewDesk, edited: sheet.Sheet) -> tuple[int, list[str]]:
    """Record what was changed by hand since the sheet was written, under the desk's reviewer."""
    base = _log_until(repository, edited.as_of)
    by_block = _by_block(desk)
    decided, remarks = 0, []
    for item in edited.items:
        index = by_block.get(item.item_id)
        if item.unknown is not None:
            if index is not None:
                remarks.append(f"line {item.line}: no verdict word stands before the item; nothing was changed")
            continue
        if index is None:
            remarks.append(f"line {item.line}: no item under review has the id {item.item_id!r}")
            continue
        key = desk.queue.entries[index][:2]
        before, now = base.state(key) if edited.as_of else desk.state(index), desk.state(index)
        if not item.disputed and item.word not in (sheet.word_of(before), sheet.word_of(now)):
            if _own(now, desk) is not _own(before, desk):
                remarks.append(
                    f"line {item.line}: {item.word} in the file, but you have decided "
                    f"{now.verdict} since it was written; nothing was changed"
                )
            else:
                if now.verdict is not before.verdict:
                    remarks.append(f"line {item.line}: others decided {now.verdict} since; both stand in the log")
                decided += bool(desk.decide([index], item.verdict).indices)
        for note in item.notes:
            if note not in {" ".join(old.split()) for old in now.notes}:
                decided += bool(desk.add_note(index, note).indices)
    return decided, remarks


def _own(state: ItemState, desk: ReviewDesk) -> object:
    return dict(state.verdicts).get(desk.reviewer.name)


def _log_until(repository: Repository, moment: datetime | None) -> DecisionLog:
    log = DecisionLog()
    for decision in repository.decisions():
        if moment is None or decision.decided_at <= moment:
            log.add(decision)
    return log


def _listed(desk: ReviewDesk) -> list[sheet.DocumentSection]:
    sections: dict[str, list[int]] = {document_id: [] for document_id in desk.documents}
    for index, entry in enumerate(desk.queue.entries):
        sections[entry.document_id].append(index)
    return [
        (desk.documents[document_id], [(desk.queue.entries[index], desk.state(index)) for index in indices])
        for document_id, indices in sections.items()
    ]
