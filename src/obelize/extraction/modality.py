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
from obelize.extraction.cues import Hit, shipped_cues

_PSEUDO = "pseudo"
_TERMINATOR = "terminator"
_BOUNDING = frozenset({_PSEUDO, _TERMINATOR})
_MODALITIES = {modality.value: modality for modality in Modality}
_CLAUSE_END = re.compile(r"[;—]|:(?!\d)|\s[–-]{1,2}\s")
_CONTENT = re.compile(r"\w{2,}|\d")
_MARKS = " \t\n,.;:!?\"'()[]–—-"
_LOOK_BACK_CHARS = 24  # what `not_after` is matched against
_WORDS_BEHIND = 2  # fewer words before a cue ("Well, maybe.") assert nothing, unless its rule says otherwise


@dataclass(frozen=True, slots=True)
class ScopedCue:
    """A cue that holds, with the characters it governs (end exclusive) in the text that was searched.

    `cut`: the sentence goes on behind them, beyond the cue's reach.
    """

    hit: Hit
    modality: Modality
    scope_start: int
    scope_end: int
    cut: bool = False


@dataclass(frozen=True, slots=True)
class _Bounds:
    """What the settings of a modality rule say, compiled."""

    directions: tuple[str, ...]
    reach: int | None
    until: re.Pattern[str] | None
    not_after: re.Pattern[str] | None
    not_before: re.Pattern[str] | None
    not_within: frozenset[str]
    of: frozenset[str]
    is_sharp: bool
    words_behind: int


def scoped_cues(text: str, end: int, hits: Sequence[Hit], start: int = 0) -> tuple[ScopedCue, ...]:
    """The modality cues of one sentence that govern something; the sentence is `text[start:end]`."""
    modal = [hit for hit in hits if hit.modality is not None]
    if _BOUNDING.issuperset([hit.modality for hit in modal]):
        return ()
    cues = [hit for hit in modal if not _taken_back(text, start, end, hit)]
    pseudo = [hit for hit in cues if hit.modality == _PSEUDO]
    stops = [hit for hit in cues if hit.modality == _TERMINATOR]
    found: list[ScopedCue] = []
    for hit in cues:
        if hit.modality in _BOUNDING or (pseudo and any(_cancels(other, hit) for other in pseudo)):
            continue
        if len(cues) > 1 and any(other.modality == hit.modality and _covers(other, hit) for other in cues):
            continue
        scope = _scope(text, start, end, hit, stops)
        if scope and not any(_same_words(cue.hit, hit) for cue in found):
            found.append(ScopedCue(hit, _MODALITIES[hit.modality or ""], *scope))
    return tuple([cue for cue in found if not _is_within(cue, found)])


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
    bounds = _bounds_of(hit.rule.id)
    if bounds.not_after and bounds.not_after.search(text[max(start, hit.start - _LOOK_BACK_CHARS) : hit.start]):
        return True
    return bounds.not_before is not None and bounds.not_before.match(text[hit.end : end]) is not None


def _covers(one: Hit, other: Hit) -> bool:
    """Whether `one` holds more words than `other`, and all of its."""
    return one.start <= other.start and other.end <= one.end and one.end - one.start > other.end - other.start


def _same_words(one: Hit, other: Hit) -> bool:
    """Whether two rules say the same of the same words."""
    return (one.start, one.end, one.modality) == (other.start, other.end, other.modality)


def _cancels(pseudo: Hit, hit: Hit) -> bool:
    return pseudo.start <= hit.start and hit.end <= pseudo.end and _concerns(pseudo, hit.modality)


def _concerns(bounding: Hit, modality: str | None) -> bool:
    named = _bounds_of(bounding.rule.id).of
    return not named or modality in named


def _is_within(cue: ScopedCue, cues: Sequence[ScopedCue]) -> bool:
    """Whether the cue stands in the scope of one that takes it back."""
    barred = _bounds_of(cue.hit.rule.id).not_within
    return bool(barred) and any(
        other.modality in barred and other.scope_start <= cue.hit.start and cue.hit.end <= other.scope_end
        for other in cues
    )


def _scope(text: str, start: int, end: int, hit: Hit, stops: Sequence[Hit]) -> tuple[int, int, bool] | None:
    """The characters that the cue governs, without the marks around them, and whether its reach cut them off.

    None where it governs nothing.
    """
    if stops:
        stops = [stop for stop in stops if _concerns(stop, hit.modality)]
    bounds = _bounds_of(hit.rule.id)
    for direction in bounds.directions:
        cut = False
        if direction == "forward":
            first, (last, cut) = hit.end, _forward(text, hit, end, stops, bounds)
            governs = _CONTENT.search(text, first, last) is not None
        else:
            first, last = _backward(text, hit, start, stops, bounds), hit.start
            governs = len(_CONTENT.findall(text, first, last)) >= bounds.words_behind
        if governs:
            governed = text[first:last]
            return first + len(governed) - len(governed.lstrip(_MARKS)), first + len(governed.rstrip(_MARKS)), cut
    return None


def _forward(text: str, hit: Hit, end: int, stops: Sequence[Hit], bounds: _Bounds) -> tuple[int, bool]:
    """Where the scope ends, and whether there would have been more words before anything else ended it."""
    limit = end
    if stops:
        limit = min([stop.start for stop in stops if stop.start >= hit.end and _ends(text, hit, stop)], default=end)
    for pattern in (_CLAUSE_END, bounds.until):
        if pattern is not None and (clause := pattern.search(text, hit.end, limit)):
            limit = clause.start()
    if bounds.reach is not None:
        for count, word in enumerate(_CONTENT.finditer(text, hit.end, limit), start=1):
            if count == bounds.reach:
                return word.end(), _CONTENT.search(text, word.end(), limit) is not None
    return limit, False


def _ends(text: str, hit: Hit, stop: Hit) -> bool:
    return _bounds_of(stop.rule.id).is_sharp or _CONTENT.search(text, hit.end, stop.start) is not None


def _backward(text: str, hit: Hit, start: int, stops: Sequence[Hit], bounds: _Bounds) -> int:
    limit = max((stop.end for stop in stops if stop.end <= hit.start), default=start)
    for pattern in (_CLAUSE_END, bounds.until):
        if pattern is not None:
            limit = max((clause.end() for clause in pattern.finditer(text, limit, hit.start)), default=limit)
    return limit


@cache
def _bounds_of(rule_id: str) -> _Bounds:
    settings = next(rule.settings for rule in shipped_cues() if rule.id == rule_id)

    def pattern(name: str) -> re.Pattern[str] | None:
        return re.compile(str(settings[name]), re.IGNORECASE) if name in settings else None

    def names(name: str) -> frozenset[str]:
        given = settings.get(name)
        return frozenset(given) if isinstance(given, list) else frozenset()

    reach, words_behind = settings.get("reach"), settings.get("words_behind")
    return _Bounds(
        tuple(str(settings.get("direction", "forward")).split(", else ")),
        reach if isinstance(reach, int) else None,
        pattern("until"),
        pattern("not_after"),
        pattern("not_before"),
        names("not_within"),
        names("of"),
        bool(settings.get("sharp")),
        words_behind if isinstance(words_behind, int) else _WORDS_BEHIND,
    )
