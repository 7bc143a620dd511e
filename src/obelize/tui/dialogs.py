"""Small screens over the desk: they ask for words, a choice or a yes, and hand the answer back."""

from collections.abc import Callable, Sequence
from typing import ClassVar, Generic, TypeVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, SelectionList, Static
from textual.widgets.selection_list import Selection

from obelize.errors import ObelizeError
from obelize.safe_text import safe_line, safe_text

Span = tuple[int, int]
MoveEnds = Callable[[Span, int, int], tuple[Span, str]]
T = TypeVar("T")


class Dialog(ModalScreen[T | None], Generic[T]):
    """A box with a title; Escape closes it without an answer."""

    DEFAULT_CSS = """
    Dialog {
        align: center middle;
        & > Vertical {
            width: 90%; max-width: 100; height: auto; max-height: 90%;
            border: round $primary; background: $panel; padding: 0 1;
        }
        & .hint { color: $text-muted; }
        & .problem { color: $text-error; text-style: bold; }
        & VerticalScroll { height: auto; max-height: 16; }
        & SelectionList { height: auto; max-height: 12; border: none; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", "Close", show=False)]

    def action_close(self) -> None:
        """Close without an answer."""
        self.dismiss(None)


class LineDialog(Dialog[str]):
    """Asks for one line. `check` may raise; its message is shown and the dialog stays."""

    def __init__(
        self, title: str, *, value: str = "", hint: str = "", check: Callable[[str], object] | None = None
    ) -> None:
        super().__init__()
        self._title, self._value, self._hint, self._check = title, value, hint, check

    def compose(self) -> ComposeResult:
        """A title, a line, a hint."""
        with Vertical() as box:
            box.border_title = Content(safe_line(self._title))
            yield Input(self._value, select_on_focus=False)
            yield Static(Content(safe_text(self._hint)), classes="hint")
            yield Static("", classes="problem", markup=False)

    @on(Input.Submitted)
    def _submit(self, event: Input.Submitted) -> None:
        try:
            if self._check:
                self._check(event.value)
        except ObelizeError as error:
            self.query_one(".problem", Static).update(Content(safe_line(str(error))))
        else:
            self.dismiss(event.value)


class EditDialog(Dialog[tuple[str, Span | None]]):
    """Another wording typed, or other ends by moving them word by word. `moved` gives the new span and its words."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "move(-1, 0)", "Begin a word earlier", priority=True),
        Binding("f3", "move(1, 0)", "Begin a word later", priority=True),
        Binding("f4", "move(0, -1)", "End a word earlier", priority=True),
        Binding("f5", "move(0, 1)", "End a word later", priority=True),
    ]

    def __init__(
        self, text: str, span: Span, original: str, moved: Callable[[Span, int, int], tuple[Span, str]]
    ) -> None:
        super().__init__()
        self._text, self._span, self._original, self._moved = text, span, original, moved
        self._ends_moved = False

    def compose(self) -> ComposeResult:
        """The wording in a line, the original below."""
        with Vertical() as box:
            box.border_title = "Edit"
            yield Input(safe_line(self._text), select_on_focus=False)
            yield Static(
                "F2/F3 move the beginning a word, F4/F5 the end. Enter keeps it, an empty line restores the original.",
                classes="hint",
                markup=False,
            )
            with VerticalScroll():
                yield Static(Content("Original: " + safe_text(self._original)), classes="hint")

    def action_move(self, start_by: int, end_by: int) -> None:
        """Move the ends."""
        self._span, words = self._moved(self._span, start_by, end_by)
        self._ends_moved = True
        self.query_one(Input).value = safe_line(words)

    @on(Input.Submitted)
    def _submit(self, event: Input.Submitted) -> None:
        self.dismiss((event.value, self._span if self._ends_moved and event.value.strip() else None))


class ChoiceDialog(Dialog[list[str]]):
    """Asks which of some things; Space picks, Enter is the answer."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "accept", "Accept", priority=True)]

    def __init__(self, title: str, options: Sequence[tuple[str, str]], chosen: Sequence[str]) -> None:
        super().__init__()
        self._title, self._options, self._chosen = title, options, chosen

    def compose(self) -> ComposeResult:
        """A list with boxes to tick."""
        with Vertical() as box:
            box.border_title = self._title
            yield SelectionList[str](
                *(Selection(Content(safe_line(label)), key, key in self._chosen) for key, label in self._options)
            )
            yield Static("Space picks, Enter accepts, Escape leaves it as it is.", classes="hint", markup=False)

    def action_accept(self) -> None:
        """Answer with what is picked, in the order of the list."""
        picked = set(self.query_one(SelectionList).selected)
        self.dismiss([key for key, _ in self._options if key in picked])


class ConfirmDialog(Dialog[bool]):
    """Shows what would be done; Enter does it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "accept", "Do it", priority=True)]

    def __init__(self, title: str, lines: Sequence[str], doing: str) -> None:
        super().__init__()
        self._title, self._lines, self._doing = title, lines, doing

    def compose(self) -> ComposeResult:
        """The lines, and what Enter does."""
        with Vertical() as box:
            box.border_title = self._title
            with VerticalScroll():
                yield Static(Text("\n".join(safe_line(line) for line in self._lines)), markup=False)
            yield Static(f"Enter {self._doing}, Escape leaves it.", classes="hint", markup=False)

    def action_accept(self) -> None:
        """Yes."""
        self.dismiss(True)


class TextDialog(Dialog[bool]):
    """Shows a text; any of the closing keys closes it."""

    DEFAULT_CSS = "TextDialog VerticalScroll { max-height: 36; }"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,q,question_mark", "close", "Close", show=False)]

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self._title, self._text = title, text

    def compose(self) -> ComposeResult:
        """The text, scrolling."""
        with Vertical() as box:
            box.border_title = self._title
            with VerticalScroll():
                yield Static(Text(safe_text(self._text)), markup=False)
            yield Static("Escape closes.", classes="hint", markup=False)
