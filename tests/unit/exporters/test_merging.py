"""What somebody edited in a report is there after the next export."""

import re

import pytest

from obelize.domain.annotation import ItemState
from obelize.domain.review import Verdict
from obelize.exporters.markdown import GITHUB, OBSIDIAN, PANDOC, to_markdown
from obelize.exporters.markdown.merging import holds_sections, merge
from obelize.exporters.markdown.writing import Dialect
from tests.reports import a_report

DIALECTS = pytest.mark.parametrize("dialect", [GITHUB, OBSIDIAN, PANDOC], ids=lambda dialect: dialect.name)
OLD = to_markdown(a_report())
NEW = to_markdown(a_report({"sclaim000003": ItemState(Verdict.VERIFIED, reviewers=("R. Viewer",))}, decisions=()))


def test_an_unedited_report_is_simply_replaced() -> None:
    assert merge(NEW, OLD).text == NEW
    assert merge(NEW, OLD).kept == ()


def test_an_edited_section_is_kept_and_the_others_are_written_anew() -> None:
    merged = merge(NEW, OLD.replace("keeps only a slice of what the large one can do.", "keeps a slice.", 1))
    assert "\nA copy of a large model keeps a slice.\n" in merged.text
    assert merged.kept == ("synopsis",)
    assert "1 of 3 key claims verified" in merged.text


def test_an_edit_survives_any_number_of_exports() -> None:
    edited = OLD.replace("## Key points\n", "## Key points\n\nMy own remark.\n")
    once = merge(NEW, edited)
    twice = merge(OLD, once.text)
    assert merge(NEW, twice.text).text == once.text
    assert "My own remark." in twice.text


def test_text_between_sections_and_own_front_matter_stay() -> None:
    edited = OLD.replace("<!-- obelize:end claims -->", "<!-- obelize:end claims -->\n\n## My notes\n\nCall her.")
    edited = edited.replace('rating: "Low"', 'rating: "Low"\nmine: "yes"\nalso:\n  - a')
    edited = edited.replace("models\n\n<!--", "models\n\nBy the newsroom.\n\n<!--", 1)
    text = merge(NEW, edited).text
    assert "<!-- obelize:end claims -->\n\n## My notes\n\nCall her.\n" in text
    assert '\nmine: "yes"\nalso:\n  - a\n---' in text
    assert "# Small copies of large models\n\nBy the newsroom.\n" in text
    assert merge(NEW, text).text == text


def test_a_kept_section_still_calls_its_footnotes() -> None:
    marks = [line for line in OLD.splitlines() if line.startswith("[^")]
    edited = OLD.replace("Copies lose 40 percent", "Copies were said to lose 40 percent", 1)
    bare = NEW.replace(marks[0] + "\n", "")
    assert marks[0] in merge(bare, edited).text


def test_an_edited_section_that_is_no_longer_written_is_kept() -> None:
    edited = OLD.replace("## Corrections\n", "## Corrections\n\nSee also our note.\n")
    merged = merge(NEW, edited)
    assert "See also our note." in merged.text
    assert merged.kept == ("corrections",)


@DIALECTS
def test_an_edit_of_every_section_survives_in_every_dialect(dialect: Dialect) -> None:
    old = to_markdown(a_report(), dialect)
    names = re.findall(r"<!-- obelize:section ([\w-]+) ", old)
    edited = re.sub(r"(<!-- obelize:end (\w[\w-]*) -->)", r"My remark on \2.\n\n\1", old)
    states = {"sclaim000003": ItemState(Verdict.VERIFIED, reviewers=("R. Viewer",))}
    new = to_markdown(a_report(states, decisions=()), dialect)
    merged = merge(new, edited)
    for name in names:
        assert (f"My remark on {name}.\n" in merged.text) == (name != "footnotes"), name
    assert merge(new, merged.text).text == merged.text
    called = set(re.findall(r"\[\^(\w{6})\](?!:)", merged.text))
    assert called <= set(re.findall(r"^\[\^(\w{6})\]:", merged.text, re.MULTILINE))


@DIALECTS
def test_what_nobody_edited_is_written_anew_in_every_dialect(dialect: Dialect) -> None:
    states = {"sclaim000003": ItemState(Verdict.VERIFIED, reviewers=("R. Viewer",))}
    new = to_markdown(a_report(states, decisions=()), dialect)
    assert merge(new, to_markdown(a_report(), dialect)).text == new


def test_what_stands_behind_a_section_that_is_no_longer_written_stays() -> None:
    edited = OLD.replace("<!-- obelize:end corrections -->", "<!-- obelize:end corrections -->\n\nAsk her again.")
    merged = merge(NEW, edited)
    assert "Ask her again." in merged.text
    assert "## Corrections" not in merged.text
    assert merge(NEW, merged.text).text == merged.text


def test_of_a_section_that_is_there_twice_no_edit_is_lost() -> None:
    section = OLD[OLD.index("<!-- obelize:section synopsis") : OLD.index("<!-- obelize:section key-points")]
    edited = section.replace("## Synopsis\n", "## Synopsis\n\nMy own remark.\n")
    assert "My own remark." in merge(NEW, OLD.replace(section, edited + section)).text


def test_words_above_the_title_stay() -> None:
    edited = OLD.replace("\n# Small copies", "\nFor the newsroom.\n\n# Small copies", 1)
    merged = merge(NEW, edited)
    assert "For the newsroom." in merged.text
    assert merge(NEW, merged.text).text == merged.text


@pytest.mark.parametrize("text", ["", "Groceries: tea.\n", "---\na: 1\n---\n", OLD.split("<!--")[0]])
def test_a_file_without_sections_is_no_report(text: str) -> None:
    assert not holds_sections(text)
    assert merge(NEW, text).text
