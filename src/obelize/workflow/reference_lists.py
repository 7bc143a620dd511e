"""Texts that are lists of references, cut into their entries."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from obelize.domain.identifiers import year_in
from obelize.domain.titles import plain_text

_WRAPPED_WIDTH = 120
_REFERENCE_SHARE = 0.6
_NUMBERED_SHARE = 0.4
_MARK = re.compile(r"^\s*(?:\[(\d{1,4})\]|(\d{1,4})[.)]|\(?([a-z])[.)])\s+\S")
_MOST_LEFT_OUT = 10
_YEARS = range(1500, 2200)
_IDENTIFIER = re.compile(
    r"\b10\.\d{4,9}/|arxiv\W{0,2}(?:\d{4}\.\d|org/|[a-z.-]+/\d)|\bPMID:?\s?\d|^\W*https?://\S+$", re.IGNORECASE
)
_ANY_YEAR = r"(?:1[5-9]|20)\d\d[a-z]?"
# "(2020). Title", "Journal, 2020;", "NeurIPS 2017.", "2020; 12(3):4"
_YEAR_OF_REFERENCE = re.compile(
    rf"[(\[](?:[^()\[\]]*[\s,])?{_ANY_YEAR}(?:,[^()]{{1,20}})?[)\]](?:[.,:;]|\s*[–—-]|\s+[A-Z\d\"“‘']|\s*$)|"
    rf"[.,;:’'”\"?!]\s*(?:[–—-]\s*)?(?:[A-Z][a-z]{{2,8}}\.?\s(?:\d{{1,2}},?\s)?)?{_ANY_YEAR}\s*(?:[.,;:–—-]|$)|"
    rf"\b(?!(?:In|By|Since|Until|From|After|Before|During|Around|About)\s)(?:[A-Z][\w.'’-]*|\bal\.?),?\s{_ANY_YEAR}(?:\s+[A-Z\"“]|\s*[.,;:–—-]|\s*$)|"
    rf"\b{_ANY_YEAR}\s*[;:,]\s*\d|\b\d+\s*\(\d+\)\s*[:,]\s*\w?\d"
)
_PROSE_WORD = re.compile(
    r"\b(?:we|they|he|she|I|was|were|had|have|has|been|our|their|them|said|did|you|everybody|nobody)\b(?!\.)"
)
_NAMES_FIRST = re.compile(
    rf"^\W*(?:\d{{1,4}}[.)\]]\W*)?[^\W\d_][\w.,&’'\s-]{{2,150}}?[(,]\s*{_ANY_YEAR}(?:,[^()]{{1,20}})?(?:\)[.,:;]|\s*[–—-])"
)
_PROSE_SHARE = 0.07
_RECORD_END = re.compile(r"[.\d)]$")
_HEADING = re.compile(r"^\W*(?:references|bibliography|works cited|literature(?: cited)?|sources)\W*$", re.IGNORECASE)
# Below other lines: neither the end of a wrapped title nor indented as it would be.
_HEADING_BETWEEN = re.compile(
    r"^(?:[^\w\s]+\s*)?(?:references|bibliography|works cited|literature(?: cited)?|sources)[\s:*_#=-]*$", re.IGNORECASE
)
_BIBITEM = re.compile(r"\\bibitem\s*(?:\[(?:[^\[\]{}]|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\})*\])?\s*\{([^{}]*)\}")
_LATEX_COMMENT = re.compile(r"(?<!\\)%.*")
_LATEX_LINK = re.compile(r"\\href\s*\{([^{}]*)\}\s*\{")
_LATEX_LABEL = re.compile(r"\\bib(?:info|field)\s*\{[^{}]*\}")


def reference_records(text: str) -> list[tuple[str, str]] | None:
    """Keys and strings of a text that is a list of references; None where it is something else.

    Entries of LaTeX's `thebibliography` are called by their keys. Numbered or lettered lines begin a reference each.
    Else paragraphs are references where blank lines separate them, else every line is one, unless the text was wrapped
    at a narrow width: then lines run on until one ends a reference.
    A heading above the list is left out; with text above the heading it is no list but a document.
    """
    if "\\bibitem" in text:
        return _bibitems(text)
    lines = [line.rstrip() for line in text.splitlines()]
    filled = [line for line in lines if line.strip()]
    if filled and _HEADING.match(filled[0]):
        lines = lines[lines.index(filled[0]) + 1 :]
        filled = filled[1:]
    if not filled:
        return []
    if any(map(_HEADING_BETWEEN.match, filled)):
        return None
    labels = _labels(filled)
    if len(labels) >= max(2, len(filled) // 8):
        groups = _grouped(filled, labels)
        return _labelled(groups, labels) if _share_of_references(groups) >= _NUMBERED_SHARE else None
    blocks = _blocks(lines)
    records = blocks if len(blocks) > 1 and len(blocks) < len(filled) else filled
    if _share_of_references(records) >= _REFERENCE_SHARE:
        return _keyed(records)
    if max(map(len, filled)) <= _WRAPPED_WIDTH:
        records = _unwrapped(filled)
        return _keyed(records) if _share_of_references(records) >= _REFERENCE_SHARE else None
    return None


def _keyed(records: Sequence[str]) -> list[tuple[str, str]]:
    return [(str(number), record) for number, record in enumerate(records, 1)]


def _bibitems(text: str) -> list[tuple[str, str]]:
    """Keys and plain texts of the entries of LaTeX's `thebibliography`."""
    text = _LATEX_COMMENT.sub("", text).partition("\\end{thebibliography}")[0]
    _, *parts = _BIBITEM.split(text)
    texts = (_LATEX_LINK.sub(r"\1 {", _LATEX_LABEL.sub("", part)).replace("~", " ") for part in parts[1::2])
    return [(key.strip(), plain) for key, part in zip(parts[::2], texts, strict=True) if (plain := plain_text(part))]


