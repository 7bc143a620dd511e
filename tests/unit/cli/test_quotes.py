"""`obelize quotes` as a user calls it."""

import json
from pathlib import Path

import pytest

from obelize.cli import main

TRANSCRIPT = """WEBVTT

00:00:00.000 --> 00:00:05.000
<v Ilse Varga>We followed fifteen families for eleven years in Austin.

00:00:05.000 --> 00:00:10.000
<v Ilse Varga>Nobody has measured the effect of naps in winter, as far as I know.
"""


@pytest.fixture
def transcript(tmp_path: Path) -> Path:
    path = tmp_path / "talk.vtt"
    path.write_text(TRANSCRIPT, encoding="utf-8")
    return path


def rows(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_lines_of_quotations_are_answered_in_order(
    transcript: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = [
        {"id": 7, "quote": "Nobody has measured the effect of naps in winter", "claimed_time": "1:10"},
        {"id": "b", "quote": "We followed 50 families for 11 years in Austin", "claimed_time": None},
        {"id": "c", "quote": "The moon landing was watched by hundreds of millions of people"},
    ]
    path = tmp_path / "quotes.jsonl"
    path.write_text("\n".join(map(json.dumps, asked)) + "\n\n", encoding="utf-8")
    assert main(["quotes", str(path), "--against", str(transcript), "--format", "jsonl"]) == 0
    first, second, third = rows(capsys)
    contract = ["id", "quote", "verdict", "start", "end", "matched_text", "time_off", "edits"]
    assert list(first)[:8] == contract
    assert (first["id"], first["verdict"], first["start"], first["time_off"]) == (7, "exact", 5.0, -65.0)
    assert (second["verdict"], second["time_off"]) == ("altered", None)
    assert second["edits"] == [{"kind": "number", "said": "fifteen", "quoted": "50"}]
    assert (third["verdict"], third["start"], third["matched_text"], third["edits"]) == ("absent", None, None, [])


def test_a_summary_is_read_for_its_quotations(
    transcript: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "summary.md"
    path.write_text("# Naps\n\nVarga: “We followed fifteen families for eleven years in Boston.”\n", encoding="utf-8")
    assert main(["quotes", str(path), "--against", str(transcript)]) == 0
    printed = capsys.readouterr().out
    assert "altered" in printed
    assert "QUO004" in printed


def test_fail_on_makes_a_gate(transcript: Path, tmp_path: Path) -> None:
    path = tmp_path / "quotes.jsonl"
    path.write_text(json.dumps({"quote": "We followed fifteen families for eleven years"}), encoding="utf-8")
    command = ["quotes", str(path), "--against", str(transcript), "--fail-on"]
    assert main([*command, "near"]) == 0
    path.write_text(json.dumps({"quote": "We followed sixty families for eleven years"}), encoding="utf-8")
    assert main([*command, "altered"]) == 1
    assert main([*command, "absent"]) == 0


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("{", "line 1: not JSON: a name in double quotes is missing, at character 2"),
        ('{"quote": "a', "line 1: not JSON: a text is not closed, at character 11"),
        pytest.param("[" * 100_000, "line 1: not JSON: it is nested too deeply", id="nested"),
        ("[]", "line 1: needs an object with a text 'quote'"),
        ('{"quote": 3}', "line 1: needs an object with a text 'quote'"),
        ('{"quote": "a b c", "claimed_time": "1.5"}', "line 1: 'claimed_time' must be"),
    ],
)
def test_bad_lines_are_named(
    line: str, complaint: str, transcript: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "quotes.jsonl"
    path.write_text(line, encoding="utf-8")
    assert main(["quotes", str(path), "--against", str(transcript)]) == 2
    shown = capsys.readouterr()
    assert complaint in shown.err
    assert shown.err.count("\n") == 1
    assert shown.out == ""


def test_a_quotation_without_words_is_named_and_the_rest_goes_on(
    transcript: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "quotes.jsonl"
    quotes = ["", "…", "!!!", "We followed fifteen families for eleven years"]
    path.write_text("\n".join(json.dumps({"quote": quote}) for quote in quotes), encoding="utf-8")
    assert main(["quotes", str(path), "--against", str(transcript), "--format", "jsonl", "--fail-on", "near"]) == 2
    shown = capsys.readouterr()
    assert shown.err.splitlines() == [f"obelize: {path}, line {n}: a quotation without words" for n in (1, 2, 3)]
    assert [json.loads(line)["verdict"] for line in shown.out.splitlines()] == ["exact"]


def test_a_missing_file_is_one_line(transcript: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["quotes", str(tmp_path / "none.jsonl"), "--against", str(transcript)]) == 2
    assert capsys.readouterr().err.count("\n") == 1
