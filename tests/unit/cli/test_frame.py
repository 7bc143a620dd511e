"""The command line's frame: help, errors in one line, exit codes."""

from pathlib import Path

import pytest

from obelize.cli import VERBS, main


def test_help_names_every_verb(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["--help"])
    assert stop.value.code == 0
    out = capsys.readouterr().out
    assert [verb for verb in VERBS if verb not in out] == []


def test_an_unknown_verb_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["frobnicate"])
    assert stop.value.code == 2
    assert "frobnicate" in capsys.readouterr().err


def test_what_is_no_day_is_said_plainly(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["report", "--as-of", "tomorrow"])
    assert stop.value.code == 2
    assert "--as-of: 'tomorrow' is no day; write it as YYYY-MM-DD\n" in capsys.readouterr().err


def test_explain_shows_a_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "trn001"]) == 0
    assert "encoding guessed" in capsys.readouterr().out


def test_explain_of_nothing_is_an_error_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "XYZ\x1b[2J"]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    assert "\x1b" not in captured.err


def test_a_misspelt_setting_is_an_error_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("OBELIZE_LIBARY", "x")
    assert main(["config", "show"]) == 2
    assert "did you mean 'library'" in capsys.readouterr().err


def test_a_key_that_moves_no_command_is_an_error_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "obelize.toml").write_text('[keys]\nfoo = "y"\n', encoding="utf-8")
    assert main(["config", "show"]) == 2
    assert "there is no command 'foo'" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["", "--offline"], "PATH: an empty name is no path"),
        ([".", "--jobs", "0"], "--jobs: must be a whole number from 1, not '0'"),
        ([".", "--jobs", "-3"], "--jobs: must be a whole number from 1, not '-3'"),
        ([".", "--out", ""], "--out: an empty name is no path"),
    ],
)
def test_what_annotate_cannot_be_given(words: list[str], reason: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["annotate", *words])
    assert stop.value.code == 2
    assert reason in capsys.readouterr().err
