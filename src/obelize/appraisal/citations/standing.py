"""The three ways in which a citation can fail, kept apart: fabricated-looking, miscited, couldn't check."""

from enum import StrEnum
from typing import assert_never

from obelize.domain.appraisal import CitationCheck, CitationVerdict
from obelize.domain.finding import Severity


class CitationStanding(StrEnum):
    """What a reader of the report should make of a citation. None of them is a verdict on its author."""

    SOUND = "sound"
    MISCITED = "miscited"
    FABRICATED_LOOKING = "fabricated-looking"
    COULD_NOT_CHECK = "couldn't check"


def standing(check: CitationCheck) -> CitationStanding:
    """The class of a checked citation.

    Miscited: the cited work exists, and the citation differs from it. Fabricated-looking: no record of it where
    one was to be expected, that is, at least two sources of which one is broad have nothing, or its identifier is
    another work's or nobody's and nothing else of it was found. Everything else could not be checked.
    """
    match check.verdict:
        case CitationVerdict.VERIFIED:
            return CitationStanding.SOUND
        case CitationVerdict.MISMATCH:
            return CitationStanding.FABRICATED_LOOKING if _work_unknown(check) else CitationStanding.MISCITED
        case CitationVerdict.NOT_FOUND:
            weighty = any(each.severity is not Severity.NOTE for each in check.findings)
            return CitationStanding.FABRICATED_LOOKING if weighty else CitationStanding.COULD_NOT_CHECK
        case CitationVerdict.UNCHECKED:
            return CitationStanding.COULD_NOT_CHECK
        case _:
            assert_never(check.verdict)


def _work_unknown(check: CitationCheck) -> bool:
    """Whether nothing was found that could be the cited work: at most the holder of its identifier."""
    if check.work is None:
        return True
    return any(each.code == "CIT002" and each.found == check.work.title for each in check.findings)
