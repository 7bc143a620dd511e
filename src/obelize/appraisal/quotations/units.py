"""Text as comparable units: folded words with the way back to the characters they came from."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from obelize.appraisal.quotations.numerals import number_openers, read_number
from obelize.rulebook import shipped_rulebook

_WORD = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?(?:st|nd|rd|th|s)?(?![^\W_])|[^\W_]+(?:['’ʼ][^\W_]+)*|[%&]")
_DIGITS = frozenset("0123456789")


@dataclass(frozen=True, slots=True)
class Units:
    """Parallel arrays over the units of `text`: key compared, and the characters it stands for.

    One word may yield several units ("don't": do, not) that share its characters, one unit may stand for several
    words ("twenty five": 25).
    """

    text: str
    keys: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.keys)

    def surface(self, first: int, last: int) -> str:
        """The characters of units `first` up to and without `last`."""
        return self.text[self.starts[first] : self.ends[last - 1]] if last > first else ""


@dataclass(frozen=True, slots=True)
class _Spellings:
    whole: Mapping[str, tuple[str, ...]]
    endings: tuple[tuple[str, str], ...]


@cache
def _spellings() -> _Spellings:
    table = shipped_rulebook().tables["quotations"]
    whole = {word: tuple(str(long).split()) for word, long in dict(table["spellings"]).items()}  # type: ignore[call-overload]
    return _Spellings(whole, tuple(dict(table["endings"]).items()))  # type: ignore[call-overload]


@lru_cache(maxsize=65536)
def folded(word: str) -> tuple[str, ...]:
    """The keys of one written word, before numbers are read."""
    plain = unicodedata.normalize("NFKD", word).casefold().replace("’", "'").replace("ʼ", "'")
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    spellings = _spellings()
    if plain in spellings.whole:
        return spellings.whole[plain]
    if "'" in plain:
        for ending, long in spellings.endings:
            if plain.endswith(ending) and len(plain) > len(ending):
                return (plain[: -len(ending)], long)
        plain = plain.replace("'", "")
    return (plain,) if plain else ()


def units_of(text: str) -> Units:
    """`text` cut into units."""
    keys: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _WORD.finditer(text):
        for key in folded(match[0]):
            keys.append(key)
            starts.append(match.start())
            ends.append(match.end())
    return _with_numbers(text, keys, starts, ends)


def has_words(text: str) -> bool:
    """Whether there is anything in `text` that could be said."""
    return _WORD.search(text) is not None


def _with_numbers(text: str, keys: list[str], starts: list[int], ends: list[int]) -> Units:
    out_keys: list[str] = []
    out_starts: list[int] = []
    out_ends: list[int] = []
    openers = number_openers()
    at = 0
    while at < len(keys):
        key = keys[at]
        number = read_number(keys, at) if key in openers or key[0] in _DIGITS else None
        key, width = number or (key, 1)
        out_keys.append(key)
        out_starts.append(starts[at])
        out_ends.append(ends[at + width - 1])
        at += width
    return Units(text, tuple(out_keys), tuple(out_starts), tuple(out_ends))
