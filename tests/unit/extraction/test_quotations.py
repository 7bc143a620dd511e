"""Quotations found in summaries: words, speaker, claimed time."""

from dataclasses import replace

import pytest

from obelize.domain.claim import Quotation
from obelize.domain.document import Document, DocumentKind, Footnote, FootnoteReference, Segment, SegmentRole
from obelize.extraction.attributions import seconds
from obelize.extraction.quotations import find_quotations

P, Q, F = SegmentRole.PARAGRAPH, SegmentRole.QUOTE, SegmentRole.FOOTNOTE


def summary(*paragraphs: tuple[SegmentRole, str]) -> Document:
    segments: list[Segment] = []
    text = ""
    for role, words in paragraphs:
        segments.append(Segment(words, len(text), len(text) + len(words), role))
        text += words + "\n\n"
    return Document("summary", "s.md", DocumentKind.SUMMARY, "markdown", text, "0" * 64, tuple(segments))


def only(document: Document) -> Quotation:
    (found,) = find_quotations(document)
    assert found.text == document.text[found.start_char : found.end_char]
    return found


@pytest.mark.parametrize(
    ("paragraph", "text", "speaker", "time"),
    [
        (
            "“It can reason about code, and recover from errors.” — Nate B. Jones, ~00:10",
            "It can reason about code, and recover from errors.",
            "Nate B. Jones",
            10.0,
        ),
        (
            "“It has less volume in there.” — Nate B. Jones, ~00:352",
            "It has less volume in there.",
            "Nate B. Jones",
            35.0,
        ),
        (
            'Varga warns: "No trial has ever lasted a whole year." (1:02:03)',
            "No trial has ever lasted a whole year.",
            "Varga",
            3723.0,
        ),
        (
            "At 04:20 Ilse Varga says “nobody has measured it so far at all”.",
            "nobody has measured it so far at all",
            "Ilse Varga",
            260.0,
        ),
        (
            "As Dr. Okafor puts it, «we count what is cheap to count».",
            "we count what is cheap to count",
            "Dr. Okafor",
            None,
        ),
        ("“We count what is cheap” (Okafor, 12:07).", "We count what is cheap", "Okafor", 727.0),
        (
            "He thought that ‘it doesn’t matter how long anybody naps’ at all.",
            "it doesn’t matter how long anybody naps",
            None,
            None,
        ),
    ],
)
def test_a_quotation_has_words_speaker_and_time(
    paragraph: str, text: str, speaker: str | None, time: float | None
) -> None:
    found = only(summary((P, paragraph)))
    assert (found.text, found.speaker, found.claimed_time) == (text, speaker, time)


@pytest.mark.parametrize(
    "paragraph",
    [
        "Jones calls it a “wide manifold” of skills.",
        "See “Scaling Laws for Neural Language Models Revisited Again” for details.",
        'See "Effects of tea on blood pressure in mice" by Smith and Doe (2010).',
        "The effect was small (see also “Effects of tea on blood pressure in mice”).",
        "She cites the 2010 paper “Effects of tea on blood pressure in mice”.",
        "A study titled “Does tea lower the blood pressure of mice?” found little.",
        "The score was 3:21 and nobody was quoted.",
        "A 5'10\" person and a 6'2\" person met.",
    ],
)
def test_terms_titles_and_measures_are_no_quotations(paragraph: str) -> None:
    assert find_quotations(summary((P, paragraph))) == ()


@pytest.mark.parametrize(
    "paragraph",
    [
        "Smith wrote in the paper: “Effects of tea on blood pressure in mice are small”.",
        "The report “found no effect of tea on blood pressure”.",
        "We see that “Effects of tea on blood pressure in mice are small”.",
        "The book, “Effects of tea on blood pressure are small,” is wrong.",
        "“Tea does not lower blood pressure in mice at all.” So it was said by Smith.",
    ],
)
def test_words_beside_a_work_that_are_no_title_are_quotations(paragraph: str) -> None:
    assert len(find_quotations(summary((P, paragraph)))) == 1


def test_a_heading_over_quotations_is_nobody() -> None:
    found = only(summary((P, "Key Quotes: “We are measuring two things here, and that is a bad benchmark.”")))
    assert found.speaker is None


def test_each_of_two_quotations_has_its_own_time() -> None:
    document = summary(
        (P, "“The first thing she says here” — Varga, 0:10. “The other thing he says here” — Host, 0:20.")
    )
    assert [(q.speaker, q.claimed_time) for q in find_quotations(document)] == [("Varga", 10.0), ("Host", 20.0)]


def test_a_block_is_a_quotation_and_its_last_line_names_the_speaker() -> None:
    found = only(summary((Q, "Nobody has measured it.\n— Ilse Varga, 01:06")))
    assert (found.text, found.speaker, found.claimed_time) == ("Nobody has measured it.", "Ilse Varga", 66.0)


def test_the_speaker_may_stand_in_the_next_paragraph() -> None:
    found = only(summary((Q, "Nobody has measured it."), (P, "— Ilse Varga, 01:06")))
    assert (found.speaker, found.claimed_time) == ("Ilse Varga", 66.0)


def test_a_footnote_gives_the_time_and_does_not_repeat_the_quotation() -> None:
    words = "“Nobody has measured it in a single trial.”"
    document = summary((P, words), (F, "Ilse Varga, ~01:06 – “Nobody has measured it…”"))
    note = document.segments[1]
    document = replace(
        document,
        footnotes=(Footnote("1", note.text, note.start_char, note.end_char, 66.0),),
        references=(FootnoteReference("1", len(words)),),
    )
    assert only(document).claimed_time == 66.0


def test_a_transcript_quotes_nobody() -> None:
    document = replace(summary((P, "“Nobody has measured it in a single trial.”")), kind=DocumentKind.TRANSCRIPT)
    assert find_quotations(document) == ()


@pytest.mark.parametrize(("stamp", "value"), [("0:05", 5.0), ("12:34", 754.0), ("1:02:03", 3723.0)])
def test_stamps_are_read_as_seconds(stamp: str, value: float) -> None:
    assert seconds(stamp) == value
