"""The table for people: whole in a pipe, wrapped under its own column on a terminal."""

import pytest

from obelize.cli.output import print_table

ROWS = [("a", "one two three four five six seven eight nine ten")]


def test_a_pipe_gets_the_whole_cell(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "30")
    print_table(("key", "what"), ROWS)
    assert capsys.readouterr().out.splitlines()[1] == f"a    {ROWS[0][1]}"


def test_a_terminal_gets_it_wrapped(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "30")
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    print_table(("key", "what"), ROWS)
    lines = capsys.readouterr().out.splitlines()[1:]
    assert all(len(line) <= 30 for line in lines)
    assert " ".join(" ".join(lines).split()) == f"a {ROWS[0][1]}"
