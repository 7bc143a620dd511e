"""What the comparison knows: `rules/citations.toml` and `rules/venues.toml`, read once and checked for shape."""

import re
from collections.abc import Mapping
from functools import cache
from typing import TypedDict

from obelize.errors import RuleError
from obelize.rulebook import shipped_table


class Sides(TypedDict):
    """The two sides of a comparison as a finding shows them."""

    field: str
    cited: str | None
    found: str | None


@cache
def words_of(table: str, name: str) -> tuple[str, ...]:
    """The list of texts `name` of the table."""
    return _texts(_entry(table, name), f"{table}.toml: {name!r}")


@cache
def spellings() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Rewritings that leave one spelling of a word."""
    return tuple((re.compile(pattern), replacement) for pattern, replacement in _pairs())


@cache
def nicknames() -> Mapping[str, frozenset[int]]:
    """For each given name the numbers of the groups it belongs to; names of one group are one person's."""
    groups: dict[str, set[int]] = {}
    for number, group in enumerate(_lists(_entry("citations", "nicknames"), "citations.toml: 'nicknames'")):
        for name in group:
            groups.setdefault(name, set()).add(number)
    return {name: frozenset(numbers) for name, numbers in groups.items()}


@cache
def venue_names() -> Mapping[str, tuple[str, ...]]:
    """For each venue of the table its names, its key first."""
    return _names("venues")


@cache
def whole_names() -> Mapping[str, tuple[str, ...]]:
    """For venues of the table the names that others have within theirs, the venue's key first."""
    return _names("whole")


@cache
def spelt_out() -> Mapping[str, tuple[str, ...]]:
    """For abbreviated fields in venues' names ("nlp") the words they stand for."""
    pairs = _lists(_entry("venues", "spelt_out"), "venues.toml: 'spelt_out'")
    return {short: tuple(words) for short, *words in pairs}


@cache
def venue_homes() -> frozenset[frozenset[str]]:
    """Pairs of venues of the table: works of the one appear in the other."""
    pairs = _lists(_entry("venues", "homes"), "venues.toml: 'homes'")
    return frozenset(frozenset(pair) for pair in pairs)


def _names(table: str) -> Mapping[str, tuple[str, ...]]:
    entry = _entry("venues", table)
    if not isinstance(entry, Mapping):
        raise RuleError(f"venues.toml: {table!r} must be a table")
    return {key: (key.replace("_", " "), *_texts(names, f"venues.toml: {key!r}")) for key, names in entry.items()}


def _pairs() -> list[tuple[str, str]]:
    pairs = []
    for entry in _lists(_entry("citations", "spelling"), "citations.toml: 'spelling'"):
        if len(entry) != 2:
            raise RuleError("citations.toml: 'spelling' must be a list of pairs")
        pairs.append((entry[0], entry[1]))
    return pairs


def _entry(table: str, name: str) -> object:
    entries = shipped_table(table)
    if name not in entries:
        raise RuleError(f"{table}.toml: {name!r} is missing")
    return entries[name]


def _lists(value: object, where: str) -> list[tuple[str, ...]]:
    if not isinstance(value, list):
        raise RuleError(f"{where} must be a list of lists")
    return [_texts(each, where) for each in value]


def _texts(value: object, where: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(each, str) and each for each in value):
        raise RuleError(f"{where} must be a list of texts")
    return tuple(value)
