"""Plain text as paragraphs with their place in the file, and the part each plays in an article or lesson."""

import re
from dataclasses import dataclass

from obelize.domain.document import SegmentRole
from obelize.readers.structure import (
    ends_sentence,
    is_option,
    is_quiz_line,
    looks_like_heading,
    role_of,
    role_under,
)

_WRAP_WIDTH = 120
_WRAPPED_AT_LEAST = 50
_ITEM = re.compile(r"(?:[-*•▪◦]|\[\^?(\w{1,8})\]:?|(\d{1,2})[.)])\s+(?=\S)")
_HEADINGS_AT_MOST = 0.5
_PROSE_AT_LEAST = 0.4


@dataclass(slots=True)
class Paragraph:
    """A paragraph (which may span wrapped lines) at `start` to `end` in the file.

    `gap` is what stands before it: blanks, and the bullet or number of a list item, whose number is `number`.
    """

    text: str
    start: int
    end: int
    gap: str
    role: SegmentRole | None = None
    number: str | None = None


def paragraphs(text: str) -> list[Paragraph]:
    """The lines of `text` that hold something; lines that an editor wrapped are one paragraph."""
    lines = text.split("\n")
    width = max(map(len, lines))
    wrapped = width <= _WRAP_WIDTH
    listed = sum(1 for line in lines if _ITEM.match(line.lstrip())) > 1
    out: list[Paragraph] = []
    at, touching = 0, False
    for line in lines:
        clean = line.strip()
        if clean:
            start = at + line.index(clean[0])
            end = start + len(clean)
            if item := _ITEM.match(clean) if listed else None:
                start, clean, touching = start + item.end(), clean[item.end() :], False
            last = out[-1] if out else None
            if last and touching and wrapped and _continues(last, clean, width, text):
                last.text, last.end = text[last.start : end], end
            else:
                role = SegmentRole.LIST_ITEM if item else None
                number = (item[1] or item[2]) if item else None
                out.append(Paragraph(clean, start, end, text[last.end if last else 0 : start], role, number))
        touching = bool(clean)
        at += len(line) + 1
    return out


def assign_roles(lines: list[Paragraph]) -> None:
    """Give each paragraph its role. Headings are only looked for where most lines end like sentences."""
    headed = [_is_heading(lines, index) for index in range(len(lines))]
    # Options of a quiz look like headings, so that only what stands before it tells.
    before = next((i for i, line in enumerate(lines) if role_under(line.text) is SegmentRole.QUIZ), len(lines))
    prose = sum(1 for line in lines[:before] if ends_sentence(line.text))
    articulate = prose >= _PROSE_AT_LEAST * before and sum(headed[:before]) <= _HEADINGS_AT_MOST * before
    below: SegmentRole | None = None
    for index, line in enumerate(lines):
        known = role_under(line.text) if len(line.text) < 72 else None
        if known or (articulate and headed[index] and below is not SegmentRole.QUIZ):
            line.role, below = SegmentRole.HEADING, known
            continue
        line.role = role_of(line.text) or line.role
        if below and line.role not in {SegmentRole.MARK, SegmentRole.ASSESSMENT}:
            line.role = below
        elif line.role in {None, SegmentRole.LIST_ITEM} and is_quiz_line(line.text):
            line.role = SegmentRole.QUIZ
    _mark_questions(lines)


def _mark_questions(lines: list[Paragraph]) -> None:
    """A question followed by two options or more is a quiz, under whatever heading."""
    for index, line in enumerate(lines):
        options = 0
        while index + 1 + options < len(lines) and is_option(lines[index + 1 + options].text):
            options += 1
        if options >= 2 and line.text.endswith("?"):
            for part in lines[index : index + 1 + options]:
                part.role = SegmentRole.QUIZ


def _is_heading(lines: list[Paragraph], index: int) -> bool:
    """Short, capitalised, without an end mark, and something longer or like a sentence comes next."""
    line = lines[index]
    if line.role or not looks_like_heading(line.text) or role_of(line.text) or index + 1 == len(lines):
        return False
    following = lines[index + 1].text
    return ends_sentence(following) or len(following) > len(line.text)


def _continues(last: Paragraph, following: str, width: int, text: str) -> bool:
    """Whether a line goes on in the next one: its sentence is open, and the next word is small or didn't fit."""
    length = last.end - text.rfind("\n", 0, last.end) - 1
    if length < _WRAPPED_AT_LEAST or ends_sentence(last.text):
        return False
    no_room = length + 1 + len(following.split(None, 1)[0]) > width
    return following[0].islower() or (no_room and last.text[-1].isalpha())
