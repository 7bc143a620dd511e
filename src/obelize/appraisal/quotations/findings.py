"""`QUO…` findings: what a reviewer should know of a quotation, with both texts and the time."""

from collections.abc import Iterator

from obelize.appraisal.quotations.placing import Place
from obelize.appraisal.quotations.surroundings import turned_after, turned_before
from obelize.appraisal.quotations.transcript_index import TranscriptIndex
from obelize.appraisal.quotations.units import units_of
from obelize.domain.appraisal import Edit, EditKind, QuotationCheck, QuotationVerdict
from obelize.domain.claim import Quotation
from obelize.domain.counting import number_of
from obelize.domain.finding import Finding
from obelize.rulebook import finding

WRONG_TIME = 60.0  # seconds between claimed and found from which on a claimed time is called wrong
_SHORT = 5  # units below which words are found by chance

_CODES = {
    EditKind.NUMBER: ("QUO001", "a number differs"),
    EditKind.NEGATION: ("QUO002", "a negation differs"),
    EditKind.HEDGE: ("QUO003", "a hedge is left out"),
    EditKind.ENTITY: ("QUO004", "another name stands there"),
    EditKind.COMPARATIVE: ("QUO005", "the comparison is turned round"),
    EditKind.INSERTION: ("QUO006", "words are put in"),
    EditKind.DELETION: ("QUO007", "words are left out unmarked"),
    EditKind.WORDING: ("QUO008", "the wording differs"),
}


def absence_finding(quotation: Quotation) -> Finding:
    """The finding of a quotation whose words are nowhere in the transcript."""
    return finding(
        "QUO010",
        "these words are not in the transcript",
        cited=quotation.text,
        start_char=quotation.start_char,
        end_char=quotation.end_char,
    )


def quotation_findings(
    quotation: Quotation, check: QuotationCheck, found: Place, index: TranscriptIndex
) -> tuple[Finding, ...]:
    """All findings of a quotation that has a place, those on its words first."""
    return (
        *_of_words(quotation, check),
        *_of_time(quotation, check),
        *_of_speaker(quotation, check),
        *_of_context(quotation, check, found, index),
    )


def _of_words(quotation: Quotation, check: QuotationCheck) -> Iterator[Finding]:
    if check.verdict is not QuotationVerdict.ALTERED:
        return
    for edit in check.edits:
        if edit.kind in _CODES:
            code, what = _CODES[edit.kind]
            yield _finding(code, f"{what}: {_shown(edit)}", quotation, check, cited=edit.quoted, found=edit.said)


def _shown(edit: Edit) -> str:
    said, quoted = (f"“{side}”" if side else "nothing" for side in (edit.said, edit.quoted))
    return f"said {said}, quoted {quoted}"


def _of_time(quotation: Quotation, check: QuotationCheck) -> Iterator[Finding]:
    if check.time_off is not None and abs(check.time_off) >= WRONG_TIME:
        message = f"said {abs(check.time_off):.0f} s {'after' if check.time_off > 0 else 'before'} the time claimed"
        yield _finding(
            "QUO011",
            message,
            quotation,
            check,
            field="time",
            cited=f"{quotation.claimed_time:.0f}",
            found=f"{check.start:.0f}",
        )


def _of_speaker(quotation: Quotation, check: QuotationCheck) -> Iterator[Finding]:
    named, speaking = quotation.speaker, check.speaker_found
    if named and speaking and not same_person(named, speaking):
        message = f"given to {named}, said by {speaking}"
        yield _finding("QUO012", message, quotation, check, field="speaker", cited=named, found=speaking)


def same_person(one: str, other: str) -> bool:
    """Whether two names can be one person's: a word of two letters or more is common to both, or they say nothing."""
    ones, others = ({key for key in units_of(name).keys if len(key) > 1} for name in (one, other))
    return not ones or not others or bool(ones & others)


def _of_context(quotation: Quotation, check: QuotationCheck, found: Place, index: TranscriptIndex) -> Iterator[Finding]:
    if torn := turned_before(found.first, index, quotation.anchor):
        message = f"the sentence begins before the quotation and turns its sense: “{torn}”"
        yield _finding("QUO013", message, quotation, check, cited=quotation.text, found=torn)
    if torn := turned_after(found.last, index, quotation.anchor):
        message = f"the sentence goes on behind the quotation and limits it: “{torn}”"
        yield _finding("QUO013", message, quotation, check, cited=quotation.text, found=torn)
    if found.rivals and len(found.quoted) >= _SHORT:
        message = f"the same words are said in {number_of(len(found.rivals), 'other place')}"
        yield _finding("QUO014", message, quotation, check)
    if len(found.quoted) < _SHORT:
        yield _finding("QUO015", "so short that it may be found by chance", quotation, check)


def _finding(
    code: str,
    message: str,
    quotation: Quotation,
    check: QuotationCheck,
    *,
    field: str | None = None,
    cited: str | None = None,
    found: str | None = None,
) -> Finding:
    return finding(
        code,
        message,
        field=field,
        cited=cited,
        found=found,
        start_char=quotation.start_char,
        end_char=quotation.end_char,
        start=check.start,
        end=check.end,
    )
