"""`obelize review` without its screen."""

import io
import json
import os
import resource
from pathlib import Path

import pytest

from obelize.cli import main
from obelize.store import Repository
from tests.annotations import make_annotation


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with one annotated talk, and the working folder."""
    monkeypatch.setenv("OBELIZE_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    store = Repository.open(f"sqlite:///{tmp_path / 'data' / 'store.sqlite'}")
    store.save_annotation(make_annotation(30), "/talks/talk.vtt")
    store.close()
    return tmp_path


def typed(monkeypatch: pytest.MonkeyPatch, lines: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(lines))


@pytest.mark.usefixtures("folder")
def test_lines_decide_and_agreement_is_counted(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(monkeypatch, "v\nu\nr\nq\n")
    assert main(["review", "talk.vtt", "--plain", "--reviewer", "ada"]) == 0
    typed(monkeypatch, "v\nv\nr\n")
    assert main(["review", "--plain", "--reviewer", "tom", "--blind"]) == 0
    assert "3 of 30 decided (10 %). Everything is saved." in capsys.readouterr().out
    assert main(["review", "--agreement"]) == 0
    out = capsys.readouterr().out
    assert "ada and tom: 67 % agreement, Cohen's κ 0.50 (n = 3)" in out
    assert "Krippendorff's α" in out


def test_decisions_go_out_and_come_in(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    store = Repository.open(f"sqlite:///{folder / 'data' / 'store.sqlite'}")
    items = [entry.id for entry in store.items([store.documents()[0].id])]
    store.close()
    script = "\n".join(json.dumps({"item": item, "do": "verified", "note": "a\u2028b"}) for item in items[:3])
    (folder / "script.jsonl").write_text(script, encoding="utf-8")
    assert main(["review", "--script", "script.jsonl"]) == 0
    for name in ("out.jsonl", "out.csv", "out.md"):
        assert main(["review", "--export", name]) == 0
        assert main(["review", "--import", name]) == 0
        assert "0 entries added, 3 known already" in capsys.readouterr().err


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["nothing"], "no document 'nothing' in the store; the nearest are talk.vtt"),
        (["--script", "absent.jsonl"], "absent.jsonl: No such file or directory"),
        (["--export", "x.pdf"], "decisions are written as .jsonl, .csv, .md, not .pdf"),
        (["--plain", "--filter", "status:x"], "'x' is none of undecided"),
        ([], "the review screen needs a terminal; use --plain or --script"),
    ],
)
def test_what_cannot_be_done_is_one_line(
    arguments: list[str], reason: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(monkeypatch, "")
    assert main(["review", *arguments]) == 2
    err = capsys.readouterr().err
    assert reason in err
    assert err.count("\n") == 1


def test_an_empty_store_says_what_comes_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("OBELIZE_DATA_DIR", str(tmp_path))
    assert main(["review", "--plain"]) == 2
    assert "nothing has been annotated yet" in capsys.readouterr().err


@pytest.mark.usefixtures("folder")
def test_an_export_that_fails_leaves_the_earlier_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["review", "--export", "out.md"]) == 0
    Path("out.md").chmod(0o600)
    earlier = Path("out.md").read_bytes()
    monkeypatch.setattr("obelize.workflow.exchange.export_decisions", lambda *_: "x" * 2_000_000)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, limits[1]))
    try:
        assert main(["review", "--export", "out.md"]) == 2
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert "out.md: can't be written: File too large" in capsys.readouterr().err
    assert Path("out.md").read_bytes() == earlier
    assert [path.name for path in Path().iterdir() if path.name.startswith(".obelize-")] == []


@pytest.mark.usefixtures("folder")
def test_an_export_keeps_permissions_and_goes_to_devices() -> None:
    assert main(["review", "--export", "out.md"]) == 0
    Path("out.md").chmod(0o600)
    assert main(["review", "--export", "out.md"]) == 0
    assert Path("out.md").stat().st_mode & 0o777 == 0o600
    Path("null.md").symlink_to(os.devnull)
    assert main(["review", "--export", "null.md"]) == 0
    assert Path("null.md").is_symlink()
