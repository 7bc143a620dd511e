"""The data formats, each against a validator or a reader that is not ours."""

import csv
import dataclasses
import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from obelize.domain.annotation import ItemState, Report
from obelize.domain.review import Verdict
from obelize.errors import ExportError
from obelize.exporters import exporter_named, exporters
from obelize.exporters.claim_review import to_claim_review
from obelize.exporters.data import report_schema, to_csv, to_json, to_jsonl
from obelize.exporters.sarif import to_sarif
from obelize.exporters.web_annotation import to_web_annotation
from obelize.exporters.works import to_bibtex, to_csl_json, to_ris
from obelize.literature.formats import Reference, parse_references
from tests.reports import DISTILLING, RETRACTED, a_report

SCHEMA = Path(__file__).parents[3] / "docs" / "report.schema.json"


def hostile_report(words: str) -> Report:
    """The made-up report with `words` as a claim, a citation, a title and a speaker."""
    report = a_report()
    summary = report.paired
    assert summary
    claims = (dataclasses.replace(summary.extraction.claims[0], text=words, speaker=words),)
    citations = tuple(dataclasses.replace(c, raw=words, key=words) for c in summary.extraction.citations)
    extraction = dataclasses.replace(summary.extraction, claims=claims, citations=citations)
    source = dataclasses.replace(report.annotation.document.source, title=words, speaker=words)
    document = dataclasses.replace(report.annotation.document, source=source)
    return dataclasses.replace(
        report,
        annotation=dataclasses.replace(report.annotation, document=document),
        paired=dataclasses.replace(summary, extraction=extraction),
        address="https://example.org/report",
    )


def test_json_follows_the_published_schema() -> None:
    Draft202012Validator.check_schema(report_schema())
    Draft202012Validator(report_schema()).validate(json.loads(to_json(a_report())))


def test_the_published_schema_is_the_current_one() -> None:
    assert json.loads(SCHEMA.read_text(encoding="utf-8")) == report_schema()


def test_the_schema_refuses_another_shape() -> None:
    record = json.loads(to_json(a_report()))
    record["items"][0]["verdict"] = "probably"
    assert not Draft202012Validator(report_schema()).is_valid(record)


def test_json_lines_are_the_report_and_its_items() -> None:
    lines = [json.loads(line) for line in to_jsonl(a_report()).splitlines()]
    assert lines[0]["type"] == "report"
    assert lines[0]["assessment"]["rating"] == "Low"
    assert {line["type"] for line in lines[1:]} == {"claim", "quotation", "citation"}
    assert [line["verdict"] for line in lines[1:] if line["id"] == "sclaim000002"] == ["refuted"]


@settings(deadline=None, max_examples=30)
@given(st.text(max_size=40), st.sampled_from(["=1+1", "+1", "-1", "@x", "\t=1", " =1", "\0=1", "\r=1", '"=1']))
def test_no_csv_cell_is_a_formula(tail: str, start: str) -> None:
    written = to_csv(hostile_report(start + tail))
    for row in csv.reader(io.StringIO(written, newline="")):
        for cell in row:
            assert not cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))


def test_the_bibliographies_read_back_as_the_same_works() -> None:
    for suffix, written in (
        (".bib", to_bibtex(a_report())),
        (".json", to_csl_json(a_report())),
        (".ris", to_ris(a_report())),
    ):
        entries = list(parse_references(written, f"works{suffix}"))
        works = [entry.work for entry in entries if isinstance(entry, Reference)]
        assert [(w.title, w.year, w.doi) for w in works] == [
            (w.title, w.year, w.doi) for w in (DISTILLING, RETRACTED)
        ], suffix
        assert [a.family for a in works[0].authors] == ["Hinton", "Vinyals", "Dean"]


def test_a_retracted_work_says_so_in_every_bibliography() -> None:
    report = a_report()
    assert "note = {Retracted}" in to_bibtex(report)
    assert '"note": "RETRACTED"' in to_csl_json(report)
    assert "N1  - RETRACTED" in to_ris(report)


