"""Made-up annotations of any size, for tests and benchmarks: a talk with claims, quotations and citations."""

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime

from obelize.domain.annotation import Annotation
from obelize.domain.appraisal import (
    CitationCheck,
    CitationVerdict,
    ClaimEvidence,
    Edit,
    EditKind,
    Evidence,
    QuotationCheck,
    QuotationVerdict,
)
from obelize.domain.claim import (
    Anchor,
    Citation,
    CitationForm,
    Claim,
    ClaimKind,
    Cue,
    Extraction,
    Item,
    Quotation,
)
from obelize.domain.document import Document, DocumentKind, Segment, SegmentRole, Source
from obelize.domain.finding import Finding, Severity
from obelize.domain.literature import Author, Candidate, CitedWork, Outcome, Receipt, Work

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
SPEAKERS = ("Ada Moreno", "Tomasz Lindqvist")


def sentence(number: int) -> str:
    return f"In trial {number} the smaller model kept {40 + number % 50} percent of the larger one's accuracy."


def make_annotation(
    items: int, *, name: str = "talk.vtt", sentences: Sequence[str] = (), url: str | None = "https://example.org/talk"
) -> Annotation:
    """A transcript of one sentence a segment, `items` of them: mostly claims, every tenth a quotation or citation.

    With `sentences`, those are the segments, and all are claims.
    """
    texts = list(sentences) or [sentence(number) for number in range(items)]
    text = "\n".join(texts)
    document_id = hashlib.sha256(name.encode()).hexdigest()[:12]
    segments, found, place = [], list[Item](), 0
    for number, words in enumerate(texts):
        end = place + len(words)
        speaker = SPEAKERS[number % 2]
        segments.append(Segment(words, place, end, SegmentRole.SPEECH, number * 5.0, number * 5.0 + 4.5, speaker))
        found.append(_item(document_id, text, number, place, end, speaker, plain=bool(sentences)))
        place = end + 1
    document = Document(
        document_id,
        name,
        DocumentKind.TRANSCRIPT,
        "webvtt",
        text,
        hashlib.sha256(text.encode()).hexdigest(),
        tuple(segments),
        Source(title="How small can a model be?", speaker=SPEAKERS[0], url=url),
    )
    extraction = Extraction(
        tuple(item for item in found if isinstance(item, Claim)),
        tuple(item for item in found if isinstance(item, Quotation)),
        tuple(item for item in found if isinstance(item, Citation)),
    )
    return Annotation(
        document,
        extraction,
        {claim.id: _evidence(claim) for claim in extraction.claims[::3]},
        {citation.id: _citation_check(citation) for citation in extraction.citations},
        {quotation.id: _quotation_check(quotation) for quotation in extraction.quotations},
        rules_version="rules1",
    )


def anchor_of(text: str, start_char: int, end_char: int, start: float | None) -> Anchor:
    quote = text[start_char:end_char]
    return Anchor(quote, text[max(0, start_char - 32) : start_char], text[end_char : end_char + 32], start)


def _item(
    document_id: str, text: str, number: int, start_char: int, end_char: int, speaker: str, *, plain: bool
) -> Item:
    start, words = number * 5.0, text[start_char:end_char]
    anchor = anchor_of(text, start_char, end_char, start)
    key = "\0".join((document_id, anchor.prefix, anchor.quote, anchor.suffix, str(start)))
    item_id = hashlib.sha256(key.encode()).hexdigest()[:12]
    if not plain and number % 20 == 9:
        return Quotation(
            item_id, document_id, words, start_char, end_char, anchor, speaker, start + 2, start, start + 4
        )
    if not plain and number % 20 == 19:
        cited = CitedWork("Deep Sets of Rules", (Author("Moreno", "A."),), year=2021)
        return Citation(
            item_id, document_id, str(number), words, CitationForm.REFERENCE, cited, start_char, end_char, anchor, start
        )
    cue = Cue("percentage", words[-20:-1], end_char - 20, end_char - 1, 1.2) if len(words) > 20 else None
    return Claim(
        item_id,
        document_id,
        words,
        start_char,
        end_char,
        anchor,
        worthiness=((number * 37) % 100) / 100,
        check_worthy=True,
        kind=tuple(ClaimKind)[number % len(ClaimKind)],
        cues=(cue,) if cue else (),
        start=start,
        end=start + 4.5,
        speaker=speaker,
        duplicates=f"group{number // 50}" if number % 50 in {3, 4, 6} else None,
        findings=(Finding("LAN002", Severity.NOTE, "boosted: 'always'"),) if number % 7 == 0 else (),
    )


def a_work(title: str = "Deep Sets of Rules") -> Work:
    return Work(
        "w1",
        title,
        "library",
        (Author("Moreno", "Ada"),),
        2020,
        "Journal of Rules",
        doi="10.5555/rules",
        abstract="We show that small models keep most of the accuracy.",
    )


def a_receipt(outcome: Outcome = Outcome.FOUND) -> Receipt:
    return Receipt("library", "small models accuracy", NOON, outcome, 1 if outcome is Outcome.FOUND else 0)


def _evidence(claim: Claim) -> ClaimEvidence:
    candidate = Candidate(a_work(), 0.8, "small models keep most of the accuracy")
    return ClaimEvidence(claim.id, (Evidence(candidate, "shares: small, models, accuracy"),), (a_receipt(),))


def _citation_check(citation: Citation) -> CitationCheck:
    finding = Finding(
        "CIT003", Severity.WARNING, "year differs: cited 2021, found 2020", "year", cited="2021", found="2020"
    )
    return CitationCheck(citation.id, CitationVerdict.MISMATCH, (finding,), a_work(), (a_receipt(),))


def _quotation_check(quotation: Quotation) -> QuotationCheck:
    edit = Edit(EditKind.NUMBER, "forty", "fourteen")
    finding = Finding("QUO002", Severity.ERROR, "a number was changed: said 'forty', quoted 'fourteen'")
    return QuotationCheck(
        quotation.id,
        QuotationVerdict.ALTERED,
        0.93,
        quotation.start,
        quotation.end,
        quotation.start_char,
        quotation.end_char,
        quotation.text,
        time_off=-2.0,
        edits=(edit,),
        findings=(finding,),
    )
