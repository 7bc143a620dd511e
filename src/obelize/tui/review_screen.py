"""The review on one screen. Widgets post messages; here the desk is called and its answers are shown."""

from collections.abc import Callable, Mapping

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.screen import Screen
from textual.timer import Timer

from obelize.domain.annotation import ItemState
from obelize.errors import ReviewError, StoreError
from obelize.safe_text import safe_line
from obelize.tui.panels import EvidencePanel, PassagePanel
from obelize.tui.presentation import progress_line, queue_row, sections
from obelize.tui.questions import Questions
from obelize.tui.queue_list import QueueList
from obelize.tui.status_bar import StatusBar
from obelize.workflow.review_desk import Change, Order, QueueFilter, ReviewDesk, wording
from obelize.workflow.review_desk.context import passage_lines
from obelize.workflow.review_desk.keymap import VERDICTS, Command
from obelize.workflow.review_desk.outlooks import MOST_ITEMS
from obelize.workflow.review_desk.what_if import Outlook

_OTHERS_EVERY = 2.0  # seconds between looks at what other reviewers did
_OUTLOOK_AFTER = 0.4  # seconds of rest before the rating is tried out
_CONTEXT_SEGMENTS = 8
_HINTED = (
    Command.HELP,
    Command.VERIFIED,
    Command.UNVERIFIED,
    Command.REFUTED,
    Command.NOT_A_CLAIM,
    Command.LATER,
    Command.NOTE,
    Command.UNDO,
    Command.FILTER,
)


