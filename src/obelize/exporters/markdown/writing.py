"""Building blocks of a Markdown report: dialects, footnotes, callouts, sections that can be edited by hand."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from obelize.exporters.contents import Contents
from obelize.exporters.markdown.escaping import text

CalloutKind = Literal["warning", "note", "caution"]


@dataclass(frozen=True, slots=True)
class Dialect:
    """What differs between readers of Markdown: how a callout is written and whether blocks have ids."""

    name: str
    callouts: Literal["alert", "titled", "div"]
    block_ids: bool = False


GITHUB = Dialect("github", "alert")
OBSIDIAN = Dialect("obsidian", "titled", block_ids=True)
PANDOC = Dialect("pandoc", "div")


@dataclass(slots=True)
class Footnotes:
    """Footnotes in order of first use; the same note is written once. Notes are finished Markdown.

    A label is a digest of its note, so that a section edited by hand still calls the right notes when the rest of
    the report is written anew.
    """

    _notes: dict[str, str] = field(default_factory=dict)

    def mark(self, note: str) -> str:
        """The mark that calls `note`."""
        label = digest([note])[:6]
        self._notes.setdefault(label, note)
        return f"[^{label}]"

    def definitions(self) -> list[str]:
        """All notes, each on a line of its own."""
        return [f"[^{label}]: {note}" for label, note in self._notes.items()]


@dataclass(frozen=True, slots=True)
class Page:
    """What every section writer is given: the contents, the footnotes so far, the dialect."""

    contents: Contents
    notes: Footnotes
    dialect: Dialect


def callout(dialect: Dialect, kind: CalloutKind, title: str, lines: Iterable[str]) -> list[str]:
    """A callout with a title, both finished Markdown, in the words of the dialect."""
    body = [line for line in lines if line]
    match dialect.callouts:
        case "alert":
            return [f"> [!{kind.upper()}]", *(f"> {line}" for line in _paragraphs([title, *body]))]
        case "titled":
            return [f"> [!{kind}] {title}", *(f"> {line}" for line in _paragraphs(body))]
        case "div":
            return [f"::: {{.callout-{kind}}}", *_paragraphs([title, *body]), ":::"]


def section(name: str, heading: str, lines: Iterable[str], level: int = 2) -> list[str]:
    """A section between two marks, the first with a digest of the body, so that an edit by hand can be told."""
    body = [f"{'#' * level} {text(heading)}", "", *lines] if heading else list(lines)
    while body and not body[-1]:
        body.pop()
    return [f"<!-- obelize:section {name} {digest(body)} -->", "", *body, "", f"<!-- obelize:end {name} -->", ""]


def digest(body: Iterable[str]) -> str:
    """Eight hexadecimal digits over a section's lines; trailing blanks don't count."""
    lines = [line.rstrip() for line in body]
    return hashlib.sha256("\n".join(lines).strip("\n").encode()).hexdigest()[:8]


def anchor_id(item_id: str) -> str:
    """An item's id as a block id: letters, digits and hyphens."""
    return re.sub(r"[^A-Za-z0-9-]", "-", item_id)


def table(header: Iterable[str], rows: Iterable[Iterable[str]]) -> list[str]:
    """A table of finished cells."""
    names = list(header)
    lines = [f"| {' | '.join(names)} |", f"|{' --- |' * len(names)}"]
    return [*lines, *(f"| {' | '.join(cell or ' ' for cell in row)} |" for row in rows)]


def _paragraphs(lines: list[str]) -> list[str]:
    spaced: list[str] = []
    for line in lines:
        spaced += [line, ""]
    return spaced[:-1]
