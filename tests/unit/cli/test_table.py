"""The table for people: whole in a pipe, wrapped under its own column on a terminal."""

import pytest

from obelize.cli.output import print_table
from obelize.domain.counting import number_of

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


def test_a_terminal_without_room_gets_it_below(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    print_table(("a", "wide column", "what"), [("1", "x" * 20, ROWS[0][1])])
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == ["a  wide column", "  what"]
    assert lines[2] == f"1  {'x' * 20}"
    assert all(len(line) <= 40 and line.startswith("  ") for line in lines[3:])
    assert " ".join(" ".join(lines[3:]).split()) == ROWS[0][1]


def test_numbers_agree_with_their_nouns() -> None:
    assert [number_of(n, "entry", "entries") for n in (0, 1, 1200)] == ["0 entries", "1 entry", "1,200 entries"]
    assert [number_of(n, "claim") for n in (1, 2)] == ["1 claim", "2 claims"]
