"""The line mode gives the same verdicts as the screen, and scripts the same as both."""

import json
from collections.abc import Sequence

import pytest

from obelize.domain.review import Verdict
from obelize.errors import SettingsError, UnreadableInputError
from obelize.store import Repository
from obelize.workflow.review_desk import ReviewDesk, wording
from obelize.workflow.review_desk.keymap import Command, make_keymap
from obelize.workflow.review_desk.line_mode import LineMode
from obelize.workflow.review_desk.script import run_script
from tests.unit.workflow.conftest import OpenDesk

V, U, R, X = Verdict


def typed(desk: ReviewDesk, lines: Sequence[str]) -> list[str]:
    said: list[str] = []
    LineMode(desk, make_keymap({}), said.append).run(lines)
    return said


def test_verdicts_move_on_to_the_next_open_item(open_desk: OpenDesk) -> None:
    desk = open_desk()
    said = typed(desk, ["v seen in table 3", "u", "r", "x", "later", "q", "v"])
    assert [desk.state(index).verdict for index in range(6)] == [V, U, R, X, None, None]
    assert desk.state(0).notes == ("seen in table 3",)
    assert desk.state(4).later
    assert "Verified. Saved." in said
    assert said[-1] == "4 of 60 decided (6 %), 1 later. Everything is saved."


def test_what_is_shown_of_an_item(open_desk: OpenDesk) -> None:
    said = "\n".join(typed(open_desk(), ["g 10", "g 20"]))
    assert "Item 10 of 60, quotation, talk.vtt, 0:45, Tomasz Lindqvist, undecided" in said
    assert "QUO002 error: a number was changed" in said
    assert "number: said “forty”, quoted “fourteen”" in said
    assert "CIT003 warning: year differs" in said
    assert "library: found · 1 hit · 2026-05-01 12:00 UTC · “small models accuracy”" in said


def test_undo_notes_edits_and_evidence_by_line(open_desk: OpenDesk) -> None:
    desk = open_desk()
    typed(desk, ["v", "z", "Z", "g", "n a note", "e In trial 0 it kept 40.", "c", "d 1"])
    state = desk.state(0)
    assert (state.verdict, state.notes, state.edited_text, state.caption_error, state.evidence) == (
        V,
        ("a note",),
        "In trial 0 it kept 40.",
        True,
        ("w1",),
    )


def test_duplicates_need_a_preview_first(open_desk: OpenDesk) -> None:
    desk = open_desk()
    said = typed(desk, ["g 4", "u", "k", "k", "a yes"])
    assert desk.state(4).verdict is None
    said = typed(desk, ["g 4", "a", "a yes"])
    assert "2 near-duplicates would get the same verdict:" in said
    assert [desk.state(index).verdict for index in (3, 4, 6)] == [U, U, U]


def test_search_filter_order_and_links(open_desk: OpenDesk) -> None:
    said = typed(open_desk(), ["/trial 17", "o", "f kind:citation", "s severity", "O", "?", "s sideways", "v v", "huh"])
    assert "1 item, by time." in said
    assert "https://example.org/talk#t=85" in said
    assert "3 items, by severity." in said
    assert "0 decided items without a place any more." in said
    assert "v or verified: verified: checked and right" in said
    assert "Not done: an order is one of time, worthiness, severity, impact." in said
    assert "'huh' is no command. Type ? and Enter for help." in said


def test_the_rating_and_what_would_change_it(open_desk: OpenDesk) -> None:
    desk = open_desk()
    said = typed(desk, ["w", "?"])
    document_id = desk.queue.entries[0].document_id
    outlook = desk.outlook(document_id, {})
    rating = [*wording.outlook_lines(desk, document_id, outlook), outlook.rule]
    at = said.index(rating[0])
    assert said[at : at + len(rating)] == rating
    assert "w or rating: the rating, and what would change it" in said


