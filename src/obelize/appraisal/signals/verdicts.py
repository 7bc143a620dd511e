"""Signals that depend on what reviewers decided, and on checks that a reviewer may overrule."""

from dataclasses import dataclass

from obelize.appraisal.citations import CitationStanding, standing
from obelize.appraisal.signals.reading import Case, Reading, States, by_share, fails, passes, shorten, unknown
from obelize.domain.annotation import Annotation
from obelize.domain.appraisal import (
    CitationCheck,
    CitationVerdict,
    EditKind,
    Grounding,
    QuotationCheck,
    QuotationVerdict,
)
from obelize.domain.claim import Claim
from obelize.domain.counting import agreeing, number_of
from obelize.domain.finding import Severity
from obelize.domain.review import Verdict

_FAITHFUL = (QuotationVerdict.EXACT, QuotationVerdict.NEAR)
_GROUNDED = (Grounding.QUOTED, Grounding.PARAPHRASED)


@dataclass(frozen=True, slots=True)
class Tally:
    """Verdicts on a set of claims; a disputed one is undecided. `total` leaves out what a reviewer called no claim."""

    total: int
    verified: int
    unverified: int
    refuted: int

    @property
    def decided(self) -> int:
        """Claims with a verdict."""
        return self.verified + self.unverified + self.refuted

    @classmethod
    def of(cls, claims: tuple[Claim, ...], states: States) -> "Tally":
        """The tally of `claims`."""
        verdicts = [verdict_on(claim.id, states) for claim in claims]
        return cls(
            len(verdicts) - verdicts.count(Verdict.NOT_A_CLAIM),
            verdicts.count(Verdict.VERIFIED),
            verdicts.count(Verdict.UNVERIFIED),
            verdicts.count(Verdict.REFUTED),
        )


def verdict_on(item_id: str, states: States) -> Verdict | None:
    """The verdict that counts for an item, None where there is none or reviewers differ."""
    return states[item_id].standing if item_id in states else None


def claims_verified(case: Case, states: States) -> Reading:
    """Share of decided key claims that were verified."""
    tally = Tally.of(case.facts.key_claims, states)
    if not tally.decided:
        return unknown(f"none of {number_of(tally.total, 'key claim')} decided")
    evidence = f"{tally.verified} of {number_of(tally.decided, 'decided key claim')} verified"
    return by_share(tally.verified, tally.decided, case.rule, evidence)


def claims_not_refuted(case: Case, states: States) -> Reading:
    """No claim at all refuted."""
    tally = Tally.of(case.facts.all_claims, states)
    if tally.refuted:
        first = next(c for c in case.facts.all_claims if verdict_on(c.id, states) is Verdict.REFUTED)
        decided = number_of(tally.decided, "decided claim")
        return fails(f"{tally.refuted} of {decided} refuted, e.g. “{shorten(first.text)}”")
    if tally.decided < case.rule.minimum:
        return unknown(f"{number_of(tally.decided, 'claim')} decided, none refuted")
    return passes(f"none of {number_of(tally.decided, 'decided claim')} refuted")


def quotations_faithful(case: Case, states: States) -> Reading:
    """Share of compared quotations that are what was said."""
    compared = faithful = torn = 0
    for quotation, check in case.facts.quotations:
        decided = _decided(verdict_on(quotation.id, states))
        if decided is not None:
            compared += 1
            faithful += decided
        elif check is not None:
            compared += 1
            faithful += check.verdict in _FAITHFUL and not _torn(check)
            torn += _torn(check)
    evidence = f"{faithful} of {number_of(compared, 'quotation')} found as quoted"
    if torn:
        evidence += f", {torn} torn from {agreeing(torn, 'its sentence', 'their sentences')}"
    return by_share(faithful, compared, case.rule, evidence)


