"""One quotation against one transcript: verdict, place, differences and findings."""

import re
from dataclasses import replace

from obelize.appraisal.quotations.edits import Difference, Sides, differences
from obelize.appraisal.quotations.findings import absence_finding, quotation_findings
from obelize.appraisal.quotations.meaning import changes_meaning
from obelize.appraisal.quotations.placing import Place, place
from obelize.appraisal.quotations.presence import probability_present
from obelize.appraisal.quotations.transcript_index import TranscriptIndex
from obelize.domain.appraisal import QuotationCheck, QuotationVerdict
from obelize.domain.claim import Quotation

_CONTEXT = 15  # units shown on either side
_QUOTE_MARKS = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "\u00a0": " "})
_SPACE = re.compile(r"\s+")


def check_quotation(quotation: Quotation, index: TranscriptIndex) -> QuotationCheck:
    """What the transcript says of the quotation. Pure; `time_off` is found minus claimed, in seconds."""
    found = place(quotation.text, index, quotation.claimed_time)
    if found is None or probability_present(found) < 0.5:
        nearest = max(0.0, found.score) if found else 0.0
        absent = QuotationCheck(quotation.id, QuotationVerdict.ABSENT, min(1.0, nearest))
        return replace(absent, findings=(absence_finding(quotation),))
    check = _placed(quotation, found, index)
    return replace(check, findings=quotation_findings(quotation, check, found, index))


def _placed(quotation: Quotation, found: Place, index: TranscriptIndex) -> QuotationCheck:
    units = index.units
    sides = Sides(found.quoted, units, index.lower_case, index.cased)
    every = differences(found.steps, sides)
    meant = changes_meaning(every, len(found.quoted))
    others = tuple(item for item in every if item not in meant)
    said = tuple(units.surface(first, last) for first, last in found.spans)
    start = index.time_at(found.first)
    return QuotationCheck(
        quotation_id=quotation.id,
        verdict=_verdict(found.pieces, said, meant),
        similarity=max(0.0, min(1.0, found.score)),
        start=start,
        end=index.time_at(found.last - 1, end=True),
        start_char=units.starts[found.first],
        end_char=units.ends[found.last - 1],
        matched_text=" … ".join(said),
        time_off=None if start is None or quotation.claimed_time is None else start - quotation.claimed_time,
        speaker_found=index.speaker_at(found.first),
        before=units.surface(max(0, found.first - _CONTEXT), found.first),
        after=units.surface(found.last, min(len(units), found.last + _CONTEXT)),
        edits=tuple(item.as_edit(found.quoted, units) for item in (*meant, *others)),
    )


def _verdict(quoted: tuple[str, ...], said: tuple[str, ...], meant: tuple[Difference, ...]) -> QuotationVerdict:
    if meant:
        return QuotationVerdict.ALTERED
    verbatim = all(_plain(one) == _plain(other) for one, other in zip(quoted, said, strict=True))
    return QuotationVerdict.EXACT if verbatim else QuotationVerdict.NEAR


def _plain(text: str) -> str:
    """`text` without what a quotation may change unremarked: shape of quote marks, spaces, first capital, last stop."""
    text = _SPACE.sub(" ", text.translate(_QUOTE_MARKS)).strip(" \"'.,;:!?…-")
    return text[:1].lower() + text[1:]
