"""Everything the machine gathered on one document, and that plus what people decided: the report's input."""

from collections.abc import Mapping
from dataclasses import dataclass

from obelize.domain.appraisal import Change, CitationCheck, ClaimEvidence, GroundingReport, QuotationCheck
from obelize.domain.claim import Extraction
from obelize.domain.credibility import Assessment
from obelize.domain.document import Document
from obelize.domain.finding import Finding
from obelize.domain.literature import Receipt
from obelize.domain.review import Decision, Verdict


@dataclass(frozen=True, slots=True)
class Annotation:
    """One document annotated. The mappings are keyed by item id. `findings` are about the document as a whole.

    `transcript_id` is the document that a summary was paired with. `rules_version` is the rulebook's fingerprint,
    `incomplete` says that a source that was asked could not answer. `basis` sums up what else the annotation was made
    with (program, sources and their state): the same file on the same basis need not be annotated again. `changes`
    are what later look-ups of the citations found to be different, oldest first.
    """

    document: Document
    extraction: Extraction
    evidence: Mapping[str, ClaimEvidence]
    citation_checks: Mapping[str, CitationCheck]
    quotation_checks: Mapping[str, QuotationCheck]
    findings: tuple[Finding, ...] = ()
    grounding: GroundingReport | None = None
    transcript_id: str | None = None
    rules_version: str = ""
    incomplete: bool = False
    basis: str = ""
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class ItemState:
    """Where one item stands after replaying the log.

    `verdict` is the last one given; a settled disagreement's is the adjudicator's. `verdicts` are the reviewers' own
    and `disputed` says that they differ and that nobody has settled it. `notes` are in order; `reviewers` are all
    who decided the item.
    """

    verdict: Verdict | None = None
    later: bool = False
    notes: tuple[str, ...] = ()
    edited_text: str | None = None
    edited_span: tuple[int, int] | None = None
    caption_error: bool = False
    evidence: tuple[str, ...] = ()
    reviewers: tuple[str, ...] = ()
    verdicts: tuple[tuple[str, Verdict], ...] = ()
    disputed: bool = False

    @property
    def standing(self) -> Verdict | None:
        """The verdict that counts: none while the reviewers differ, whoever gave theirs last."""
        return None if self.disputed else self.verdict


@dataclass(frozen=True, slots=True)
class Report:
    """The input of every exporter, complete: an exporter reads no clock, no file and no store.

    `states` is keyed by item id; an item without a decision has none. `paired` is the annotation of the summary
    or transcript that belongs to this document. `receipts` are all look-ups in the order asked. `decisions` are
    the entries of both documents' logs that stand, by time. `address` is where the user publishes the report.
    """

    annotation: Annotation
    assessment: Assessment
    states: Mapping[str, ItemState]
    decisions: tuple[Decision, ...] = ()
    paired: Annotation | None = None
    receipts: tuple[Receipt, ...] = ()
    program_version: str = ""
    address: str | None = None
