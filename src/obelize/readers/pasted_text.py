"""Summaries and lessons pasted as plain text: structure told by the words, footnotes glued to what they belong to."""

import re
from collections import Counter

from obelize.domain.document import Document, DocumentKind, SegmentRole, Source
from obelize.readers.input_file import InputFile, check_lines
from obelize.readers.page_sheet import PageSheet
from obelize.readers.rich_text import RichText, unglued
from obelize.readers.structure import role_of, role_under
from obelize.readers.text_lines import Paragraph, assign_roles, paragraphs

NAME = "pasted-text"
_BACK_ARROWS = re.compile(r"\s*(?:↩\ufe0e?\s*)+$")
_ATTRIBUTED = re.compile(r"[”\"»]\s*[—–-]\s*([^\W\d_a-z][\w.’' -]{2,40}?)\s*,\s*[~(\[]?\d")
_SUMMARY_ROLES = frozenset([SegmentRole.MARK, SegmentRole.ASSESSMENT])


def recognises(head: str, name: str) -> int:  # noqa: ARG001 - every reader is asked the same way
    """By what only a summary or lesson has: marks, credibility lines, footnotes with back arrows, a quiz."""
    signs = 0
    for raw in head.split("\n"):
        line = raw.strip()
        if line and ("↩" in line or role_of(line) in _SUMMARY_ROLES):
            signs += 1
        elif line and len(line) < 72 and role_under(line) is SegmentRole.QUIZ:
            signs += 2
    return 40 if signs >= 2 else 0


def read(file: InputFile) -> Document:
    """A summary, or a page where nothing says that it sums up a talk. One segment a line or wrapped paragraph."""
    check_lines(file)
    lines = paragraphs(file.text)
    assign_roles(lines)
    labels = _labelled_notes(lines)
    sheet = PageSheet(file)
    for index, line in enumerate(lines):
        sheet.gap(line.gap)
        origin = (line.start, line.end)
        block = unglued(line.text, labels.values())
        if index in labels:
            sheet.footnote(labels[index], RichText(_BACK_ARROWS.sub("", line.text)), origin)
        elif line.role is SegmentRole.HEADING:
            sheet.heading(1 if index == 0 else 2, block, origin)
        else:
            sheet.add(block, line.role or SegmentRole.PARAGRAPH, origin)
    summary = bool(labels) or any(line.role in _SUMMARY_ROLES for line in lines)
    return sheet.document(DocumentKind.SUMMARY if summary else DocumentKind.PAGE, NAME, _source(lines))


def _labelled_notes(lines: list[Paragraph]) -> dict[int, str]:
    """The lines that are footnotes, by index, with their own number or a running one.

    They end in back arrows, or are numbered and stand under a heading such as "References".
    """
    notes: dict[int, str] = {}
    for index, line in enumerate(lines):
        if _BACK_ARROWS.search(line.text) or (line.role is SegmentRole.FOOTNOTE and line.number):
            notes[index] = line.number or str(len(notes) + 1)
    return notes


def _source(lines: list[Paragraph]) -> Source:
    """The speaker, if all quotations are attributed to the same one; the title, if the text opens with a heading."""
    names = Counter(match[1] for line in lines if (match := _ATTRIBUTED.search(line.text)))
    title = lines[0].text if lines and lines[0].role is SegmentRole.HEADING else None
    return Source(title=title, speaker=next(iter(names)) if len(names) == 1 else None)
