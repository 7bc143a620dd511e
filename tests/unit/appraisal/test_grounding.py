"""A summary's sentences against a talk: one of each class, marks, and what is left out."""

from dataclasses import replace

import pytest

from obelize.appraisal.grounding import ground_summary
from obelize.domain.appraisal import GroundedSentence, Grounding, GroundingReport
from obelize.domain.claim import Anchor, Claim, Extraction
from obelize.domain.document import Document, DocumentKind, PriorMark
from tests.unit.appraisal.transcripts import transcript

TALK = transcript(
    "Varga: We followed 412 adults for eleven years in three northern towns.",
    "Varga: Long naps were associated with poorer memory, but I would be careful with that.",
    "Varga: Caffeine might help older participants remember names.",
    "Host: My own grandfather napped every day and lived to ninety-four.",
    "Varga: The sensors cost 2 million kroner, and the ministry paid for all of them.",
    "Varga: Testing reduces forgetting, since we drew lots for the groups.",
)


def extraction_of(document: Document, worthy: bool = True) -> Extraction:
    claims = [
        Claim(
            f"c{at}", document.id, s.text, s.start_char, s.end_char, Anchor(s.text), 0.5, worthy, None, (), (), s.start,
            s.end, s.speaker
        )
        for at, s in enumerate(document.segments)
    ]  # fmt: skip
    return Extraction(tuple(claims), (), ())


def report_on(*sentences: str) -> GroundingReport:
    summary = replace(transcript(*sentences), id="summary", kind=DocumentKind.SUMMARY)
    return ground_summary(summary, extraction_of(summary), TALK, extraction_of(TALK))


def only(sentence: str) -> GroundedSentence:
    (grounded,) = report_on(sentence).sentences
    return grounded


@pytest.mark.parametrize(
    ("sentence", "grounding", "code", "start"),
    [
        ("We followed 412 adults for eleven years in three northern towns.", Grounding.QUOTED, None, 0.0),
        ("In three towns of the north, 412 adults were followed for 11 years.", Grounding.PARAPHRASED, None, 0.0),
        ("The study followed 421 adults in three northern towns.", Grounding.NUMBER_CHANGED, "GRD002", 0.0),
        ("The sensors cost 2 billion kroner.", Grounding.NUMBER_CHANGED, "GRD002", 40.0),
        ("Long naps cause poorer memory.", Grounding.STRENGTHENED, "GRD004", 10.0),
        ("Caffeine helps older participants remember names.", Grounding.HEDGE_DROPPED, "GRD003", 20.0),
        ("Varga's grandfather napped every day and lived to ninety-four.", Grounding.SPEAKER_SWAPPED, "GRD005", 30.0),
        ("The host's grandfather napped daily and lived to ninety-four.", Grounding.PARAPHRASED, None, 30.0),
        ("Quarterly bakery revenue doubled after new ovens arrived.", Grounding.NOT_FOUND, "GRD001", None),
        ("Testing reduces forgetting.", Grounding.PARAPHRASED, None, 50.0),
        ("Caffeine may help older participants with names.", Grounding.PARAPHRASED, None, 20.0),
    ],
)
def test_each_class_is_told_with_its_passage(
    sentence: str, grounding: Grounding, code: str | None, start: float | None
) -> None:
    found = only(sentence)
    assert found.grounding is grounding
    assert [f.code for f in found.findings][:1] == ([code] if code else [])
    if start is not None:
        assert found.passages[0].start == pytest.approx(start)
    if code not in {None, "GRD001"}:
        assert found.findings[0].cited
        assert found.findings[0].found
        assert found.findings[0].start == pytest.approx(start)


def test_a_slip_of_a_thousand_is_named_as_such() -> None:
    assert [f.code for f in only("The sensors cost 2 billion kroner.").findings] == ["GRD002", "NUM003"]


def test_arithmetic_inside_a_sentence_is_checked_too() -> None:
    found = only("Of 412 adults followed in northern towns, 31 of 50 (68 percent) stayed.")
    assert "NUM004" in [f.code for f in found.findings]


def test_worthy_claims_that_no_sentence_carries_are_left_out() -> None:
    report = report_on(
        "In three towns of the north, 412 adults were followed for 11 years.", "Naps and memory went together."
    )
    assert report.left_out == ("c2", "c3", "c4", "c5")


def test_a_prior_mark_is_tied_to_where_the_talk_says_it() -> None:
    summary = replace(transcript("Something else entirely was said."), kind=DocumentKind.SUMMARY)
    marks = (
        PriorMark("UNVERIFIED", "Caffeine helps older people remember names.", "no reference", 0, 10),
        PriorMark("UNVERIFIED", "The moon is made of basalt.", "", 0, 10),
    )
    summary = replace(summary, prior_marks=marks)
    report = ground_summary(summary, extraction_of(summary), TALK, extraction_of(TALK))
    tied, untied = report.marks
    assert (tied.mark, tied.passages[0].start) == (marks[0], 20.0)
    assert untied.passages == ()


def test_an_empty_talk_grounds_nothing() -> None:
    empty = transcript()
    summary = replace(transcript("The sensors cost 2 billion kroner."), kind=DocumentKind.SUMMARY)
    report = ground_summary(summary, extraction_of(summary), empty, extraction_of(empty))
    assert [s.grounding for s in report.sentences] == [Grounding.NOT_FOUND]
