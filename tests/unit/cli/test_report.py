"""`obelize report --out -` of several documents."""

import csv
import io
import json
from pathlib import Path

import pytest

from obelize.cli import main
from obelize.store import Repository
from tests.annotations import make_annotation


@pytest.fixture(autouse=True)
def two_talks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OBELIZE_DATA_DIR", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    store = Repository.open(f"sqlite:///{tmp_path / 'store.sqlite'}")
    for name in ("one.vtt", "two.vtt"):
        store.save_annotation(make_annotation(20, name=name), f"/talks/{name}")
    store.close()


def printed(format_name: str, capsys: pytest.CaptureFixture[str], *names: str) -> str:
    words = ["--format", format_name, "--url", "https://example.org/r", "--out", "-"]
    assert main(["report", *names, *words]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("format_name", ["json", "csl-json", "claimreview", "webannotation", "sarif"])
def test_several_reports_are_one_json_text(format_name: str, capsys: pytest.CaptureFixture[str]) -> None:
    one, two = (json.loads(printed(format_name, capsys, name)) for name in ("one.vtt", "two.vtt"))
    both = json.loads(printed(format_name, capsys))
    match format_name:
        case "sarif":
            assert both == {**one, "runs": one["runs"] + two["runs"]}
        case "csl-json":
            assert both == one + [work for work in two if work not in one]
        case _:
            assert both == [one, two]


def test_several_tables_have_one_header(capsys: pytest.CaptureFixture[str]) -> None:
    rows = list(csv.reader(io.StringIO(printed("csv", capsys))))
    assert len(rows) == 41
    assert [row[0] for row in rows].count("type") == 1


def test_several_pages_are_refused_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", "--format", "html", "--out", "-"]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err == "obelize: html is printed for one document at a time: name one, or give --out a folder\n"
