"""Values to rows and back."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, TypeVar

from obelize.codec import DecodingError, from_json, to_json
from obelize.domain.annotation import Annotation
from obelize.domain.appraisal import CitationCheck, ClaimEvidence, QuotationCheck
from obelize.domain.claim import Anchor, Citation, Claim, Extraction, Item, ItemKind, Quotation
from obelize.domain.document import Document, DocumentKind, Segment
from obelize.domain.finding import Finding, Severity
from obelize.domain.review import Decision
from obelize.errors import StoreError
from obelize.store.entries import Appraisal, DocumentEntry, ItemDetail, Orphan

T = TypeVar("T")
Values = dict[str, Any]

_BLOCK = 64  # segments in one row
_RANKS = {Severity.NOTE: 1, Severity.WARNING: 2, Severity.ERROR: 3}
_TYPES: dict[ItemKind, tuple[type[Item], type[Appraisal]]] = {
    ItemKind.CLAIM: (Claim, ClaimEvidence),
    ItemKind.QUOTATION: (Quotation, QuotationCheck),
    ItemKind.CITATION: (Citation, CitationCheck),
}


def document_values(annotation: Annotation, location: str, annotated_at: datetime) -> Values:
    """The document's row. Its frame is the annotation without what has rows of its own."""
    document = annotation.document
    ids = {item.id for item in items_of(annotation.extraction)}
    frame = replace(
        annotation,
        document=replace(document, segments=()),
        extraction=Extraction((), (), (), annotation.extraction.zones),
        evidence={key: value for key, value in annotation.evidence.items() if key not in ids},
        citation_checks={key: value for key, value in annotation.citation_checks.items() if key not in ids},
        quotation_checks={key: value for key, value in annotation.quotation_checks.items() if key not in ids},
    )
    return {
        "id": document.id,
        "name": document.name,
        "location": location,
        "kind": document.kind.value,
        "fingerprint": document.fingerprint,
        "rules_version": annotation.rules_version,
        "basis": annotation.basis,
        "annotated_at": annotated_at.isoformat(),
        "item_count": len({item.id for item in items_of(annotation.extraction) if _is_listed(item)}),
        "transcript_id": annotation.transcript_id,
        "incomplete": annotation.incomplete,
        "title": document.source.title,
        "url": document.source.url,
        "frame": to_json(frame),
    }


def segment_values(document: Document) -> Iterator[Values]:
    """The rows of the document's segments, a block each."""
    for position in range(0, len(document.segments), _BLOCK):
        block = document.segments[position : position + _BLOCK]
        yield {
            "document_id": document.id,
            "position": position,
            "start_char": min(segment.start_char for segment in block),
            "end_char": max(segment.end_char for segment in block),
            "segments": to_json(block, tuple[Segment, ...]),
        }


def item_values(annotation: Annotation) -> Iterator[tuple[Values, Values]]:
    """The two rows of each claim, quotation and citation, numbered in order of appearance: for lists, and in full."""
    ordered = sorted(items_of(annotation.extraction), key=lambda item: (item.start_char, item.end_char))
    seen: set[str] = set()
    for position, item in enumerate(ordered):
        appraisal = _appraisal_of(annotation, item)
        findings = _findings_of(item, appraisal)
        place = {"document_id": annotation.document.id, "position": position}
        light = {
            **place,
            "id": item.id,
            "kind": kind_of(item).value,
            # The same words in the same surroundings are one item: they are decided once.
            "listed": _is_listed(item) and item.id not in seen,
            "text": text_of(item),
            "start_char": item.start_char,
            "end_char": item.end_char,
            "start": item.start,
            "worthiness": item.worthiness if isinstance(item, Claim) else None,
            "speaker": None if isinstance(item, Citation) else item.speaker,
            "severity": max((_RANKS[finding.severity] for finding in findings), default=0),
            "codes": " ".join(sorted({finding.code for finding in findings})),
            "machine": _machine_word(appraisal),
            "duplicates": item.duplicates if isinstance(item, Claim) else None,
        }
        full = {**place, "item": to_json(item), "appraisal": None if appraisal is None else to_json(appraisal)}
        seen.add(item.id)
        yield light, full