CLAIM_REVIEW_SHAPE: dict[str, Any] = {
    "type": "object",
    "required": ["@context", "@graph"],
    "properties": {
        "@context": {"const": "https://schema.org"},
        "@graph": {
            "type": "array",
            "items": {
                "type": "object",
                "required": [
                    "@type", "url", "claimReviewed", "author", "datePublished", "reviewRating", "itemReviewed",
                ],
                "properties": {
                    "@type": {"const": "ClaimReview"},
                    "url": {"type": "string", "pattern": "^https?://"},
                    "claimReviewed": {"type": "string", "minLength": 1, "maxLength": 75},
                    "datePublished": {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
                    "reviewRating": {
                        "type": "object",
                        "required": ["@type", "alternateName"],
                        "properties": {"ratingValue": {"type": "number", "minimum": 1, "maximum": 5}},
                        "dependentRequired": {"ratingValue": ["bestRating", "worstRating"]},
                    },
                    "itemReviewed": {"required": ["@type"], "properties": {"@type": {"const": "Claim"}}},
                },
            },
        },
    },
}  # fmt: skip


def test_claim_review_holds_reviewed_claims_only_and_has_the_shape() -> None:
    written = json.loads(to_claim_review(dataclasses.replace(a_report(), address="https://example.org/report")))
    Draft202012Validator(CLAIM_REVIEW_SHAPE).validate(written)
    ratings = [(r["reviewRating"]["alternateName"], r["reviewRating"].get("ratingValue")) for r in written["@graph"]]
    assert ratings == [("Unverified", None), ("Refuted", 1)]
    assert written["@graph"][0]["itemReviewed"]["author"]["name"] == "Mira Okafor"
    assert written["@graph"][0]["url"] == "https://example.org/report#item-sclaim000001"
    assert written["@graph"][0]["itemReviewed"]["appearance"]["url"].startswith("https://www.youtube.com/")


@pytest.mark.parametrize("address", [None, "javascript:alert(1)"])
def test_claim_review_needs_an_address(address: str | None) -> None:
    with pytest.raises(ExportError, match="--url"):
        to_claim_review(dataclasses.replace(a_report(), address=address))


def test_web_annotations_point_at_words_and_time() -> None:
    page = json.loads(to_web_annotation(a_report()))
    assert (page["@context"], page["type"]) == ("http://www.w3.org/ns/anno.jsonld", "AnnotationPage")
    for annotation in page["items"]:
        assert annotation["type"] == "Annotation"
        assert annotation["id"].startswith("urn:obelize:item:")
        kinds = [selector["type"] for selector in annotation["target"]["selector"]]
        assert kinds[:2] == ["TextQuoteSelector", "TextPositionSelector"]
    spoken = next(a for a in page["items"] if a["id"].endswith("claim0000001"))
    assert spoken["target"]["selector"][2]["value"] == "t=35,44"
    assert spoken["target"]["source"] == "https://www.youtube.com/watch?v=abc123def45"
    assert [body["purpose"] for body in spoken["body"]] == ["tagging"]
    judged = next(a for a in page["items"] if a["id"].endswith("sclaim000002"))
    assert (judged["body"][0]["purpose"], judged["body"][0]["value"]) == ("assessing", "refuted")


def test_sarif_has_every_finding() -> None:
    written = json.loads(to_sarif(a_report()))
    run = written["runs"][0]
    codes = {result["ruleId"] for result in run["results"]}
    assert codes >= {"SRC001", "SRC007", "CIT003", "QUO002"}
    assert {rule["id"] for rule in run["tool"]["driver"]["rules"]} == codes


@settings(deadline=None, max_examples=30)
@given(st.text(max_size=30))
def test_json_formats_are_json_whatever_the_words(words: str) -> None:
    report = hostile_report(words)
    for render in (to_json, to_csl_json, to_claim_review, to_web_annotation, to_sarif):
        json.loads(render(report))
    for line in to_jsonl(report).split("\n")[:-1]:
        json.loads(line)


def test_every_installed_exporter_is_deterministic() -> None:
    report = dataclasses.replace(a_report(), address="https://example.org/report")
    for name, exporter in exporters().items():
        assert exporter.render(report) == exporter.render(report), name
        assert exporter.render(report).endswith("\n"), name


def test_an_unknown_format_lists_those_there_are() -> None:
    with pytest.raises(ExportError, match="markdown"):
        exporter_named("docx2")


def test_a_verdict_comes_from_a_reviewer_or_is_null() -> None:
    record = json.loads(to_json(a_report({})))
    assert {item["verdict"] for item in record["items"]} == {None}
    assert Verdict.VERIFIED not in {item["machine"] for item in record["items"] if item["type"] == "claim"}


def test_a_disputed_item_has_no_verdict_in_data() -> None:
    sides = (("Ann", Verdict.VERIFIED), ("Bob", Verdict.REFUTED))
    report = a_report({"sclaim000001": ItemState(Verdict.REFUTED, verdicts=sides, disputed=True)})
    [item] = [i for i in json.loads(to_json(report))["items"] if i["id"] == "sclaim000001"]
    assert (item["verdict"], item["disputed"]) == (None, True)
    [row] = [r for r in csv.DictReader(io.StringIO(to_csv(report))) if r["id"] == "sclaim000001"]
    assert (row["verdict"], row["disputed"]) == ("disputed", "yes")
