"""Every key does what the keymap says."""

import webbrowser
from collections.abc import Awaitable, Callable

import pytest
from textual.pilot import Pilot

from obelize.domain.review import Action, Verdict
from obelize.store import Repository
from obelize.tui.dialogs import ConfirmDialog, LineDialog, TextDialog
from obelize.tui.queue_list import QueueList
from obelize.workflow.review_desk import ReviewDesk
from obelize.workflow.review_desk.keymap import Command
from tests.tui.conftest import OpenApp, screen_text
from tests.unit.workflow.conftest import OpenDesk

V, U, R, X = Verdict

Check = Callable[[Pilot[None], ReviewDesk], Awaitable[None]]


def cursor(pilot: Pilot[None]) -> int:
    return pilot.app.screen_stack[1].query_one(QueueList).cursor


async def verdicts(pilot: Pilot[None], desk: ReviewDesk) -> None:
    await pilot.press("v", "u", "r", "x")
    assert [desk.state(index).verdict for index in range(5)] == [V, U, R, X, None]
    assert cursor(pilot) == 4
    assert "not-a-claim · saved" in screen_text(pilot)


async def later(pilot: Pilot[None], desk: ReviewDesk) -> None:
    await pilot.press("space")
    assert desk.state(0).later
    assert cursor(pilot) == 1


async def undo_and_redo(pilot: Pilot[None], desk: ReviewDesk) -> None:
    await pilot.press("v", "z")
    assert desk.state(0).verdict is None
    assert cursor(pilot) == 0
    await pilot.press("Z")
    assert desk.state(0).verdict is V
    await pilot.press("Z")
    assert "✗ there is nothing to redo" in screen_text(pilot)


async def moving(pilot: Pilot[None], desk: ReviewDesk) -> None:
    for keys, place in (("j", 1), ("j", 2), ("k", 1), ("G", 59), ("g", 0), ("k", 0)):
        await pilot.press(keys)
        assert cursor(pilot) == place


async def note(pilot: Pilot[None], desk: ReviewDesk) -> None:
    await pilot.press("n", *"ask v", "enter")
    assert desk.state(0).notes == ("ask v",)
    await pilot.press("n", *"no", "escape")
    assert desk.state(0).notes == ("ask v",)


async def caption_error(pilot: Pilot[None], desk: ReviewDesk) -> None:
    await pilot.press("c")
    assert desk.state(0).caption_error
    await pilot.press("c")
    assert not desk.state(0).caption_error


async def edit(pilot: Pilot[None], desk: ReviewDesk) -> None:
    await pilot.press("e", "home", *"So: ", "enter")
    assert (desk.state(0).edited_text or "").startswith("So: In trial 0")
    await pilot.press("e", "f4", "f4", "enter")
    assert (desk.state(0).edited_text or "").endswith("of the larger")
    assert desk.state(0).edited_span is not None


async def evidence(pilot: Pilot[None], desk: ReviewDesk) -> None:
    await pilot.press("d", "space", "enter")
    assert desk.state(0).evidence == ("w1",)
    await pilot.press("j", "d")
    assert "there is no evidence to pick from" in screen_text(pilot)


async def duplicates(pilot: Pilot[None], desk: ReviewDesk) -> None:
    await pilot.press("j", "j", "j", "a")
    assert "decide this one first" in screen_text(pilot)
    await pilot.press("r", "k", "a")
    assert isinstance(pilot.app.screen, ConfirmDialog)
    assert "In trial 6 the smaller" in screen_text(pilot)
    await pilot.press("escape")
    assert desk.state(6).verdict is None
    await pilot.press("a", "enter")
    assert [desk.state(index).verdict for index in (3, 4, 6)] == [R, R, R]
    await pilot.press("z")
    assert [desk.state(index).verdict for index in (3, 4, 6)] == [R, None, None]


async def search(pilot: Pilot[None], desk: ReviewDesk) -> None:
    await pilot.press("/", *"TRIAL 17", "enter")
    assert [desk.queue.entries[index].position for index in desk.queue.view] == [17]
    assert "1 shown" in screen_text(pilot)
    await pilot.press("/", *["backspace"] * 8, "enter")
    assert len(desk.queue.view) == 60


async def filtering(pilot: Pilot[None], desk: ReviewDesk) -> None:
    await pilot.press("f", *"kind:claims", "enter")
    assert "'claims' is none of claim, quotation, citation" in screen_text(pilot)
    await pilot.press(*["backspace"] * 6, *"quote", "enter")
    assert len(desk.queue.view) == 3
    await pilot.press("f", *" nothing", "enter", "v")
    assert "✗ no item is left by this filter" in screen_text(pilot)


async def ordering(pilot: Pilot[None], desk: ReviewDesk) -> None:
    await pilot.press("s")
    assert "by worthiness" in screen_text(pilot)
    await pilot.press("s")
    assert "by severity" in screen_text(pilot)
    await pilot.press("s")
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    assert "by impact" in screen_text(pilot)


