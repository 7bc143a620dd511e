"""What goes into a report, in order, before any format: shared by all exporters that are read by people."""

from collections.abc import Iterable, Iterator, Mapping

from obelize.domain.annotation import Annotation, ItemState, Report
from obelize.domain.claim import Claim
from obelize.domain.document import DocumentKind, SegmentRole
from obelize.domain.literature import Outcome, Receipt
from obelize.domain.review import Verdict
from obelize.exporters.contents.grounds import ground_of, grounds_of, mark_rows, not_in_summary, remarks_of, summarised
from obelize.exporters.contents.naming import main_speaker, plain_words, title_of
from obelize.exporters.contents.rows import ClaimRow, Contents, KeyPoint, Place, QuotationRow, ReferenceRow

_NO_STATE = ItemState()
_EXTRACTED_SENTENCES = 3
SHOWN_CLAIMS = 40  # undecided claims beyond the key ones are counted rather than listed


def contents_of(report: Report) -> Contents:
    """The parts of `report`."""
    both = (report.annotation, *([report.paired] if report.paired else []))
    talk = _first(both, DocumentKind.TRANSCRIPT)
    summary = _first(both, DocumentKind.SUMMARY)
    written = summary or _first((report.annotation,), DocumentKind.PAGE)
    synopsis, points = summarised(written, talk) if written else ((), ())
    claims, left_out = _claims(report, both)
    extracted = not synopsis
    if extracted:
        synopsis = _extract(report.annotation)
    return Contents(
        report=report,
        talk=talk,
        summary=summary,
        source=(talk or report.annotation).document.source,
        speaker=main_speaker((talk or report.annotation).document),
        title=title_of(both),
        synopsis=synopsis,
        extracted=extracted,
        key_points=points or tuple(_points_of_claims(claims, summary)),
        points_picked=not points,
        quotations=tuple(
            QuotationRow(q, each.quotation_checks.get(q.id), _state(report.states, q.id))
            for each in both
            for q in each.extraction.quotations
        ),
        claims=claims,
        left_out_claims=left_out,
        references=tuple(
            ReferenceRow(c, each.citation_checks.get(c.id), _state(report.states, c.id))
            for each in both
            for c in each.extraction.citations
        ),
        prior_marks=tuple(row for each in both for row in mark_rows(each, claims)),
        not_in_summary=not_in_summary(summary, talk),
        advice=_of_role(written, SegmentRole.ADVICE),
        own_assessment=_of_role(written, SegmentRole.ASSESSMENT),
    )


def unavailable(receipts: Iterable[Receipt]) -> Mapping[tuple[str, str], int]:
    """How often each source could not answer, by source and reason."""
    counts: dict[tuple[str, str], int] = {}
    for receipt in receipts:
        if receipt.outcome is Outcome.UNAVAILABLE:
            key = (receipt.source, receipt.cause or "no reason given")
            counts[key] = counts.get(key, 0) + 1
    return counts


def counted(row: ClaimRow) -> bool:
    """Whether a claim counts at all: a reviewer may have said that it is none."""
    return row.state.standing is not Verdict.NOT_A_CLAIM


def _first(annotations: Iterable[Annotation], kind: DocumentKind) -> Annotation | None:
    return next((each for each in annotations if each.document.kind is kind), None)


def _state(states: Mapping[str, ItemState], item_id: str) -> ItemState:
    return states.get(item_id, _NO_STATE)


def _of_role(annotation: Annotation | None, role: SegmentRole) -> tuple[str, ...]:
    return tuple(s.text for s in annotation.document.segments if s.role is role) if annotation else ()


def _points_of_claims(claims: tuple[ClaimRow, ...], summary: Annotation | None) -> Iterator[KeyPoint]:
    """The key claims; where there is a summary its own, as what it leaves out of the talk is listed apart."""
    for row in claims:
        if row.key and counted(row) and (summary is None or row.document.id == summary.document.id):
            grounds = grounds_of(summary, row.claim.start_char, row.claim.end_char) if summary else ()
            yield KeyPoint(row.claim.text, row.place, remarks_of(grounds))


def _extract(annotation: Annotation) -> tuple[str, ...]:
    """The worthiest sentence of each third of the document, in order."""
    worthy = [claim for claim in annotation.extraction.claims if claim.check_worthy]
    length = max(1, len(annotation.document.text))
    best: dict[int, Claim] = {}
    for claim in worthy:
        third = min(_EXTRACTED_SENTENCES - 1, claim.start_char * _EXTRACTED_SENTENCES // length)
        if third not in best or claim.worthiness > best[third].worthiness:
            best[third] = claim
    return tuple(best[third].text for third in sorted(best))


def _claims(report: Report, both: tuple[Annotation, ...]) -> tuple[tuple[ClaimRow, ...], int]:
    keys = set(report.assessment.key_items)
    rows = [
        ClaimRow(
            claim,
            _state(report.states, claim.id),
            each.evidence.get(claim.id),
            claim.id in keys,
            each.document,
            _said(claim, each),
        )
        for each in both
        for claim in each.extraction.claims
        if claim.check_worthy or claim.id in keys or claim.id in report.states
    ]
    places = {item_id: place for place, item_id in enumerate(report.assessment.key_items)}
    key = sorted((row for row in rows if row.key), key=lambda row: places[row.claim.id])
    decided = [row for row in rows if not row.key and row.state.verdict is not None]
    said = {plain_words(row.claim.text) for row in (*key, *decided)}
    quoted = {each.document.id: _quoted_spans(each) for each in both}
    rest = [
        row
        for row in rows
        if not row.key and row.state.verdict is None
        if plain_words(row.claim.text) not in said and not _is_within(row.claim, quoted[row.document.id])
    ]
    rest.sort(key=lambda row: -row.claim.worthiness)
    shown = {row.claim.id for row in rest[: max(0, SHOWN_CLAIMS - len(key) - len(decided))]}
    listed = [row for row in rows if row.claim.id in shown and row in rest]
    return (*key, *decided, *listed), len(rest) - len(listed)


def _quoted_spans(annotation: Annotation) -> list[tuple[int, int]]:
    """Where a document's quotations stand: what they hold is compared with the talk, and listed there."""
    return [(q.start_char, q.end_char) for q in annotation.extraction.quotations]


def _is_within(claim: Claim, spans: Iterable[tuple[int, int]]) -> bool:
    shared = (min(claim.end_char, end) - max(claim.start_char, start) for start, end in spans)
    return any(2 * length > claim.end_char - claim.start_char for length in shared)


def _said(claim: Claim, annotation: Annotation) -> Place | None:
    if claim.start is not None:
        return Place(claim.start, speaker=claim.speaker)
    return ground_of(grounds_of(annotation, claim.start_char, claim.end_char))
