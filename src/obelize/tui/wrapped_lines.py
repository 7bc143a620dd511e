"""A scrolling view of wrapped paragraphs, laid out once when they change and drawn line by line."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.segment import Segment
from rich.text import Text
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

_NARROWEST = 10  # columns of text


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A text with what stands in the margin beside its first line."""

    text: Text
    margin: Text


class WrappedLines(ScrollView, can_focus=True):
    """Shows paragraphs. `margin_width` columns are kept for the margin."""

    margin_width = 0

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._paragraphs: Sequence[Paragraph] = ()
        self._shown_first = 0
        self._strips: list[Strip] = []

    def show_paragraphs(self, paragraphs: Sequence[Paragraph], first: int = 0) -> None:
        """Show these instead, scrolled so that the paragraph `first` is seen with two lines before it."""
        self._paragraphs, self._shown_first = paragraphs, first
        self._wrap()

    def on_resize(self) -> None:
        """Wrap anew."""
        self._wrap()

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        width = self.scrollable_content_region.width
        place = y + self.scroll_offset.y
        strip = self._strips[place] if place < len(self._strips) else Strip.blank(width)
        return strip.extend_cell_length(width).crop(0, width).apply_style(self.rich_style)

    def _wrap(self) -> None:
        # Room for the scroll bar is kept, whether or not it is shown: a line must not be wrapped twice.
        width = max(_NARROWEST, self.size.width - self.styles.scrollbar_size_vertical - self.margin_width)
        console = self.app.console
        strips: list[Strip] = []
        top = 0
        for number, paragraph in enumerate(self._paragraphs):
            if number == self._shown_first:
                top = max(0, len(strips) - 2)
            margin = paragraph.margin
            for line in paragraph.text.wrap(console, width) or [Text()]:
                line.rstrip()
                segments: list[Segment] = []
                if self.margin_width:
                    margin.align("right", self.margin_width - 1)
                    segments = [*margin.render(console), Segment(" ")]
                    margin = Text()
                strips.append(Strip([*segments, *line.render(console)]))
        self._strips = strips
        self.virtual_size = Size(self.scrollable_content_region.width, len(strips))
        self.scroll_to(y=top, animate=False, force=True)
        self.refresh()
