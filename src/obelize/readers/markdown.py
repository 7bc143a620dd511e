"""Markdown: CommonMark with footnotes, tables, front matter and alerts.

Inline markup is taken off; footnote calls and link targets are kept apart from the text. Raw HTML loses its tags.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from obelize.domain.document import Document, DocumentKind, SegmentRole, Source
from obelize.readers import timestamped_text
from obelize.readers.front_matter import FrontMatter, front_matter, source_from, summary_of
from obelize.readers.input_file import InputFile, check_lines
from obelize.readers.markdown_inline import rich_text
from obelize.readers.rich_text import RichText, cut, joined
from obelize.readers.scoped_page import ScopedPage, with_glued_calls
from obelize.readers.structure import is_spoken
from obelize.rulebook import finding

if TYPE_CHECKING:
    from markdown_it.token import Token

NAME = "markdown"
_MAX_CHARS = 8_000_000
_MAX_MARKS = 10_000
_SLOWEST, _FASTEST = 90, 260  # words a minute, from lectures to hurried talk
_SIGNS = re.compile(
    r"^(?:#{1,6}[ \t]+\S|[ \t]*[-*+][ \t]+\S|>[ \t]?\S|\[\^[^\]\s]+\]:|```|\|[^\n]*\|[ \t]*$|(?:\*\*|__)\S)",
    re.MULTILINE,
)
_HEADING = re.compile(r"^#{1,6}[ \t]+\S", re.MULTILINE)
_FRONT = re.compile(r"\A---[ \t]*\n(?:[ \t]*(?:#[^\n]*)?\n)*[\w-]+[ \t]*:")
_DEFINITION = re.compile(r"^\[\^([^\]\s]{1,60})\]:[ \t]*(.*(?:\n(?:[ ]{4}|\t).*)*)", re.MULTILINE)
_UNDEFINED = re.compile(r"\[\^([^\]\s^]{1,60})\]")
_ALERT = re.compile(r"^\[!(\w+)\]\s*")
_TAGS = re.compile(r"<!--.*?-->|<[^<>]*>", re.DOTALL)


def recognises(head: str, name: str) -> int:
    """By front matter, or by the marks that Markdown makes of lines."""
    if _FRONT.match(head):
        return 80
    signs = sum(1 for _ in _SIGNS.finditer(head))
    if name.lower().endswith((".md", ".markdown")):
        return 44 if signs else 20
    return 42 if signs >= 3 and _HEADING.search(head) else 0


def read(file: InputFile) -> Document:
    """A summary; a transcript where the front matter names a recording and the body is speech."""
    if len(file.text) > _MAX_CHARS:
        raise file.unreadable(f"more than {_MAX_CHARS} characters of Markdown")
    check_lines(file)
    _check_markup(file)
    front = front_matter(file.text)
    body = file.text[front.body_start :]
    source = source_from(front.values)
    if timestamped_text.recognises(body, file.name):
        document = timestamped_text.read_from(file, front.body_start)
    else:
        document = _read_body(file, front.body_start, source)
    if front.problem:
        document = _with_problem(file, document, front)
    title = source.title or next((s.text for s in document.segments if s.role is SegmentRole.HEADING), None)
    return replace(document, source=replace(source, title=title), summary_of=summary_of(front.values))


def _check_markup(file: InputFile) -> None:
    """Refuse a paragraph with more markup than any person writes: parsers take quadratic time over it."""
    at = 0
    for paragraph in file.text.split("\n\n"):
        if len(paragraph) > _MAX_MARKS and sum(map(paragraph.count, "[*_`<!~")) > _MAX_MARKS:
            raise file.unreadable(f"a paragraph with more than {_MAX_MARKS} marks", file.line_at(at))
        at += len(paragraph) + 2


def _read_body(file: InputFile, start: int, source: Source) -> Document:
    # Imported here: the parser costs 30 ms, which a folder of captions need not pay.
    from markdown_it import MarkdownIt
    from mdit_py_plugins.footnote import footnote_plugin

    body = file.text[start:]
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).use(footnote_plugin)
    state: dict[str, Any] = {}
    tokens = parser.parse(body, state)
    walk = _Walk(file, start, body, tokens)
    walk.blocks(tokens)
    walk.left_out_notes(state, parser)
    lesson = SegmentRole.QUIZ in walk.page.sheet.roles and not walk.page.sums_up
    document = walk.page.sheet.document(DocumentKind.PAGE if lesson else DocumentKind.SUMMARY, NAME)
    if (source.media_id or source.url) and not document.footnotes and _is_talk(document.text, source.duration):
        segments = tuple(
            replace(s, role=SegmentRole.SPEECH) if s.role is SegmentRole.PARAGRAPH else s for s in document.segments
        )
        return replace(document, kind=DocumentKind.TRANSCRIPT, segments=segments)
    return document


def _is_talk(text: str, duration: float | None) -> bool:
    """Whether the body is what was said: about as many words as people say in that time, or spoken words."""
    if duration and _SLOWEST <= text.count(" ") / (duration / 60) <= _FASTEST:
        return True
    return is_spoken(text)


def _with_problem(file: InputFile, document: Document, front: FrontMatter) -> Document:
    remark = finding("TRN019", f"the front matter could not be read: {front.problem}", place=file.line_at(0))
    return replace(document, findings=(*document.findings, remark))


class _Walk:
    """Goes through the parser's tokens once and puts each block on the page."""

    def __init__(self, file: InputFile, start: int, body: str, tokens: Sequence["Token"]) -> None:
        self.page = ScopedPage(file)
        self._file = file
        self._line_starts = [start]
        for line in body.split("\n"):
            self._line_starts.append(self._line_starts[-1] + len(line) + 1)
        self._notes = [
            (m[1], m[2], (start + m.start(), start + m.end()))
            for m in _outside(_DEFINITION.finditer(body), body, tokens)
        ]
        self._definitions = {label: span for label, _, span in self._notes}
        self._labels = frozenset(self._definitions)
        self._lists = 0
        self._quotes = 0
        self._heading: int | None = None
        self._row: list[RichText] | None = None
        self._in_table_head = False
        self._note: str | None = None
        self._note_parts: list[RichText] = []
        self._origin: tuple[int, int] | None = None

    def blocks(self, tokens: Sequence["Token"]) -> None:
        """Walk all block tokens."""
        for token in tokens:
            if token.map and token.type != "inline":
                self._origin = self._span(token.map)
            match token.type:
                case "inline":
                    self._inline(token)
                case "bullet_list_open" | "ordered_list_open":
                    self._lists += 1
                case "bullet_list_close" | "ordered_list_close":
                    self._lists -= 1
                case "blockquote_open":
                    self._quotes += 1
                case "blockquote_close":
                    self._quotes -= 1
                case "heading_open":
                    self._heading = int(token.tag[1:])
                case "heading_close":
                    self._heading = None
                case "fence" | "code_block":
                    self.page.block(RichText(token.content.rstrip("\n")), self._origin, SegmentRole.CODE)
                case "html_block":
                    text = _TAGS.sub("", token.content).strip()
                    self.page.block(RichText(text), self._origin)
                case _:
                    self._table_or_note(token)

    def left_out_notes(self, state: dict[str, Any], parser: Any) -> None:
        """Footnotes that the parser drops: never called, or defined again further down."""
        refs = state.get("footnotes", {}).get("refs", {})
        idle = {key[1:] for key, number in refs.items() if number == -1}
        for label, text, span in self._notes:
            again = span != self._definitions[label]
            if again or label in idle:
                children = parser.parseInline(text)[0].children or []
                self.page.footnote(label, rich_text(children), span)
            if again:
                self.page.sheet.remarks.add("TRN021", f"defined more than once: footnote {label}", span[0])

    def _inline(self, token: "Token") -> None:
        block = with_glued_calls(rich_text(token.children or [], self._labels), self._labels)
        if self._note is not None:
            self._note_parts.append(block)
        elif self._row is not None:
            self._row.append(block)
        elif self._heading is not None:
            self.page.heading(self._heading, block, self._origin)
        else:
            self._paragraph(block)

    def _paragraph(self, block: RichText) -> None:
        for match in _UNDEFINED.finditer(block.text):
            at = self._origin[0] if self._origin else None
            self.page.sheet.remarks.add("TRN008", f"called but nowhere defined: footnote {match[1]}", at)
        role = SegmentRole.LIST_ITEM if self._lists else SegmentRole.PARAGRAPH
        if self._quotes:
            alert = _ALERT.match(block.text)
            role = SegmentRole.PARAGRAPH if alert else SegmentRole.QUOTE
            if alert:
                block = _without_alert(block, alert)
        self.page.block(block, self._origin, role, "\n" if self._lists else "\n\n")

    def _table_or_note(self, token: "Token") -> None:
        match token.type:
            case "tr_open":
                self._row = []
            case "tr_close" if self._row is not None:
                row, self._row = self._row, None
                role = SegmentRole.TABLE_HEADING if self._in_table_head else SegmentRole.TABLE
                self.page.block(joined(row, " | "), self._origin, role, "\n")
            case "thead_open" | "thead_close":
                self._in_table_head = token.type == "thead_open"
            case "footnote_open":
                self._note, self._note_parts = str(token.meta.get("label") or token.meta["id"] + 1), []
            case "footnote_close" if self._note is not None:
                note, self._note = self._note, None
                self.page.footnote(note, joined(self._note_parts, " "), self._definitions.get(note))

    def _span(self, lines: Sequence[int]) -> tuple[int, int]:
        start, stop = self._line_starts[lines[0]], self._line_starts[min(lines[1], len(self._line_starts) - 1)]
        return start, max(start, min(stop - 1, len(self._file.text)))


def _outside(found: Iterable[re.Match[str]], body: str, tokens: Sequence["Token"]) -> Iterator[re.Match[str]]:
    """What stands neither in code nor in raw HTML, where nothing is defined."""
    verbatim = {
        line
        for token in tokens
        if token.map and token.type in {"fence", "code_block", "html_block"}
        for line in range(*token.map)
    }
    at = line = 0
    for match in found:
        line += body.count("\n", at, match.start())
        at = match.start()
        if line not in verbatim:
            yield match


def _without_alert(block: RichText, alert: re.Match[str]) -> RichText:
    return cut(block, alert.end(), len(block.text))
