"""Blocks of a page with real headings (Markdown, HTML): what stands under a heading of a known kind is of that kind."""

import re
from dataclasses import replace

from obelize.domain.document import SegmentRole
from obelize.readers.input_file import InputFile
from obelize.readers.page_sheet import PageSheet
from obelize.readers.rich_text import RichText, cut, unglued
from obelize.readers.structure import is_quiz_line, role_of, role_under

_LINE_BREAK = re.compile("\n")
# These are what they are under any heading.
_FIXED = frozenset([SegmentRole.MARK, SegmentRole.ASSESSMENT, SegmentRole.CODE])
_OF_LINES = frozenset([SegmentRole.CODE, SegmentRole.FOOTNOTE])


class ScopedPage:
    """Puts blocks on a `PageSheet`, each with the role that its words, its element and its headings give it."""

    def __init__(self, file: InputFile) -> None:
        self.sheet = PageSheet(file)
        self._roles: list[tuple[int, SegmentRole | None]] = []

    @property
    def sums_up(self) -> bool:
        """Whether the page carries what only accounts of something do: prior marks or credibility lines."""
        return bool(self.sheet.roles & {SegmentRole.MARK, SegmentRole.ASSESSMENT})

    def heading(self, level: int, block: RichText, origin: tuple[int, int] | None) -> None:
        """A heading; 1 is outermost."""
        while self._roles and self._roles[-1][0] >= level:
            self._roles.pop()
        self._gap("\n\n")
        self.sheet.heading(level, _on_one_line(block), origin)
        self._roles.append((level, role_under(block.text)))

    def block(
        self,
        block: RichText,
        origin: tuple[int, int] | None,
        role: SegmentRole = SegmentRole.PARAGRAPH,
        gap: str = "\n\n",
    ) -> None:
        """A paragraph, list item, table row or the like. Lines that each have a role of their own are cut apart.

        Lines stay lines in code and in lists of references, where an entry may end at one; elsewhere they are joined.
        """
        lines = block.text.split("\n") if role is not SegmentRole.CODE else [block.text]
        if len(lines) > 1 and any(role_of(line) for line in lines):
            at = 0
            for index, line in enumerate(lines):
                part = cut(block, at, at + len(line))
                self._add(part, origin, role, "\n" if index else gap)
                at += len(line) + 1
            return
        self._add(block, origin, role, gap)

    def footnote(self, label: str, block: RichText, origin: tuple[int, int] | None) -> None:
        """A footnote's definition."""
        self._gap("\n")
        self.sheet.footnote(label, _on_one_line(block), origin)

    def _add(self, block: RichText, origin: tuple[int, int] | None, role: SegmentRole, gap: str) -> None:
        if not block.text.strip():
            return
        self._gap(gap)
        known = self._role(block.text, role)
        self.sheet.add(block if known in _OF_LINES else _on_one_line(block), known, origin)

    def _role(self, text: str, role: SegmentRole) -> SegmentRole:
        if role in _FIXED or role is SegmentRole.NAVIGATION:
            return role
        own = role_of(text)
        if own in _FIXED:
            return own
        below = next((known for _, known in reversed(self._roles) if known), None)
        if below and role is not SegmentRole.QUIZ:
            return below
        if role in {SegmentRole.PARAGRAPH, SegmentRole.LIST_ITEM}:
            return own or (SegmentRole.QUIZ if is_quiz_line(text) else role)
        return role

    def _gap(self, blank: str) -> None:
        if len(self.sheet):
            self.sheet.gap(blank)


def _on_one_line(block: RichText) -> RichText:
    """Line breaks become spaces; offsets stay."""
    return replace(block, text=_LINE_BREAK.sub(" ", block.text))


def with_glued_calls(block: RichText, labels: frozenset[str]) -> RichText:
    """`block` with glued footnote numbers taken out, where it has no calls of its own."""
    if block.references or block.links or not labels:
        return block
    plain = unglued(block.text, labels)
    return plain if plain.references else block
