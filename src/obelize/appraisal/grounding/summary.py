"""A summary against its transcript, sentence by sentence and claim by claim, in both directions."""

from collections.abc import Iterable, Sequence

from obelize.appraisal.grounding.judgement import Judgement, judge
from obelize.appraisal.grounding.marks import ground_marks
from obelize.appraisal.grounding.passages import Talk, terms_of
from obelize.appraisal.numbers import lint_numbers
from obelize.appraisal.quotations import TranscriptIndex
from obelize.domain.appraisal import GroundedSentence, Grounding, GroundingReport
from obelize.domain.claim import Claim, Extraction
from obelize.domain.document import Document

_COVERED = 0.5  # share of a claim's weight that a sentence of the summary must carry
_COVERED_ON_PASSAGE = 0.25  # the same for a sentence that stands on the claim's own passage


def ground_summary(
    summary: Document, summary_extraction: Extraction, transcript: Document, transcript_extraction: Extraction
) -> GroundingReport:
    """How every sentence of the summary stands to the talk, and which worthy claims of the talk it leaves out.

    The statements that the summary's author had marked are tied to the talk as well. Pure.
    """
    talk = Talk(transcript, transcript_extraction.claims)
    index = TranscriptIndex(transcript)
    grounded: list[GroundedSentence] = []
    for claim in summary_extraction.claims:
        if not terms_of(claim.text):
            continue
        judgement = judge(claim, summary_extraction.quotations, talk, index)
        grounded.append(_sentence(claim, judgement))
    return GroundingReport(
        sentences=tuple(grounded),
        left_out=_left_out(transcript_extraction.claims, grounded, talk),
        marks=ground_marks(summary, talk),
    )


def _sentence(claim: Claim, judgement: Judgement) -> GroundedSentence:
    findings = (*judgement.findings, *lint_numbers(claim.text, claim.start_char))
    return GroundedSentence(
        claim.text, claim.start_char, claim.end_char, judgement.grounding, judgement.passages, findings
    )


def _left_out(claims: Iterable[Claim], grounded: Sequence[GroundedSentence], talk: Talk) -> tuple[str, ...]:
    """Ids of worthy claims of the talk that no sentence of the summary carries.

    One carries a claim if it has half of its weight, or a quarter of it and stands on that very passage.
    """
    carriers = [(sentence, frozenset(terms_of(sentence.text))) for sentence in grounded]
    return tuple(
        claim.id
        for claim in claims
        if claim.check_worthy and not any(_carries(sentence, terms, claim, talk) for sentence, terms in carriers)
    )


def _carries(sentence: GroundedSentence, terms: frozenset[str], claim: Claim, talk: Talk) -> bool:
    weights = {term: talk.weight(term) for term in terms_of(claim.text)}
    total = sum(weights.values())
    if not total:
        return True
    on_passage = sentence.grounding is not Grounding.NOT_FOUND and any(
        passage.start_char < claim.end_char and claim.start_char < passage.end_char for passage in sentence.passages[:1]
    )
    needed = _COVERED_ON_PASSAGE if on_passage else _COVERED
    return sum(weight for term, weight in weights.items() if term in terms) >= needed * total