def summary_grounded(case: Case) -> Reading:
    """Share of the summary's sentences grounded in the talk."""
    grounding = case.facts.summary.grounding if case.facts.summary else None
    if grounding is None:
        return unknown("no summary compared with its talk")
    grounded = sum(sentence.grounding in _GROUNDED for sentence in grounding.sentences)
    count = len(grounding.sentences)
    evidence = f"{grounded} of {number_of(count, 'sentence')} of the summary grounded in the talk"
    return by_share(grounded, count, case.rule, evidence)


def numbers_agree(case: Case, states: States) -> Reading:
    """No changed or conflicting number."""
    both = [each for each in (case.facts.talk, case.facts.summary) if each] or [case.facts.annotation]
    remarks = [finding for each in both for finding in _number_remarks(each)]
    if remarks:
        return fails(remarks[0])
    for quotation, check in case.facts.quotations:
        if check and _decided(verdict_on(quotation.id, states)) is not True:
            for edit in check.edits:
                if edit.kind is EditKind.NUMBER:
                    return fails(f"a quotation has “{edit.quoted}” where the talk has “{edit.said}”")
    compared = [
        check for _, check in case.facts.quotations if check and any(c.isdigit() for c in check.matched_text or "")
    ]
    if compared or (case.facts.summary and case.facts.summary.grounding):
        return passes("no changed number between summary and talk")
    return unknown("nothing with a number was compared")


def citations_resolve(case: Case, states: States) -> Reading:
    """Share of citations that could be found, of those a source answered for."""
    found = missing = hints = 0
    for citation, check in case.facts.citations:
        decided = _decided(verdict_on(citation.id, states))
        on_record = decided if decided is not None else _on_record(check)
        found += on_record is True
        missing += on_record is False
        hints += on_record is None and check is not None and check.verdict is CitationVerdict.NOT_FOUND
    more = f"{hints} not found by sources whose silence is only a hint" if hints else ""
    if more and not found + missing:
        return unknown(more)
    evidence = f"{found} of {number_of(found + missing, 'citation')} found{f', {more}' if more else ''}"
    return by_share(found, found + missing, case.rule, evidence)


def metadata_match(case: Case, states: States) -> Reading:
    """Share of found citations that agree with their records."""
    found = right = 0
    for citation, check in case.facts.citations:
        if check is None or check.work is None:
            continue
        decided = _decided(verdict_on(citation.id, states))
        found += 1
        right += decided if decided is not None else check.verdict is CitationVerdict.VERIFIED
    return by_share(right, found, case.rule, f"{right} of {number_of(found, 'found work')} cited as on record")


def _torn(check: QuotationCheck) -> bool:
    """Whether the sentence that the words were taken from turns their sense."""
    return any(found.code == "QUO013" for found in check.findings)


def _on_record(check: CitationCheck | None) -> bool | None:
    """Whether the cited work could be found; None where no source answered whose silence says anything."""
    if check is None or (check.work is None and check.verdict is not CitationVerdict.NOT_FOUND):
        return None
    match standing(check):
        case CitationStanding.SOUND | CitationStanding.MISCITED:
            return True
        case CitationStanding.FABRICATED_LOOKING:
            return False
        case CitationStanding.COULD_NOT_CHECK:
            return None


def _decided(verdict: Verdict | None) -> bool | None:
    """Whether a reviewer's verdict confirms an item; None where it says neither."""
    match verdict:
        case Verdict.VERIFIED:
            return True
        case Verdict.REFUTED:
            return False
        case _:
            return None


def _number_remarks(annotation: Annotation) -> list[str]:
    findings = [*annotation.findings, *(f for claim in annotation.extraction.claims for f in claim.findings)]
    remarks = [f.message for f in findings if f.code.startswith("NUM") and f.severity is not Severity.NOTE]
    if annotation.grounding:
        changed = [s for s in annotation.grounding.sentences if s.grounding is Grounding.NUMBER_CHANGED]
        remarks += [f"a number of the talk was changed in “{shorten(sentence.text)}”" for sentence in changed]
    return remarks
