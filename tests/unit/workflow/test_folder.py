"""The page over many reports."""

import dataclasses
from datetime import date
from pathlib import Path

import pytest

from obelize.domain.annotation import ItemState, Report
from obelize.domain.appraisal import Grounding
from obelize.domain.document import Source
from obelize.domain.finding import Finding, Severity
from obelize.domain.review import Verdict
from obelize.errors import ExportError
from obelize.exporters import exporter_named
from obelize.workflow.publish import write_report
from obelize.workflow.publish.files import write_index
from obelize.workflow.publish.folder import published
from tests.reports import a_report, a_talk

TODAY = date(2031, 1, 1)


def second_report(states: dict[str, ItemState] | None = None) -> Report:
    """The same talk as another document."""
    report = a_report(states or {})
    document = dataclasses.replace(report.annotation.document, id="talk00000002", name="again.vtt")
    claims = tuple(
        dataclasses.replace(c, id=f"again{c.id}", document_id=document.id) for c in report.annotation.extraction.claims
    )
    extraction = dataclasses.replace(report.annotation.extraction, claims=claims)
    annotation = dataclasses.replace(report.annotation, document=document, extraction=extraction)
    return dataclasses.replace(report, annotation=annotation)


def index(tmp_path: Path, reports: list[Report], suffix: str = ".md") -> str:
    exporter = exporter_named("markdown" if suffix == ".md" else "html")
    listed = [published(report, write_report(report, tmp_path, exporter).path.name) for report in reports]
    return write_index(listed, tmp_path, TODAY, suffix).read_text(encoding="utf-8")


def part(page: str, heading: str) -> str:
    return page.split(f"## {heading}\n")[1].split("\n## ")[0]


def test_documents_lead_to_their_reports(tmp_path: Path) -> None:
    page = index(tmp_path, [a_report(), second_report()])
    rows = part(page, "Documents").splitlines()[3:]
    assert "| Low | 0 of 3 | incomplete |" in rows[0]
    for row in rows:
        if row:
            assert (tmp_path / row.split("](<")[1].split(">)")[0]).is_file()


def test_a_speakers_record_has_its_interval_and_number(tmp_path: Path) -> None:
    states = {"claim0000001": ItemState(Verdict.VERIFIED), "claim0000003": ItemState(Verdict.VERIFIED)}
    record = part(index(tmp_path, [a_report(states), second_report()]), "Speakers")
    assert "| Mira Okafor | 100% (33% to 100%) | 2 | 0 | 1 |" in record


def test_a_disputed_claim_is_on_no_record_until_it_is_settled(tmp_path: Path) -> None:
    disputed = ItemState(Verdict.REFUTED, verdicts=(("Ann", Verdict.VERIFIED), ("Bob", Verdict.REFUTED)), disputed=True)
    page = index(tmp_path, [a_report({"claim0000001": disputed}), second_report()])
    assert part(page, "Speakers").strip() == "No claim has been decided yet."
    settled = {"claim0000001": ItemState(Verdict.VERIFIED)}
    changed = part(index(tmp_path, [a_report(settled), second_report()]), "Changed since the last export")
    assert "1 verdict changed" in changed


@pytest.mark.parametrize(
    ("grounding", "findings", "counts"),
    [
        (Grounding.QUOTED, (), True),
        (Grounding.QUOTED, (Finding("GRD004", Severity.WARNING, "a hedge was dropped"),), False),
        (Grounding.PARAPHRASED, (), False),
        (Grounding.NUMBER_CHANGED, (), False),
    ],
)
def test_a_speaker_does_not_answer_for_a_summary(
    tmp_path: Path, grounding: Grounding, findings: tuple[Finding, ...], counts: bool
) -> None:
    report = a_report({"sclaim000002": ItemState(Verdict.REFUTED)})
    assert report.paired
    assert report.paired.grounding
    sentences = tuple(
        dataclasses.replace(s, grounding=grounding, findings=findings) for s in report.paired.grounding.sentences
    )
    paired = dataclasses.replace(
        report.paired, grounding=dataclasses.replace(report.paired.grounding, sentences=sentences)
    )
    record = part(index(tmp_path, [dataclasses.replace(report, paired=paired), second_report()]), "Speakers")
    assert ("| Mira Okafor |" in record) == counts


def test_a_recognisers_label_has_no_record(tmp_path: Path) -> None:
    talk = a_talk(speaker="Speaker 1")
    talk = dataclasses.replace(talk, document=dataclasses.replace(talk.document, source=Source(date="2026-04-02")))
    report = a_report({"claim0000001": ItemState(Verdict.VERIFIED)}, annotation=talk, paired=None)
    assert part(index(tmp_path, [report, second_report()]), "Speakers").strip() == "No claim has been decided yet."


def test_claims_that_recur_are_listed_with_their_verdicts(tmp_path: Path) -> None:
    states = {"claim0000001": ItemState(Verdict.REFUTED)}
    listed = part(index(tmp_path, [a_report(states), second_report()]), "Recurring claims")
    rows = [row for row in listed.splitlines() if "lost 14 percent" in row]
    assert len(rows) == 2
    assert rows[0].endswith("| refuted |")


def test_predictions_that_came_due(tmp_path: Path) -> None:
    assert "| 2030-12-31 | came due | By 2030 every phone" in index(tmp_path, [a_report(), second_report()])


def test_what_changed_since_the_last_export(tmp_path: Path) -> None:
    heading = "Changed since the last export"
    for _ in range(2):  # true of the first and, as long as nothing changes, of those after it
        assert "No earlier export of this folder differs from this one." in part(
            index(tmp_path, [a_report({})]), heading
        )
    changed = index(tmp_path, [a_report({"sclaim000001": ItemState(Verdict.VERIFIED)}), second_report()])
    assert "1 verdict given" in part(changed, heading)
    assert "new, " in part(changed, heading)
    assert index(tmp_path, [a_report({"sclaim000001": ItemState(Verdict.VERIFIED)}), second_report()]) == changed


def test_a_damaged_state_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "index.state.json").write_text("[1]", encoding="utf-8")
    with pytest.raises(ExportError, match=r"index\.state\.json"):
        index(tmp_path, [a_report()])


def test_the_page_as_html_is_self_contained(tmp_path: Path) -> None:
    page = index(tmp_path, [a_report(), second_report()], ".html")
    assert "default-src 'none'" in page
    assert "Mira Okafor" in page
    assert "<script" not in page
