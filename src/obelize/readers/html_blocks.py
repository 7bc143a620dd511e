"""From an HTML tree to the blocks of a page: inline text gathered up to the next block element, roles by element."""

import re
from dataclasses import dataclass, field
from typing import Any

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PreformattedString, Tag

from obelize.domain.document import SegmentRole
from obelize.readers.html_footnotes import Footnotes, find_footnotes
from obelize.readers.input_file import InputFile
from obelize.readers.rich_text import RichText, cut
from obelize.readers.scoped_page import ScopedPage, with_glued_calls

_DROPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "iframe",
        "object",
        "canvas",
        "head",
        "select",
        "math",
        "input",
        "textarea",
        "img",
        "video",
        "audio",
    ]
)
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "li",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "tr",
        "table",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "pre",
        "section",
        "article",
        "aside",
        "nav",
        "header",
        "footer",
        "main",
        "figure",
        "figcaption",
        "form",
        "fieldset",
        "label",
        "legend",
        "button",
        "details",
        "summary",
        "body",
        "html",
        "address",
        "hr",
        "caption",
    ]
)
_NAVIGATION = frozenset(["nav", "header", "footer", "aside", "button", "menu", "address"])
_QUIZ = frozenset(["form", "fieldset", "label", "legend"])
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_QUIZ_NAME = re.compile(
    r"(?<![a-z])(?:quiz|assessment|questions?|answers?|answer-?options?|knowledge-?check|multiple-?choice)(?![a-z])",
    re.IGNORECASE,
)
_MENU_NAME = re.compile(
    r"(?<![a-z])(?:nav|navbar|navigation|menu|breadcrumbs?|sidebar|cookies?|consent|share|social|related|newsletter"
    r"|promo|adverts?|advertisement|ads?|comments?|pagination|toolbar|skip-?link|site-?footer|site-?header"
    r"|mw-editsection|navbox|byline)(?![a-z])",
    re.IGNORECASE,
)
# Roles of blocks that stand on lines of their own without an empty one between.
_TIGHT = frozenset(
    [
        SegmentRole.LIST_ITEM,
        SegmentRole.TABLE,
        SegmentRole.TABLE_HEADING,
        SegmentRole.QUIZ,
        SegmentRole.NAVIGATION,
    ]
)
_EMPHASES = frozenset(["em", "i", "cite", "strong", "b"])
_SPACES = re.compile(r"\s+")


@dataclass(slots=True)
class _Block:
    """One block being gathered: its text and what lies in it, the role its elements give, where its element begins."""

    role: SegmentRole
    start: int
    level: int = 0
    text: list[str] = field(default_factory=list)
    length: int = 0
    references: list[tuple[str, int]] = field(default_factory=list)
    links: list[tuple[int, int, str]] = field(default_factory=list)
    emphases: list[tuple[int, int]] = field(default_factory=list)
    note: str | None = None

    def rich(self) -> RichText:
        whole = RichText("".join(self.text), tuple(self.references), tuple(self.links), tuple(self.emphases))
        return cut(whole, 0, len(whole.text))


def fill(file: InputFile, tree: BeautifulSoup) -> ScopedPage:
    """The blocks of the page in order. What lies outside the one article or main element is navigation."""
    page = ScopedPage(file)
    notes = find_footnotes(tree)
    labels = frozenset(notes.definitions.values())
    walk = _Walk(file, notes)
    articles = tree.find_all(["article", "main"], recursive=True)
    outside = len([a for a in articles if not a.find_parent(["article", "main"])]) == 1
    role = SegmentRole.NAVIGATION if outside else SegmentRole.PARAGRAPH
    walk.element(tree, role)
    walk.flush(role, 0)
    starts = [block.start for block in walk.blocks[1:]]
    for block, end in zip(walk.blocks, [*starts, len(file.text)], strict=False):
        text = with_glued_calls(block.rich(), labels)
        _put(page, block, text, (block.start, max(block.start, end)))
    return page


def _put(page: ScopedPage, block: _Block, text: RichText, origin: tuple[int, int]) -> None:
    if block.note is not None:
        page.footnote(block.note, text, origin)
    elif block.level and block.role is not SegmentRole.NAVIGATION:
        page.heading(block.level, text, origin)
    else:
        page.block(text, origin, block.role, "\n" if block.role in _TIGHT else "\n\n")


