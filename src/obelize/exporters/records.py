"""The report as plain records: the shape of the JSON, JSON lines and CSV exports. The JSON Schema follows from it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from obelize.domain.annotation import Annotation, ItemState, Report
from obelize.domain.appraisal import Change, CitationCheck, ClaimEvidence, Passage, QuotationCheck
from obelize.domain.claim import Citation, Claim, Item, ItemKind, Quotation
from obelize.domain.credibility import Rating, Signal
from obelize.domain.document import Document, DocumentKind, PriorMark, Source
from obelize.domain.finding import Finding
from obelize.domain.literature import Receipt, Work
from obelize.domain.review import Decision, Verdict
from obelize.exporters.contents import file_name, title_of
from obelize.exporters.findings import findings_of
from obelize.exporters.moments import moment_address, recording_address

SHAPE = "obelize-report-1"


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """One document that was read. `name` is its file's, without folders; `fingerprint` is the SHA-256 of the file."""

    id: str
    name: str
    kind: DocumentKind
    format: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class WorkRecord:
    """A work beside an item. `relation` is a suggestion by rule; `chosen` says that a reviewer decided on it."""

    work: Work
    why: str
    relation: str | None
    level: str | None
    passage: str | None
    chosen: bool


@dataclass(frozen=True, slots=True)
class ItemRecord:
    """A claim, quotation or citation. Times are seconds, offsets characters in the document's text.

    `machine` is the appraisal's word (a quotation's or citation's check), never a verdict; `verdict` is a
    reviewer's or null, and null while reviewers differ (`disputed`), whoever gave theirs last. `key` says that the
    claim counts for the rating. `address` leads to the second.
    """

    type: ItemKind
    id: str
    document_id: str
    text: str
    start_char: int
    end_char: int
    start: float | None
    end: float | None
    speaker: str | None
    address: str | None
    verdict: Verdict | None
    disputed: bool
    notes: tuple[str, ...]
    reviewers: tuple[str, ...]
    edited_text: str | None
    key: bool
    worthiness: float | None
    kind: str | None
    modality: tuple[str, ...]
    machine: str | None
    said: str | None
    works: tuple[WorkRecord, ...]
    findings: tuple[Finding, ...]
    receipts: tuple[Receipt, ...]


@dataclass(frozen=True, slots=True)
class MarkRecord:
    """A summary's own mark with the passages of the talk where its subject is said, best first.

    `compared` says that there was a talk to look in. A passage doesn't verify the statement.
    """

    mark: PriorMark
    compared: bool
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class AssessmentRecord:
    """The rating with its rule, signals and what would change it."""

    rating: Rating
    rule: str
    confidence: Rating
    confidence_reason: str
    sensitivity: tuple[str, ...]
    key_claims_rule: str
    key_claims: int
    key_claims_verified: int
    signals: tuple[Signal, ...]


@dataclass(frozen=True, slots=True)
class ReportRecord:
    """The whole report. `shape` names this shape; it changes when the shape does."""

    shape: str
    program_version: str
    rules_version: str
    incomplete: bool
    title: str
    source: Source
    recording: str | None
    documents: tuple[DocumentRecord, ...]
    assessment: AssessmentRecord
    items: tuple[ItemRecord, ...]
    prior_marks: tuple[MarkRecord, ...]
    findings: tuple[Finding, ...]
    decisions: tuple[Decision, ...]
    changes: tuple[Change, ...]
    receipts: tuple[Receipt, ...]


def report_record(report: Report) -> ReportRecord:
    """The record of `report`; claims that are neither worthy nor decided are left out."""
    both = (report.annotation, *([report.paired] if report.paired else []))
    source = recorded_document(report).source
    return ReportRecord(
        shape=SHAPE,
        program_version=report.program_version,
        rules_version=report.annotation.rules_version,
        incomplete=any(each.incomplete for each in both),
        title=title_of(both),
        source=source,
        recording=recording_address(source),
        documents=tuple(
            DocumentRecord(d.id, file_name(d), d.kind, d.format, d.fingerprint)
            for d in (each.document for each in both)
        ),
        assessment=_assessment(report),
        items=tuple(item_records(report)),
        prior_marks=tuple(mark for each in both for mark in _marks(each)),
        findings=tuple(finding for finding, _ in findings_of(report)),
        decisions=report.decisions,
        changes=tuple(change for each in both for change in each.changes),
        receipts=report.receipts,
    )


