"""One document's look-ups and comparisons, joined into an annotation."""

from collections.abc import Iterable, Sequence

from obelize.appraisal.evidence import weigh_evidence
from obelize.appraisal.grounding import ground_summary
from obelize.appraisal.language import language_findings
from obelize.appraisal.numbers import lint_numbers
from obelize.appraisal.quotations import TranscriptIndex, check_quotation
from obelize.domain.annotation import Annotation
from obelize.domain.appraisal import CitationCheck, ClaimEvidence, GroundingReport, QuotationCheck
from obelize.domain.claim import Claim, Extraction
from obelize.domain.finding import Finding
from obelize.domain.literature import Outcome, WorkQuery
from obelize.literature.consult import ConsultPolicy, consult
from obelize.workflow.check_citations import check_citations
from obelize.workflow.reading import Reading
from obelize.workflow.sources import Sources

CANDIDATES_PER_CLAIM = 5


async def appraise(reading: Reading, sources: Sources, transcript: Reading | None = None) -> Annotation:
    """Everything that can be gathered about one document; `transcript` is the one that a summary goes with."""
    document, extraction = reading.document, reading.extraction
    policy = ConsultPolicy(text_leaves=sources.text_leaves)
    checked = await check_citations(extraction.citations, sources.all, policy)
    evidence = await look_up_claims([claim for claim in extraction.claims if claim.check_worthy], sources, policy)
    quotation_checks: dict[str, QuotationCheck] = {}
    grounding: GroundingReport | None = None
    if transcript is not None:
        index = TranscriptIndex(transcript.document)
        quotation_checks = {q.id: check_quotation(q, index) for q in extraction.quotations}
        grounding = ground_summary(document, extraction, transcript.document, transcript.extraction)
    return Annotation(
        document=document,
        extraction=extraction,
        evidence=evidence,
        citation_checks={each.citation.id: each.check for each in checked},
        quotation_checks=quotation_checks,
        findings=(*document.findings, *language_findings(document), *_number_findings(extraction, grounding)),
        grounding=grounding,
        transcript_id=transcript.document.id if transcript else None,
        incomplete=_is_incomplete((*evidence.values(), *(each.check for each in checked))),
    )


def _number_findings(extraction: Extraction, grounding: GroundingReport | None) -> Iterable[Finding]:
    """What is odd about the numbers of a document's sentences; a grounding already says it of a summary's."""
    if grounding is None:
        for claim in extraction.claims:
            yield from lint_numbers(claim.text, claim.start_char)


async def look_up_claims(claims: Sequence[Claim], sources: Sources, policy: ConsultPolicy) -> dict[str, ClaimEvidence]:
    """What the sources offer for each claim, by its id."""
    queries = [WorkQuery(text=claim.text, limit=CANDIDATES_PER_CLAIM) for claim in claims]
    answers = await consult(queries, sources.all, policy)
    return {claim.id: weigh_evidence(claim, lookups) for claim, lookups in zip(claims, answers, strict=True)}


def _is_incomplete(looked_up: Iterable[ClaimEvidence | CitationCheck]) -> bool:
    return any(receipt.outcome is Outcome.UNAVAILABLE for item in looked_up for receipt in item.receipts)