async def opening(pilot: Pilot[None], desk: ReviewDesk) -> None:
    sent: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(webbrowser, "open", sent.append)
        await pilot.press("j", "o")
        assert "https://example.org/talk#t=5" in screen_text(pilot)
        assert sent == []
        await pilot.press("enter")
    assert sent == ["https://example.org/talk#t=5"]


async def rating(pilot: Pilot[None], desk: ReviewDesk) -> None:
    await pilot.press("w")
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    assert isinstance(pilot.app.screen, TextDialog)
    assert "Rating " in screen_text(pilot)
    await pilot.press("escape")
    assert "working out the rating" not in screen_text(pilot)


async def orphans(pilot: Pilot[None], desk: ReviewDesk) -> None:
    await pilot.press("O")
    assert "Every decided item has its place." in screen_text(pilot)


async def help_screen(pilot: Pilot[None], desk: ReviewDesk) -> None:
    await pilot.press("?")
    shown = screen_text(pilot)
    assert "verified: checked and right" in shown
    await pilot.press("escape")
    assert not isinstance(pilot.app.screen, TextDialog)


async def palette(pilot: Pilot[None], desk: ReviewDesk) -> None:
    await pilot.press("ctrl+p")
    await pilot.press(*"refut")
    await pilot.pause(0.3)
    await pilot.press("enter")
    await pilot.pause(0.3)
    assert desk.state(0).verdict is R


async def leaving(pilot: Pilot[None], desk: ReviewDesk) -> None:
    await pilot.press("q")
    assert not pilot.app.is_running or pilot.app._exit


CHECKS: dict[tuple[Command, ...], Check] = {
    (Command.VERIFIED, Command.UNVERIFIED, Command.REFUTED, Command.NOT_A_CLAIM): verdicts,
    (Command.LATER,): later,
    (Command.UNDO, Command.REDO): undo_and_redo,
    (Command.NEXT, Command.PREVIOUS, Command.FIRST, Command.LAST): moving,
    (Command.NOTE,): note,
    (Command.CAPTION_ERROR,): caption_error,
    (Command.EDIT,): edit,
    (Command.EVIDENCE,): evidence,
    (Command.DUPLICATES,): duplicates,
    (Command.SEARCH,): search,
    (Command.FILTER,): filtering,
    (Command.ORDER,): ordering,
    (Command.OPEN,): opening,
    (Command.RATING,): rating,
    (Command.ORPHANS,): orphans,
    (Command.HELP,): help_screen,
    (Command.PALETTE,): palette,
    (Command.QUIT,): leaving,
}


def test_no_command_is_left_out() -> None:
    assert {command for commands in CHECKS for command in commands} == set(Command)


@pytest.mark.parametrize("check", CHECKS.values(), ids=lambda check: check.__name__)
async def test_keys(check: Check, open_desk: OpenDesk, open_app: OpenApp) -> None:
    desk = open_desk()
    async with open_app(desk) as pilot:
        await check(pilot, desk)


async def test_keys_can_be_moved(open_desk: OpenDesk, open_app: OpenApp) -> None:
    desk = open_desk()
    async with open_app(desk, keys={"verified": "y", "note": "v", "search": ",", "help": "f1"}) as pilot:
        await pilot.press("y")
        assert desk.state(0).verdict is V
        await pilot.press("v")
        assert isinstance(pilot.app.screen, LineDialog)
        await pilot.press("escape", "comma")
        assert isinstance(pilot.app.screen, LineDialog)
        await pilot.press("escape", "f1")
        assert "y       verified" in screen_text(pilot)


async def test_other_reviewers_are_seen_and_not_overwritten(
    open_desk: OpenDesk, open_app: OpenApp, repository: Repository
) -> None:
    ada, tom = open_desk("ada"), open_desk("tom")
    async with open_app(ada) as pilot:
        tom.decide([0], R)
        await pilot.press("v")
        assert "tom decided this in the meantime" in screen_text(pilot)
        assert ada.state(0).verdict is R
        await pilot.press("v")
        assert ada.state(0).disputed
        assert "≠" in screen_text(pilot)
        tom.decide([7], V)
        await pilot.pause(2.2)
        assert "others decided 1 items" in screen_text(pilot)
    assert [entry.action for entry in repository.decisions()] == [Action.DECIDE] * 3


async def test_arrows_pages_and_the_mouse(open_desk: OpenDesk, open_app: OpenApp) -> None:
    async with open_app(open_desk()) as pilot:
        await pilot.press("down", "down", "up")
        assert cursor(pilot) == 1
        await pilot.press("pagedown")
        assert cursor(pilot) > 5
        await pilot.press("pageup", "end")
        assert cursor(pilot) == 59
        await pilot.press("home")
        await pilot.click(QueueList, offset=(4, 4))
        assert cursor(pilot) == 3
