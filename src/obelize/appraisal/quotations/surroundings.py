"""What a sentence says around a quotation that turns its sense: rules over folded words, in `rules/cues/torn.toml`."""

import re
from collections.abc import Iterator
from functools import cache

from obelize.appraisal.quotations.transcript_index import TranscriptIndex
from obelize.appraisal.quotations.units import Units, units_of
from obelize.domain.claim import Anchor
from obelize.rulebook import Rule, shipped_pack

_FARTHEST = 12  # units looked at on either side
_SEEN = 4  # units of the quotation that a rule sees
_STOP = re.compile(r"[.?!;]")
_COMMA = re.compile(r"[,:()\[\]–—]|\s-+\s")
_EDGE, _END = "|", "."


def turned_before(first: int, index: TranscriptIndex, anchor: Anchor) -> str | None:
    """The beginning of the sentence that position `first` is in the midst of, if it turns what follows.

    None where the quoting document, by its `anchor`, says as much before the quotation.
    """
    units, begin = index.units, first
    while begin > 0 and first - begin < _FARTHEST and not _parted(begin, index):
        begin -= 1
    said = [*_words(units, begin, first), _EDGE, *_words(units, first, min(first + _SEEN, len(units)))]
    prefix = units_of(_STOP.split(anchor.prefix)[-1])
    return units.surface(begin, first) if _turning("before", said, [*_words(prefix), _EDGE], index) else None


def turned_after(last: int, index: TranscriptIndex, anchor: Anchor) -> str | None:
    """The rest of the sentence from position `last` on, if it restricts what comes before or takes it back.

    None where the quoting document, by its `anchor`, says as much behind the quotation.
    """
    units, end = index.units, last
    while end < len(units) and end - last < _FARTHEST and not _parted(end, index):
        end += 1
    closed = [_END] if end == len(units) or end - last < _FARTHEST else []
    said = [*_words(units, max(0, last - _SEEN), last), _EDGE, *_words(units, last, end), *closed]
    suffix = units_of(_STOP.split(anchor.suffix)[0])
    return units.surface(last, end) if _turning("after", said, [_EDGE, *_words(suffix)], index) else None


def _parted(at: int, index: TranscriptIndex) -> bool:
    """Whether a sentence ends, or another speaker begins, before the unit at `at`."""
    units = index.units
    if _STOP.search(units.text, units.ends[at - 1], units.starts[at]):
        return True
    return index.speaker_at(at - 1) != index.speaker_at(at)


def _words(units: Units, first: int = 0, last: int | None = None) -> Iterator[str]:
    """The units from `first` up to and without `last`, with the commas around them."""
    for at in range(first, len(units) if last is None else last):
        if at > 0 and _COMMA.search(units.text, units.ends[at - 1], units.starts[at]):
            yield ","
        yield units.keys[at]


def _turning(side: str, said: list[str], told: list[str], index: TranscriptIndex) -> bool:
    """Whether a rule applies to the words `said` and isn't heeded by those `told` by the quoting document."""
    spoken, quoting = (f" {' '.join(words)} " for words in (said, told))
    rules = (rule for rule in _rules(side) if index.punctuated or not rule.settings.get("within_sentence"))
    return any(rule.finds(spoken) and (rule.settings.get("speaks") or not rule.finds(quoting)) for rule in rules)


@cache
def _rules(side: str) -> tuple[Rule, ...]:
    return tuple(rule for rule in shipped_pack("torn") if rule.settings["side"] == side)
