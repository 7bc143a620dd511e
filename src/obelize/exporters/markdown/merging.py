"""A new report over one that somebody has edited: what was edited by hand stays.

Every section stands between two marks. The first carries a digest of the body as it was generated: a body that no
longer fits its digest was edited, and is kept. Text that somebody added between two sections stays behind the
section it followed, and front-matter keys that the program does not write stay too.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from obelize.exporters.markdown.writing import digest

_BEGIN = re.compile(r"<!-- obelize:section ([a-z-]+) ([0-9a-f]{8}) -->")
_FOOTNOTE = re.compile(r"\[\^([^\]\s]+)\](:?)")
_KEY = re.compile(r"([A-Za-z_][\w-]*):")


@dataclass(frozen=True, slots=True)
class Merged:
    """The text, and the names of the sections kept as edited by hand."""

    text: str
    kept: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Section:
    """A section with what somebody wrote behind it. `mark` is its first line."""

    name: str
    mark: str
    body: tuple[str, ...]
    after: tuple[str, ...]

    @property
    def edited(self) -> bool:
        """Whether the body is another than the one generated."""
        return digest(self.body) not in self.mark


@dataclass(frozen=True, slots=True)
class _Parsed:
    front: tuple[str, ...]
    head: tuple[str, ...]
    sections: tuple[_Section, ...]


def merge(generated: str, existing: str) -> Merged:
    """`generated` with the edits of `existing`; unchanged where `existing` has none."""
    new, old = _parse(generated), _parse(existing)
    former = {section.name: section for section in old.sections}
    kept: list[str] = []
    lines = [*_front_matter(new.front, old.front), *new.head, *_added(new.head, old.head)]
    names = {section.name for section in new.sections}
    gone = list(_left_over(old.sections, former, names))
    for section in new.sections:
        if section.name == "footnotes":
            lines += [line for lost in gone for line in _rescued(lost)]
            section = _with_footnotes(section, former.get("footnotes"), lines)
        before = former.get(section.name)
        if before and before.edited and section.name != "footnotes" and before.body != section.body:
            kept.append(section.name)
            section = before
        lines += _written(_Section(section.name, section.mark, section.body, before.after if before else ()))
    if "footnotes" not in names:
        lines += [line for lost in gone for line in _rescued(lost)]
    return Merged("\n".join(lines).rstrip("\n") + "\n", (*kept, *(lost.name for lost in gone if lost.edited)))


def holds_sections(text: str) -> bool:
    """Whether `text` has any mark of a section: a file without one is no report that could be merged."""
    return any(_BEGIN.fullmatch(line.strip()) for line in text.splitlines())


def _parse(text: str) -> _Parsed:
    lines = text.replace("\r\n", "\n").split("\n")
    front: list[str] = []
    if lines and lines[0] == "---" and "---" in lines[1:]:
        end = lines.index("---", 1)
        front, lines = lines[: end + 1], lines[end + 1 :]
    starts = [number for number, line in enumerate(lines) if _BEGIN.fullmatch(line.strip())]
    if not starts:
        return _Parsed(tuple(front), tuple(lines), ())
    head = lines[: starts[0]]
    return _Parsed(tuple(front), tuple(head), tuple(_sections(lines, starts)))


def _sections(lines: list[str], starts: list[int]) -> Iterator[_Section]:
    for start, limit in zip(starts, [*starts[1:], len(lines)], strict=True):
        mark = lines[start].strip()
        found = _BEGIN.fullmatch(mark)
        name = found[1] if found else ""
        end = f"<!-- obelize:end {name} -->"
        close = next((n for n in range(start + 1, limit) if lines[n].strip() == end), limit)
        body = "\n".join(lines[start + 1 : close]).strip("\n").split("\n")
        after = "\n".join(lines[close + 1 : limit]).strip("\n")
        yield _Section(name, mark, tuple(body), tuple(after.split("\n")) if after else ())


def _left_over(
    sections: Iterable[_Section], former: Mapping[str, _Section], written: Collection[str]
) -> Iterator[_Section]:
    """Sections with somebody's words in or behind them that have no place any more: not written, or there twice."""
    for section in sections:
        if (section.name not in written or former[section.name] is not section) and (section.edited or section.after):
            yield section


def _rescued(section: _Section) -> list[str]:
    """What is somebody's own of a section that is not written any more."""
    return _written(section) if section.edited else [*section.after, ""]


def _written(section: _Section) -> list[str]:
    after = [*section.after, ""] if section.after else []
    return [section.mark, "", *section.body, "", f"<!-- obelize:end {section.name} -->", "", *after]


def _added(new_head: tuple[str, ...], old_head: tuple[str, ...]) -> list[str]:
    """What somebody wrote around the title, before the first section."""
    title = next((n for n, line in enumerate(old_head) if line.startswith("# ")), len(old_head))
    own = "\n".join((*old_head[:title], *old_head[title + 1 :])).strip("\n")
    return [*own.split("\n"), ""] if own and own not in "\n".join(new_head) else []


def _front_matter(new: tuple[str, ...], old: tuple[str, ...]) -> list[str]:
    written = {match[1] for line in new if (match := _KEY.match(line))}
    own: list[str] = []
    keeping = False
    for line in old[1:-1]:
        match = _KEY.match(line)
        keeping = match[1] not in written if match else keeping
        if keeping:
            own.append(line)
    return [*new[:-1], *own, *new[-1:]]


def _with_footnotes(section: _Section, former: _Section | None, lines: list[str]) -> _Section:
    """The notes that the text above still calls, if need be as they stood before."""
    defined = {match[1] for line in section.body if (match := _FOOTNOTE.match(line))}
    called = {match[1] for line in lines for match in _FOOTNOTE.finditer(line) if not match[2]}
    missing = called - defined
    old = [line for line in (former.body if former else ()) if (m := _FOOTNOTE.match(line)) and m[1] in missing]
    return _Section(section.name, section.mark, (*section.body, *old), section.after)
