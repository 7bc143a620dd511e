"""How an assertion is made: cues with scope and terminators.

After ConText (Harkema et al. 2009): a cue's scope runs forward or backward to the nearest terminator, to its reach in
words, or to the end of the sentence; a pseudo cue takes back the cue it covers. The settings are described in
`rules/cues/modality.toml`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from obelize.domain.claim import Modality
from obelize.extraction.cues import Hit

_PSEUDO = "pseudo"
_TERMINATOR = "terminator"
_CLAUSE_END = re.compile(r"[;—]|:(?!\d)|\s[–-]{1,2}\s")
_CONTENT = re.compile(r"\w{2,}|\d")
_MARKS = " \t\n,.;:!?\"'()[]–—-"
_LOOK_BACK_CHARS = 24  # what `not_after` is matched against
_WORDS_BEHIND = 2  # fewer words before a cue ("Well, maybe.") assert nothing


@dataclass(frozen=True, slots=True)
class ScopedCue:
    """A cue that holds, with the characters it governs (end exclusive) in the text that was searched."""

    hit: Hit
    modality: Modality
    scope_start: int
    scope_end: int


def scoped_cues(text: str, end: int, hits: Sequence[Hit], start: int = 0) -> tuple[ScopedCue, ...]:
    """The modality cues of one sentence that govern something; the sentence is `text[start:end]`."""
    cues = [hit for hit in hits if hit.modality is not None and not _taken_back(text, start, end, hit)]
    if not cues:
        return ()
    pseudo = [hit for hit in cues if hit.modality == _PSEUDO]
    stops = [hit for hit in cues if hit.modality == _TERMINATOR]
    found = []
    for hit in cues:
        if hit.modality in (_PSEUDO, _TERMINATOR) or any(_cancels(other, hit) for other in pseudo):
            continue
        if any(_covers(other, hit) and other.modality == hit.modality for other in cues if other is not hit):
            continue
        if scope := _scope(text, start, end, hit, stops):
            found.append(ScopedCue(hit, Modality(str(hit.modality)), *scope))
    return tuple(cue for cue in found if not _is_within(cue, found))


def modalities(cues: Sequence[ScopedCue], *, negated: bool = False) -> tuple[Modality, ...]:
    """The modalities that the cues set, each once, in the order of `Modality`; `negated` by a heading above."""
    if not cues and not negated:
        return ()
    present = {cue.modality for cue in cues}
    if negated:
        present.add(Modality.NEGATED)
    return tuple(modality for modality in Modality if modality in present)


def _taken_back(text: str, start: int, end: int, hit: Hit) -> bool:
    """Whether the words on either side make the cue no cue."""
    settings = hit.rule.settings
    if after := settings.get("not_after"):
        first = max(start, hit.start - _LOOK_BACK_CHARS)
        if _compiled(str(after)).search(text[first : hit.start]):
            return True
    before = settings.get("not_before")
    return bool(before) and _compiled(str(before)).match(text[hit.end : end]) is not None


def _covers(one: Hit, other: Hit) -> bool:
    """Whether `one` holds more words than `other`, and all of its."""
    return one.start <= other.start and other.end <= one.end and one.end - one.start > other.end - other.start


def _cancels(pseudo: Hit, hit: Hit) -> bool:
    return pseudo.start <= hit.start and hit.end <= pseudo.end and _concerns(pseudo, hit.modality)


def _concerns(bounding: Hit, modality: str | None) -> bool:
    named = bounding.rule.settings.get("of")
    return not isinstance(named, list) or modality in named


def _is_within(cue: ScopedCue, cues: Sequence[ScopedCue]) -> bool:
    """Whether the cue stands in the scope of one that takes it back."""
    barred = cue.hit.rule.settings.get("not_within")
    return isinstance(barred, list) and any(
        other.modality in barred and other.scope_start <= cue.hit.start and cue.hit.end <= other.scope_end
        for other in cues
    )


def _scope(text: str, start: int, end: int, hit: Hit, stops: Sequence[Hit]) -> tuple[int, int] | None:
    """The characters that the cue governs, without the marks around them; None where it governs nothing."""
    stops = [stop for stop in stops if _concerns(stop, hit.modality)]
    for direction in str(hit.rule.settings.get("direction", "forward")).split(", else "):
        if direction == "forward":
            first, last, enough = hit.end, _forward(text, hit, end, stops), 1
        else:
            first, last, enough = _backward(text, hit, start, stops), hit.start, _WORDS_BEHIND
        if len(_CONTENT.findall(text, first, last)) >= enough:
            governed = text[first:last]
            return first + len(governed) - len(governed.lstrip(_MARKS)), first + len(governed.rstrip(_MARKS))
    return None


def _forward(text: str, hit: Hit, end: int, stops: Sequence[Hit]) -> int:
    ahead = [stop.start for stop in stops if stop.start >= hit.end and _ends(text, hit, stop)]
    limit = min(ahead, default=end)
    settings = hit.rule.settings
    for pattern in (_CLAUSE_END, _compiled(str(settings["until"])) if "until" in settings else None):
        if pattern is not None and (clause := pattern.search(text, hit.end, limit)):
            limit = clause.start()
    reach = settings.get("reach")
    if isinstance(reach, int):
        for count, word in enumerate(_CONTENT.finditer(text, hit.end, limit), start=1):
            if count == reach:
                return word.end()
    return limit


def _ends(text: str, hit: Hit, stop: Hit) -> bool:
    return bool(stop.rule.settings.get("sharp")) or _CONTENT.search(text, hit.end, stop.start) is not None


def _backward(text: str, hit: Hit, start: int, stops: Sequence[Hit]) -> int:
    limit = max((stop.end for stop in stops if stop.end <= hit.start), default=start)
    return max((clause.end() for clause in _CLAUSE_END.finditer(text, limit, hit.start)), default=limit)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
