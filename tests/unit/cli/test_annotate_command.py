"""`obelize annotate` on a file that was edited after items in it were decided."""

import json
from pathlib import Path

import pytest

from obelize.cli import main
from obelize.store import Repository

TALK = """WEBVTT

00:00:00.000 --> 00:00:05.000
<v Ilse Varga>In our trial 412 adults slept 6.8 hours a night on average.

00:00:05.000 --> 00:00:10.000
<v Ilse Varga>Those who slept less scored 12 percent lower on the word recall test.
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder, which holds store and talk."""
    monkeypatch.setenv("OBELIZE_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def annotate(talk: str) -> None:
    Path("talk.vtt").write_text(talk, encoding="utf-8")
    assert main(["annotate", "talk.vtt", "--offline", "--jobs", "1"]) == 0


def decide_all(folder: Path) -> None:
    store = Repository.open(f"sqlite:///{folder / 'data' / 'store.sqlite'}")
    items = [entry.id for entry in store.items([store.documents()[0].id])]
    store.close()
    script = "\n".join(json.dumps({"item": item, "do": "verified"}) for item in items)
    Path("script.jsonl").write_text(script, encoding="utf-8")
    assert main(["review", "--script", "script.jsonl", "--reviewer", "ada"]) == 0


def test_decided_items_that_lost_their_place_are_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    annotate(TALK)
    decide_all(folder)
    capsys.readouterr()
    annotate(TALK.replace("12 percent lower", "30 percent lower"))
    printed = capsys.readouterr()
    assert "talk.vtt: 1 decided item could not be placed; kept among the orphans of `obelize review`\n" in printed.err
    report = Path(printed.out.strip()).read_text(encoding="utf-8")
    assert "1 decided item could not be placed in the document as it is now" in report
    annotate(TALK)
    printed = capsys.readouterr()
    assert "could not be placed" not in printed.err
    assert "could not be placed" not in Path(printed.out.strip()).read_text(encoding="utf-8")
