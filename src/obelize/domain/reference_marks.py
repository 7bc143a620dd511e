"""Marks around the title of a reference, of whatever kind they are, told from such marks around other words.

Single quotation marks are apostrophes, too, and what stands in italics is the venue as often as the title.
"""

import re

_OPENS = r"(?:^|(?<=[.,:;)\]\d]\s))"
_BEHIND_QUOTED = r"(?=\s*(?:[.,;:(\[—–]|$)|\sin:?\s[A-Z*_]|\s[A-Z*_](?![^'’]*['’](?!\w)))"
_QUOTED = re.compile(
    rf"{_OPENS}(?:[‘'`](?=[^\W_a-z])([^“”\"]{{4,400}}?)(?:(?<=[.,?!])['’](?!\w)|['’]{_BEHIND_QUOTED}))"
)
_FOREIGN = re.compile(rf"{_OPENS}(?:„([^„“”\"]{{4,400}}?)[“”]|«\s?([^«»]{{4,400}}?)\s?»){_BEHIND_QUOTED}")
_EMPHASISED = re.compile(r"(?:^|(?<=[\s(\[“\"]))(\*\*\*|\*\*|\*|__|_)(?=[^\s*_])([^*_]{2,400}?)(?<=\S)\1(?!\w)")
_TITLE_IN_BOLD = 4
"""Words in bold from which on they are no name."""
_FEWEST_WORDS = 2
_IN = re.compile(r"\b[Ii]n:?\s+(?:the\s)?$")
_BETWEEN_NAMES = re.compile(r",|;|&|\b(?:and|et al)\b|\(|\)")
_MOST_OF_A_NAME = 4
_VENUE_BEHIND = re.compile(
    r"[.,]?\s+(?:[*_]{1,2}|[Ii]n:?\s)*(?!(?:Vol|Published|Available|Retrieved|Accessed|Epub|Online|Advance)\b)"
    r"(?:[A-Z][a-z]{3}|[A-Z]{3})"
)


def in_quotation_marks(text: str) -> str:
    """`text` with a title that stands in single or foreign quotation marks, in bold or in italics between “ and ”.

    Other emphasis is taken away.
    """
    if "``" in text and "''" in text:
        text = text.replace("``", "“").replace("''", "”")
    if "„" in text or "«" in text:
        text = _FOREIGN.sub(lambda found: f"“{found[1] or found[2]}”", text, count=1)
    if "“" not in text and '"' not in text:
        text = _QUOTED.sub(r"“\1”", text, count=1)
    return _EMPHASISED.sub(_without_emphasis, text) if "*" in text or "_" in text else text


def _without_emphasis(found: re.Match[str]) -> str:
    before, words, behind = found.string[: found.start()], found[2], found.string[found.end() :]
    quoted = any(mark in found.string for mark in '“"')
    return words if quoted or not _is_title(before, found[1], words, behind) else f"“{words}”"


def _is_title(before: str, mark: str, words: str, behind: str) -> bool:
    """Whether emphasised words are the title: in bold, or between nothing but names and the beginning of a venue."""
    count = len(words.split())
    if count < _FEWEST_WORDS or _IN.search(before):
        return False
    if len(mark) > 1 and count >= _TITLE_IN_BOLD:
        return True
    if not before.strip() or not _VENUE_BEHIND.match(behind):
        return False
    return all(len(name.split()) <= _MOST_OF_A_NAME for name in _BETWEEN_NAMES.split(before))
