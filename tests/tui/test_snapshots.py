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
SCREENS: dict[str, list[str]] = {
    "review": ["v", "u", "r", "x", "space", "c", "j", "j", "j", "j"],
    "note": ["n", *"seen"],
    "edit": ["e", "f4"],
    "evidence": ["d", "space"],
    "duplicates": ["j", "j", "j", "r", "k", "a"],
    "filter": ["f", *"kind:x", "enter"],
    "open": ["o"],
    "help": ["?"],
    "orphans": ["O"],
}


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("name", SCREENS)
async def test_screen(name: str, size: tuple[int, int], open_desk: OpenDesk, open_app: OpenApp) -> None:
    async with open_app(open_desk(), size) as pilot:
        await pilot.press(*SCREENS[name])
        await pilot.pause()
        lines = screen_lines(pilot)
    # The rating is tried out in a thread of its own and may or may not be shown yet.
    lines[-2] = ""
    shown = "\n".join(lines) + "\n"
    path = FOLDER / f"{name}-{size[0]}x{size[1]}.txt"
    if os.environ.get("OBELIZE_SNAPSHOTS") == "write":
        FOLDER.mkdir(exist_ok=True)
        path.write_text(shown, encoding="utf-8")
    assert shown == path.read_text(encoding="utf-8")


def test_there_is_no_snapshot_without_a_screen() -> None:
    wanted = {f"{name}-{width}x{height}.txt" for name in SCREENS for width, height in SIZES}
    assert {path.name for path in FOLDER.iterdir()} == wanted
