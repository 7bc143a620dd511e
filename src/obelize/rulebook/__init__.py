"""What the program knows, as data: loads and validates the TOML files of `rules/`."""

from obelize.rulebook.book import (
    Rulebook,
    finding,
    load_rulebook,
    rules_folder,
    shipped_pack,
    shipped_rulebook,
    shipped_table,
    word_list,
)
from obelize.rulebook.entries import FindingCode, Rule

__all__ = [
    "FindingCode",
    "Rule",
    "Rulebook",
    "finding",
    "load_rulebook",
    "rules_folder",
    "shipped_pack",
    "shipped_rulebook",
    "shipped_table",
    "word_list",
]
