"""Where the talk says what a summary says: points, marks, and what the summary leaves out."""

from collections.abc import Iterable, Iterator

from obelize.domain.annotation import Annotation
from obelize.domain.appraisal import GroundedSentence, Grounding
from obelize.domain.claim import Claim
from obelize.domain.document import DocumentKind, Segment, SegmentRole
from obelize.exporters.contents.naming import plain_words
from obelize.exporters.contents.rows import ClaimRow, KeyPoint, MarkRow, Place

_SYNOPSIS_PARAGRAPHS = 2


def summarised(written: Annotation, talk: Annotation | None) -> tuple[tuple[str, ...], tuple[KeyPoint, ...]]:
    """The leading paragraphs, and the points after them."""
    document = written.document
    called = [reference.at_char for reference in document.references]
    synopsis: list[str] = []
    points: list[KeyPoint] = []
    for segment in document.segments:
        if segment.role not in (SegmentRole.PARAGRAPH, SegmentRole.LIST_ITEM):
            continue
        leads = (
            segment.role is SegmentRole.PARAGRAPH
            and not points
            and len(synopsis) < _SYNOPSIS_PARAGRAPHS
            and not any(segment.start_char < at <= segment.end_char for at in called)
        )
        if leads:
            synopsis.append(segment.text)
        else:
            points.append(_grounded_point(segment, written, talk))
    if document.kind is DocumentKind.PAGE:
        return tuple(synopsis), ()
    return tuple(synopsis), tuple(points)


def _grounded_point(segment: Segment, written: Annotation, talk: Annotation | None) -> KeyPoint:
    grounds = grounds_of(written, segment.start_char, segment.end_char) if talk else ()
    remarks = remarks_of(grounds)
    if place := ground_of(grounds):
        return KeyPoint(segment.text, place, remarks)
    notes = {note.label: note for note in written.document.footnotes}
    for reference in written.document.references:
        note = notes.get(reference.label)
        if note and segment.start_char < reference.at_char <= segment.end_char:
            return KeyPoint(segment.text, Place(note.time, note=note.text), remarks)
    return KeyPoint(segment.text, remarks=remarks)


def grounds_of(written: Annotation, start_char: int, end_char: int) -> tuple[GroundedSentence, ...]:
    """The sentences of a stretch of the summary as the comparison with the talk left them."""
    sentences = written.grounding.sentences if written.grounding else ()
    return tuple(s for s in sentences if s.start_char < end_char and s.end_char > start_char)


def remarks_of(grounds: Iterable[GroundedSentence]) -> tuple[str, ...]:
    """What the comparison with the talk found amiss in sentences of the summary."""
    return tuple(finding.message for each in grounds for finding in each.findings if finding.code.startswith("GRD"))


def ground_of(grounds: Iterable[GroundedSentence]) -> Place | None:
    """The passage of the talk that the first sentence found in it stands on; the nearest one of a stray is none."""
    found = (each.passages[0] for each in grounds if each.passages and each.grounding is not Grounding.NOT_FOUND)
    best = next(found, None)
    return Place(best.start, best.text, best.speaker) if best else None


def mark_rows(annotation: Annotation, claims: Iterable[ClaimRow]) -> Iterator[MarkRow]:
    """The summary's own marks, each with its place in the talk and the open key claim that says the same."""
    undecided = {plain_words(row.claim.text): row for row in claims if row.key and row.state.verdict is None}
    said = {grounded.mark: grounded.passages for grounded in annotation.grounding.marks} if annotation.grounding else {}
    for mark in annotation.document.prior_marks:
        best = next(iter(said.get(mark, ())), None)
        place = Place(best.start, best.text, best.speaker) if best else None
        yield MarkRow(mark, place, mark in said, undecided.get(plain_words(mark.subject)))


def not_in_summary(summary: Annotation | None, talk: Annotation | None) -> tuple[Claim, ...]:
    """The worthy claims of the talk that no sentence of the summary carries."""
    left_out = set(summary.grounding.left_out) if summary and summary.grounding else set()
    return tuple(claim for claim in talk.extraction.claims if claim.id in left_out) if talk else ()
