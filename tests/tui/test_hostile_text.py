"""Text from a transcript drives neither the terminal nor Textual, in any widget."""

from dataclasses import replace

import pytest

from obelize.domain.annotation import Annotation
from obelize.domain.finding import Finding, Severity
from obelize.domain.review import Verdict
from obelize.store import Repository
from tests.annotations import make_annotation
from tests.tui.conftest import OpenApp, screen_text
from tests.unit.workflow.conftest import OpenDesk

HOSTILE = {
    "escape codes": "He said \x1b[2J\x1b]0;owned\x07 and \x9b31m it was 40 percent.",
    "markup": "[@click=app.quit]press[/] [/b] [bold red]40 percent[/bold red] $foo [",
    "a long line": "forty percent " * 800,
    "right to left": "\u202eevil\u202c قال إن النسبة ٤٠ في المئة \u2066x\u2069 40 percent.",
    "emoji": "👩‍👩‍👧‍👦 said 🇩🇪 40 percent 👍🏽 e\u0301 \ufe0f was kept 你好世界 40 percent.",
    "nothing to see": "\u200b\u2060\ufeff\u00ad40 percent\U000e0041\U000e0042",
}
FORBIDDEN = set("\x1b\x07\x9b\u202e\u202c\u2066\u2069\u200b\u2060\ufeff\u00ad\U000e0041")


def hostile_annotation(words: str) -> Annotation:
    annotation = make_annotation(0, sentences=[words, f"{words} again", "A calm sentence of 40 percent."], name="h.vtt")
    document = annotation.document
    claims = tuple(
        replace(
            claim,
            speaker=words[:60],
            duplicates="same",
            antecedent=words,
            findings=(Finding("LAN002", Severity.NOTE, words),),
        )
        for claim in annotation.extraction.claims
    )
    segments = tuple(replace(segment, speaker=words[:60]) for segment in document.segments)
    source = replace(document.source, title=words, url=f"https://example.org/?q={words[:20]}")
    return replace(
        annotation,
        document=replace(document, name=words[:40], segments=segments, source=source),
        extraction=replace(annotation.extraction, claims=claims),
    )


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE.keys())
async def test_hostile_text(words: str, open_desk: OpenDesk, open_app: OpenApp, repository: Repository) -> None:
    annotation = hostile_annotation(words)
    repository.save_annotation(annotation, "h.vtt")
    desk = open_desk(documents=[annotation.document.id])
    desk.decide([0], Verdict.VERIFIED, words)
    async with open_app(desk, (120, 40)) as pilot:
        for keys in (["n", *"x", "enter"], ["e", "f4", "enter"], ["a"], ["escape", "o"], ["escape", "f"], ["escape"]):
            await pilot.press(*keys)
            assert not FORBIDDEN & set(screen_text(pilot))
            assert pilot.app.is_running
        await pilot.press("/", *"calm", "enter")
        assert not FORBIDDEN & set(screen_text(pilot))
        assert pilot.app.is_running


async def test_markup_is_shown_as_it_stands(open_desk: OpenDesk, open_app: OpenApp, repository: Repository) -> None:
    repository.save_annotation(hostile_annotation(HOSTILE["markup"]), "h.vtt")
    desk = open_desk()
    async with open_app(desk, (200, 50)) as pilot:
        await pilot.press("/", *"press", "enter")
        assert "[@click=app.quit]press[/] [/b]" in screen_text(pilot)


async def test_hostile_orphans_and_evidence(open_desk: OpenDesk, open_app: OpenApp, repository: Repository) -> None:
    words = HOSTILE["escape codes"] + HOSTILE["markup"]
    repository.save_annotation(make_annotation(0, sentences=[words], name="o.vtt"), "o.vtt")
    desk = open_desk()
    gone = next(index for index, entry in enumerate(desk.queue.entries) if entry.text == words)
    desk.decide([gone], Verdict.REFUTED)
    repository.save_annotation(make_annotation(0, sentences=["Quite another thing altogether."], name="o.vtt"), "o.vtt")
    async with open_app(open_desk(), (120, 40)) as pilot:
        await pilot.press("O")
        shown = screen_text(pilot)
        assert "[@click=app.quit]press[/]" in shown
        assert not FORBIDDEN & set(shown)
