"""Year, venue, volume and pages compared."""

import re

from obelize.appraisal.citations.identifiers import is_preprint_doi
from obelize.appraisal.citations.knowledge import Sides, words_of
from obelize.appraisal.citations.venues import VenueKinship, compare_venues, is_preprint_server, says_nothing
from obelize.domain.finding import Finding, Severity
from obelize.domain.literature import CitedWork, Work
from obelize.rulebook import finding

_DIGITS = re.compile(r"\d+")
_DELAY = 4
"""Years that may lie between a preprint and its publication."""


def is_preprint(work: Work) -> bool:
    """Whether the record is a preprint's: its DOI, its venue or its type says so."""
    if work.doi and is_preprint_doi(work.doi):
        return True
    if work.venue:
        return is_preprint_server(work.venue)
    return work.type in {"article", "preprint"} and bool(work.arxiv)


def compare_years(cited: CitedWork, work: Work) -> list[Finding]:
    """A year that differs by one is a note, by more a warning, but for the way from preprint to publication."""
    if cited.year is None or work.year is None or cited.year == work.year:
        return []
    off = cited.year - work.year
    sides = Sides(field="year", cited=str(cited.year), found=str(work.year))
    if abs(off) == 1:
        return [finding("CIT023", f"year differs by one: cited {cited.year}, found {work.year}", **sides)]
    message = f"year differs: cited {cited.year}, found {work.year}"
    earlier_preprint = bool(cited.venue and is_preprint_server(cited.venue)) and not is_preprint(work)
    if (is_preprint(work) and 0 < off <= _DELAY) or (earlier_preprint and -_DELAY <= off < 0):
        return [finding("CIT023", f"{message}; one of them is a preprint's", **sides)]
    return [finding("CIT003", message, **sides)]


def compare_venue(cited: CitedWork, work: Work) -> list[Finding]:
    """The venue by name or abbreviation; a preprint server instead of the venue is a note."""
    if not cited.venue or says_nothing(cited.venue):
        return []
    if is_preprint(work) and not work.venue:
        return [] if is_preprint_server(cited.venue) else [_preprint_as_published(cited, work)]
    sides = Sides(field="venue", cited=cited.venue, found=work.venue)
    match compare_venues(cited.venue, work.venue or ""):
        case VenueKinship.SAME | VenueKinship.UNKNOWN:
            return []
        case VenueKinship.ALIKE:
            return [finding("CIT024", f"venue under another name: {cited.venue} is {work.venue}", **sides)]
        case VenueKinship.PREPRINT_CITED:
            return [finding("CIT025", f"cited as a preprint; it appeared in {work.venue}", **sides)]
        case VenueKinship.PREPRINT_FOUND:
            return [_preprint_as_published(cited, work)]
        case VenueKinship.OTHER:
            return [finding("CIT004", f"venue differs: cited {cited.venue}, found {work.venue}", **sides)]


def compare_volume(cited: CitedWork, work: Work) -> list[Finding]:
    """Volume and first page; a difference is a note, for records number them in many ways."""
    findings = []
    for name, left, right in (("volume", cited.volume, work.volume), ("pages", cited.pages, work.pages)):
        one, other = _first_number(left), _first_number(right)
        if one and other and one != other:
            message = f"{name} differs: cited {left}, found {right}"
            findings.append(finding("CIT026", message, field=name, cited=left, found=right))
    return findings


def _preprint_as_published(cited: CitedWork, work: Work) -> Finding:
    """A preprint server's own record says nothing of a publication, so there the finding is a note only."""
    found = work.venue or "a preprint"
    message = f"cited as published in {cited.venue}; what was found is {found}"
    severity = Severity.NOTE if work.source in words_of("venues", "preprint") else None
    return finding("CIT011", message, severity=severity, field="venue", cited=cited.venue, found=found)


def _first_number(text: str | None) -> str:
    found = _DIGITS.search(text or "")
    return found[0].lstrip("0") if found else ""
