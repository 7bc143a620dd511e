import io
import json
from pathlib import Path

import pytest

from obelize.cli import main


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OBELIZE_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)


def test_a_file_is_added_found_and_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "refs.bib").write_text("@article{owl1, title={Owls at night}, year={2020}}\n")
    assert main(["library", "add", "refs.bib"]) == 0
    assert "1 added" in capsys.readouterr().err
    assert main(["library", "search", "owls", "--format", "jsonl"]) == 0
    row = json.loads(capsys.readouterr().out)
    assert row["query"] == "owls"
    assert [(hit["id"], hit["title"], hit["year"]) for hit in row["hits"]] == [("owl1", "Owls at night", 2020)]
    assert main(["library", "stats", "--format", "jsonl"]) == 0
    assert json.loads(capsys.readouterr().out)["works"] == 1


def test_a_query_may_have_several_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["library", "search", "knowledge", "distillation", "-n", "2", "--format", "jsonl"]) == 0
    assert json.loads(capsys.readouterr().out)["query"] == "knowledge distillation"


def test_queries_from_standard_input_are_answered_one_a_line_in_order(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO('knowledge distillation\n\n"odd" AND (\n'))
    assert main(["library", "search", "-", "-n", "2", "--format", "jsonl"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["query"] for row in rows] == ["knowledge distillation", "", '"odd" AND (']
    assert len(rows[0]["hits"]) == 2
    assert rows[1]["hits"] == []


def test_what_cannot_be_read_is_named_and_the_rest_is_added(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "odd.txt").write_text("no references")
    (tmp_path / "refs.jsonl").write_text('{"id": 1}\n{"id": 2, "title": "Owls"}\n')
    assert main(["library", "add", "odd.txt", "missing.bib", "refs.jsonl"]) == 2
    complaints = capsys.readouterr().err
    assert "odd.txt: none of the known formats" in complaints
    assert "missing.bib: No such file" in complaints
    assert "refs.jsonl, line 1: no title; skipped" in complaints
    assert "1 added" in complaints


def test_a_named_library_that_is_not_there_is_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["library", "search", "owls", "--library", "none.sqlite"]) == 2
    assert "no library there" in capsys.readouterr().err
