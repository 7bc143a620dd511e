"""Stretches that are no commentary: sponsor reads, and the housekeeping at either end of a programme."""

from collections.abc import Sequence
from itertools import pairwise

from obelize.domain.claim import Claim, Zone
from obelize.domain.document import Document
from obelize.extraction.cues import Hits

_OPENS_AT = 2.0
_COMPANY = 2  # sentences on either side whose strength counts
_BRIDGED = {"advert": 10, "housekeeping": 2}  # sentences between two parts of one zone
_CALL = 1.2  # a call to buy or to come back, strong enough to end a zone that is open
_CALLED_WITHIN = 8  # sentences after the last part of the zone


def zones_of(hits: Hits) -> list[str | None]:
    """The zone of each sentence, given the rules' hits in each, in order."""
    zones: list[str | None] = [None] * hits.sentences
    for kind in ("housekeeping", "advert"):
        strengths = _strengths(hits, kind)
        marked = [
            i
            for i, strength in enumerate(strengths)
            if strength and sum(strengths[max(0, i - _COMPANY) : i + _COMPANY + 1]) >= _OPENS_AT
        ]
        marked = _with_calls(marked, strengths)
        for here, following in pairwise([*marked, hits.sentences + 99]):
            last = following if following - here <= _BRIDGED[kind] else here
            zones[here : last + 1] = [kind] * (last + 1 - here)
    return zones


def _with_calls(marked: Sequence[int], strengths: Sequence[float]) -> list[int]:
    """The marked sentences with the calls that follow near: a sponsor's read ends with a code or an offer."""
    found = set(marked)
    for place, strength in enumerate(strengths):
        if strength >= _CALL and found.intersection(range(place - _CALLED_WITHIN, place)):
            found.add(place)
    return sorted(found)


def _strengths(hits: Hits, kind: str) -> list[float]:
    strength = {
        index: float(str(rule.settings["strength"]))
        for index, rule in enumerate(hits.rules)
        if rule.settings.get("zone") == kind
    }
    strengths = [0.0] * hits.sentences
    for place, rule in {(row[0], row[3]) for row in hits.rows if row[3] in strength}:
        strengths[place] += strength[rule]
    return strengths


def zones_in(document: Document, claims: Sequence[Claim]) -> tuple[Zone, ...]:
    """The zones of a document, from its sentences in order."""
    zones: list[Zone] = []
    open_run: list[Claim] = []
    for claim in (*claims, None):
        if open_run and (claim is None or claim.zone != open_run[0].zone):
            zones.append(_zone(document, open_run))
            open_run = []
        if claim is not None and claim.zone is not None:
            open_run.append(claim)
    return tuple(zones)


def _zone(document: Document, run: Sequence[Claim]) -> Zone:
    first, last = run[0], run[-1]
    text = document.text[first.start_char : last.end_char]
    return Zone(first.zone or "", first.start_char, last.end_char, text, first.start, last.end)
