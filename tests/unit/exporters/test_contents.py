"""Titles, speakers and names of files as a report gives them."""

import json
from dataclasses import replace

import pytest

from obelize.appraisal.rating import assess
from obelize.domain.annotation import Annotation, Report
from obelize.domain.claim import Extraction
from obelize.domain.document import Document, DocumentKind, Segment, SegmentRole, Source
from obelize.domain.finding import Finding, Severity
from obelize.exporters.contents import contents_of, main_speaker, shared_path, title_of
from obelize.exporters.data import to_json
from obelize.exporters.html.page import to_html
from obelize.exporters.markdown import to_markdown
from obelize.exporters.sarif import to_sarif
from obelize.exporters.statements import NO_SUMMARY, PICKED
from obelize.exporters.wording import audience_and_advice
from tests.reports import a_report, a_talk


def written(text: str, role: SegmentRole = SegmentRole.PARAGRAPH, name: str = "/home/zyxw/in/pasted.txt") -> Annotation:
    segment = Segment(text, 0, len(text), role)
    document = Document("d1", name, DocumentKind.SUMMARY, "pasted-text", text, "c" * 64, (segment,))
    return Annotation(document, Extraction((), (), ()), {}, {}, {})


def with_source(annotation: Annotation, source: Source, **changes: object) -> Annotation:
    return replace(annotation, document=replace(annotation.document, source=source, **changes))  # type: ignore[arg-type]  # a test names the fields it changes


def test_a_text_without_title_is_called_by_its_heading_or_first_words() -> None:
    assert title_of([written("Small copies", SegmentRole.HEADING)]) == "Small copies"
    assert title_of([written("YOUTUBE", SegmentRole.HEADING)]) == "pasted"
    long = title_of([written("A small copy of a large model keeps " + "only a slice of what it can do, " * 4)])
    assert long.startswith("A small copy of a large model keeps only")
    assert long.endswith("…")
    assert len(long) <= 81


def test_a_talk_without_title_is_called_by_its_file() -> None:
    talk = with_source(a_talk(), Source(), name="/home/zyxw/talks/street-interview.vtt")
    assert title_of([talk]) == "street-interview"


def test_the_channel_is_nobody_who_speaks() -> None:
    channel = Source(author="Okafor on Models", channel="Okafor on Models")
    assert main_speaker(with_source(a_talk(), channel).document) == "Mira Okafor"
    assert main_speaker(with_source(a_talk(speaker=None), channel).document) == "Okafor on Models"
    assert main_speaker(with_source(a_talk(), Source(author="Ada")).document) == "Ada"


@pytest.mark.parametrize(
    ("name", "shared"),
    [
        ("talks/a b.vtt", "talks/a b.vtt"),
        ("/home/zyxw/talks/a.vtt", "a.vtt"),
        ("../talks/a.vtt", "a.vtt"),
        ("C:\\Users\\zyxw\\a.vtt", "a.vtt"),
    ],
)
def test_paths_of_somebodys_machine_stay_there(name: str, shared: str) -> None:
    talk = with_source(a_talk(), a_talk().document.source, name=name)
    assert shared_path(talk.document) == shared
    report = replace(a_report(), annotation=talk)
    assert "zyxw" not in to_json(report)
    uris = [a["location"]["uri"] for a in json.loads(to_sarif(report))["runs"][0]["artifacts"]]
    assert uris[0] == shared.replace(" ", "%20")


def test_what_is_quoted_or_listed_is_no_other_claim() -> None:
    report: Report = a_report()
    summary = report.paired
    assert summary
    key = summary.extraction.claims[0]
    quotation = summary.extraction.quotations[0]
    again = replace(key, id="again", text=f"“{key.text.upper()}”")
    quoted = replace(
        key, id="quoted", text=quotation.text, start_char=quotation.start_char, end_char=quotation.end_char
    )
    extraction = replace(summary.extraction, claims=(*summary.extraction.claims, again, quoted))
    contents = contents_of(replace(report, paired=replace(summary, extraction=extraction)))
    assert {"again", "quoted"}.isdisjoint(row.claim.id for row in contents.claims)
    assert contents.left_out_claims == contents_of(report).left_out_claims


def test_prior_marks_carry_the_passages_of_the_talk() -> None:
    [mark] = json.loads(to_json(a_report()))["prior_marks"]
    assert (mark["compared"], mark["passages"]) == (False, [])


def test_an_audience_is_named_before_the_colon_and_nothing_else_is() -> None:
    assert audience_and_advice("For product teams: test copies.") == ("For product teams:", "test copies.")
    assert audience_and_advice("Ask about “Copies: a survey”.") == ("", "Ask about “Copies: a survey”.")


def test_a_summary_without_a_list_has_its_own_claims_for_points_with_what_is_amiss_in_them() -> None:
    report = a_report()
    summary = report.paired
    assert summary
    assert summary.grounding
    amiss = Finding("GRD002", Severity.WARNING, "said 14, stated 40")
    paragraphs = tuple(
        replace(segment, role=SegmentRole.PARAGRAPH if place in (1, 2) else SegmentRole.QUIZ)
        for place, segment in enumerate(summary.document.segments)
    )
    sentences = tuple(
        replace(s, findings=(amiss,) * (place == 1)) for place, s in enumerate(summary.grounding.sentences)
    )
    paired = replace(
        summary,
        document=replace(summary.document, segments=paragraphs),
        extraction=replace(summary.extraction, claims=summary.extraction.claims[:2]),
        grounding=replace(summary.grounding, sentences=sentences),
    )
    judged = assess(report.annotation, {}, paired)
    assert len(judged.key_items) > 2
    told = replace(report, paired=paired, assessment=judged, states={})
    contents = contents_of(told)
    assert [point.text for point in contents.key_points] == [claim.text for claim in paired.extraction.claims]
    assert [point.remarks for point in contents.key_points] == [(), ("said 14, stated 40",)]
    for written in (to_markdown(told), to_html(told)):
        assert PICKED.replace("'", "&#x27;") in written or PICKED in written
        assert NO_SUMMARY not in written
