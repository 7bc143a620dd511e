"""References that stand in one paragraph, one behind the other without a number: where each of them begins."""

import re

from obelize.extraction.citations_strings import parse_reference

_FAMILY = r"(?:(?:van|von|de|der|den|da|di|du|la|le)\s){0,3}[^\W\d_a-z][^\W\d_]+(?:[-’'][^\W\d_]+)*"
_NO_NAME = r"(?:Appendix|Chapter|Class|Group|Hepatitis|Model|Panel|Part|Phase|Section|Series|Table|Type|Vitamin)\b"
_DOTTED = r"(?:[A-Z]\.[\s-]?){1,4}"
_INITIALS = r"[A-Z](?:\.[\s-]?|(?![a-z])-?)(?:[A-Z](?:\.[\s-]?|(?![a-z]))){0,3}"
_BETWEEN = re.compile(
    rf"(?:(?<=[\d)])\.|(?:https?://|\b10\.\d{{4,9}}/|\bdoi:)\S{{4,200}})\s+"
    rf"(?=(?!{_NO_NAME})(?:{_FAMILY},?\s{_INITIALS}|{_DOTTED}{_FAMILY})\s*(?:[.,;:(&]|\b(?:and|et)\b))"
)
_FEWEST_WORDS = 3
_LONGEST = 800
"""Characters of one reference."""


def joined_references(text: str) -> list[int]:
    """Where in `text` another reference begins: behind one with authors, year and title, before names and another."""
    begins: list[int] = []
    entry = 0
    for gap in _BETWEEN.finditer(text):
        if gap.end() - entry > _LONGEST:
            break
        if _is_reference(text[entry : gap.end()]) and _is_reference(text[gap.end() : gap.end() + _LONGEST]):
            entry = gap.end()
            begins.append(entry)
    return begins


def _is_reference(text: str) -> bool:
    cited = parse_reference(text)
    named = bool(cited.authors and cited.authors[0].given and cited.year)
    return named and len((cited.title or "").split()) >= _FEWEST_WORDS
