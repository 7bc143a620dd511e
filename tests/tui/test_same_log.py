"""A hundred decisions by the pilot and by a script give the same log."""

import json
from dataclasses import replace
from pathlib import Path

from obelize.domain.review import Decision
from obelize.store import Repository
from obelize.workflow.review_desk import ReviewDesk, Reviewer
from obelize.workflow.review_desk.keymap import make_keymap
from obelize.workflow.review_desk.script import run_script
from tests.annotations import NOON, make_annotation
from tests.tui.conftest import OpenApp

KEYS = ("v", "u", "r", "x", "space") * 20


def store_at(path: Path) -> Repository:
    store = Repository.open(f"sqlite:///{path}", clock=lambda: NOON)
    store.save_annotation(make_annotation(120), "/talks/talk.vtt")
    return store


def desk_over(store: Repository) -> ReviewDesk:
    numbers = iter(range(1000))
    return ReviewDesk(store, Reviewer("ada", clock=lambda: NOON, new_id=lambda: f"d{next(numbers):03}"))


def log_of(store: Repository) -> list[Decision]:
    return [replace(decision, decided_at=NOON) for decision in store.decisions()]


async def test_pilot_and_script_give_the_same_log(tmp_path: Path, open_app: OpenApp) -> None:
    by_hand, by_script = store_at(tmp_path / "hand.sqlite"), store_at(tmp_path / "script.sqlite")
    async with open_app(desk_over(by_hand)) as pilot:
        for start in range(0, len(KEYS), 10):
            await pilot.press(*KEYS[start : start + 10])
    names = {key: command.value for command, key in make_keymap({}).items()}
    desk = desk_over(by_script)
    run_script(
        desk,
        [json.dumps({"item": desk.queue.entries[index].id, "do": names[key]}) for index, key in enumerate(KEYS)],
        "decisions.jsonl",
    )
    assert len(log_of(by_hand)) == 100
    assert log_of(by_hand) == log_of(by_script)
    by_hand.close()
    by_script.close()
