"""What goes into a report, in order, before any format: shared by all exporters that are read by people."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath, PurePosixPath

from obelize.domain.annotation import Annotation, ItemState, Report
from obelize.domain.appraisal import CitationCheck, ClaimEvidence, GroundedSentence, Grounding, QuotationCheck
from obelize.domain.claim import Citation, Claim, Quotation
from obelize.domain.document import Document, DocumentKind, PriorMark, Segment, SegmentRole, Source
from obelize.domain.literature import Outcome, Receipt
from obelize.domain.review import Verdict
from obelize.domain.speakers import names_nobody

_NO_STATE = ItemState()
_SYNOPSIS_PARAGRAPHS = 2
_EXTRACTED_SENTENCES = 3
_LONGEST_TITLE = 80
_WORD = re.compile(r"\w+(?:[.,]\d+)*")
SHOWN_MISSING = 10  # claims of the talk that the summary leaves out
SHOWN_CLAIMS = 40  # undecided claims beyond the key ones are counted rather than listed


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is said: `start` in seconds, the `words` there, by whom.

    `note` is the summary's own footnote, where that is all there is.
    """

    start: float | None
    words: str | None = None
    speaker: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class KeyPoint:
    """A point of the summary, or a key claim of the talk where there is no summary, with where it is said.

    `remarks` are what the comparison with the talk found amiss in it.
    """

    text: str
    place: Place | None = None
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim with what was found and decided. `document` is the one it stands in, `place` where it is said."""

    claim: Claim
    state: ItemState
    evidence: ClaimEvidence | None
    key: bool
    document: Document
    place: Place | None


@dataclass(frozen=True, slots=True)
class QuotationRow:
    """A quotation with its comparison and what was decided."""

    quotation: Quotation
    check: QuotationCheck | None
    state: ItemState


@dataclass(frozen=True, slots=True)
class ReferenceRow:
    """A citation with its check and what was decided."""

    citation: Citation
    check: CitationCheck | None
    state: ItemState


@dataclass(frozen=True, slots=True)
class MarkRow:
    """A summary's own mark. `place` is where the talk makes the statement; `compared`: there was a talk to look in.

    `claim` is the undecided key claim that says the same.
    """

    mark: PriorMark
    place: Place | None
    compared: bool
    claim: ClaimRow | None = None


@dataclass(frozen=True, slots=True)
class Contents:
    """The report's parts. `claims` are the key claims, then all decided ones, then the worthiest of the rest.

    `extracted` says that the synopsis was drawn from the talk by rule and written by nobody.
    `left_out_claims` is how many check-worthy claims are not listed, `not_in_summary` the worthy claims of the talk
    that no sentence of the summary carries.
    """

    report: Report
    talk: Annotation | None
    summary: Annotation | None
    source: Source
    speaker: str | None
    title: str
    synopsis: tuple[str, ...]
    extracted: bool
    key_points: tuple[KeyPoint, ...]
    quotations: tuple[QuotationRow, ...]
    claims: tuple[ClaimRow, ...]
    left_out_claims: int
    references: tuple[ReferenceRow, ...]
    prior_marks: tuple[MarkRow, ...]
    not_in_summary: tuple[Claim, ...]
    advice: tuple[str, ...]
    own_assessment: tuple[str, ...]

    @property
    def key_claims(self) -> tuple[ClaimRow, ...]:
        """The claims that the rating counts."""
        return tuple(row for row in self.claims if row.key)

    @property
    def unverified_claims(self) -> tuple[ClaimRow, ...]:
        """Claims that a reviewer left unverified, and undecided key claims that no mark of the summary's stands for."""
        marked = {row.claim.claim.id for row in self.prior_marks if row.claim}
        return tuple(
            row
            for row in self.claims
            if row.state.verdict is Verdict.UNVERIFIED
            or (row.key and row.state.verdict is None and row.claim.id not in marked)
        )

    @property
    def annotations(self) -> tuple[Annotation, ...]:
        """The document's annotation, then its pair's."""
        return (self.report.annotation, *([self.report.paired] if self.report.paired else []))