def _labels(lines: Sequence[str]) -> dict[int, str]:
    """The labels of the lines that begin with one, by the lines' indexes: marked like the first, and in sequence.

    "2020. A title" and "12. 45-50" are what wrapped references go on with.
    """
    labels: dict[int, str] = {}
    before: _Mark | None = None
    for index, line in enumerate(lines):
        mark = _mark_of(line)
        if mark and (mark.begins_a_list if before is None else mark.follows(before)):
            labels[index] = mark.label
            before = mark
    return labels


@dataclass(frozen=True, slots=True)
class _Mark:
    """What a line of a list begins with. `kind` is "[", "." or "a", `indent` how many blanks stand before it."""

    kind: str
    number: int
    label: str
    indent: int

    @property
    def begins_a_list(self) -> bool:
        """Whether a list may begin with it; with any number, but for a year."""
        return self.number == 1 if self.kind == "a" else self.number not in _YEARS

    def follows(self, before: "_Mark") -> bool:
        """Whether it is the next mark of the list, with some left out perhaps, or one that begins anew."""
        step = self.number - before.number
        if self.kind != before.kind or self.indent > before.indent + 1:
            return False
        if step == 1:
            return True
        if self.kind == "[":
            return self.number not in _YEARS
        return self.kind == "." and (self.number == 1 or -1 <= step <= _MOST_LEFT_OUT)


def _mark_of(line: str) -> _Mark | None:
    found = _MARK.match(line)
    if not found:
        return None
    indent = len(line) - len(line.lstrip())
    if letter := found[3]:
        return _Mark("a", ord(letter) - ord("a") + 1, letter, indent)
    label = found[1] or found[2]
    return _Mark("[" if found[1] else ".", int(label), label, indent)


def _labelled(groups: Sequence[str], labels: Mapping[int, str]) -> list[tuple[str, str]]:
    """Records with the labels that they bear, unless one of them bears none or two bear the same."""
    own = list(labels.values())
    return list(zip(own, groups, strict=True)) if len(set(own)) == len(groups) else _keyed(groups)


def _blocks(lines: Sequence[str]) -> list[str]:
    return [block for block in re.split(r"\n\s*\n", "\n".join(lines)) if block.strip()]


def _grouped(lines: Sequence[str], labels: Mapping[int, str]) -> list[str]:
    groups: list[list[str]] = []
    for index, line in enumerate(lines):
        if index in labels or not groups:
            groups.append([line])
        else:
            groups[-1].append(line)
    return ["\n".join(group) for group in groups]


def _unwrapped(lines: Sequence[str]) -> list[str]:
    """Lines joined until one ends a reference: with a full stop or page numbers, a year having been named."""
    records: list[list[str]] = [[]]
    dated = False
    for line in lines:
        records[-1].append(line)
        dated = dated or year_in(line) is not None
        if dated and _RECORD_END.search(line) and len(line) < _WRAPPED_WIDTH * 0.9:
            records.append([])
            dated = False
    return ["\n".join(record) for record in records if record]


def _share_of_references(records: Sequence[str]) -> float:
    return sum(map(_looks_like_reference, records)) / len(records) if records else 0.0


def _looks_like_reference(record: str) -> bool:
    """Whether a year stands where references have it, or an identifier anywhere, and the words are not a story's."""
    words = len(record.split())
    if len(_PROSE_WORD.findall(record)) > _PROSE_SHARE * words and not _names_first(record):
        return False
    if _IDENTIFIER.search(record):
        return True
    return words >= 4 and _YEAR_OF_REFERENCE.search(record) is not None


def _names_first(record: str) -> bool:
    """Whether it begins with names and a year behind them: "Vaswani et al., 2017 – What you have"."""
    return _NAMES_FIRST.match(record) is not None
