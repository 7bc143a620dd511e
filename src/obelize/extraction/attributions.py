"""Who is quoted and when, as the words around a quotation state it."""

import re
from dataclasses import dataclass
from functools import cache

from obelize.rulebook import shipped_rulebook

# A footnote's number may still be glued to the seconds ("~00:101"): two digits are the time, the rest is not.
_STAMP = r"(?P<time>(?:\d{1,2}:)?\d{1,2}:[0-5]\d)(?:\d{1,3})?(?![\d:])"
_TIME_AFTER = re.compile(rf"(?:~\s?|[(\[]\s?(?:[^()\[\]\n]{{0,40}}?[\s,~])?|\b[Aa]t\s~?|,\s~?){_STAMP}")
_TIME_BEFORE = re.compile(rf"(?:~\s?|[(\[]\s?(?:[^()\[\]\n]{{0,40}}?[\s,~])?|\b(?:[Aa]t|[Aa]round)\s~?){_STAMP}")
_NAME = r"[^\W\d_a-z][\w.'’-]*(?:\s(?:(?:van|von|de|der|da|di|del|la|le|bin|al)\s)?[^\W\d_a-z][\w.'’-]*){0,3}"
_SIGNED = re.compile(rf"^[\s.,;]*(?:—|–|--|-)\s*(?P<name>(?:(?:the|an?)\s)?{_NAME}|[Tt]he\s[a-z]+)")
_BRACKETED = re.compile(rf"^[\s.,;]*[(\[]\s*(?P<name>{_NAME})\s*(?:,|~|\d|[)\]])")
_ALONE = re.compile(rf"\s*(?:—|–|--|-)\s*{_NAME}(?:[\s,]*[~(\[]*\s?{_STAMP}[)\]]?)?\s*")
_NEAR = 90  # characters on either side in which speaker and time are looked for


@dataclass(frozen=True, slots=True)
class Attribution:
    """`time` is in seconds. `signed`: the speaker stands right behind the quotation ("— Nate B. Jones")."""

    speaker: str | None
    time: float | None
    signed: bool


def attribution_of(before: str, after: str) -> Attribution:
    """What the text before and after a quotation, up to its neighbours, says of speaker and time."""
    near_after, near_before = after[:_NEAR], before[-_NEAR:]
    signed = _SIGNED.match(near_after) or _BRACKETED.match(near_after)
    speaker = signed["name"] if signed else _spoken_by(near_before)
    stamp = _TIME_AFTER.search(near_after.split("\n\n")[0]) or _last(_TIME_BEFORE, near_before)
    return Attribution(_clean(speaker), seconds(stamp["time"]) if stamp else None, signed is not None)


def is_byline(text: str) -> bool:
    """Whether a text is nothing but a dash, a name and perhaps a time."""
    return _ALONE.fullmatch(text) is not None


def seconds(stamp: str) -> float:
    """Seconds of "M:SS" or "H:MM:SS"."""
    total = 0
    for part in stamp.split(":"):
        total = total * 60 + int(part)
    return float(total)


@cache
def _words(name: str) -> frozenset[str]:
    table: dict[str, str] = dict(shipped_rulebook().tables["quotations"]["attribution"])  # type: ignore[call-overload]
    return frozenset(table[name].split())


@cache
def _introduction() -> re.Pattern[str]:
    any_verb = "|".join(sorted(_words("verbs"), key=len, reverse=True))
    said = rf",?\s(?:{any_verb})\b[^.!?\n“”\"]{{0,60}}"
    listed = rf",\s*~?{_STAMP}\s*[–—:-]\s*"
    return re.compile(rf"(?P<name>{_NAME})(?:{said}|{listed}|\s*:\s*)$")


def _spoken_by(before: str) -> str | None:
    match = _last(_introduction(), before)
    return match["name"] if match else None


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    found = None
    for match in pattern.finditer(text):
        found = match
    return found


def _clean(name: str | None) -> str | None:
    if name is None:
        return None
    words = name.strip(" .,'’-").split()
    while words and words[0] in _words("openers"):
        words = words[1:]
    return None if not words or words[-1].lower() in _words("headings") else " ".join(words)