def contents_of(report: Report) -> Contents:
    """The parts of `report`."""
    both = (report.annotation, *([report.paired] if report.paired else []))
    talk = _first(both, DocumentKind.TRANSCRIPT)
    summary = _first(both, DocumentKind.SUMMARY)
    written = summary or _first((report.annotation,), DocumentKind.PAGE)
    synopsis, points = _summarised(written, talk) if written else ((), ())
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
        key_points=points or tuple(_points_of_claims(claims)),
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
        prior_marks=tuple(row for each in both for row in _marks(each, claims)),
        not_in_summary=_not_in_summary(summary, talk),
        advice=_of_role(written, SegmentRole.ADVICE),
        own_assessment=_of_role(written, SegmentRole.ASSESSMENT),
    )


def unavailable(receipts: Iterable[Receipt]) -> Mapping[tuple[str, str], int]:
    """How often each source could not answer, by source and reason."""
    counts: dict[tuple[str, str], int] = {}
    for receipt in receipts:
        if receipt.outcome is Outcome.UNAVAILABLE:
            key = (receipt.source, receipt.reason or "no reason given")
            counts[key] = counts.get(key, 0) + 1
    return counts


def counted(row: ClaimRow) -> bool:
    """Whether a claim counts at all: a reviewer may have said that it is none."""
    return row.state.verdict is not Verdict.NOT_A_CLAIM


def file_name(document: Document) -> str:
    """The name of the document's file without its folders, which concern nobody else."""
    return PurePath(document.name.replace("\\", "/")).name


def shared_path(document: Document) -> str:
    """The document's path as it can be shared: relative to where it was read from, else its file's name."""
    path = PurePosixPath(document.name.replace("\\", "/"))
    outside = path.is_absolute() or ".." in path.parts or (bool(path.parts) and ":" in path.parts[0])
    return file_name(document) if outside else path.as_posix()


def _first(annotations: Iterable[Annotation], kind: DocumentKind) -> Annotation | None:
    return next((each for each in annotations if each.document.kind is kind), None)


def title_of(annotations: Sequence[Annotation]) -> str:
    """The title stated, else the first heading or the first words of what is written, else the file's name."""
    for document in (each.document for each in annotations):
        if document.source.title:
            return document.source.title
    for document in (each.document for each in annotations if each.document.kind is not DocumentKind.TRANSCRIPT):
        said = [segment for segment in document.segments if len(segment.text.split()) > 1]  # "YOUTUBE" is no title
        headings = (segment for segment in said if segment.role is SegmentRole.HEADING)
        if first := next(headings, None) or next(iter(said), None):
            return _first_words(first.text)
    return PurePath(file_name(annotations[0].document)).stem or file_name(annotations[0].document)


def _first_words(text: str) -> str:
    line = " ".join(text.split())
    if len(line) <= _LONGEST_TITLE:
        return line
    return f"{line[:_LONGEST_TITLE].rsplit(' ', 1)[0].rstrip(',;:–— ')}…"


def main_speaker(document: Document) -> str | None:
    """The speaker stated, or an author who is not the channel, else whoever speaks most, else the author."""
    source = document.source
    if source.speaker:
        return source.speaker
    if source.author and source.author not in (source.channel, source.publisher):
        return source.author
    spoken: dict[str, int] = {}
    for segment in document.segments:
        if segment.speaker and not names_nobody(segment.speaker):
            spoken[segment.speaker] = spoken.get(segment.speaker, 0) + len(segment.text)
    return max(spoken, key=lambda name: spoken[name], default=source.author)


def _state(states: Mapping[str, ItemState], item_id: str) -> ItemState:
    return states.get(item_id, _NO_STATE)


def _of_role(annotation: Annotation | None, role: SegmentRole) -> tuple[str, ...]:
    return tuple(s.text for s in annotation.document.segments if s.role is role) if annotation else ()