def annotation_of(frame: str, blocks: Iterable[str], items: Iterable[tuple[str, str, str | None]]) -> Annotation:
    """The annotation again, from its frame, its blocks of segments and its items (kind, item, appraisal)."""
    annotation = _decoded(Annotation, frame)
    segments = tuple(segment for block in blocks for segment in segments_of(block))
    details = [detail_of(*row) for row in items]
    extraction = Extraction(
        tuple(detail.item for detail in details if isinstance(detail.item, Claim)),
        tuple(detail.item for detail in details if isinstance(detail.item, Quotation)),
        tuple(detail.item for detail in details if isinstance(detail.item, Citation)),
        annotation.extraction.zones,
    )
    found = [detail.appraisal for detail in details]
    return replace(
        annotation,
        document=replace(annotation.document, segments=segments),
        extraction=extraction,
        evidence={**annotation.evidence, **{a.claim_id: a for a in found if isinstance(a, ClaimEvidence)}},
        citation_checks={
            **annotation.citation_checks,
            **{a.citation_id: a for a in found if isinstance(a, CitationCheck)},
        },
        quotation_checks={
            **annotation.quotation_checks,
            **{a.quotation_id: a for a in found if isinstance(a, QuotationCheck)},
        },
    )


def detail_of(kind: str, item: str, appraisal: str | None) -> ItemDetail:
    """One item with its appraisal, from JSON."""
    item_type, appraisal_type = _TYPES[ItemKind(kind)]
    return ItemDetail(_decoded(item_type, item), None if appraisal is None else _decoded(appraisal_type, appraisal))


def segments_of(block: str) -> Sequence[Segment]:
    """The segments of one block."""
    return _decoded(tuple[Segment, ...], block)


def document_entry(row: Any) -> DocumentEntry:
    """The light entry of a document's row, which may be without its frame."""
    return DocumentEntry(
        row.id,
        row.name,
        row.location,
        DocumentKind(row.kind),
        row.fingerprint,
        row.rules_version,
        row.basis,
        datetime.fromisoformat(row.annotated_at),
        row.item_count,
        row.transcript_id,
        row.incomplete,
        row.title,
        row.url,
    )


def decision_values(decision: Decision) -> Values:
    """The row of an entry of the log."""
    return {
        "id": decision.id,
        "document_id": decision.document_id,
        "item_id": decision.item_id,
        "reviewer": decision.reviewer,
        "decided_at": decision.decided_at.astimezone(UTC).isoformat(timespec="microseconds"),
        "entry": to_json(decision),
    }


def decision_from(entry: str) -> Decision:
    """An entry of the log as it was recorded."""
    return _decoded(Decision, entry)


def decision_of(entry: str, item_id: str) -> Decision:
    """An entry of the log, about the item as it is called now."""
    decision = decision_from(entry)
    return decision if decision.item_id == item_id else replace(decision, item_id=item_id)


def former_values(document_id: str, kind: str, item: Item) -> Values:
    """The row of an item that is no longer extracted, not yet placed."""
    return {
        "document_id": document_id,
        "id": item.id,
        "kind": kind,
        "text": text_of(item),
        "anchor": to_json(item.anchor),
        "replaced_by": None,
    }


def orphan_of(row: Any) -> Orphan:
    """The orphan of a former item's row."""
    return Orphan(row.document_id, row.id, ItemKind(row.kind), row.text, anchor_of(row.anchor))


def anchor_of(anchor: str) -> Anchor:
    """An anchor from JSON."""
    return _decoded(Anchor, anchor)


def items_of(extraction: Extraction) -> Iterator[Item]:
    """Every claim, quotation and citation."""
    yield from extraction.claims
    yield from extraction.quotations
    yield from extraction.citations


def kind_of(item: Item) -> ItemKind:
    """What sort of item it is."""
    match item:
        case Claim():
            return ItemKind.CLAIM
        case Quotation():
            return ItemKind.QUOTATION
        case Citation():
            return ItemKind.CITATION


def text_of(item: Item) -> str:
    """The item's words as they stand in the document."""
    return item.raw if isinstance(item, Citation) else item.text


def _is_listed(item: Item) -> bool:
    return item.check_worthy if isinstance(item, Claim) else True


def _appraisal_of(annotation: Annotation, item: Item) -> Appraisal | None:
    match item:
        case Claim():
            return annotation.evidence.get(item.id)
        case Quotation():
            return annotation.quotation_checks.get(item.id)
        case Citation():
            return annotation.citation_checks.get(item.id)


def _findings_of(item: Item, appraisal: Appraisal | None) -> tuple[Finding, ...]:
    own = item.findings if isinstance(item, Claim) else ()
    return own if appraisal is None or isinstance(appraisal, ClaimEvidence) else own + appraisal.findings


def _machine_word(appraisal: Appraisal | None) -> str:
    match appraisal:
        case None:
            return ""
        case ClaimEvidence():
            return str(len(appraisal.evidence))
        case QuotationCheck() | CitationCheck():
            return appraisal.verdict.value


def _decoded(kind: type[T], text: str) -> T:
    try:
        return from_json(kind, text)
    except DecodingError as error:
        raise StoreError(f"the store holds a {kind.__name__} of another shape ({error}); annotate again") from error
