"""Text of no other format: a talk without times, an article, one sentence a line."""

from dataclasses import replace

from obelize.domain.document import Document, DocumentKind, SegmentRole
from obelize.readers.input_file import InputFile, check_lines
from obelize.readers.page_sheet import PageSheet
from obelize.readers.rich_text import RichText
from obelize.readers.speaker_labels import label_habit, label_of
from obelize.readers.structure import is_spoken
from obelize.readers.text_lines import Paragraph, assign_roles, paragraphs

NAME = "plain-text"


def recognises(head: str, name: str) -> int:  # noqa: ARG001 - every reader is asked the same way
    """Anything at all, if nothing else does."""
    return 1


def read(file: InputFile) -> Document:
    """A transcript if people are named before their words, if it sounds spoken or is called one; else a page.

    `Document.text` is the file's text, but for names before a colon.
    """
    check_lines(file)
    lines = paragraphs(file.text)
    if not lines:
        raise file.unreadable("the file holds nothing but blanks")
    if label_habit(line.text for line in lines if line.role is None).used:
        return _dialogue(file, lines)
    spoken = "transcript" in file.stem.lower() or is_spoken(file.text)
    if not spoken:
        assign_roles(lines)
    sheet = PageSheet(file)
    for index, line in enumerate(lines):
        sheet.gap(line.gap)
        origin = (line.start, line.end)
        if line.role is SegmentRole.HEADING:
            sheet.heading(1 if index == 0 else 2, RichText(line.text), origin)
        else:
            ordinary = SegmentRole.SPEECH if spoken else SegmentRole.PARAGRAPH
            sheet.add(RichText(line.text), line.role or ordinary, origin)
    sheet.gap(file.text[lines[-1].end :])
    kind = DocumentKind.TRANSCRIPT if spoken else DocumentKind.PAGE
    summary = "summary" in file.stem.lower()
    document = sheet.document(DocumentKind.SUMMARY if summary else kind, NAME)
    if lines[0].role is SegmentRole.HEADING:
        return replace(document, source=replace(document.source, title=lines[0].text))
    return document


def _dialogue(file: InputFile, lines: list[Paragraph]) -> Document:
    sheet = PageSheet(file)
    speaker: str | None = None
    for line in lines:
        sheet.gap(line.gap)
        text = line.text
        if found := label_of(text):
            speaker, text = found
        start = line.end - len(text)
        sheet.add(RichText(text), SegmentRole.SPEECH, (start, line.end), speaker)
    return sheet.document(DocumentKind.TRANSCRIPT, NAME)
