"""Entries of tagged lines while they come in: RIS, MEDLINE, EndNote."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from obelize.literature.formats.lines import MOST_CHARACTERS
from obelize.literature.formats.reference import MalformedRecord

Fields = Mapping[str, Sequence[str]]
"""Values by tag, in the order of their lines."""


@dataclass(slots=True)
class TaggedEntry:
    """An entry while its lines come in, from `start` on; those beyond what a record may have are counted, not kept."""

    start: int
    size: int = 0
    raw: list[str] = field(default_factory=list)
    tagged: list[tuple[str, list[str]]] = field(default_factory=list)

    def take(self, tag: str, value: str, line: str) -> None:
        """Add a line; without a tag it continues the one before it."""
        self.size += len(line)
        if self.size > MOST_CHARACTERS:
            return
        self.raw.append(line)
        if tag:
            self.tagged.append((tag, [value]))
        elif self.tagged:
            self.tagged[-1][1].append(value)

    @property
    def place(self) -> str:
        """Where it begins."""
        return f"line {self.start}"

    @property
    def is_too_long(self) -> bool:
        """Whether it is more than can be read."""
        return self.size > MOST_CHARACTERS

    @property
    def text(self) -> str:
        """Its lines as they stand."""
        return "\n".join(self.raw).rstrip()

    def fields(self) -> Fields:
        """What its lines say."""
        fields: dict[str, list[str]] = {}
        for tag, parts in self.tagged:
            fields.setdefault(tag, []).append(" ".join(filter(None, parts)))
        return fields


def first_of(fields: Fields, *tags: str) -> str | None:
    """The first value of the first tag that has one."""
    return next((value for tag in tags for value in fields.get(tag, ()) if value), None)


def all_of(fields: Fields, *tags: str) -> list[str]:
    """Every value of these tags."""
    return [value for tag in tags for value in fields.get(tag, ()) if value]


def entries_from(
    lines: Iterable[str], pattern: re.Pattern[str], first: str, *, shown: str
) -> Iterator[TaggedEntry | MalformedRecord]:
    """The entries of lines with tags, each from one tag `first` to the next; `shown` is how that tag is written.

    `pattern` has a tag and its value as groups. A line without a tag continues the one before it.
    """
    entry: TaggedEntry | None = None
    for number, line in enumerate(lines, 1):
        line = line.rstrip("\r\n")
        found = pattern.match(line)
        tag, value = (found[1], found[2].strip()) if found else ("", line.strip())
        if tag == first:
            if entry:
                yield entry
            entry = TaggedEntry(number)
        if entry and (tag or value):
            entry.take(tag, value, line)
        elif tag or value:
            yield MalformedRecord(f"line {number}", f"{tag or 'text'} stands before the first {shown}")
    if entry:
        yield entry
