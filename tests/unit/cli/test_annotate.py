"""`obelize annotate` on files of many shapes, in this process and without a network."""

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from obelize.cli import main
from obelize.store import DocumentEntry, Repository

TALKS = Path(__file__).resolve().parents[3] / "fixtures" / "talks"
ACCOUNT = "The lecturer says that a nap helps.\n\nIn her trial with 600 students it improved recall by 12 percent.\n"

TALK = """WEBVTT

00:00:00.000 --> 00:00:05.000
<v Ilse Varga>In our trial 412 adults slept 6.8 hours a night on average.

00:00:05.000 --> 00:00:10.000
<v Ilse Varga>Those who slept less scored 12 percent lower on the word recall test.
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder, and an empty data folder beside it."""
    monkeypatch.setenv("OBELIZE_DATA_DIR", str(tmp_path / "data"))
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    return tmp_path / "work"


def annotate(*words: str | Path) -> int:
    return main(["annotate", *map(str, words), "--offline"])


def opened() -> Repository:
    return Repository.open(f"sqlite:///{Path('../data/store.sqlite').resolve()}")


def stored() -> dict[str, DocumentEntry]:
    """The store's documents by name."""
    store = opened()
    try:
        return {Path(entry.name).name: entry for entry in store.documents()}
    finally:
        store.close()


def decide_all() -> None:
    """A verdict on every item of the one document."""
    store = opened()
    items = [entry.id for entry in store.items([store.documents()[0].id])]
    store.close()
    script = "\n".join(json.dumps({"item": item, "do": "verified"}) for item in items)
    Path("script.jsonl").write_text(script, encoding="utf-8")
    assert main(["review", "--script", "script.jsonl", "--reviewer", "ada"]) == 0


def copy(*names: str) -> None:
    for name in names:
        shutil.copy(TALKS / name, name)


@pytest.mark.usefixtures("folder")
def test_a_pair_stays_one_when_its_summary_is_annotated_alone(capsys: pytest.CaptureFixture[str]) -> None:
    copy("sleep-lecture.srt", "sleep-lecture.summary.md")
    assert annotate(".") == 0
    reports = capsys.readouterr().out
    assert annotate("sleep-lecture.summary.md") == 0
    captured = capsys.readouterr()
    assert captured.out == reports
    assert "sleep-lecture.summary.md: unchanged" in captured.err
    with Path("sleep-lecture.summary.md").open("a", encoding="utf-8") as file:
        file.write("\nShe expects more trials.\n")
    assert annotate("sleep-lecture.summary.md") == 0
    assert capsys.readouterr().out == reports
    assert stored()["sleep-lecture.summary.md"].transcript_id == stored()["sleep-lecture.srt"].id


@pytest.mark.usefixtures("folder")
def test_a_summary_is_compared_again_when_its_transcript_is_edited(capsys: pytest.CaptureFixture[str]) -> None:
    copy("sleep-lecture.srt", "sleep-lecture.summary.md")
    assert annotate(".") == 0
    written = Path(capsys.readouterr().out.strip())
    altered = written.read_text(encoding="utf-8").count("altered")
    talk = Path("sleep-lecture.srt").read_text(encoding="utf-8")
    Path("sleep-lecture.srt").write_text(talk.replace("eight hours", "nine hours"), encoding="utf-8")
    assert annotate("sleep-lecture.srt") == 0
    assert written.read_text(encoding="utf-8").count("altered") > altered
    assert "sleep-lecture.summary.md: 5 claims" in capsys.readouterr().err


@pytest.mark.usefixtures("folder")
def test_decided_items_that_lost_their_place_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    talk = Path("talk.vtt")
    talk.write_text(TALK, encoding="utf-8")
    assert annotate(talk) == 0
    decide_all()
    capsys.readouterr()
    talk.write_text(TALK.replace("12 percent lower", "30 percent lower"), encoding="utf-8")
    assert annotate(talk) == 0
    printed = capsys.readouterr()
    assert "talk.vtt: 1 reviewed item could not be placed; kept among the orphans of `obelize review`\n" in printed.err
    report = Path(printed.out.strip()).read_text(encoding="utf-8")
    assert "1 decided item could not be placed in the document as it is now" in report
    talk.write_text(TALK, encoding="utf-8")
    assert annotate(talk) == 0
    printed = capsys.readouterr()
    assert "could not be placed" not in printed.err
    assert "could not be placed" not in Path(printed.out.strip()).read_text(encoding="utf-8")


