"""Blocks of a summary or page in the order of the file become one text with roles, headings, footnotes and marks."""

from dataclasses import replace

from obelize.domain.document import (
    Document,
    DocumentKind,
    Footnote,
    FootnoteReference,
    Link,
    PriorMark,
    Segment,
    SegmentRole,
    Source,
)
from obelize.readers.input_file import InputFile
from obelize.readers.limits import MAX_CUES
from obelize.readers.remarks import Remarks
from obelize.readers.rich_text import RichText, first_time
from obelize.readers.structure import split_mark


class PageSheet:
    """Collects the blocks of one file. `heading` opens a scope; what is added later lies in it."""

    def __init__(self, file: InputFile) -> None:
        self.file = file
        self.remarks = Remarks(file)
        self.scope: list[tuple[int, str]] = []
        self._parts: list[str] = []
        self._segments: list[Segment] = []
        self._footnotes: list[Footnote] = []
        self._references: list[FootnoteReference] = []
        self._links: list[Link] = []
        self._emphases: list[tuple[int, int]] = []
        self._marks: list[PriorMark] = []
        self._length = 0

    def __len__(self) -> int:
        return len(self._segments)

    @property
    def roles(self) -> set[SegmentRole]:
        """The roles that occur."""
        return {segment.role for segment in self._segments}

    def gap(self, blank: str) -> None:
        """Put `blank` (newlines, as in the file) between what was added and what comes next."""
        self._parts.append(blank)
        self._length += len(blank)

    def heading(self, level: int, block: RichText, origin: tuple[int, int] | None) -> None:
        """A heading: 1 is the outermost level. It closes the scopes of its level and below."""
        while self.scope and self.scope[-1][0] >= level:
            self.scope.pop()
        self.add(block, SegmentRole.HEADING, origin)
        self.scope.append((level, block.text))

    def add(
        self, block: RichText, role: SegmentRole, origin: tuple[int, int] | None, speaker: str | None = None
    ) -> None:
        """A block of text with its role. A mark is kept as a prior mark too."""
        text = block.text
        if not text:
            return
        if len(self._segments) >= MAX_CUES:
            raise self.file.unreadable(f"more than {MAX_CUES} paragraphs")
        begin, end = self._length, self._length + len(text)
        scope = tuple(title for _, title in self.scope)
        self._segments.append(Segment(text, begin, end, role, speaker=speaker, scope=scope, origin=origin))
        self._parts.append(text)
        self._length = end
        self._references += [FootnoteReference(label, begin + at) for label, at in block.references]
        self._links += [Link(begin + a, begin + b, url) for a, b, url in block.links]
        self._emphases += [(begin + a, begin + b) for a, b in block.emphases]
        if role is SegmentRole.MARK:
            label, subject, reason = split_mark(text)
            self._marks.append(PriorMark(label, subject, reason, begin, end))

    def footnote(self, label: str, block: RichText, origin: tuple[int, int] | None) -> None:
        """A footnote's definition."""
        if not block.text:
            return
        begin = self._length
        scope, self.scope = self.scope, []  # a note belongs to no heading
        self.add(block, SegmentRole.FOOTNOTE, origin)
        self.scope = scope
        self._footnotes.append(Footnote(label, block.text, begin, self._length, first_time(block.text)))

    def document(self, kind: DocumentKind, format_name: str, source: Source = Source()) -> Document:  # noqa: B008 - frozen, shared safely
        """The document. Calls without a definition and definitions never called are remarked on."""
        defined = {note.label for note in self._footnotes}
        called = {call.label for call in self._references}
        if lost := sorted(called - defined):
            self.remarks.add("TRN008", f"called but nowhere defined: footnote {', '.join(lost)}")
        if called and (idle := sorted(defined - called)):
            self.remarks.add("TRN009", f"defined but never called: footnote {', '.join(idle)}")
        quiz = sum(1 for segment in self._segments if segment.role is SegmentRole.QUIZ)
        if quiz:
            self.remarks.add("TRN015", f"{quiz} lines belong to a quiz or form and are not taken as statements")
        document = self.file.document(kind, format_name, "".join(self._parts), self._segments, self.remarks.findings())
        return replace(
            document,
            source=source,
            footnotes=tuple(self._footnotes),
            references=tuple(self._references),
            links=tuple(self._links),
            emphases=tuple(self._emphases),
            prior_marks=tuple(self._marks),
        )
