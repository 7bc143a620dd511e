"""Footnotes of an HTML page: which elements call one, which define one, which only lead back."""

import re
from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag

_CALL_TEXT = re.compile(r"\[?\^?\(?(\w{1,4})\)?\]?")
_NUMBER = re.compile(r"\[?\(?(\d{1,3})\)?\]?")
_BACK_TEXT = re.compile(
    r"[\s↩\ufe0e\ufe0f↑^↵⏎]+|(?:jump )?(?:back|return)(?: to (?:text|content|article))?", re.IGNORECASE
)
_NOTE_NAME = re.compile(r"(?<![a-z])(?:footnotes?|endnotes?|fn|notes?|reflist|references)(?![a-z])", re.IGNORECASE)
_DEFINING = ("li", "p", "div", "dd", "td", "aside")


@dataclass(frozen=True, slots=True)
class Footnotes:
    """By the identity of elements: labels of calls and definitions, and the links that lead back to a call."""

    calls: dict[int, str]
    definitions: dict[int, str]
    backlinks: set[int]


def find_footnotes(tree: BeautifulSoup) -> Footnotes:
    """A call is a short link within the page to an element that defines a note, or a bare number set high."""
    by_id = {str(tag["id"]): tag for tag in tree.find_all(id=True)}
    notes = Footnotes({}, {}, set())
    for link in tree.find_all("a", href=re.compile(r"^#.")):
        text = link.get_text().strip()
        if _BACK_TEXT.fullmatch(text):
            notes.backlinks.add(id(link))
        elif match := _CALL_TEXT.fullmatch(text):
            target = _definition(by_id.get(str(link["href"])[1:]))
            if target is not None and not _inside(link, target):
                notes.definitions.setdefault(id(target), match[1])
                notes.calls[id(_outermost(link))] = notes.definitions[id(target)]
    for index, item in _listed(tree):
        notes.definitions.setdefault(id(item), str(index))
    labels = set(notes.definitions.values())
    for high in tree.find_all("sup"):
        number = _NUMBER.fullmatch(high.get_text().strip())
        if number and id(high) not in notes.calls and number[1] in labels and not _has_call(high, notes):
            notes.calls[id(high)] = number[1]
    return notes


def _definition(target: Tag | None) -> Tag | None:
    """The block that a call's target names: itself or the block it stands in."""
    if target is None or target.name in _DEFINING:
        return target
    return target.find_parent(list(_DEFINING)) if target.name in {"a", "span", "sup", "b"} else None


def _listed(tree: BeautifulSoup) -> list[tuple[int, Tag]]:
    """The items of numbered lists in sections that are called footnotes."""
    out: list[tuple[int, Tag]] = []
    for section in tree.find_all(["section", "div", "aside", "footer", "ol"]):
        names = f"{' '.join(section.get('class') or [])} {section.get('id') or ''}"
        if _NOTE_NAME.search(names):
            numbered = section if section.name == "ol" else section.find("ol")
            if isinstance(numbered, Tag):
                out += enumerate(numbered.find_all("li", recursive=False), start=1)
    return out


def _outermost(link: Tag) -> Tag:
    """The superscript around a call, or the link itself."""
    parent = link.parent
    return parent if isinstance(parent, Tag) and parent.name == "sup" else link


def _inside(tag: Tag, ancestor: Tag) -> bool:
    return any(parent is ancestor for parent in tag.parents)


def _has_call(high: Tag, notes: Footnotes) -> bool:
    return any(id(link) in notes.calls for link in high.find_all("a"))
