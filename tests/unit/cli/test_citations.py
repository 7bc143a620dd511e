"""`obelize citations` as it is called."""

import json
from pathlib import Path

import pytest

from obelize.cli import main

BIB = """@article{good, title={Scaling Laws for Neural Language Models}, author={Jared Kaplan and others}, year=2020}
@article{bad, title={Scaling Laws for Neural Language Models}, author={John Doe}, year=2020}
@article{none, title={An unheard of theory of moss and its uses}, author={Max Roe}, year=2020}
"""


@pytest.fixture
def bibliography(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("OBELIZE_DATA_DIR", str(tmp_path / "data"))
    path = tmp_path / "refs.bib"
    path.write_text(BIB, encoding="utf-8")
    return str(path)


def test_json_lines(bibliography: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["citations", bibliography, "--offline", "--format", "jsonl"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(row["key"], row["verdict"]) for row in rows] == [
        ("good", "verified"),
        ("bad", "mismatch"),
        ("none", "not_found"),
    ]
    assert set(rows[0]) >= {"key", "raw", "verdict", "findings", "work", "receipts"}
    assert set(rows[0]["work"]) == {"id", "title", "authors", "year", "venue", "doi", "arxiv", "url"}
    assert [each["code"] for each in rows[1]["findings"]] == ["CIT010"]
    assert rows[2]["work"] is None


def test_the_table_ends_with_the_three_classes(bibliography: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["citations", bibliography, "--offline", "--problems"])
    printed = capsys.readouterr()
    assert "good" not in printed.out
    assert "1 sound, 1 miscited, 0 fabricated-looking, 1 couldn't check" in printed.err


def test_a_vague_mention_is_shown_with_its_candidates(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("OBELIZE_DATA_DIR", str(tmp_path / "data"))
    path = tmp_path / "notes.md"
    path.write_text("# Notes\n\nStudies such as OpenAI 2024 on model distillation report it.\n", encoding="utf-8")
    assert main(["citations", str(path), "--offline"]) == 0
    printed = capsys.readouterr().out
    assert "unchecked" in printed
    assert "candidates: " in printed
    assert "Model compression" in printed


@pytest.mark.parametrize(("verdict", "code"), [("mismatch", 1), ("unchecked", 0)])
def test_fail_on(bibliography: str, verdict: str, code: int) -> None:
    assert main(["citations", bibliography, "--offline", "--fail-on", verdict]) == code


def test_an_unreadable_file_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["citations", "nowhere.bib", "--offline"]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 2


def test_a_long_title_is_cut_with_a_sign(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("OBELIZE_DATA_DIR", str(tmp_path / "data"))
    path = tmp_path / "refs.bib"
    path.write_text(f"@article{{long, title={{{'Moss and its many uses in ' * 4}towns}}, year=2020}}", encoding="utf-8")
    assert main(["citations", str(path), "--offline"]) == 0
    printed = capsys.readouterr()
    assert "Moss and its many uses in Moss and its many uses in Moss and its many…" in printed.out
    assert "1 citation: " in printed.err
