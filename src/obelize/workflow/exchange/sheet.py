"""The review as Markdown that a person can edit: a verdict word before each item, notes below, the log at the end.

An item's line carries its id as a block id (`^id`), as reports in the Obsidian dialect do; both can be read back.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from difflib import get_close_matches

from obelize.domain.annotation import ItemState
from obelize.domain.review import Verdict
from obelize.safe_text import safe_line
from obelize.store import DocumentEntry, ItemEntry

UNDECIDED_WORD = "undecided"

_ITEM = re.compile(r"^(?P<line>.*\S)\s+\^(?P<id>[A-Za-z0-9-]+)\s*$")
_TICKED = re.compile(r"\[[xX]\]\s*\**(?P<said>.*)")
_BOLD = re.compile(r"\*\*Reviewer:\*\*\s*(?P<said>.*)|\*\*(?P<word>[^*]+)\*\*")
_SAID = re.compile(r"[^\s(*·—^\[]+")
_NOTE = re.compile(r"^\s+[-*]\s+(?:Note|Reviewer's note):\s*(?P<note>.*\S)\s*$")
_AS_OF = re.compile(r"<!-- obelize:as-of (?P<time>\S+) -->")
_NOTHING_YET = "start"
_LOG_START, _LOG_END = "```jsonl obelize-log", "```"
_WORDS: Mapping[str, Verdict | None] = {
    **{verdict.value: verdict for verdict in Verdict},
    "not a claim": Verdict.NOT_A_CLAIM,
    UNDECIDED_WORD: None,
    "not reviewed": None,
    "put aside for later": None,
}
_DISPUTED = "disputed"
_MARKUP = re.compile(r"([\\`*_\[\]{}<>&|~$^#])")


DocumentSection = tuple[DocumentEntry, Sequence[tuple[ItemEntry, ItemState]]]


@dataclass(frozen=True, slots=True)
class SheetItem:
    """What a sheet says of one item.

    `disputed`: it only says that reviewers differ. `unknown` is what stands in the place of the verdict word and is
    none, empty if nothing stands there; else None.
    """

    item_id: str
    verdict: Verdict | None
    notes: tuple[str, ...]
    line: int
    disputed: bool = False
    unknown: str | None = None

    @property
    def word(self) -> str:
        """The word before the item, as `word_of` has it."""
        return _DISPUTED if self.disputed else self.verdict or UNDECIDED_WORD


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as read: its items, the moment it was written (None if it doesn't say), and the log it carries."""

    items: tuple[SheetItem, ...]
    as_of: datetime | None
    log: str


def word_of(state: ItemState) -> str:
    """The word that a sheet has before an item in this state."""
    return _DISPUTED if state.disputed else state.verdict or UNDECIDED_WORD


def write_sheet(documents: Iterable[DocumentSection], as_of: datetime | None, log: str) -> str:
    """The sheet of some documents, with the log (JSON lines) that led to these verdicts."""
    lines = ["# Review", ""]
    lines += [f"<!-- obelize:as-of {as_of.isoformat() if as_of else _NOTHING_YET} -->", ""]
    words = ", ".join([*(f"`{verdict.value}`" for verdict in Verdict), f"`{UNDECIDED_WORD}`"])
    lines += [f"Put one of {words} in bold before an item; add lines `- Note: …` below it. Leave the `^ids`.", ""]
    for document, items in documents:
        lines += [f"## {_plain(document.title or document.name)}", ""]
        for entry, state in items:
            lines.append(f"- **{word_of(state)}** — {_plain(entry.text)} ^{block_id(entry.id)}")
            lines += [f"    - Note: {_plain(note)}" for note in state.notes]
        lines.append("")
    lines += ["## Log", "", _LOG_START, *log.rstrip("\n").split("\n"), _LOG_END, ""]
    return "\n".join(lines)


def read_sheet(text: str) -> Sheet:
    """What an edited sheet or report says. Lines without an item's id count for nothing."""
    body, log = _split_log([line.rstrip("\r") for line in text.split("\n")])
    as_of = _AS_OF.search(text)
    return Sheet(tuple(_items(body)), _moment(as_of["time"]) if as_of else None, log)


def _moment(written: str) -> datetime | None:
    if written == _NOTHING_YET:
        return datetime.min.replace(tzinfo=UTC)
    try:
        return datetime.fromisoformat(written).astimezone(UTC)
    except ValueError:
        return None


def block_id(item_id: str) -> str:
    """An item's id as a block id: letters, digits and hyphens."""
    return re.sub(r"[^A-Za-z0-9-]", "-", item_id)


def _items(lines: Sequence[str]) -> Iterator[SheetItem]:
    found: SheetItem | None = None
    for number, line in enumerate(lines, 1):
        if match := _ITEM.match(line):
            if found:
                yield found
            found = _item(match["id"], match["line"], number)
        elif found and (note := _NOTE.match(line)):
            said = re.sub(r"\\(.)", r"\1", note["note"])
            found = replace(found, notes=(*found.notes, said))
        elif found and line.strip() and not line.startswith((" ", "\t")):
            yield found
            found = None
    if found:
        yield found


def _item(item_id: str, line: str, number: int) -> SheetItem:
    said = _said(line)
    word = next((word for word in said if word in _WORDS), None)
    if word:
        return SheetItem(item_id, _WORDS[word], (), number)
    if said and said[0].startswith(_DISPUTED):
        return SheetItem(item_id, None, (), number, disputed=True)
    return SheetItem(item_id, None, (), number, unknown=said[0] if said else "")


def _said(line: str) -> list[str]:
    """What may be the verdict word of a line: what stands at a ticked box, else what is bold and no label."""
    if ticked := _TICKED.search(line):
        return [_first_word(ticked["said"])]
    bold = [(match["word"], match["said"]) for match in _BOLD.finditer(line)]
    return [
        word.strip().lower() if word else _first_word(said) for word, said in bold if not (word or "").endswith(":")
    ]


def _first_word(said: str) -> str:
    """The verdict word that a text begins with, else its first word."""
    known = re.match(rf"(?:{'|'.join(sorted(_WORDS, reverse=True))})(?![\w-])", said, re.IGNORECASE)
    word = known or _SAID.match(said)
    return word[0].lower() if word else ""


def nearest_word(unknown: str) -> str | None:
    """The verdict word that was probably meant."""
    near = get_close_matches(unknown, _WORDS, n=1)
    return near[0] if near else None


def _split_log(lines: Sequence[str]) -> tuple[Sequence[str], str]:
    if _LOG_START not in lines:
        return lines, ""
    start = lines.index(_LOG_START)
    end = lines.index(_LOG_END, start + 1) if _LOG_END in lines[start + 1 :] else len(lines)
    return [*lines[:start], *[""] * (end - start), *lines[end + 1 :]], "\n".join(lines[start + 1 : end])


def _plain(text: str) -> str:
    """Text that Markdown shows as it is; a line that ends like a block id must not be taken for one."""
    return _MARKUP.sub(r"\\\1", " ".join(safe_line(text).split()))
