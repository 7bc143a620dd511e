"""Titles and names folded to comparable keys, one way for every room.

A key is for comparing, never for showing: accents, case, punctuation, markup and spacing are gone from it.
"""

import html
import re
import unicodedata
from functools import lru_cache

_ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306", ".": "\u0307",
    '"': "\u0308", "r": "\u030a", "H": "\u030b", "v": "\u030c", "d": "\u0323", "c": "\u0327", "k": "\u0328",
    "b": "\u0331",
}  # fmt: skip
_LETTERS = {
    "ss": "ß", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "å",
    "AA": "Å", "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "dj": "đ", "DJ": "Đ", "th": "þ", "TH": "Þ", "ng": "ŋ",
}  # fmt: skip
_UNFOLDED_BY_NFKD = {
        "ß": "ss", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ı": "i",
        "ȷ": "j", "ð": "d", "Ð": "D", "đ": "d", "Đ": "D", "þ": "th", "Þ": "Th", "ŋ": "ng", "∞": " infinity ",
}  # fmt: skip
_GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ϵ": "epsilon", "ζ": "zeta", "η": "eta",
    "θ": "theta", "ϑ": "theta", "ι": "iota", "κ": "kappa", "λ": "lambda", "μ": "mu", "ν": "nu", "ξ": "xi",
    "ο": "omicron", "π": "pi", "ρ": "rho", "σ": "sigma", "ς": "sigma", "τ": "tau", "υ": "upsilon", "φ": "phi",
    "ϕ": "phi", "χ": "chi", "ψ": "psi", "ω": "omega",
}  # fmt: skip
_SPELT = _UNFOLDED_BY_NFKD | _GREEK | {letter.upper(): name.capitalize() for letter, name in _GREEK.items()}
_TO_SPELL = re.compile("[" + "".join(_SPELT) + "]")
_COMBINING = re.compile(r"[\u0300-\u036f]+")

# A blank behind belongs to a name such as \i; behind a plain letter it ends the word.
_ACCENT = re.compile(
    r"""\{?\\([`'^~=".]|[urHvdckb](?![A-Za-z]))\s*\{?\s*(?:\\([A-Za-z])\s*|([A-Za-z]))(?:\s*\}){0,2}"""
)
_LETTER = re.compile(r"\\(ss|ae|AE|oe|OE|aa|AA|dh|DH|dj|DJ|th|TH|ng|[oOlLij])(?![A-Za-z])\s*(?:\{\})?")
_STYLE = re.compile(
    r"\\(?:text|math|emph|url|uppercase|lowercase|mbox|ensuremath|bf|it|em|rm|sc|tt)[a-z]*\*?(?![A-Za-z])"
)
_COMMAND = re.compile(r"\\([A-Za-z]+)\s*")
_ESCAPED = re.compile(r"\\([&%$#_{}~^\-/ ,;:!])")
_TAG = re.compile(r"</?[A-Za-z][\w:.-]*(?:\s[^<>]*)?/?>")
_BRACE = re.compile(r"(?<!\\)[{}]")
_MATH = re.compile(r"\$(?=\S)([^$]*[^$\s])\$")
_NOT_WORD = re.compile(r"[\W_]+")
_ASCII_TO_KEY = {code: chr(code).lower() if chr(code).isalnum() else None for code in range(128)}
_SUBTITLE_MARK = re.compile(r"[:?!.\-–—]")
_SUBTITLE = re.compile(r"(?<=[^\W_]{2})(?:\s*[:?!.]\s+|\s*:\s*(?=\D)|\s+[-–—]+\s+|\s*—\s*)(?=\S)")
_NAME_NUMBER = re.compile(r"\s+\d{4}$")


def plain_text(text: str) -> str:
    r"""`text` without LaTeX and HTML markup: `{\"o}` → ö, `$\beta$` → β, `<i>in vitro</i>` → in vitro."""
    if "&" in text:
        text = html.unescape(text)
    if "<" in text:
        text = _TAG.sub("", text)
    if "\\" in text:
        text = _without_commands(text)
    if "{" in text or "}" in text or "$" in text:
        text = _MATH.sub(r"\1", _BRACE.sub("", text))
    text = " ".join(text.split())
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """`text` in lower-case ASCII where that is possible: accents off, Greek letters spelt out, ligatures split."""
    if text.isascii():
        return text.lower()
    spelt = _TO_SPELL.sub(lambda found: _SPELT[found[0]], text)
    return _COMBINING.sub("", unicodedata.normalize("NFKD", spelt)).casefold()


@lru_cache(maxsize=4096)
def title_key(title: str) -> str:
    """What two spellings of one title share: its letters and digits, folded, without spaces.

    "Meta-Learning: A Survey" and "metalearning -- a survey" have the same key. Empty where there is no letter
    or digit.
    """
    if "\\" in title or "{" in title or "<" in title or "&" in title or "$" in title:
        title = plain_text(title)
    if title.isascii():
        return title.translate(_ASCII_TO_KEY)
    return _NOT_WORD.sub("", fold(title))


def main_title(title: str) -> str | None:
    """The part before the subtitle, if there is one: "BERT: Pre-training of …" → "BERT"."""
    found = _SUBTITLE.search(title) if _SUBTITLE_MARK.search(title) else None
    return title[: found.start()] if found else None


def title_words(title: str) -> list[str]:
    """The folded words of a title in order; hyphens and apostrophes separate."""
    return [word for word in _NOT_WORD.split(fold(plain_text(title))) if word]


@lru_cache(maxsize=65536)
def fold_name(name: str) -> str:
    """A personal or organisation's name for comparing: folded, punctuation as spaces, DBLP's "0001" dropped."""
    if name.isascii() and name.replace(" ", "").isalpha():
        return " ".join(name.lower().split())
    plain = _NAME_NUMBER.sub("", plain_text(name).replace("'", "").replace("’", ""))
    return _NOT_WORD.sub(" ", fold(plain)).strip()


def _without_commands(text: str) -> str:
    text = _ACCENT.sub(_accented, text)
    text = _LETTER.sub(lambda m: _LETTERS[m[1]], text)
    text = _ESCAPED.sub(lambda m: " " if m[1] in " ,;:!/" else m[1], text)
    text = _STYLE.sub("", text)
    return _COMMAND.sub(_named, text)


def _accented(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFC", (match[2] or match[3]) + _ACCENTS[match[1]])


def _named(match: re.Match[str]) -> str:
    name = match[1]
    for letter, spelt in _GREEK.items():
        if spelt == name.lower():
            return letter if name.islower() else letter.upper()
    return ""