def item_records(report: Report) -> Iterator[ItemRecord]:
    """Every item of the report in order of appearance, the document's own before its pair's."""
    both = (report.annotation, *([report.paired] if report.paired else []))
    keys = frozenset(report.assessment.key_items)
    source = recorded_document(report).source
    for annotation in both:
        claims = [
            claim
            for claim in annotation.extraction.claims
            if claim.check_worthy or claim.id in keys or claim.id in report.states
        ]
        items: tuple[Item, ...] = (*claims, *annotation.extraction.quotations, *annotation.extraction.citations)
        for item in items:
            state = report.states.get(item.id, ItemState())
            yield _item(item, annotation, state, source, key=item.id in keys)


def recorded_document(report: Report) -> Document:
    """The transcript, else the document itself."""
    for annotation in (report.annotation, *([report.paired] if report.paired else [])):
        if annotation.document.kind is DocumentKind.TRANSCRIPT:
            return annotation.document
    return report.annotation.document


def last_decided(report: Report, item_id: str) -> datetime | None:
    """When somebody last decided an item."""
    return max((d.decided_at for d in report.decisions if d.item_id == item_id), default=None)


def _marks(annotation: Annotation) -> Iterator[MarkRecord]:
    grounded = {each.mark: each.passages for each in annotation.grounding.marks} if annotation.grounding else {}
    for mark in annotation.document.prior_marks:
        yield MarkRecord(mark, mark in grounded, grounded.get(mark, ()))


def _assessment(report: Report) -> AssessmentRecord:
    judged = report.assessment
    verdicts = [report.states[key].standing if key in report.states else None for key in judged.key_items]
    return AssessmentRecord(
        rating=judged.rating,
        rule=judged.rule,
        confidence=judged.confidence,
        confidence_reason=judged.confidence_reason,
        sensitivity=judged.sensitivity,
        key_claims_rule=judged.key_items_rule,
        key_claims=len(verdicts) - verdicts.count(Verdict.NOT_A_CLAIM),
        key_claims_verified=verdicts.count(Verdict.VERIFIED),
        signals=judged.signals,
    )


def _item(item: Item, annotation: Annotation, state: ItemState, source: Source, *, key: bool) -> ItemRecord:
    kind, text, speaker, findings = _shown(item)
    check = annotation.quotation_checks.get(item.id) or annotation.citation_checks.get(item.id)
    evidence = annotation.evidence.get(item.id)
    start = check.start if isinstance(check, QuotationCheck) and check.start is not None else item.start
    end = check.end if isinstance(check, QuotationCheck) and check.end is not None else item.end
    return ItemRecord(
        type=kind,
        id=item.id,
        document_id=item.document_id,
        text=text,
        start_char=item.start_char,
        end_char=item.end_char,
        start=start,
        end=end,
        speaker=speaker,
        address=moment_address(source, start),
        verdict=state.standing,
        disputed=state.disputed,
        notes=state.notes,
        reviewers=state.reviewers,
        edited_text=state.edited_text,
        key=key and state.standing is not Verdict.NOT_A_CLAIM,
        worthiness=item.worthiness if isinstance(item, Claim) else None,
        kind=str(item.kind) if isinstance(item, Claim) and item.kind else None,
        modality=tuple(str(m) for m in item.modality) if isinstance(item, Claim) else (),
        machine=str(check.verdict) if check else None,
        said=check.matched_text if isinstance(check, QuotationCheck) else None,
        works=tuple(_works(evidence, check, state)),
        findings=(*findings, *(check.findings if check else ())),
        receipts=_receipts(evidence, check),
    )


def _shown(item: Item) -> tuple[ItemKind, str, str | None, tuple[Finding, ...]]:
    match item:
        case Claim():
            return ItemKind.CLAIM, item.text, item.speaker, item.findings
        case Quotation():
            return ItemKind.QUOTATION, item.text, item.speaker, ()
        case Citation():
            return ItemKind.CITATION, item.raw, None, ()


def _works(
    evidence: ClaimEvidence | None, check: QuotationCheck | CitationCheck | None, state: ItemState
) -> Iterator[WorkRecord]:
    for offered in evidence.evidence if evidence else ():
        work = offered.candidate.work
        relation = str(offered.relation) if offered.relation else None
        passage = offered.candidate.passage
        yield WorkRecord(work, offered.why, relation, offered.level, passage, work.id in state.evidence)
    if isinstance(check, CitationCheck) and check.work:
        yield WorkRecord(
            check.work, "the best match for the citation", None, None, None, check.work.id in state.evidence
        )


def _receipts(evidence: ClaimEvidence | None, check: QuotationCheck | CitationCheck | None) -> tuple[Receipt, ...]:
    if isinstance(check, CitationCheck):
        return check.receipts
    return evidence.receipts if evidence else ()
