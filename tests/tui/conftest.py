from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import pytest
from textual.pilot import Pilot

from obelize.tui.app import ReviewApp
from obelize.workflow.review_desk import ReviewDesk
from obelize.workflow.review_desk.keymap import make_keymap
from tests.unit.workflow.conftest import open_desk, repository

__all__ = ["open_desk", "repository"]

OpenApp = Callable[..., AbstractAsyncContextManager[Pilot[None]]]


@asynccontextmanager
async def opened(
    desk: ReviewDesk, size: tuple[int, int] = (100, 30), keys: dict[str, str] | None = None
) -> AsyncIterator[Pilot[None]]:
    async with ReviewApp(desk, make_keymap(keys or {})).run_test(size=size) as pilot:
        yield pilot


@pytest.fixture
def open_app() -> OpenApp:
    """The application over a desk, driven by a pilot."""
    return opened


def screen_lines(pilot: Pilot[None]) -> list[str]:
    """What the terminal shows, line by line."""
    return [strip.text.rstrip() for strip in pilot.app.screen._compositor.render_strips()]


def screen_text(pilot: Pilot[None]) -> str:
    return "\n".join(screen_lines(pilot))
