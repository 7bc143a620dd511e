"""Markdown summaries, and talks with front matter."""

import pytest

from obelize.domain.document import DocumentKind, SegmentRole
from tests.unit.readers.conftest import Read

SUMMARY = """---
title: "A summary"
author: [Mara, Jun]
date: 2024-05-01
summary_of: talk.vtt
---

# What distillation loses

The student **keeps** *94.5 percent*[^1] of the [score](https://example.org/score).[^two]
A second line[^zz].

> It can recover from its own errors. — Mara, ~00:14

> [!WARNING]
> ⚠ UNVERIFIED — It kept 94 percent. Nobody published it.

## What it cannot do

- Replace testing.

| Model | Score |
|---|---|
| A | 94 |

**Source credibility:** Medium — own name.
**Potential biases:** none.

[^1]: Mara, ~00:14 – "keeps"
[^two]: Hinton 2015. *Distilling*.
[^3]: never called
"""


def test_roles_scope_and_places(read: Read) -> None:
    document = read(SUMMARY, "a.md")
    found = [(segment.role, segment.text) for segment in document.segments]
    assert found == [
        (SegmentRole.HEADING, "What distillation loses"),
        (SegmentRole.PARAGRAPH, "The student keeps 94.5 percent of the score. A second line[^zz]."),
        (SegmentRole.QUOTE, "It can recover from its own errors. — Mara, ~00:14"),
        (SegmentRole.MARK, "⚠ UNVERIFIED — It kept 94 percent. Nobody published it."),
        (SegmentRole.HEADING, "What it cannot do"),
        (SegmentRole.LIST_ITEM, "Replace testing."),
        (SegmentRole.TABLE_HEADING, "Model | Score"),
        (SegmentRole.TABLE, "A | 94"),
        (SegmentRole.ASSESSMENT, "Source credibility: Medium — own name."),
        (SegmentRole.ASSESSMENT, "Potential biases: none."),
        (SegmentRole.FOOTNOTE, 'Mara, ~00:14 – "keeps"'),
        (SegmentRole.FOOTNOTE, "Hinton 2015. Distilling."),
        (SegmentRole.FOOTNOTE, "never called"),
    ]
    assert document.segments[5].scope == ("What distillation loses", "What it cannot do")
    for segment in document.segments:
        assert segment.origin is not None
        assert segment.text.split()[0] in SUMMARY[slice(*segment.origin)].replace("*", "")


def test_calls_links_and_front_matter(read: Read) -> None:
    document = read(SUMMARY, "a.md")
    text = document.text
    calls = [(call.label, text[: call.at_char].split()[-1]) for call in document.references]
    assert calls == [("1", "percent"), ("two", "score.")]
    (link,) = document.links
    assert (text[link.start_char : link.end_char], link.url) == ("score", "https://example.org/score")
    assert document.footnotes[0].time == 14.0
    assert document.summary_of == "talk.vtt"
    assert (document.source.title, document.source.author, document.source.date) == (
        "A summary",
        "Mara, Jun",
        "2024-05-01",
    )
    assert [f.code for f in document.findings] == ["TRN008", "TRN009"]


def test_a_footnote_that_is_defined_twice_loses_neither(read: Read) -> None:
    document = read("A fact.[^1]\n\n[^1]: Kaplan 2020.\n[^1]: Hinton 2015.\n", "a.md")
    assert sorted(note.text for note in document.footnotes) == ["Hinton 2015.", "Kaplan 2020."]
    assert [finding.code for finding in document.findings] == ["TRN021"]


@pytest.mark.parametrize("verbatim", ["```\n{}\n```", "<!--\n{}\n-->"])
def test_nothing_is_defined_in_code(read: Read, verbatim: str) -> None:
    document = read(f"A fact.[^1]\n\n[^1]: Kaplan 2020.\n\n{verbatim.format('[^1]: Hinton 2015.')}\n", "a.md")
    (note,) = document.footnotes
    assert (note.text, document.text[note.start_char : note.end_char]) == ("Kaplan 2020.", "Kaplan 2020.")
    assert document.findings == ()


def test_a_talk_with_front_matter_is_a_transcript_and_keeps_its_description(read: Read) -> None:
    said = "So you know, I think we're going to see that it's kind of different, right? " * 12
    description = "Links: https://example.org/paper\n\n  Summary:\n  It is different."
    document = read(
        f'---\ntitle: "A talk"\nvideo_id: "mL15smallm0"\nduration: "1:00"\ndescription: |\n  {description}\n---\n\n'
        f"# A talk\n\n{said}\n"
    )
    assert document.kind is DocumentKind.TRANSCRIPT
    assert document.segments[-1].role is SegmentRole.SPEECH
    assert document.source.duration == 60.0
    assert document.source.links == ("https://example.org/paper",)
    assert "Summary:\nIt is different." in (document.source.description or "")


def test_a_lesson_with_a_quiz_is_a_page(read: Read) -> None:
    document = read(
        "# Scores\n\nA score counts answers.\n\n## Quiz\n\n1. What is it?\n   - A) one\n   - B) two\n\n## More\n\nx y\n"
    )
    assert document.kind is DocumentKind.PAGE
    assert [s.text for s in document.segments if s.role is SegmentRole.QUIZ] == ["What is it?", "A) one", "B) two"]
    assert document.segments[-1].role is SegmentRole.PARAGRAPH


def test_front_matter_unfolds_no_aliases(read: Read) -> None:
    document = read("---\na: &a [x, x]\nb: [*a, *a]\n---\n\nText stands here.\n", "a.md")
    assert [f.code for f in document.findings] == ["TRN019"]
    assert document.text == "Text stands here."
