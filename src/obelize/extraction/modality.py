"""How an assertion is made: cues with scope and terminators.

After ConText (Harkema et al. 2009): a cue's scope runs forward to the next terminator, to its reach in words, or to
the end of the sentence; a pseudo cue cancels the cue it covers.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from obelize.domain.claim import Modality
from obelize.extraction.cues import Hit

_PSEUDO = "pseudo"
_TERMINATOR = "terminator"
_CLAUSE_END = re.compile(r"[;:—]")
_CONTENT = re.compile(r"\w{2,}")


@dataclass(frozen=True, slots=True)
class ScopedCue:
    """A cue that holds, with the characters it governs (end exclusive) in the text that was searched."""

    hit: Hit
    modality: Modality
    scope_start: int
    scope_end: int


def scoped_cues(text: str, end: int, hits: Sequence[Hit]) -> tuple[ScopedCue, ...]:
    """The modality cues of one sentence that govern something. `end` is where the sentence ends in `text`."""
    cues = [(hit.modality, hit) for hit in hits if hit.modality is not None]
    if not cues:
        return ()
    pseudo = [hit for name, hit in cues if name == _PSEUDO]
    stops = [hit.start for name, hit in cues if name == _TERMINATOR]
    found = []
    for name, hit in cues:
        if name in (_PSEUDO, _TERMINATOR) or any(p.start <= hit.start and hit.end <= p.end for p in pseudo):
            continue
        scope_end = _scope_end(text, hit, end, stops)
        if _CONTENT.search(text, hit.end, scope_end):
            found.append(ScopedCue(hit, Modality(name), hit.end, scope_end))
    return tuple(found)


def modalities(cues: Sequence[ScopedCue], *, negated: bool = False) -> tuple[Modality, ...]:
    """The modalities that the cues set, each once, in the order of `Modality`; `negated` by a heading above."""
    if not cues and not negated:
        return ()
    present = {cue.modality for cue in cues}
    if negated:
        present.add(Modality.NEGATED)
    return tuple(modality for modality in Modality if modality in present)


def _scope_end(text: str, hit: Hit, end: int, stops: Sequence[int]) -> int:
    limit = min((stop for stop in stops if stop >= hit.end), default=end)
    clause = _CLAUSE_END.search(text, hit.end, limit)
    if clause:
        limit = clause.start()
    reach = hit.rule.settings.get("reach")
    if isinstance(reach, int):
        for count, word in enumerate(_CONTENT.finditer(text, hit.end, limit), start=1):
            if count == reach:
                return word.end()
    return limit
