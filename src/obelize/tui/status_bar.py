"""The foot of the screen: progress, filter and reviewer; the rating and what would move it; what just happened."""

from collections.abc import Iterable

from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from obelize.safe_text import safe_line


class StatusBar(Vertical):
    """Three lines, each shown as plain text."""

    DEFAULT_CSS = """
    StatusBar {
        height: 3; dock: bottom; background: $panel;
        & > Static { height: 1; padding: 0 1; text-wrap: nowrap; text-overflow: ellipsis; }
        & > #progress { text-style: bold; }
        & > #outlook { color: $text-accent; }
        & > #message { color: $text-muted; }
        & > #message.-problem { color: $text-error; text-style: bold; }
    }
    """

    def compose(self) -> Iterable[Static]:
        """Progress, outlook, message."""
        for name in ("progress", "outlook", "message"):
            yield Static("", id=name, markup=False)

    def show_progress(self, line: str) -> None:
        """How far the review is, by whom, of what."""
        self._show("progress", line)

    def show_outlook(self, line: str) -> None:
        """The rating and what would move it."""
        self._show("outlook", line)

    def show_message(self, line: str, *, problem: bool = False) -> None:
        """What just happened, or what can be done."""
        message = self._show("message", f"✗ {line}" if problem else line)
        message.set_class(problem, "-problem")

    def _show(self, name: str, line: str) -> Static:
        static = self.query_one(f"#{name}", Static)
        static.update(Content(safe_line(line)), layout=False)
        return static
