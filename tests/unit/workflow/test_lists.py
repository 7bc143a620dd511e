"""The user's own lists."""

from pathlib import Path

import pytest

from obelize.errors import UnreadableInputError
from obelize.workflow.publish.lists import read_lists


def test_outlets_and_journals_are_read_without_regard_to_case(tmp_path: Path) -> None:
    outlets, journals = tmp_path / "o.csv", tmp_path / "j.csv"
    outlets.write_text("outlet,trusted\nExample.org,yes\nBad Channel,no\n", encoding="utf-8")
    journals.write_text('"Journal title",ISSN\n"Annals, of Rules",1\n', encoding="utf-8-sig")
    lists = read_lists(outlets, journals)
    assert lists.outlets == {"example.org": True, "bad channel": False}
    assert lists.journals == {"annals, of rules"}


def test_titles_may_stand_one_a_line(tmp_path: Path) -> None:
    journals = tmp_path / "j.txt"
    journals.write_text("Annals of Rules\n\nActa\n", encoding="utf-8")
    assert read_lists(None, journals).journals == {"annals of rules", "acta"}


def test_an_odd_word_is_named_with_its_place(tmp_path: Path) -> None:
    outlets = tmp_path / "o.csv"
    outlets.write_text("example.org,maybe\n", encoding="utf-8")
    with pytest.raises(UnreadableInputError, match=r"line 1.*'maybe'"):
        read_lists(outlets, None)


def test_a_missing_list_is_an_error() -> None:
    with pytest.raises(UnreadableInputError, match="nowhere"):
        read_lists(Path("nowhere.csv"), None)