@pytest.mark.usefixtures("folder")
def test_what_the_user_says_is_a_pair_stays_one(capsys: pytest.CaptureFixture[str]) -> None:
    copy("sleep-lecture.srt")
    Path("account.txt").write_text(ACCOUNT, encoding="utf-8")
    assert annotate("account.txt", "--summary-of", "sleep-lecture.srt") == 0
    assert annotate("account.txt", "--again") == 0
    assert annotate(".") == 0
    assert len(set(capsys.readouterr().out.split())) == 1
    assert stored()["account.txt"].transcript_id == stored()["sleep-lecture.srt"].id


@pytest.mark.usefixtures("folder")
def test_summary_of_makes_a_summary_of_any_text() -> None:
    copy("sleep-lecture.srt")
    Path("account.txt").write_text(ACCOUNT, encoding="utf-8")
    assert annotate(".") == 0
    assert stored()["account.txt"].kind == "page"
    assert annotate("account.txt", "--summary-of", "sleep-lecture.srt") == 0
    assert stored()["account.txt"].kind == "summary"
    assert annotate("account.txt", "--again") == 0
    assert stored()["account.txt"].kind == "summary"


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("path", "transcript", "said"),
    [
        ("battery-prices.json", "sleep-lecture.srt", "battery-prices.json: holds speech with times"),
        ("account.txt", "sleep-lecture.summary.md", "account.txt: sleep-lecture.summary.md is a summary itself"),
        ("account.txt", "account.txt", "account.txt: can't be a summary of itself"),
        ("account.txt", "copy.txt", "account.txt: has the same content as the transcript named for it"),
        ("account.txt", "empty.vtt", "account.txt: not annotated, because its transcript empty.vtt could not be read"),
        (".", "sleep-lecture.srt", ".: a folder; --summary-of"),
        ("account.txt", ".", ".: a folder; --summary-of"),
    ],
)
def test_what_can_be_no_pair_is_told(path: str, transcript: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    copy("sleep-lecture.srt", "sleep-lecture.summary.md", "battery-prices.json")
    for name in ("account.txt", "copy.txt"):
        Path(name).write_text(ACCOUNT, encoding="utf-8")
    Path("empty.vtt").touch()
    assert annotate(path, "--summary-of", transcript) == 2
    assert said in capsys.readouterr().err


@pytest.mark.usefixtures("folder")
def test_its_own_output_is_not_annotated(capsys: pytest.CaptureFixture[str]) -> None:
    copy("sleep-lecture.srt", "panel.txt")
    assert annotate(".", "--out", "r1") == 0
    for format_name in ("html", "json", "jsonl", "csl-json", "obsidian"):
        assert main(["report", "--format", format_name, "--bundle", "--out", format_name]) == 0
    assert main(["review", "--export", "sheet.md"]) == 0
    capsys.readouterr()
    assert annotate(".", "--out", "r2") == 0
    assert "2 annotated, 0 could not be read" in capsys.readouterr().err
    own = [path for path in Path().glob("*/*") if path.suffixes != [".csl", ".json"] and path.parent != Path("r2")]
    assert {path.suffix for path in own} == {".md", ".html", ".json", ".jsonl", ".zip"}
    assert annotate(*own, "sheet.md") == 2
    assert capsys.readouterr().err.count("that obelize wrote, no document to annotate") == len(own) + 1


@pytest.mark.usefixtures("folder")
def test_reports_may_lie_beside_their_talks(capsys: pytest.CaptureFixture[str]) -> None:
    copy("sleep-lecture.srt", "panel.txt")
    for _ in range(2):
        assert annotate(".", "--out", ".") == 0
        assert "2 annotated, 0 could not be read" in capsys.readouterr().err


@pytest.mark.usefixtures("folder")
def test_what_speaks_of_reports_is_no_report() -> None:
    shutil.copy(TALKS.parents[1] / "docs" / "report.md", "report.md")
    assert annotate("report.md") == 0
    assert list(stored()) == ["report.md"]


@pytest.mark.usefixtures("folder")
def test_a_file_named_in_the_folder_of_reports_is_read() -> None:
    Path("reports").mkdir()
    shutil.copy(TALKS / "panel.txt", "reports/panel.txt")
    assert annotate("reports/panel.txt") == 0
    assert list(stored()) == ["panel.txt"]


@pytest.mark.usefixtures("folder")
def test_what_is_no_regular_file_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    copy("panel.txt")
    os.mkfifo("pipe.fifo")
    assert annotate("pipe.fifo", "/dev/zero", "panel.txt") == 2
    said = capsys.readouterr().err
    assert "pipe.fifo: not a regular file" in said
    assert "/dev/zero: not a regular file" in said
    assert "1 annotated, 2 could not be read" in said


@pytest.mark.usefixtures("folder")
def test_a_name_that_is_not_utf8_is_escaped(capsys: pytest.CaptureFixture[str]) -> None:
    copy("panel.txt")
    odd = Path(os.fsdecode(b"bad\xff.txt"))
    odd.write_text(ACCOUNT, encoding="utf-8")
    assert annotate(".") == 0
    assert set(stored()) == {"panel.txt", "bad\\xff.txt"}
    assert main(["report", str(odd)]) == 0
    assert main(["report", "bad\\xff.txt"]) == 0
    assert len(set(capsys.readouterr().out.split())) == 3


@pytest.mark.usefixtures("folder")
def test_the_same_content_under_two_names_is_one_document(capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("p1.txt", "p2.txt"):
        shutil.copy(TALKS / "panel.txt", name)
    assert annotate("p1.txt", "p2.txt") == 0
    captured = capsys.readouterr()
    assert "p2.txt: the same document as p1.txt" in captured.err
    assert "1 annotated" in captured.err
    for words in (["p1.txt"], ["p2.txt"], ["p2.txt", "--again"], ["p2.txt", "p1.txt"]):
        assert annotate(*words) == 0
    for name in ("p1.txt", "p2.txt", "./p2.txt"):
        assert main(["report", name]) == 0
    again = capsys.readouterr()
    assert set(again.out.split()) == set(captured.out.split())
    assert "p2.txt: unchanged, the same document as p1.txt" in again.err
    assert [path.name[:3] for path in Path("reports").iterdir()] == ["p1-"]


@pytest.mark.usefixtures("folder")
def test_a_document_that_was_moved_keeps_its_identity() -> None:
    copy("panel.txt")
    assert annotate("panel.txt") == 0
    before = stored()["panel.txt"].id
    Path("panel.txt").rename("moved.txt")
    assert annotate("moved.txt", "--again") == 0
    assert stored()["moved.txt"].id == before


@pytest.mark.usefixtures("folder")
def test_a_document_that_was_moved_and_edited_later_keeps_its_identity() -> None:
    copy("panel.txt")
    assert annotate("panel.txt") == 0
    before = stored()["panel.txt"].id
    Path("panel.txt").rename("moved.txt")
    assert annotate("moved.txt") == 0
    with Path("moved.txt").open("a", encoding="utf-8") as file:
        file.write("\nAnd so it ended.\n")
    assert annotate("moved.txt") == 0
    assert {name: entry.id for name, entry in stored().items()} == {"moved.txt": before}


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("order", [("talk.txt", "old.txt"), ("old.txt", "talk.txt")])
def test_a_copy_of_what_was_edited_is_another_document(order: tuple[str, str]) -> None:
    shutil.copy(TALKS / "panel.txt", "talk.txt")
    assert annotate("talk.txt") == 0
    first = stored()["talk.txt"].id
    Path("talk.txt").rename("old.txt")
    Path("talk.txt").write_text(ACCOUNT, encoding="utf-8")
    for _ in range(2):
        assert annotate(*order) == 0
        assert set(stored()) == {"talk.txt", "old.txt"}
        assert stored()["talk.txt"].id == first


@pytest.mark.usefixtures("folder")
def test_a_folder_that_cannot_be_read_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    copy("panel.txt")
    Path("closed").mkdir()
    listing = os.scandir

    def scandir(path: str) -> Iterator[os.DirEntry[str]]:
        if Path(path).name == "closed":
            raise PermissionError(13, "Permission denied", path)
        return listing(path)

    monkeypatch.setattr("os.scandir", scandir)
    assert annotate(".") == 2
    said = capsys.readouterr().err
    assert "closed: this folder can't be read: Permission denied" in said
    assert "1 annotated, 1 could not be read" in said


@pytest.mark.usefixtures("folder")
def test_a_folder_is_searched_by_suffix() -> None:
    Path("deep/er").mkdir(parents=True)
    Path("deep/.hidden").mkdir()
    shutil.copy(TALKS / "distillation.vtt", "deep/er/talk.WEBVTT")
    shutil.copy(TALKS / "panel.txt", "deep/panel.text")
    shutil.copy(TALKS / "sleep-lecture.srt", "deep/.hidden/talk.srt")
    shutil.copy(TALKS / "sleep-lecture.srt", "deep/talk.log")
    page = '<?xml version="1.0"?>\n<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml">'
    Path("page.xhtml").write_text(f"{page}<body><p>A day.</p></body></html>", encoding="utf-8")
    assert annotate(".") == 0
    assert set(stored()) == {"talk.WEBVTT", "panel.text", "page.xhtml"}
