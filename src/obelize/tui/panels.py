"""The passage in its context, and what was found about it.

Text from outside is made safe here and never read as markup.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar

from rich.style import Style
from rich.text import Text

from obelize.safe_text import safe_line, safe_text
from obelize.tui.wrapped_lines import Paragraph, WrappedLines
from obelize.workflow.review_desk.context import Mark, PassageLine, clock

_LONGEST_LINE = 4_000  # characters of one segment that are drawn
_BEFORE_MARK = 400  # of them before the item, in a longer segment


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the lines below it."""

    heading: str
    lines: Sequence[str]


class PassagePanel(WrappedLines):
    """Segments one by one, times in the margin; the item bold, cues underlined, moved ends reversed."""

    DEFAULT_CSS = """
    PassagePanel {
        & > .passage--time { color: $text-muted; }
        & > .passage--speaker { color: $text-secondary; text-style: bold; }
        & > .passage--item { text-style: bold; color: $text-primary; }
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
    margin_width = 10

    def show_passage(self, lines: Sequence[PassageLine], notes: Sequence[str]) -> None:
        """Show a passage, and below it what reviewers said about the item."""
        paragraphs: list[Paragraph] = []
        speaker = None
        first = next((number for number, line in enumerate(lines) if line.marks), 0)
        for line in lines:
            item_here = any(mark is Mark.ITEM for _, _, mark in line.marks)
            text = Text()
            if line.speaker and line.speaker != speaker:
                speaker = line.speaker
                text.append(f"{safe_line(speaker)}: ", self._style("speaker"))
            text.append_text(self._marked(line))
            margin = Text.assemble((f"{'▶' if item_here else ''}{clock(line.start)}", self._style("time")))
            paragraphs.append(Paragraph(text, margin))
        paragraphs += [Paragraph(Text.assemble((safe_text(note), self._style("note"))), Text()) for note in notes]
        self.show_paragraphs(paragraphs, first)

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


class EvidencePanel(WrappedLines):
    """Sections of plain lines: standing, findings, evidence, receipts."""

    DEFAULT_CSS = """
    EvidencePanel > .evidence--heading { text-style: bold; color: $text-primary; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"evidence--heading"}

    def show_sections(self, sections: Sequence[Section]) -> None:
        """Show the sections that have lines."""
        heading = self.get_component_rich_style("evidence--heading", partial=True)
        texts: list[Text] = []
        for section in sections:
            if section.lines:
                texts += [Text()] if texts else []
                texts.append(Text.assemble((section.heading, heading)))
                texts += [Text(safe_text(line[:_LONGEST_LINE])) for line in section.lines]
        self.show_paragraphs([Paragraph(text, Text()) for text in texts])
