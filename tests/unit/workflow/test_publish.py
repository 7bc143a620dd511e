"""Reports from the store: pairs, states, safe file names, edits kept."""

from pathlib import Path

import pytest

from obelize.domain.credibility import Rating
from obelize.domain.review import Verdict
from obelize.errors import NotInStoreError
from obelize.exporters import exporter_named
from obelize.store import Repository
from obelize.workflow.publish import build_report, reportable, write_report
from obelize.workflow.publish.files import report_file_name
from tests.reports import a_decision, a_summary, a_talk


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    opened = Repository.open(f"sqlite:///{tmp_path / 'store.sqlite'}")
    talk = a_talk()
    opened.save_annotation(talk, "copies.vtt")
    opened.save_annotation(a_summary(talk), "copies.summary.md")
    return opened


def test_a_talk_and_its_summary_make_one_report(repository: Repository) -> None:
    assert [entry.name for entry in reportable(repository.documents())] == ["copies.vtt"]
    report = build_report(repository, "talk00000001")
    assert report.paired
    assert report.paired.document.id == "summ00000001"
    assert [receipt.source for receipt in report.receipts].count("crossref") == 4


def test_decisions_on_either_document_count(repository: Repository) -> None:
    repository.record(a_decision("sclaim000001", Verdict.REFUTED, 1))
    repository.record(a_decision("sclaim000002", Verdict.REFUTED, 2))
    report = build_report(repository, "talk00000001")
    assert report.states["sclaim000001"].verdict is Verdict.REFUTED
    assert report.assessment.rating is Rating.LOW
    assert len(report.decisions) == 2


def test_the_same_store_gives_the_same_bytes_and_edits_stay(repository: Repository, tmp_path: Path) -> None:
    exporter = exporter_named("markdown")
    report = build_report(repository, "talk00000001")
    first = write_report(report, tmp_path / "out", exporter)
    before = first.path.read_bytes()
    write_report(build_report(repository, "talk00000001"), tmp_path / "out", exporter)
    assert first.path.read_bytes() == before
    first.path.write_text(before.decode().replace("## Synopsis\n", "## Synopsis\n\nEdited.\n"), encoding="utf-8")
    again = write_report(report, tmp_path / "out", exporter)
    assert again.kept == ("synopsis",)
    assert "Edited." in again.path.read_text(encoding="utf-8")


def test_an_editor_s_byte_order_mark_doubles_nothing(repository: Repository, tmp_path: Path) -> None:
    exporter = exporter_named("markdown")
    report = build_report(repository, "talk00000001")
    path = write_report(report, tmp_path, exporter).path
    edited = path.read_text(encoding="utf-8").replace("## Claims\n", "## Claims\n\nEdited.\n", 1)
    path.write_text(edited, encoding="utf-8-sig")
    assert write_report(report, tmp_path, exporter).kept == ("claims",)
    assert path.read_text(encoding="utf-8") == edited


def test_a_file_that_is_no_report_is_put_aside_and_an_empty_one_replaced(
    repository: Repository, tmp_path: Path
) -> None:
    exporter = exporter_named("markdown")
    report = build_report(repository, "talk00000001")
    path = write_report(report, tmp_path, exporter).path
    whole = path.read_bytes()
    path.write_text("", encoding="utf-8")
    assert write_report(report, tmp_path, exporter).remarks == ()
    for number, words in enumerate(("Groceries: tea.", "# Notes\n\nMilk."), 1):
        path.write_text(words, encoding="utf-8")
        written = write_report(report, tmp_path, exporter)
        assert path.read_bytes() == whole
        assert written.aside == path.with_name(f"{path.stem}.kept{'-2' if number == 2 else ''}.md")
        assert written.aside.read_text(encoding="utf-8") == words
        assert written.remarks == (
            f"{path}: the file there was no report with section marks; it is now {written.aside}",
        )


def test_an_unknown_document_is_named(repository: Repository) -> None:
    with pytest.raises(NotInStoreError, match="nowhere"):
        build_report(repository, "nowhere")


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "a/b.vtt", "..\\x.srt", "CON.txt", "\x1b[31m.vtt", "", "é" * 500, "日本.vtt", "."]
)
def test_file_names_stay_in_their_folder(name: str) -> None:
    made = report_file_name(name, "id", ".md")
    assert Path(made).name == made
    assert len(made) < 80
    assert made.isascii()
    assert not made.startswith(".")
