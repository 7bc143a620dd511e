"""The queue on the screen: draws only the lines that are seen, so that a hundred thousand cost what fifty do."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from obelize.safe_text import safe_line


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One line of the queue. `look` is the last part of a component class ("verified", "open")."""

    glyph: str
    number: str
    kind: str
    time: str
    worthiness: str
    mark: str
    text: str
    look: str


class QueueList(ScrollView, can_focus=True):
    """A list of rows with a cursor. Rows are asked for one by one, when they are drawn."""

    DEFAULT_CSS = """
    QueueList {
        background: $surface;
        & > .queue--cursor { background: $primary; color: $text; text-style: bold; }
        & > .queue--verified { color: $text-success; }
        & > .queue--unverified { color: $text-warning; }
        & > .queue--refuted { color: $text-error; }
        & > .queue--not-a-claim { color: $text-muted; }
        & > .queue--later { color: $text-accent; }
        & > .queue--disputed { color: $text-error; text-style: bold; }
        & > .queue--open { color: $foreground; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "queue--cursor",
        "queue--verified",
        "queue--unverified",
        "queue--refuted",
        "queue--not-a-claim",
        "queue--later",
        "queue--disputed",
        "queue--open",
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", "Next", show=False),
        Binding("up", "move(-1)", "Previous", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        Binding("home", "move(-1000000000)", "First", show=False),
        Binding("end", "move(1000000000)", "Last", show=False),
    ]

    cursor: reactive[int] = reactive(0, always_update=False)

    class Moved(Message):
        """The cursor is on another place."""

        def __init__(self, place: int) -> None:
            self.place = place
            super().__init__()

    def __init__(self, row: Callable[[int], QueueRow], *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._row = row
        self._count = 0
        self._number_width = 1

    def show_rows(self, count: int, cursor: int) -> None:
        """There are `count` rows now, all perhaps different; put the cursor on one."""
        self._count = count
        self._number_width = max(1, len(str(count)))
        self.virtual_size = Size(self.scrollable_content_region.width, count)
        self.cursor = max(0, min(cursor, count - 1))
        self.refresh()
        self.call_after_refresh(self._scroll_to_cursor)

    def refresh_rows(self) -> None:
        """Draw again what is seen."""
        self.refresh()

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on a row."""
        return max(0, min(cursor, self._count - 1))

    def watch_cursor(self, old: int, new: int) -> None:
        """Draw the two rows concerned, and tell the screen."""
        for place in (old, new):
            self.refresh(Region(0, place - self.scroll_offset.y, self.size.width, 1))
        self._scroll_to_cursor()
        self.post_message(self.Moved(new))

    def action_move(self, by: int) -> None:
        """Move the cursor."""
        self.cursor += by

    def action_page(self, direction: int) -> None:
        """Move the cursor by a page."""
        self.cursor += direction * max(1, self.scrollable_content_region.height - 1)

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the mouse is."""
        inside = event.get_content_offset(self)
        if inside is not None and inside.y + self.scroll_offset.y < self._count:
            self.cursor = inside.y + self.scroll_offset.y

    def on_resize(self) -> None:
        """Rows are as wide as the list."""
        self.virtual_size = Size(self.scrollable_content_region.width, self._count)
        self._scroll_to_cursor()

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        width = self.scrollable_content_region.width
        place = y + self.scroll_offset.y
        blank = self.rich_style
        if place >= self._count:
            text = " nothing here; change the filter" if place == 0 else ""
            return Strip([Segment(set_cell_size(text, width), blank)], width)
        row = self._row(place)
        at_cursor = place == self.cursor
        look = self.get_component_rich_style("queue--cursor" if at_cursor else f"queue--{row.look}")
        line = self._line(row, width, "▶" if at_cursor else " ")
        return Strip([Segment(line, blank + look)], width)

    def _line(self, row: QueueRow, width: int, pointer: str) -> str:
        head = (
            f"{pointer}{row.glyph} {row.number:>{self._number_width}} {row.kind:<5} {row.time:>7} {row.worthiness:>4} "
        )
        head += f"{row.mark:<1} "
        # No more of the text than can be seen is made safe: some lines are as long as a chapter.
        text = safe_line(row.text[: width * 2])
        if cell_len(head) + cell_len(text) > width:
            text = set_cell_size(text, max(0, width - cell_len(head) - 1)) + "…"
        return set_cell_size(head + text, width)

    def _scroll_to_cursor(self) -> None:
        height = self.scrollable_content_region.height
        if not height or not self._count:
            return
        top = self.scroll_offset.y
        if self.cursor < top:
            self.scroll_to(y=self.cursor, animate=False)
        elif self.cursor >= top + height:
            self.scroll_to(y=self.cursor - height + 1, animate=False)
