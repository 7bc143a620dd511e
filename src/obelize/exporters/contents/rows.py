"""The parts of a report as values: rows of claims, quotations, references and marks, and all of them together."""

from dataclasses import dataclass

from obelize.domain.annotation import Annotation, ItemState, Report
from obelize.domain.appraisal import CitationCheck, ClaimEvidence, QuotationCheck
from obelize.domain.claim import Citation, Claim, Quotation
from obelize.domain.document import Document, PriorMark, Source
from obelize.domain.review import Verdict

SHOWN_MISSING = 10  # claims of the talk that the summary leaves out


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

    `extracted` says that the synopsis was drawn from the talk by rule and written by nobody, `points_picked` that the
    key points are key claims, as there is no list of points.
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
    points_picked: bool
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
        """Claims left unverified by a reviewer; key claims undecided or disputed, save those that a mark stands for."""
        marked = {row.claim.claim.id for row in self.prior_marks if row.claim}
        return tuple(
            row
            for row in self.claims
            if row.state.standing is Verdict.UNVERIFIED
            or (row.key and row.state.standing is None and row.claim.id not in marked)
        )

    @property
    def annotations(self) -> tuple[Annotation, ...]:
        """The document's annotation, then its pair's."""
        return (self.report.annotation, *([self.report.paired] if self.report.paired else []))