class _Walk:
    """Goes through the tree once, depth first."""

    def __init__(self, file: InputFile, notes: Footnotes) -> None:
        self.blocks: list[_Block] = []
        self._block = _Block(SegmentRole.PARAGRAPH, 0)
        self._notes = notes
        self._note: str | None = None
        self._preformatted = False
        self._line_starts = [0]
        for line in file.text.split("\n"):
            self._line_starts.append(self._line_starts[-1] + len(line) + 1)

    def flush(self, role: SegmentRole, start: int, level: int = 0) -> None:
        """Close the block being gathered and open one for `role`."""
        if any(piece.strip() for piece in self._block.text):
            self.blocks.append(self._block)
        self._block = _Block(role, start, level, note=self._note)

    def element(self, tag: Tag, role: SegmentRole) -> None:
        """Everything below `tag`, which lies in a stretch of `role`."""
        for child in tag.children:
            if isinstance(child, Tag):
                self._child(child, role)
            elif isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
                self._text(str(child))

    def _child(self, tag: Tag, role: SegmentRole) -> None:
        name = tag.name
        if name in _DROPPED or _is_hidden(tag) or id(tag) in self._notes.backlinks:
            return
        if (label := self._notes.calls.get(id(tag))) is not None:
            self._block.references.append((label, self._block.length))
        elif name == "sup":
            self._append("^")  # an exponent: 10<sup>23</sup> is not 1023
            self.element(tag, role)
        elif name == "br":
            self._append("\n")
        elif name == "a":
            self._anchor(tag, role)
        elif name in _EMPHASES:
            self._emphasis(tag, role)
        elif name in {"td", "th"}:
            self._append(" | " if self._block.length else "")
            self.element(tag, role)
        elif name in _BLOCKS:
            self._block_element(tag, role)
        else:
            self.element(tag, role)

    def _block_element(self, tag: Tag, role: SegmentRole) -> None:
        inner = _role_in(tag, role)
        outer_note, outer_pre = self._note, self._preformatted
        self._note = self._notes.definitions.get(id(tag), self._note)
        self._preformatted = outer_pre or tag.name == "pre"
        self.flush(inner, self._start(tag), _HEADINGS.get(tag.name, 0))
        self.element(tag, inner)
        self._note, self._preformatted = outer_note, outer_pre
        self.flush(role, self._block.start)

    def _anchor(self, tag: Tag, role: SegmentRole) -> None:
        begin = self._block.length
        block = self._block
        self.element(tag, role)
        url = str(tag.get("href") or "")
        if self._block is block and block.length > begin and url.startswith(("http://", "https://")):
            block.links.append((begin, block.length, url))

    def _emphasis(self, tag: Tag, role: SegmentRole) -> None:
        begin, block = self._block.length, self._block
        self.element(tag, role)
        if self._block is block and block.length > begin and not tag.find_parent(_EMPHASES):
            block.emphases.append((begin, block.length))

    def _text(self, text: str) -> None:
        if not self._preformatted:
            text = _SPACES.sub(" ", text)
            before = self._block.text[-1][-1:] if self._block.text and self._block.text[-1] else ""
            if before in {"", " ", "\n"}:
                text = text.lstrip()
        self._append(text)

    def _append(self, text: str) -> None:
        if text:
            self._block.text.append(text)
            self._block.length += len(text)

    def _start(self, tag: Tag) -> int:
        line, column = tag.sourceline, tag.sourcepos
        if line is None or column is None or line > len(self._line_starts):
            return self._block.start
        return self._line_starts[line - 1] + column


def _role_in(tag: Tag, role: SegmentRole) -> SegmentRole:
    """What `tag` makes of its contents, in a stretch of `role`."""
    name = tag.name
    names = f"{_joined(tag.get('class'))} {_joined(tag.get('id'))} {_joined(tag.get('role'))}"
    if role is SegmentRole.NAVIGATION and name not in {"article", "main"}:
        return role
    if name in {"article", "main"}:
        return SegmentRole.PARAGRAPH
    if role is SegmentRole.QUIZ or name in _QUIZ or (names.strip() and _QUIZ_NAME.search(names)):
        return SegmentRole.QUIZ
    if name in _NAVIGATION or (name not in {"body", "html"} and names.strip() and _MENU_NAME.search(names)):
        return SegmentRole.NAVIGATION
    by_name = {
        "blockquote": SegmentRole.QUOTE,
        "pre": SegmentRole.CODE,
        "li": SegmentRole.LIST_ITEM,
        "dd": SegmentRole.LIST_ITEM,
        "tr": SegmentRole.TABLE if tag.find("td") else SegmentRole.TABLE_HEADING,
    }
    return by_name.get(name, role)


def _is_hidden(tag: Tag) -> bool:
    style = str(tag.get("style") or "").replace(" ", "").lower()
    return tag.has_attr("hidden") or tag.get("aria-hidden") == "true" or "display:none" in style


def _joined(value: Any) -> str:
    return " ".join(value) if isinstance(value, list) else str(value or "")