def _summarised(written: Annotation, talk: Annotation | None) -> tuple[tuple[str, ...], tuple[KeyPoint, ...]]:
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
    grounds = _grounds(written, segment.start_char, segment.end_char) if talk else ()
    remarks = tuple(finding.message for each in grounds for finding in each.findings if finding.code.startswith("GRD"))
    if place := _ground(grounds):
        return KeyPoint(segment.text, place, remarks)
    notes = {note.label: note for note in written.document.footnotes}
    for reference in written.document.references:
        note = notes.get(reference.label)
        if note and segment.start_char < reference.at_char <= segment.end_char:
            return KeyPoint(segment.text, Place(note.time, note=note.text), remarks)
    return KeyPoint(segment.text, remarks=remarks)


def _grounds(written: Annotation, start_char: int, end_char: int) -> tuple[GroundedSentence, ...]:
    """The sentences of a stretch of the summary as the comparison with the talk left them."""
    sentences = written.grounding.sentences if written.grounding else ()
    return tuple(s for s in sentences if s.start_char < end_char and s.end_char > start_char)


def _ground(grounds: Iterable[GroundedSentence]) -> Place | None:
    """The passage of the talk that the first sentence found in it stands on; the nearest one of a stray is none."""
    found = (each.passages[0] for each in grounds if each.passages and each.grounding is not Grounding.NOT_FOUND)
    best = next(found, None)
    return Place(best.start, best.text, best.speaker) if best else None


def _marks(annotation: Annotation, claims: Iterable[ClaimRow]) -> Iterator[MarkRow]:
    undecided = {_plain(row.claim.text): row for row in claims if row.key and row.state.verdict is None}
    said = {grounded.mark: grounded.passages for grounded in annotation.grounding.marks} if annotation.grounding else {}
    for mark in annotation.document.prior_marks:
        best = next(iter(said.get(mark, ())), None)
        place = Place(best.start, best.text, best.speaker) if best else None
        yield MarkRow(mark, place, mark in said, undecided.get(_plain(mark.subject)))


def _not_in_summary(summary: Annotation | None, talk: Annotation | None) -> tuple[Claim, ...]:
    left_out = set(summary.grounding.left_out) if summary and summary.grounding else set()
    return tuple(claim for claim in talk.extraction.claims if claim.id in left_out) if talk else ()


def _points_of_claims(claims: tuple[ClaimRow, ...]) -> Iterator[KeyPoint]:
    for row in claims:
        if row.key and counted(row):
            yield KeyPoint(row.claim.text, row.place)


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
    said = {_plain(row.claim.text) for row in (*key, *decided)}
    quoted = {each.document.id: _quoted_spans(each) for each in both}
    rest = [
        row
        for row in rows
        if not row.key and row.state.verdict is None
        if _plain(row.claim.text) not in said and not _is_within(row.claim, quoted[row.document.id])
    ]
    rest.sort(key=lambda row: -row.claim.worthiness)
    shown = {row.claim.id for row in rest[: max(0, SHOWN_CLAIMS - len(key) - len(decided))]}
    listed = [row for row in rows if row.claim.id in shown and row in rest]
    return (*key, *decided, *listed), len(rest) - len(listed)


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


def _quoted_spans(annotation: Annotation) -> list[tuple[int, int]]:
    """Where a document's quotations stand: what they hold is compared with the talk, and listed there."""
    return [(q.start_char, q.end_char) for q in annotation.extraction.quotations]


def _is_within(claim: Claim, spans: Iterable[tuple[int, int]]) -> bool:
    shared = (min(claim.end_char, end) - max(claim.start_char, start) for start, end in spans)
    return any(2 * length > claim.end_char - claim.start_char for length in shared)


def _said(claim: Claim, annotation: Annotation) -> Place | None:
    if claim.start is not None:
        return Place(claim.start, speaker=claim.speaker)
    return _ground(_grounds(annotation, claim.start_char, claim.end_char))
