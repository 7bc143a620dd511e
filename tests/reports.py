"""A made-up talk with its summary, checked and partly reviewed: what exporters and ratings are tried on."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from obelize.appraisal.rating import assess
from obelize.domain.annotation import Annotation, ItemState, Report
from obelize.domain.appraisal import (
    Change,
    ChangeKind,
    CitationCheck,
    CitationVerdict,
    ClaimEvidence,
    Edit,
    EditKind,
    Evidence,
    GroundedMark,
    GroundedSentence,
    Grounding,
    GroundingReport,
    Passage,
    QuotationCheck,
    QuotationVerdict,
    Relation,
)
from obelize.domain.claim import (
    Anchor,
    Citation,
    CitationForm,
    Claim,
    ClaimKind,
    Extraction,
    ItemKind,
    Modality,
    Quotation,
    Zone,
)
from obelize.domain.credibility import Assessment
from obelize.domain.document import (
    Document,
    DocumentKind,
    Footnote,
    PriorMark,
    Segment,
    SegmentRole,
    Source,
)
from obelize.domain.finding import Finding, Severity
from obelize.domain.literature import (
    Author,
    Candidate,
    CitedWork,
    Notice,
    NoticeKind,
    Outcome,
    Receipt,
    Work,
)
from obelize.domain.review import Action, Decision, Verdict

ASKED = datetime(2026, 5, 1, 12, tzinfo=UTC)
SPEAKER = "Mira Okafor"
URL = "https://www.youtube.com/watch?v=abc123def45"

SPOKEN = (
    (10.0, "A large model lives in a space of many skills, and a small copy keeps only a slice of it."),
    (35.0, "In our test the small copy lost 14 percent of its accuracy on tasks it had not been shown."),
    (60.0, "This episode is brought to you by Quillon, who sponsor the show."),
    (80.0, "Studies show that most copies fail on new tasks."),
    (95.0, "According to Hinton and colleagues, a copy can learn from soft targets."),
    (120.0, "On the other hand, critics say the tests are too narrow."),
    (140.0, "By 2030 every phone will run such a model."),
)
WRITTEN = (
    (SegmentRole.HEADING, "Small copies of large models"),
    (SegmentRole.PARAGRAPH, "A copy of a large model keeps only a slice of what the large one can do."),
    (SegmentRole.LIST_ITEM, "Copies lose 40 percent of their accuracy on unfamiliar tasks."),
    (SegmentRole.LIST_ITEM, "A copy learns from the soft targets of the large model."),
    (SegmentRole.QUOTE, "the small copy lost 40 percent of its accuracy"),
    (SegmentRole.QUOTE, "a small copy keeps only a slice of it"),
    (SegmentRole.MARK, "⚠ UNVERIFIED — that every phone will run such a model by 2030. No forecast is public."),
    (SegmentRole.ADVICE, "For product teams: test copies on tasks that they were not shown."),
    (SegmentRole.ASSESSMENT, "Source credibility: Medium — an independent commentator."),
)

DISTILLING = Work(
    "W1",
    "Distilling the Knowledge in a Neural Network",
    "crossref",
    (Author("Hinton", "Geoffrey"), Author("Vinyals", "Oriol"), Author("Dean", "Jeff")),
    2015,
    "NIPS Workshop",
    arxiv="1503.02531",
    doi="10.48550/arxiv.1503.02531",
    url="https://arxiv.org/abs/1503.02531",
    type="article",
)
RETRACTED = Work(
    "W2",
    "Narrow copies in the wild",
    "crossref",
    (Author("Varga", "Ilona"),),
    2019,
    "Journal of Invented Results",
    doi="10.5555/narrow",
    type="article-journal",
    notices=(Notice(NoticeKind.RETRACTION, "crossref", "10.5555/notice", "2021-06-01"),),
)


def _located(lines: tuple[str, ...]) -> tuple[str, list[tuple[int, int]]]:
    text, spans = "", []
    for line in lines:
        spans.append((len(text), len(text) + len(line)))
        text += line + "\n"
    return text, spans


def _anchor(text: str, span: tuple[int, int], start: float | None = None) -> Anchor:
    return Anchor(text[span[0] : span[1]], text[max(0, span[0] - 32) : span[0]], text[span[1] : span[1] + 32], start)


def _receipt(source: str, query: str, outcome: Outcome, hits: int = 0, reason: str | None = None) -> Receipt:
    return Receipt(source, query, ASKED, outcome, hits, reason=reason)


def a_talk(*, url: str | None = URL, speaker: str | None = SPEAKER) -> Annotation:
    """The transcript, with five claims, one of them an anonymous appeal, and an advert."""
    text, spans = _located(tuple(line for _, line in SPOKEN))
    segments = tuple(
        Segment(text[a:b], a, b, SegmentRole.SPEECH, start, start + 9.0, speaker)
        for (a, b), (start, _) in zip(spans, SPOKEN, strict=True)
    )
    document = Document(
        "talk00000001",
        "copies.vtt",
        DocumentKind.TRANSCRIPT,
        "webvtt",
        text,
        "a" * 64,
        segments,
        Source("Small copies of large models", speaker, "Okafor on Models", url=url, date="2026-04-02", duration=155.0),
    )
    kinds = {
        0: ClaimKind.MECHANISM,
        1: ClaimKind.QUANTITY,
        3: ClaimKind.ATTRIBUTION,
        4: ClaimKind.ATTRIBUTION,
        6: ClaimKind.PREDICTION,
    }
    claims = tuple(
        Claim(
            f"claim{number:07d}",
            document.id,
            text[spans[number][0] : spans[number][1]],
            *spans[number],
            _anchor(text, spans[number], SPOKEN[number][0]),
            worthiness=0.9 - number / 20,
            check_worthy=True,
            kind=kind,
            modality=(Modality.OVERGENERAL,) if number in (3, 6) else (),
            start=SPOKEN[number][0],
            end=SPOKEN[number][0] + 9,
            speaker=speaker,
        )
        for number, kind in kinds.items()
    )
    advert = Zone("advert", *spans[2], text[spans[2][0] : spans[2][1]], 60.0, 69.0)
    return Annotation(
        document, Extraction(claims, (), (), (advert,)), {claims[1].id: _evidence(claims[1])}, {}, {},
        rules_version="abcdef012345",
    )  # fmt: skip


def a_summary(talk: Annotation) -> Annotation:
    """The summary: two claims, one changed number, a prior mark, three citations in its footnotes."""
    notes = (
        "Hinton et al., 2015 – Distilling the Knowledge in a Neural Network.",
        "Varga 2019 – Narrow copies in the wild.",
        "Nobody 2020 – A work that no source has.",
    )
    text, spans = _located((*(line for _, line in WRITTEN), *notes))
    roles = (*(role for role, _ in WRITTEN), *[SegmentRole.FOOTNOTE] * len(notes))
    segments = tuple(Segment(text[a:b], a, b, role) for (a, b), role in zip(spans, roles, strict=True))
    mark = PriorMark(
        "⚠ UNVERIFIED", "that every phone will run such a model by 2030", "No forecast is public.", *spans[6]
    )
    footnotes = tuple(
        Footnote(str(n), note, *spans[len(WRITTEN) + n - 1], time=None) for n, note in enumerate(notes, 1)
    )
    document = Document(
        "summ00000001", "copies.summary.md", DocumentKind.SUMMARY, "markdown", text, "b" * 64, segments,
        Source("Small copies of large models"), footnotes, prior_marks=(mark,), summary_of="copies.vtt",
    )  # fmt: skip
    claims = tuple(
        Claim(
            f"sclaim{number:06d}", document.id, text[slice(*spans[number])], *spans[number],
            _anchor(text, spans[number]), 0.8, True, ClaimKind.QUANTITY if number == 2 else ClaimKind.MECHANISM,
        )
        for number in (1, 2, 3)
    )  # fmt: skip
    quotations = tuple(
        Quotation(
            f"quote{number:07d}", document.id, text[slice(*spans[number])], *spans[number],
            _anchor(text, spans[number]), SPEAKER, claimed,
        )
        for number, claimed in ((4, 35.0), (5, 12.0))
    )  # fmt: skip
    cited = (
        CitedWork("Distilling the Knowledge in a Neural Network", (Author("Hinton"),), True, 2015),
        CitedWork("Narrow copies in the wild", (Author("Varga"),), year=2018),
        CitedWork("A work that no source has", (Author("Nobody"),), year=2020),
    )
    citations = tuple(
        Citation(
            f"cite{n:08d}", document.id, str(n), notes[n - 1], CitationForm.REFERENCE, work,
            *spans[len(WRITTEN) + n - 1], _anchor(text, spans[len(WRITTEN) + n - 1]),
        )
        for n, work in enumerate(cited, 1)
    )  # fmt: skip
    return Annotation(
        document,
        Extraction(claims, quotations, citations),
        {},
        _citation_checks(citations),
        _quotation_checks(quotations),
        grounding=_grounding(text, spans),
        transcript_id=talk.document.id,
        rules_version="abcdef012345",
        incomplete=True,
    )


def _evidence(claim: Claim) -> ClaimEvidence:
    offered = Evidence(
        Candidate(DISTILLING, 0.81, "A small model trained on soft targets keeps most of the accuracy."),
        "shares: small, accuracy, model",
        None,
        Relation.CONTRADICTS,
    )
    receipts = (
        _receipt("library", claim.text[:40], Outcome.NOT_FOUND),
        _receipt("crossref", claim.text[:40], Outcome.FOUND, 3),
    )
    return ClaimEvidence(claim.id, (offered,), receipts)


def _citation_checks(citations: tuple[Citation, ...]) -> Mapping[str, CitationCheck]:
    first, second, third = citations
    year = Finding("CIT003", Severity.WARNING, "year differs: cited 2018, found 2019", "year", "2018", "2019")
    return {
        first.id: CitationCheck(
            first.id, CitationVerdict.VERIFIED, (), DISTILLING, (_receipt("crossref", "Distilling", Outcome.FOUND, 1),)
        ),
        second.id: CitationCheck(
            second.id, CitationVerdict.MISMATCH, (year,), RETRACTED, (_receipt("crossref", "Narrow", Outcome.FOUND, 1),)
        ),
        third.id: CitationCheck(
            third.id,
            CitationVerdict.UNCHECKED,
            (),
            None,
            (_receipt("crossref", "A work", Outcome.UNAVAILABLE, reason="HTTP 503"),),
        ),
    }


def _quotation_checks(quotations: tuple[Quotation, ...]) -> Mapping[str, QuotationCheck]:
    first, second = quotations
    edit = Edit(EditKind.NUMBER, "14 percent", "40 percent")
    finding = Finding("QUO002", Severity.ERROR, "a number was changed: said 14, quoted 40")
    said = "the small copy lost 14 percent of its accuracy"
    return {
        first.id: QuotationCheck(
            first.id, QuotationVerdict.ALTERED, 0.92, 36.0, 41.0, 102, 148, said, 1.0, SPEAKER, edits=(edit,),
            findings=(finding,),
        ),
        second.id: QuotationCheck(
            second.id, QuotationVerdict.EXACT, 1.0, 15.0, 18.0, 50, 88, second.text, 3.0, SPEAKER
        ),
    }  # fmt: skip


def _grounding(text: str, spans: list[tuple[int, int]]) -> GroundingReport:
    def sentence(number: int, grounding: Grounding, *passages: Passage) -> GroundedSentence:
        return GroundedSentence(text[slice(*spans[number])], *spans[number], grounding, passages)

    return GroundingReport(
        (
            sentence(1, Grounding.PARAPHRASED, Passage(SPOKEN[0][1], 0, 88, 0.8, 10.0, 19.0, SPEAKER)),
            sentence(2, Grounding.NUMBER_CHANGED, Passage(SPOKEN[1][1], 89, 180, 0.7, 35.0, 44.0, SPEAKER)),
            sentence(3, Grounding.PARAPHRASED, Passage(SPOKEN[4][1], 295, 367, 0.8, 95.0, 104.0, SPEAKER)),
        ),
        left_out=("claim0000003",),
    )


def a_decision(item_id: str, to: Verdict, number: int, *, before: Verdict | None = None, note: str = "") -> Decision:
    return Decision(
        f"dec{number:09d}", "summ00000001", item_id, ItemKind.CLAIM, "R. Viewer", ASKED + timedelta(minutes=number),
        Action.DECIDE, before, to, note or None, rules_version="abcdef012345",
    )  # fmt: skip


def a_report(states: Mapping[str, ItemState] | None = None, **changes: object) -> Report:
    """The talk with its summary; the first two claims of the summary are decided unless `states` says otherwise."""
    talk = a_talk()
    summary = a_summary(talk)
    decisions = (
        a_decision("sclaim000001", Verdict.VERIFIED, 1),
        a_decision("sclaim000001", Verdict.UNVERIFIED, 2, before=Verdict.VERIFIED, note="no measure of a slice"),
        a_decision("sclaim000002", Verdict.REFUTED, 3, note="the talk says 14 percent"),
    )
    given = {
        "sclaim000001": ItemState(Verdict.UNVERIFIED, notes=("no measure of a slice",), reviewers=("R. Viewer",)),
        "sclaim000002": ItemState(Verdict.REFUTED, notes=("the talk says 14 percent",), reviewers=("R. Viewer",)),
    }
    used = given if states is None else states
    receipts = tuple(
        receipt
        for each in (talk, summary)
        for found in ([e.receipts for e in each.evidence.values()], [c.receipts for c in each.citation_checks.values()])
        for receipts in found
        for receipt in receipts
    )
    report = Report(talk, assess(talk, used, summary), used, decisions, summary, receipts, "0.1.0")
    return replace(report, **changes)  # type: ignore[arg-type]  # a test names the fields it changes


def a_report_saying(words: str) -> Report:
    """The made-up report with `words` wherever text from outside can stand."""
    report = a_report()
    talk, summary = report.annotation, report.paired
    assert summary
    claim = replace(summary.extraction.claims[0], text=words, speaker=words)
    quotation = replace(summary.extraction.quotations[0], text=words, speaker=words)
    citation = replace(summary.extraction.citations[0], raw=words, key=words)
    work = replace(DISTILLING, title=words, venue=words, authors=(Author(words),), doi=None, arxiv=None, url=words)
    work = replace(work, notices=(Notice(NoticeKind.RETRACTION, words, words, words),))
    finding = Finding("CIT003", Severity.WARNING, words)
    remark = Finding("GRD002", Severity.WARNING, words)
    passage = Passage(words, 0, 9, 0.5, 10.0, 19.0, words)
    receipt = Receipt(words, words, ASKED, Outcome.UNAVAILABLE, 0, reason=words, snapshot=words)
    offered = Evidence(Candidate(work, 0.5, words), words, words, Relation.SUPPORTS)
    check = CitationCheck(citation.id, CitationVerdict.MISMATCH, (finding,), work, (receipt,))
    compared = replace(
        summary.quotation_checks[quotation.id], matched_text=words, speaker_found=words,
        edits=(Edit(EditKind.WORDING, words, words),), findings=(finding,),
    )  # fmt: skip
    mark = replace(summary.document.prior_marks[0], subject=words, reason=words)
    segments = tuple(
        replace(segment, text=f"For all: {words}" if segment.role is SegmentRole.ADVICE else words)
        for segment in summary.document.segments
    )
    summary = replace(
        summary,
        document=replace(summary.document, segments=segments, prior_marks=(mark,), name=words, format=words),
        extraction=Extraction((claim,), (quotation,), (citation,)),
        evidence={claim.id: ClaimEvidence(claim.id, (offered,), (receipt,))},
        citation_checks={citation.id: check},
        quotation_checks={quotation.id: compared},
        grounding=GroundingReport(
            (GroundedSentence(words, 0, len(summary.document.text), Grounding.PARAPHRASED, (passage,), (remark,)),),
            (talk.extraction.claims[0].id,),
            (GroundedMark(mark, (passage,)),),
        ),
        changes=(Change(claim.id, ChangeKind.NOW_RETRACTED, words, words, ASKED),),
    )
    source = Source(words, words, words, words, words, words, words, words, 155.0, words)
    talk = replace(talk, document=replace(talk.document, source=source, name=words), rules_version=words)
    state = ItemState(
        Verdict.UNVERIFIED, notes=(words,), edited_text=words, reviewers=(words,),
        verdicts=((words, Verdict.VERIFIED), (words, Verdict.REFUTED)), disputed=True,
    )  # fmt: skip
    decision = replace(a_decision(claim.id, Verdict.REFUTED, 1, before=Verdict.VERIFIED, note=words), reviewer=words)
    return replace(
        report, annotation=talk, paired=summary, states={claim.id: state}, decisions=(decision,), receipts=(receipt,),
        program_version=words, assessment=_assessment_saying(report.assessment, words),
    )  # fmt: skip


def _assessment_saying(assessment: Assessment, words: str) -> Assessment:
    return replace(
        assessment,
        rule=words,
        signals=tuple(replace(signal, evidence=words, title=words, framework=words) for signal in assessment.signals),
        sensitivity=(words,),
        confidence_reason=words,
        key_items_rule=words,
        findings=(Finding("SRC001", Severity.WARNING, words),),
    )
