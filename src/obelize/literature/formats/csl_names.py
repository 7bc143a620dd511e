"""The authors of a CSL item, as objects of names or as plain texts."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from obelize.domain.author_lists import AuthorList, authors_listed, authors_stated
from obelize.domain.titles import plain_text

_MARKS = ("<", "&", "\\", "{", "\n", "  ")


class NotAnItemError(ValueError):
    """The JSON value is no CSL item; the message says why."""


def authors_of_item(value: object) -> AuthorList:
    """The authors that an item's field lists: `NotAnItemError` where it holds what is no name, so that none is lost."""
    if value is None:
        return AuthorList(())
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, list):
        raise NotAnItemError("'author' is not a list")
    texts = [plain(entry) for entry in value if isinstance(entry, str)]
    if texts and len(texts) == len(value):
        return authors_listed(texts)
    read = [_author(entry) for entry in value if entry is not None]
    authors = tuple([author for listed in read for author in listed.authors])
    return AuthorList(authors, any(listed.et_al for listed in read))


def plain(text: str) -> str:
    """The text without markup; most have none."""
    if text.isalnum():
        return text
    for mark in _MARKS:
        if mark in text:
            return plain_text(text)
    return text.strip()


def _author(entry: object) -> AuthorList:
    if isinstance(entry, str):
        return authors_listed([plain(entry)])
    if not isinstance(entry, Mapping):
        raise NotAnItemError("an author is no name")
    return _named(*_parts(entry))


def _parts(entry: Mapping[str, Any]) -> tuple[str, str]:
    """Family and given name; the name alone where it isn't divided."""
    family, given = entry.get("family"), entry.get("given") or ""
    if not family:
        family = entry.get("literal") or entry.get("name") or given
        given = ""
    elif particle := entry.get("non-dropping-particle") or entry.get("dropping-particle"):
        family = f"{particle} {family}"
    if not isinstance(family, str) or not isinstance(given, str):
        raise NotAnItemError("an author's name is not a text")
    return family, given


@lru_cache(maxsize=1 << 16)
def _named(family: str, given: str) -> AuthorList:
    family, given = plain(family), plain(given)
    if family and given:
        return AuthorList(authors_stated(family, given))
    return authors_listed([family], one_each="," not in family) if family else AuthorList(())
