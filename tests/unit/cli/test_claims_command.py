"""`obelize claims` as a user runs it."""

import json
from pathlib import Path

import pytest

from obelize.cli import main

FIELDS = {
    "id",
    "text",
    "start",
    "end",
    "start_char",
    "end_char",
    "speaker",
    "worthiness",
    "check_worthy",
    "kind",
    "modality",
    "cues",
    "context",
    "antecedent",
    "same_as",
}


def test_one_row_a_line_in_order(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "lines.txt"
    file.write_text("Half of all trials from 2019 failed.\n\nThank you. Bye.\n", encoding="utf-8")
    assert main(["claims", "--all", "--one-per-line", "--format", "jsonl", str(file)]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["text"] for row in rows] == ["Half of all trials from 2019 failed.", "", "Thank you. Bye."]
    assert all(set(row) == FIELDS for row in rows)
    assert [row["check_worthy"] for row in rows] == [True, False, False]
    assert {"rule", "text"} == set(rows[0]["cues"][0])


def test_without_all_only_the_worthy_ones_are_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "talk.vtt"
    file.write_text(
        "WEBVTT\n\n00:01.000 --> 00:04.000\nHello everybody.\n\n"
        "00:05.000 --> 00:09.000\nSmoking causes about 90 percent of lung cancer deaths.\n",
        encoding="utf-8",
    )
    assert main(["claims", str(file)]) == 0
    out = capsys.readouterr().out
    assert "0:05" in out
    assert "Hello" not in out


def test_a_missing_file_is_one_line_and_the_rest_is_done(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a.txt"
    file.write_text("It rains.", encoding="utf-8")
    assert main(["claims", "--all", "--one-per-line", str(tmp_path / "none.txt"), str(file)]) == 2
    captured = capsys.readouterr()
    assert captured.err.count("\n") == 1
    assert "none.txt" in captured.err
    assert "It rains." in captured.out


_LEANING = (
    "Dr. Moreno tested the vaccine in 2019.\n\n"
    "She found that it prevents 90 percent of infections.\n\n"
    "Thank you so much for that.\n\n"
    "Nearly 40 percent of all patients were cured in 2019.\n\n"
    "And, you know, nearly 40 percent of all patients were cured in 2019.\n\n"
    "Nearly 50 percent of all patients were cured in 2019.\n"
)


def test_rows_say_what_a_sentence_leans_on_and_which_one_it_repeats(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "talk.txt"
    file.write_text(_LEANING, encoding="utf-8")
    assert main(["claims", "--format", "jsonl", str(file)]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    she, first, again, other = rows[-4:]
    assert she["context"] == ["Dr. Moreno tested the vaccine in 2019."]
    assert she["antecedent"] == "Dr. Moreno"
    assert [first["same_as"], again["same_as"], other["same_as"]] == [None, first["id"], None]
    assert (first["context"], first["antecedent"]) == ([], None)


def test_the_table_shows_them_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "talk.txt"
    file.write_text(_LEANING, encoding="utf-8")
    assert main(["claims", str(file)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "[refers to: Dr. Moreno] [after: Dr. Moreno tested the vaccine in 2019.]" in lines[-4]
    assert [" again " in line for line in lines[-3:]] == [False, True, False]