class ReviewScreen(Screen[None]):
    """Queue, passage, evidence, and the foot of the page."""

    # One below the other, queue beside the other two, or all side by side.
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-medium"), (150, "-wide")]  # noqa: RUF012 - as Textual declares it
    DEFAULT_CSS = """
    ReviewScreen {
        & #panes { layout: grid; height: 1fr; }
        & QueueList, & PassagePanel, & EvidencePanel {
            border-top: solid $primary; border-title-color: $text-primary;
            padding: 0 1 0 0; scrollbar-size-vertical: 1;
            &:focus { border-top: heavy $accent; }
        }
        & EvidencePanel { padding: 0 1; }
        &.-narrow #panes { grid-size: 1 3; grid-rows: 7 1fr 1fr; }
        &.-medium #panes { grid-size: 2 2; grid-columns: 1fr 1fr; }
        &.-medium QueueList { row-span: 2; }
        &.-wide #panes { grid-size: 3 1; grid-columns: 40% 1fr 28%; }
    }
    """

    def __init__(self, desk: ReviewDesk, keymap: Mapping[Command, str]) -> None:
        super().__init__()
        self._desk = desk
        self._keymap = keymap
        self._outlook_timer: Timer | None = None
        self._shown: tuple[int, ItemState] | None = None
        self._questions = Questions(self, desk, keymap, self._do, self._arrange)

    def compose(self) -> ComposeResult:
        """The panes and the status bar."""
        with Container(id="panes"):
            yield QueueList(lambda place: queue_row(self._desk, place), id="queue")
            yield PassagePanel(id="passage")
            yield EvidencePanel(id="evidence")
        yield StatusBar()

    def on_mount(self) -> None:
        """Show the first item."""
        self._queue.border_title = "Queue"
        self.query_one(PassagePanel).border_title = "Passage"
        self.query_one(EvidencePanel).border_title = "Evidence"
        self._show_view()
        self._queue.focus()
        self.set_interval(_OTHERS_EVERY, self._look_at_others)

    # What the reviewer asks for

    def carry_out(self, command: Command) -> None:
        """Do what a key or the palette asks; what can't be done is said at the foot."""
        try:
            self._carry_out(command)
        except (ReviewError, StoreError) as error:
            self._show_rows()
            self._bar.show_message(str(error), problem=True)

    def _carry_out(self, command: Command) -> None:
        queue, desk = self._queue, self._desk
        if command in VERDICTS:
            self._decided(desk.decide([self._index()], VERDICTS[command]))
            return
        match command:
            case Command.LATER:
                self._decided(desk.put_aside(self._index()))
            case Command.CAPTION_ERROR:
                self._changed(desk.flag_caption_error(self._index()))
            case Command.UNDO:
                self._went_back(desk.undo())
            case Command.REDO:
                self._went_back(desk.redo())
            case Command.NEXT:
                queue.cursor += 1
            case Command.PREVIOUS:
                queue.cursor -= 1
            case Command.FIRST:
                queue.cursor = 0
            case Command.LAST:
                queue.cursor = len(desk.queue.view) - 1
            case Command.ORDER:
                orders = list(Order)
                self._arrange(desk.queue.filter, orders[(orders.index(desk.queue.order) + 1) % len(orders)])
            case Command.RATING:
                self._ask_rating()
            case _:
                self._questions.ask(command, desk.queue.view[queue.cursor] if desk.queue.view else None)

    def _index(self) -> int:
        if not self._desk.queue.view:
            raise ReviewError("no item is left by this filter")
        return self._desk.queue.view[self._queue.cursor]

    def _do(self, action: Callable[[], Change]) -> None:
        """Carry out what a dialog was answered with."""
        try:
            self._changed(action())
        except (ReviewError, StoreError) as error:
            self._show_rows()
            self._bar.show_message(str(error), problem=True)

    def _arrange(self, kept: QueueFilter, order: Order) -> None:
        if order is Order.IMPACT:
            states = {document_id: self._desk.states(document_id) for document_id in self._desk.documents}
            self._bar.show_message("trying out what moves the rating …")
            self._arrange_by_impact(kept, states)
        else:
            self._desk.arrange(kept, order)
            self._show_view()

    @work(thread=True, exclusive=True, group="impact")
    def _arrange_by_impact(self, kept: QueueFilter, states: dict[str, dict[str, ItemState]]) -> None:
        impact = self._desk.impact(states)

        def arranged() -> None:
            self._desk.arrange(kept, Order.IMPACT, impact)
            self._show_view()

        self.app.call_from_thread(arranged)

    # Showing what came of it

    @property
    def _queue(self) -> QueueList:
        return self.query_one(QueueList)

    @property
    def _bar(self) -> StatusBar:
        return self.query_one(StatusBar)

    def _decided(self, change: Change) -> None:
        if change.indices:
            self._queue.cursor = self._desk.next_open(self._queue.cursor)
        self._changed(change)

    def _went_back(self, change: Change) -> None:
        """Show the item that an undo or redo was about, if the filter leaves it."""
        view = self._desk.queue.view
        if change.indices and change.indices[0] in view:
            self._queue.cursor = view.index(change.indices[0])
        self._changed(change)

    def _changed(self, change: Change) -> None:
        self._show_rows()
        if change.message:
            self._bar.show_message(change.message + (" · saved" if change.indices else ""))
        if change.indices:
            self._try_rating_soon()

    def _show_view(self) -> None:
        self._shown = None
        self._queue.show_rows(len(self._desk.queue.view), 0)
        self._show_rows()
        self._show_item()
        self._bar.show_message(self._hints())

    def _show_rows(self) -> None:
        self._queue.refresh()
        self._bar.show_progress(progress_line(self._desk))
        self._show_item()

    @on(QueueList.Moved)
    def _show_item(self) -> None:
        """Show the item at the cursor, with what is known of it now."""
        try:
            self._show_item_at_cursor()
        except StoreError as error:
            self._bar.show_message(str(error), problem=True)

    def _show_item_at_cursor(self) -> None:
        desk = self._desk
        if not desk.queue.view:
            self.query_one(PassagePanel).show_passage([], [])
            self.query_one(EvidencePanel).show_sections([])
            return
        index = desk.queue.view[self._queue.cursor]
        state = desk.state(index)
        if self._shown == (index, state):
            return
        moved_on = self._shown is None or desk.queue.entries[self._shown[0]][0] != desk.queue.entries[index][0]
        self._shown = index, state
        detail = desk.detail(index)
        lines = passage_lines(desk.passage(index, _CONTEXT_SEGMENTS), detail, state.edited_span)
        self.query_one(PassagePanel).show_passage(lines, [f"note: {note}" for note in state.notes])
        self.query_one(EvidencePanel).show_sections(sections(desk, index, detail))
        if moved_on:
            self.query_one(PassagePanel).border_title = self._document_title(index)
            self._try_rating_soon()

    def _document_title(self, index: int) -> Content:
        document = self._desk.documents[self._desk.queue.entries[index].document_id]
        return Content(safe_line(f"Passage · {document.title or document.name}"))

    def _hints(self) -> str:
        return "  ".join(f"{self._keymap[command]} {command.value}" for command in _HINTED)

    def _look_at_others(self) -> None:
        try:
            change = self._desk.refresh()
        except StoreError as error:
            self._bar.show_message(str(error), problem=True)
            return
        if change.indices:
            self._changed(Change(change.indices, f"others decided {len(change.indices)} items"))

    # The rating

    def _try_rating_soon(self) -> None:
        if self._outlook_timer:
            self._outlook_timer.stop()
        self._outlook_timer = self.set_timer(_OUTLOOK_AFTER, self._try_rating)

    def _try_rating(self) -> None:
        if not self._desk.queue.view:
            return
        document = self._desk.documents[self._desk.queue.entries[self._index()].document_id]
        if document.item_count <= MOST_ITEMS:
            self._compute_outlook(document.id, self._desk.states(document.id), asked=False)
        else:
            self._bar.show_outlook(f"Rating of a long document: {self._keymap[Command.RATING]} works it out")

    def _ask_rating(self) -> None:
        document_id = self._desk.queue.entries[self._index()].document_id
        self._bar.show_message("working out the rating …")
        self._compute_outlook(document_id, self._desk.states(document_id), asked=True)

    @work(thread=True, exclusive=True, group="outlook")
    def _compute_outlook(self, document_id: str, states: dict[str, ItemState], *, asked: bool) -> None:
        outlook = self._desk.outlook(document_id, states)
        self.app.call_from_thread(self._show_outlook, document_id, outlook, asked)

    def _show_outlook(self, document_id: str, outlook: Outlook, asked: bool) -> None:
        lines = list(wording.outlook_lines(self._desk, document_id, outlook))
        self._bar.show_outlook(" · ".join(lines[:4]))
        if asked:
            self._bar.show_message(self._hints())
            self._questions.show("Rating", "\n".join([*lines, "", outlook.rule]))