def test_an_empty_queue_can_be_left_again(open_desk: OpenDesk) -> None:
    desk = open_desk()
    said = typed(desk, ["f nothing like this", "v", "f", "v"])
    assert "There is no item to decide." in said
    assert "Not done: no item is left by this filter; type f and Enter to see all." in said
    assert desk.state(0).verdict is V


def test_a_script_and_lines_give_the_same_log(open_desk: OpenDesk, repository: Repository) -> None:
    keys = "vurx" * 5
    run_script(
        desk := open_desk(),
        [json.dumps({"item": desk.queue.entries[index].id, "do": make_name(key)}) for index, key in enumerate(keys)],
        "x.jsonl",
    )
    scripted = [(entry.item_id, entry.to_verdict) for entry in repository.decisions()]
    for _ in keys:
        desk.undo()
    typed(open_desk(), list(keys))
    assert [(entry.item_id, entry.to_verdict) for entry in repository.decisions()[40:]] == scripted


def make_name(key: str) -> str:
    return next(command.value for command, own in make_keymap({}).items() if own == key)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "not JSON: a name in double quotes is missing, at character 2"),
        ('{"do": "note", "note": "a\tb"}', "not JSON: a control character, such as a tab .* inside a text"),
        ("[]", "each line is an object"),
        ('{"do": "verified"}', "needs an item"),
        ('{"do": "dance", "item": "ID"}', "nothing called 'dance'"),
        ('{"do": "verified", "item": "nope"}', "no item under review"),
        ('{"do": "verified", "item": "ID", "colour": 1}', "no field 'colour'"),
        ('{"do": "verified", "item": "ID", "note": 1}', "'note' must be a text"),
        ('{"do": "edit", "item": "ID"}', "'edit' needs 'text'"),
        ('{"do": "edit", "item": "ID", "note": "no text"}', "'edit' needs 'text'"),
        ('{"do": "evidence", "item": "ID"}', "'evidence' needs 'evidence'"),
        ('{"do": "undo"}', "nothing to undo"),
    ],
)
def test_a_script_names_the_line_that_cannot_be_done(open_desk: OpenDesk, line: str, reason: str) -> None:
    desk = open_desk()
    good = json.dumps({"item": desk.queue.entries[1].id, "do": "later"})
    if "undo" in line:
        good = ""
    with pytest.raises(UnreadableInputError, match=f"x.jsonl, line 2: .*{reason}"):
        run_script(desk, [good, line.replace("ID", desk.queue.entries[0].id)], "x.jsonl")
    assert desk.state(1).later is bool(good)


def test_a_script_restores_the_wording_only_when_told(open_desk: OpenDesk) -> None:
    desk = open_desk()
    edit = {"item": desk.queue.entries[0].id, "do": "edit"}
    with pytest.raises(UnreadableInputError, match="line 2: 'edit' needs 'text'"):
        run_script(desk, [json.dumps({**edit, "text": "It kept 40."}), json.dumps(edit)], "x.jsonl")
    assert desk.state(0).edited_text == "It kept 40."
    run_script(desk, [json.dumps({**edit, "text": ""})], "x.jsonl")
    assert desk.state(0).edited_text is None


def test_keys_can_be_moved(open_desk: OpenDesk) -> None:
    keymap = make_keymap({"verified": "y", "palette": "ctrl+k", "help": "f1"})
    assert (keymap[Command.VERIFIED], keymap[Command.NOTE]) == ("y", "n")
    desk = open_desk()
    LineMode(desk, keymap, lambda text: None).run(["y"])
    assert desk.state(0).verdict is V


@pytest.mark.parametrize(
    ("keys", "reason"),
    [
        ({"verified": "u"}, "'u' would do both 'verified' and 'unverified'"),
        ({"verify": "y"}, "no command 'verify'; did you mean 'verified'"),
        ({"verified": "vv"}, "'vv' is no key"),
        ({"verified": "enter"}, "'enter' is kept for confirming"),
    ],
)
def test_keys_that_collide_are_refused(keys: dict[str, str], reason: str) -> None:
    with pytest.raises(SettingsError, match=reason):
        make_keymap(keys)
