"""A text in another language is flagged, and what goes by English words is unknown of it."""

from dataclasses import replace

import pytest

from obelize.appraisal.language import NOT_ENGLISH, language_findings
from obelize.appraisal.rating import assess
from obelize.appraisal.signals import shipped_rubric
from obelize.domain.annotation import Annotation, ItemState
from obelize.domain.credibility import SignalValue
from obelize.domain.document import Document, DocumentKind, Source
from obelize.domain.review import Verdict
from obelize.exporters.markdown import to_markdown
from obelize.rulebook import finding
from tests.reports import a_report, a_summary, a_talk

ENGLISH = "Sleep is when the brain files the day. In a trial with 60 students a nap improved what they could recall. "
SPANISH = "En un estudio con sesenta estudiantes, una siesta mejoró el recuerdo de las palabras y la atención. "
GERMAN = "In einer Studie mit sechzig Studierenden verbesserte ein kurzer Schlaf die Erinnerung an alle Wörter. "
CHINESE = "在一项针对六十名学生的研究中,午睡改善了他们对单词的记忆。"


def a_document(text: str, language: str | None = None) -> Document:
    return Document("d1", "a.txt", DocumentKind.TRANSCRIPT, "plain-text", text, "", (), Source(language=language))


@pytest.mark.parametrize(
    ("text", "language", "flagged"),
    [
        (ENGLISH * 8, None, False),
        (ENGLISH * 8, "es", False),  # what a side file states is the recording's language, not the captions'
        (SPANISH * 8, None, True),
        (SPANISH * 8, "en", True),
        (GERMAN * 8, None, True),
        (CHINESE * 20, None, True),
        (SPANISH, None, False),
        (SPANISH, "es-419", True),
        (ENGLISH, "en_GB", False),
        ("", "es", False),
        ("12 34 56", None, False),
    ],
)
def test_another_language_is_told(text: str, language: str | None, flagged: bool) -> None:
    assert [found.code for found in language_findings(a_document(text, language))] == [NOT_ENGLISH] * flagged


def foreign(annotation: Annotation) -> Annotation:
    return replace(annotation, findings=(*annotation.findings, finding(NOT_ENGLISH, "the file states “es”")))


def test_what_goes_by_english_words_is_unknown_in_another_language() -> None:
    talk = foreign(a_talk())
    values = {signal.id: signal.value for signal in assess(talk, {}, foreign(a_summary(talk))).signals}
    by_words = {rule.id for rule in shipped_rubric().signals if rule.english}
    assert {"claims-attributed", "anonymous-attribution", "hedges-and-boosters"} <= by_words
    assert {values[signal] for signal in by_words} == {SignalValue.UNKNOWN}
    assert values["quotations-faithful"] is SignalValue.FAIL  # words against words, in any language


def test_quotations_of_another_language_are_not_compared() -> None:
    talk = foreign(a_talk())
    signals = {s.id: s for s in assess(talk, {}, a_summary(talk)).signals}
    assert signals["quotations-faithful"].value is SignalValue.UNKNOWN
    decided = {"quote0000004": ItemState(Verdict.REFUTED)}
    assert {s.id: s for s in assess(talk, decided, a_summary(talk)).signals}["quotations-faithful"].evidence == (
        "0 of 1 quotation found as quoted"
    )


def test_the_report_flags_it() -> None:
    talk = foreign(a_talk())
    written = to_markdown(a_report({}, annotation=talk, paired=None, decisions=(), assessment=assess(talk, {})))
    assert "**Quality flags:** Not in English, which the rules are for (TRN020)" in written
    assert "empirical claims" not in written


def test_a_transcript_without_words_is_nothing_in_its_favour() -> None:
    talk = a_talk()
    silent = replace(talk, document=replace(talk.document, text="  \n"))
    for judged in (assess(silent, {}), assess(a_summary(silent), {}, silent)):
        [found] = [signal for signal in judged.signals if signal.id == "first-hand"]
        assert (found.value, found.evidence) == (SignalValue.UNKNOWN, "the transcript holds no words")
