"""Each screen at three sizes, as text.

`OBELIZE_SNAPSHOTS=write pytest tests/tui/test_snapshots.py` writes them anew; look at the difference then.
"""

import os
from pathlib import Path

import pytest

from tests.tui.conftest import OpenApp, screen_lines
from tests.unit.workflow.conftest import OpenDesk

FOLDER = Path(__file__).parent / "snapshots"
SIZES = [(80, 24), (120, 40), (200, 50)]
# Keys that lead to each screen from the one before, and those that leave it.
SCREENS: dict[str, tuple[list[str], list[str]]] = {
    "note": (["n", *"seen"], ["escape"]),
    "edit": (["e", "f4"], ["escape"]),
    "evidence": (["d", "space"], ["escape"]),
    "filter": (["f", *"kind:x", "enter"], ["escape"]),
    "open": (["o"], ["escape"]),
    "help": (["?"], ["escape"]),
    "orphans": (["O"], ["escape"]),
    "duplicates": (["j", "j", "j", "r", "k", "a"], ["escape", "z", "g"]),
    "review": (["v", "u", "r", "x", "space", "c", "j", "j", "j", "j"], []),
}


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_screens(size: tuple[int, int], open_desk: OpenDesk, open_app: OpenApp) -> None:
    async with open_app(open_desk(), size) as pilot:
        for name, (keys, leaving) in SCREENS.items():
            await pilot.press(*keys)
            await pilot.pause()
            lines = screen_lines(pilot)
            lines[-2] = ""  # the rating is tried out in a thread of its own and may or may not be shown yet
            shown = "\n".join(lines) + "\n"
            path = FOLDER / f"{name}-{size[0]}x{size[1]}.txt"
            if os.environ.get("OBELIZE_SNAPSHOTS") == "write":
                FOLDER.mkdir(exist_ok=True)
                path.write_text(shown, encoding="utf-8")
            assert shown == path.read_text(encoding="utf-8"), name
            await pilot.press(*leaving)


def test_there_is_no_snapshot_without_a_screen() -> None:
    wanted = {f"{name}-{width}x{height}.txt" for name in SCREENS for width, height in SIZES}
    assert {path.name for path in FOLDER.iterdir()} == wanted
