"""Six talks of different credibility, and the reports that follow from what was gathered on them, to the byte."""

import pytest

from obelize.domain.appraisal import CitationVerdict
from obelize.domain.credibility import Rating, SignalValue
from obelize.domain.document import DocumentKind
from obelize.exporters.html.page import to_html
from obelize.exporters.statements import MARK_SAID, NOT_IN_SUMMARY
from obelize.workflow.publish import Frame, put_together
from tests.golden import FOLDER, golden_material, golden_names, rendered

RATINGS = {
    "calibration": Rating.HIGH,
    "miracle-course": Rating.LOW,
    "panel-on-tests": Rating.UNRATED,
    "scaling-commentary": Rating.MEDIUM,
    "street-interview": Rating.UNRATED,
    "vaccine-debate": Rating.LOW,
}


def test_there_are_six() -> None:
    assert golden_names() == sorted(RATINGS)


@pytest.mark.parametrize("name", sorted(RATINGS))
def test_the_report_is_the_golden_one(name: str) -> None:
    golden = (FOLDER / f"{name}.md").read_text(encoding="utf-8")
    assert rendered(golden_material(name)) == golden, "run `python -m tests.golden` if the change is meant"


@pytest.mark.parametrize("name", sorted(RATINGS))
def test_the_rating_is_the_one_expected(name: str) -> None:
    assert put_together(golden_material(name), Frame()).assessment.rating is RATINGS[name]


def test_the_retracted_paper_is_seen() -> None:
    report = put_together(golden_material("vaccine-debate"), Frame())
    signals = {signal.id: signal.value for signal in report.assessment.signals}
    assert signals["not-retracted"] is SignalValue.FAIL


def test_the_altered_and_the_invented_quotation_are_seen() -> None:
    material = golden_material("miracle-course")
    summary = next(a for a in (material.annotation, material.paired) if a and a.document.kind is DocumentKind.SUMMARY)
    assert sorted(str(check.verdict) for check in summary.quotation_checks.values()) == ["absent", "altered"]


def test_sound_citations_are_found() -> None:
    material = golden_material("calibration")
    checks = [c for a in (material.annotation, material.paired) if a for c in a.citation_checks.values()]
    assert {check.verdict for check in checks} == {CitationVerdict.VERIFIED}


def test_the_page_says_what_the_comparison_with_the_talk_found() -> None:
    scaling, miracle = (
        put_together(golden_material(name), Frame()) for name in ("scaling-commentary", "miracle-course")
    )
    assert MARK_SAID in to_html(scaling)
    page = to_html(miracle)
    assert "said “14 percent”, stated “41 percent”" in page
    assert NOT_IN_SUMMARY in page
