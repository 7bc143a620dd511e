"""Every key does what the keymap says."""

from obelize.domain.review import Verdict
from obelize.tui.app import ReviewApp
from obelize.workflow.review_desk.keymap import make_keymap
from tests.unit.workflow.conftest import OpenDesk

V, U, R, X = Verdict


async def test_verdict_keys_decide_and_move_on(open_desk: OpenDesk) -> None:
    desk = open_desk()
    async with ReviewApp(desk, make_keymap({})).run_test(size=(100, 30)) as pilot:
        await pilot.press("v", "u", "r", "x", "space")
    assert [desk.state(index).verdict for index in range(5)] == [V, U, R, X, None]
    assert desk.state(4).later
