"""The text of a reference as it was meant: what typesetting, PDFs and word processors did to it is mended.

For reading and comparing only. What is shown, and every position in a document, stays the text as it was given.
"""

import re
import unicodedata

from obelize.domain.mojibake import in_right_letters
from obelize.domain.reference_marks import in_quotation_marks

_MARKS = {
    "¨": "\u0308", "´": "\u0301", "ˆ": "\u0302", "˜": "\u0303", "ˇ": "\u030c", "˘": "\u0306", "˚": "\u030a",
    "˝": "\u030b", "˙": "\u0307", "¯": "\u0304", "¸": "\u0327", "˛": "\u0328", "`": "\u0300",
}  # fmt: skip
_SPELT = {
    "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "ʼ": "’", "′": "’", "‐": "-",
    "‑": "-",
}  # fmt: skip
_TO_SPELL = re.compile("[" + "".join(_SPELT) + "]")
_INVISIBLE = re.compile("\u00ad\\s*\n\\s*|[\u00ad\u200b-\u200d\u2060\ufeff]")
_LETTER = r"[^\W\d_]"
_LOWER = "a-z" + "".join(filter(str.islower, map(chr, range(0xC0, 0x250))))
_LINE_HYPHEN = re.compile(
    rf"(?<=[{_LOWER}])[-‐]\s*\n\s*(?=[{_LOWER}])|(?<=[{_LOWER}])[-‐]\s+(?=[{_LOWER}]{{3}})(?!(?:and|or|to)\b)"
)
_SPACE = re.compile(r"\s+")
_TORN_MARK = re.compile(rf"(?<={_LETTER}) (?=[\u0300-\u036f])")
_APOSTROPHE = re.compile(rf"(?<={_LETTER})[´`](?=s\b)|(?<=\b[DLO])[´`](?=[A-Z])")
# As quotation marks and around code, too, so only inside a word or before the last letter of one: "Universit` a".
_GRAVE = re.compile(rf"(?<={_LETTER})`(?:(?=[aeiou])| (?=[aeiou]\b))(?P<letter>[aeiou])")
# "M ¨uller", where the beginning of a name has a capital.
_TORN_NAME = re.compile(rf"(\b(?=[^\W\d_a-z]){_LETTER}+) (?=[¨´ˆ˜][aeiouyı])")
_BOTH_MARKED = re.compile(rf"([aeiouAEIOU])([¨´ˆ˜])(?={_LETTER}\2)")
_BESIDE = re.compile(
    rf"(?P<before>{_LETTER})?(?P<mark>[{''.join(_MARKS.keys() - {'`'})}])(?P<gap> ?)(?P<behind>{_LETTER})?"
)
_VOWELS = frozenset("aeiouyıAEIOUY")


def mended(raw: str) -> str:
    """`raw` on one line, without soft hyphens, ligatures, words torn at line ends, accents beside letters, mojibake.

    A title that stands in single quotation marks or is emphasised stands between “ and ”.
    """
    text = _INVISIBLE.sub("", in_right_letters(raw))
    text = _SPACE.sub(" ", _LINE_HYPHEN.sub("", text)).strip()
    if "`" in text:
        text = _GRAVE.sub(lambda found: _with_mark(found["letter"], "`") or found[0], _APOSTROPHE.sub("’", text))
    return in_quotation_marks(text if text.isascii() else _in_whole_letters(text))


def _in_whole_letters(text: str) -> str:
    """The text with ligatures split and each accent on its letter."""
    text = _APOSTROPHE.sub("’", _TO_SPELL.sub(lambda found: _SPELT[found[0]], text))
    if not _MARKS.keys().isdisjoint(text):
        text = _BOTH_MARKED.sub(lambda found: _with_mark(found[1], found[2]) or found[0], text)
        text = _BESIDE.sub(_accented, _TORN_NAME.sub(r"\1", text))
    return unicodedata.normalize("NFC", _TORN_MARK.sub("", text))


def _accented(found: re.Match[str]) -> str:
    """An accent put on the letter behind it ("M¨ uller", as TeX sets it) or, where that suits better, before it."""
    before, behind = found["before"] or "", found["behind"] or ""
    on_behind, on_before = _with_mark(behind, found["mark"]), _with_mark(before, found["mark"])
    suits = not before or ((behind.islower() or before.isupper()) and (behind in _VOWELS or before not in _VOWELS))
    if on_behind and not (on_before and not suits):
        return before + on_behind
    return f"{on_before}{found['gap']}{behind}" if on_before else found[0]


def _with_mark(letter: str, mark: str) -> str | None:
    """The letter with the accent, if there is such a letter."""
    composed = unicodedata.normalize("NFC", ("i" if letter == "ı" else letter) + _MARKS[mark])
    return composed if letter and len(composed) == 1 else None
