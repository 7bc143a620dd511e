"""Summaries and lessons pasted as plain text."""

import pytest

from obelize.domain.document import DocumentKind, SegmentRole
from obelize.readers.structure import split_mark
from tests.unit.readers.conftest import Read

SUMMARY = """YOUTUBE
The student keeps the score and loses the tail of rare requests.
The tail suffers — Outside its slice it lost 31 percent.1 The score stayed.2
“It can recover from its own errors.” — Mara Lindqvist, ~00:141
“It occupies a narrower region.” — Mara Lindqvist, ~1:02:032
⚠ UNVERIFIED — The student kept “94.5 percent”. The tests were not published.
For product teams: Measure rare requests.
Source credibility: Medium — she publishes under her own name.
Mara Lindqvist, ~00:14 – “It can recover…” ↩↩
Hinton et al., 2015 – Distilling the Knowledge in a Neural Network. ↩
"""

LESSON = """Reading a leaderboard
A leaderboard ranks models by their score on a fixed set of questions.
7 min · Reviewed 2026
What a score cannot tell
Predict how a model behaves on your own data.
Try it yourself
Write down three questions of your own.
Knowledge check
What does a score show?
Everything about a model
Accuracy on one set
All of the above
"""


def test_a_glued_footnote_number_is_no_part_of_the_time(read: Read) -> None:
    document = read(SUMMARY)
    assert document.kind is DocumentKind.SUMMARY
    assert "~00:14\n" in document.text
    assert "~1:02:03\n" in document.text
    assert "percent. The score stayed.\n" in document.text
    calls = [(call.label, document.text[call.at_char - 7 : call.at_char]) for call in document.references]
    assert calls == [("1", "ercent."), ("2", "stayed."), ("1", " ~00:14"), ("2", "1:02:03")]
    assert [(n.label, n.time) for n in document.footnotes] == [("1", 14.0), ("2", None)]
    assert not document.findings


def test_a_number_without_a_footnote_stays(read: Read) -> None:
    assert "~00:147" in read(SUMMARY.replace("~00:141", "~00:147")).text


def test_prior_marks_have_subject_and_reason(read: Read) -> None:
    (mark,) = read(SUMMARY).prior_marks
    assert mark.label == "UNVERIFIED"
    assert mark.subject == "The student kept “94.5 percent”."
    assert mark.reason == "The tests were not published."


def test_every_line_has_its_role(read: Read) -> None:
    roles = [segment.role for segment in read(SUMMARY).segments]
    paragraph, quote, note = SegmentRole.PARAGRAPH, SegmentRole.QUOTE, SegmentRole.FOOTNOTE
    mark, advice, assessment = SegmentRole.MARK, SegmentRole.ADVICE, SegmentRole.ASSESSMENT
    assert roles == [
        SegmentRole.NAVIGATION, paragraph, paragraph, quote, quote, mark, advice, assessment, note, note,
    ]  # fmt: skip


def test_a_lesson_has_headings_scope_advice_and_a_quiz(read: Read) -> None:
    document = read(LESSON)
    assert document.kind is DocumentKind.PAGE
    by_text = {segment.text: segment for segment in document.segments}
    under = by_text["Predict how a model behaves on your own data."]
    assert under.role is SegmentRole.PARAGRAPH
    assert under.scope == ("Reading a leaderboard", "What a score cannot tell")
    assert by_text["7 min · Reviewed 2026"].role is SegmentRole.NAVIGATION
    assert by_text["Write down three questions of your own."].role is SegmentRole.ADVICE
    quiz = [segment.text for segment in document.segments if segment.role is SegmentRole.QUIZ]
    assert quiz[0] == "What does a score show?"
    assert len(quiz) == 4
    assert document.source.title == "Reading a leaderboard"


def test_one_sentence_a_line_stays_as_it_is(read: Read) -> None:
    text = "Prices fell by 90 percent.\nNobody knows why.\n\nA third sentence stands here.\n"
    document = read(text)
    assert document.text == text
    assert [segment.text for segment in document.segments] == [line for line in text.split("\n") if line]


def test_a_numbered_list_of_references_defines_the_numbers_in_brackets(read: Read) -> None:
    document = read(
        "⚠ UNVERIFIED — Prices fell. No source.\nSource credibility: Medium.\nPrices fell[1], and sales rose [2].\n"
        "- A bullet stands here.\n- Another one.\nReferences\n[1] Kaplan 2020. Scaling.\n[2] Hinton 2015. Distilling.\n"
    )
    assert "Prices fell, and sales rose.\n- A bullet" in document.text
    assert [note.text for note in document.footnotes] == ["Kaplan 2020. Scaling.", "Hinton 2015. Distilling."]
    assert [call.label for call in document.references] == ["1", "2"]
    assert [s.text for s in document.segments if s.role is SegmentRole.LIST_ITEM] == [
        "A bullet stands here.",
        "Another one.",
    ]


def test_wrapped_lines_are_one_paragraph(read: Read) -> None:
    text = (
        "Prices fell by 90 percent between 2010 and 2023, which is faster than\n"
        "solar panels over the same period, and nobody knows the reason.\n\nA second paragraph.\n"
    )
    document = read(text)
    assert document.text == text
    assert len(document.segments) == 2


@pytest.mark.parametrize(
    ("words", "subject", "reason"),
    [
        ("“Small models forget.” No reference is given.", "“Small models forget.”", "No reference is given."),
        ("(Small models forget!) No reference.", "(Small models forget!)", "No reference."),
        ("Small models forget. “Nothing” shows it.", "Small models forget.", "“Nothing” shows it."),
    ],
)
def test_closing_marks_behind_the_full_stop_belong_to_the_subject(words: str, subject: str, reason: str) -> None:
    assert split_mark(f"⚠ UNVERIFIED — {words}") == ("UNVERIFIED", subject, reason)
