"""The log alone says where an item stands, whoever replays it."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from obelize.domain.annotation import ItemState
from obelize.domain.claim import ItemKind
from obelize.domain.review import Action, Decision, Verdict
from obelize.workflow.replay import DecisionLog, states_of
from tests.annotations import NOON

V, U, R = Verdict.VERIFIED, Verdict.UNVERIFIED, Verdict.REFUTED
BLANK = Decision("d", "doc", "item", ItemKind.CLAIM, "ada", NOON, Action.DECIDE)


def log(*entries: Decision) -> list[Decision]:
    return [replace(entry, id=str(number)) for number, entry in enumerate(entries)]


def decide(verdict: Verdict | None, reviewer: str = "ada", **more: Any) -> Decision:
    return replace(BLANK, to_verdict=verdict, reviewer=reviewer, **more)


def act(action: Action, **more: Any) -> Decision:
    return replace(BLANK, action=action, **more)


def state(*entries: Decision) -> ItemState:
    return states_of(log(*entries))["item"]


def test_the_last_verdict_counts_and_notes_add_up() -> None:
    found = state(decide(U, note="no source"), act(Action.NOTE, note="asked the author"), decide(V))
    assert (found.verdict, found.notes, found.disputed) == (V, ("no source", "asked the author"), False)


def test_undo_takes_an_entry_away_and_redo_brings_it_back() -> None:
    first, second = decide(U), decide(V)
    undo, redo = act(Action.UNDO, target="1"), act(Action.REDO, target="1")
    assert state(first, second, undo).verdict is U
    assert state(first, second, undo, redo).verdict is V


def test_an_undo_leaves_what_others_decided_since() -> None:
    assert state(decide(U), decide(V, "tom"), act(Action.UNDO, target="0")).verdict is V


def test_later_ends_with_a_verdict() -> None:
    assert state(act(Action.LATER)).later
    assert not state(act(Action.LATER), decide(V)).later


def test_reviewers_who_differ_make_a_dispute_until_it_is_settled() -> None:
    disputed = state(decide(U), decide(V, "tom"))
    assert disputed.disputed
    assert dict(disputed.verdicts) == {"ada": U, "tom": V}
    settling = act(Action.ADJUDICATE, to_verdict=R, reviewer="eve")
    settled = state(decide(U), decide(V, "tom"), settling)
    assert (settled.verdict, settled.disputed, dict(settled.verdicts)) == (R, False, {"ada": U, "tom": V})
    assert state(decide(U), decide(V, "tom"), settling, decide(V, "ann")).disputed


def test_a_withdrawn_verdict_leaves_the_others() -> None:
    assert state(decide(U, "tom"), decide(V), decide(None)).verdict is U
    assert state(decide(V), decide(None)).verdict is None


def test_a_repeat_changes_nothing() -> None:
    assert state(decide(V), act(Action.REPEAT, to_verdict=U, note="hm")) == state(decide(V))


def test_edits_flags_and_evidence() -> None:
    found = state(
        act(Action.EDIT, edited_text="as it should be", edited_span=(3, 9)),
        act(Action.CAPTION_ERROR),
        act(Action.EVIDENCE, evidence=("w1",)),
    )
    assert (found.edited_text, found.edited_span, found.caption_error, found.evidence) == (
        "as it should be",
        (3, 9),
        True,
        ("w1",),
    )
    assert state(act(Action.EDIT, edited_text="x"), act(Action.EDIT)).edited_text is None


def test_a_bulk_action_is_undone_as_one() -> None:
    history = DecisionLog()
    for entry in log(decide(V), decide(U, batch="b", item_id="i1"), decide(U, batch="b", item_id="i2")):
        history.add(entry)
    assert [entry.id for entry in history.undoable("ada")] == ["1", "2"]
    for number, entry in enumerate(history.undoable("ada")):
        history.add(replace(entry, id=f"u{number}", action=Action.UNDO, target=entry.id, batch="b2"))
    assert [entry.id for entry in history.undoable("ada")] == ["0"]
    assert [entry.id for entry in history.redoable("ada")] == ["1", "2"]
    assert history.state(("doc", "i1")).verdict is None


def test_a_new_action_ends_redoing() -> None:
    history = DecisionLog()
    for entry in log(decide(V), act(Action.UNDO, target="0"), decide(U)):
        history.add(entry)
    assert history.redoable("ada") == []


@given(st.lists(st.sampled_from(["v", "u", "undo", "redo"]), max_size=40))
def test_undo_and_redo_behave_like_an_editor(keys: list[str]) -> None:
    history, made = DecisionLog(), 0
    done: list[Verdict] = []
    undone: list[Verdict] = []
    for key in keys:
        made += 1
        if key in {"v", "u"}:
            verdict = V if key == "v" else U
            history.add(replace(decide(verdict), id=str(made)))
            done.append(verdict)
            undone.clear()
            continue
        entries = history.undoable("ada") if key == "undo" else history.redoable("ada")
        assert bool(entries) == bool(done if key == "undo" else undone)
        for entry in entries:
            history.add(replace(entry, id=str(made), action=Action(key), target=entry.id))
            (undone if key == "undo" else done).append((done if key == "undo" else undone).pop())
        assert history.state(("doc", "item")).verdict == (done[-1] if done else None)


@pytest.mark.parametrize("reviewer", ["ada", "tom"])
def test_one_reviewers_own_view(reviewer: str) -> None:
    history = DecisionLog()
    for entry in log(decide(V), decide(U, "tom")):
        history.add(entry)
    assert history.state(("doc", "item"), reviewer).verdict is {"ada": V, "tom": U}[reviewer]
