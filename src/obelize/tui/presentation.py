"""What the desk knows, cut to the shapes that the widgets show."""

from obelize.domain.claim import ItemKind
from obelize.store import ItemDetail
from obelize.tui.panels import Section
from obelize.tui.queue_list import QueueRow
from obelize.workflow.review_desk import DeskView, wording
from obelize.workflow.review_desk.context import clock
from obelize.workflow.review_desk.filters import SHORT_KINDS

_MARKS = ("", "·", "!", "‼")  # by severity of the worst finding


def queue_row(desk: DeskView, place: int) -> QueueRow:
    """The row at a place of the view."""
    index = desk.queue.view[place]
    entry, state = desk.queue.entries[index], desk.state(index)
    if state.disputed:
        look = "disputed"
    elif state.verdict is not None:
        look = state.verdict.value
    else:
        look = "later" if state.later else "open"
    return QueueRow(
        glyph=wording.glyph(desk, index),
        number=str(wording.number(desk, index)),
        kind=SHORT_KINDS[ItemKind(entry.kind)],
        time=clock(entry.start),
        worthiness="" if entry.worthiness is None else f"{entry.worthiness:.2f}",
        mark=_MARKS[entry.severity],
        text=entry.text if state.edited_text is None else state.edited_text,
        look=look,
    )


def sections(desk: DeskView, index: int, detail: ItemDetail) -> list[Section]:
    """Everything about an item, what matters most first."""
    entry, state = desk.queue.entries[index], desk.state(index)
    item = [wording.standing(desk, index)]
    item += [f"edited: {state.edited_text}"] if state.edited_text is not None else []
    item += [f"decided by: {', '.join(state.evidence)}"] if state.evidence else []
    item += [f"near-duplicates: {len(desk.queue.group_of(index)) - 1}"] if entry.duplicates else []
    return [
        Section(f"{wording.glyph(desk, index)} {entry.kind} {wording.number(desk, index)}", item),
        Section("Findings", list(wording.finding_lines(detail))),
        Section("Evidence", list(wording.evidence_lines(detail))),
        Section("Why it is here", list(wording.about(detail))),
        Section("Look-ups", list(wording.receipt_lines(detail))),
    ]


def progress_line(desk: DeskView) -> str:
    """Progress, filter, order and reviewer."""
    queue = desk.queue
    shown = f"{len(queue.view)} shown ({queue.filter})" if str(queue.filter) else "all shown"
    mode = "" if desk.reviewer.mode.value == "review" else f", {desk.reviewer.mode.value}"
    return f"{wording.progress_line(desk.progress())} │ {shown}, by {queue.order.value} │ {desk.reviewer.name}{mode}"
