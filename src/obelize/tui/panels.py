"""The passage in its context, and what was found about it.

Text from outside is made safe here and never read as markup.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar

from rich.style import Style
from rich.table import Table
from rich.text import Text
from textual.containers import VerticalScroll
from textual.widgets import Static

from obelize.safe_text import safe_line, safe_text
from obelize.workflow.review_desk.context import Mark, PassageLine, clock

_LONGEST_LINE = 4_000  # characters of one segment that are drawn
_MARGIN = 10  # columns of the times
_BEFORE_MARK = 400  # of them before the item, in a longer segment


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the lines below it."""

    heading: str
    lines: Sequence[str]


class PassagePanel(VerticalScroll):
    """Segments one by one, times in the margin; the item bold, cues underlined, moved ends reversed."""

    DEFAULT_CSS = """
    PassagePanel {
        & > .passage--time { color: $text-muted; }
        & > .passage--speaker { color: $text-secondary; text-style: bold; }
        & > .passage--item { text-style: bold; background: $boost; }
        & > .passage--cue { text-style: bold underline; color: $text-accent; }
        & > .passage--edit { text-style: reverse; }
        & > .passage--note { color: $text-muted; text-style: italic; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "passage--time",
        "passage--speaker",
        "passage--item",
        "passage--cue",
        "passage--edit",
        "passage--note",
    }

    def compose(self) -> Iterable[Static]:
        """One static, drawn anew for every item."""
        yield Static(markup=False)

    def show_passage(self, lines: Sequence[PassageLine], notes: Sequence[str]) -> None:
        """Show a passage, and below it what reviewers said about the item."""
        table = Table.grid(padding=(0, 1), expand=True)
        table.add_column(width=_MARGIN - 2, justify="right", style=self._style("time"), no_wrap=True)
        table.add_column(ratio=1)
        speaker = None
        for line in lines:
            item_here = any(mark is Mark.ITEM for _, _, mark in line.marks)
            text = Text()
            if line.speaker and line.speaker != speaker:
                speaker = line.speaker
                text.append(f"{safe_line(speaker)}: ", self._style("speaker"))
            text.append_text(self._marked(line))
            table.add_row(f"{'▶' if item_here else ''}{clock(line.start)}", text)
        for note in notes:
            table.add_row("", Text(safe_text(note), self._style("note")))
        self.query_one(Static).update(table)
        self.scroll_to(y=self._rows_before_item(lines), animate=False)

    def _rows_before_item(self, lines: Sequence[PassageLine]) -> int:
        """About how many rows to leave out above, so that the item is seen with two rows before it."""
        width = max(20, self.scrollable_content_region.width - _MARGIN)
        rows = 0
        for line in lines:
            if line.marks:
                break
            rows += 1 + min(len(line.text), _LONGEST_LINE) // width
        return max(0, rows - 2)

    def _marked(self, line: PassageLine) -> Text:
        """The line's text with its marks. Making it safe may lengthen it, so it is done piece by piece."""
        first = min((start for start, _, _ in line.marks), default=0)
        low = max(0, first - _BEFORE_MARK) if len(line.text) > _LONGEST_LINE else 0
        high = min(len(line.text), low + _LONGEST_LINE)
        places = {place for start, end, _ in line.marks for place in (start, end) if low < place < high}
        text = Text("… " if low else "")
        for start, end in pairwise(sorted({low, high, *places})):
            style = Style()
            for mark_start, mark_end, mark in line.marks:
                if mark_start <= start < mark_end:
                    style += self._style(mark.value)
            text.append(safe_line(line.text[start:end]), style)
        if high < len(line.text):
            text.append(f" … ({len(line.text) - high} more characters)", self._style("time"))
        return text

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"passage--{name}", partial=True)


class EvidencePanel(VerticalScroll):
    """Sections of plain lines: standing, findings, evidence, receipts."""

    DEFAULT_CSS = """
    EvidencePanel {
        & > .evidence--heading { text-style: bold; color: $text-primary; }
        & > .evidence--finding { color: $text-warning; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"evidence--heading", "evidence--finding"}

    def compose(self) -> Iterable[Static]:
        """One static, drawn anew for every item."""
        yield Static(markup=False)

    def show_sections(self, sections: Sequence[Section]) -> None:
        """Show the sections that have lines."""
        text = Text()
        for section in sections:
            if not section.lines:
                continue
            text.append(f"{section.heading}\n", self.get_component_rich_style("evidence--heading", partial=True))
            for line in section.lines:
                text.append(safe_text(line[:_LONGEST_LINE]) + "\n")
            text.append("\n")
        text.rstrip()
        self.query_one(Static).update(text)
        self.scroll_home(animate=False)
