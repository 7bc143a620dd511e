"""The main job as a user runs it: real processes, real files, no network."""

import os
import re
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TALKS = ROOT / "fixtures" / "talks"
# Nothing listens on the discard port: every online source is out of reach at once.
NO_NETWORK = ",".join(f"{source}=http://127.0.0.1:9" for source in ("crossref", "openalex", "arxiv"))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def environment(home: Path, **more: str) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("OBELIZE_")}
    return {**kept, "OBELIZE_DATA_DIR": str(home), **more}


def obelize(home: Path, *arguments: str | Path, **more: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "obelize", *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", env=environment(home, **more), check=False
    )


def annotate(home: Path, folder: Path, out: Path, *more: str) -> subprocess.CompletedProcess[str]:
    return obelize(home, "annotate", folder, "--offline", "--out", out, *more)


def test_a_folder_becomes_reports_and_the_same_again_changes_nothing(home: Path, tmp_path: Path) -> None:
    out = tmp_path / "reports"
    first = annotate(home, TALKS, out)
    assert first.returncode == 0, first.stderr
    reports = [Path(line) for line in first.stdout.splitlines()]
    assert len(reports) == 6  # two summaries are part of their talks' reports; the last is the page over them all
    assert reports[-1].name == "index.md"
    before = {path: path.read_bytes() for path in reports}

    second = annotate(home, TALKS, out)
    assert second.returncode == 0, second.stderr
    assert second.stderr.count("unchanged") == 7
    assert {path: path.read_bytes() for path in reports} == before

    elsewhere = tmp_path / "elsewhere"
    assert annotate(home, TALKS, elsewhere, "--again", "--jobs", "2").returncode == 0
    said_again = {path.name: without_times(path.read_text(encoding="utf-8")) for path in elsewhere.glob("*.md")}
    assert said_again == {path.name: without_times(content.decode()) for path, content in before.items()}


def without_times(report: str) -> str:
    """A receipt says when it was asked, and a section's mark is a hash of its text."""
    return re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d UTC|(?<=<!-- obelize:section )([\w-]+) \w+", "", report)


def test_a_bad_file_is_named_and_the_others_are_done(home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "good.txt").write_bytes((TALKS / "panel.txt").read_bytes())
    (folder / "broken.json").write_text('{"segments": [', encoding="utf-8")
    done = annotate(home, folder, tmp_path / "out")
    assert done.returncode == 2
    assert len(done.stdout.splitlines()) == 1
    assert "broken.json" in done.stderr
    assert "Traceback" not in done.stderr


def test_nothing_to_read_is_wrong_usage(home: Path, tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "missing"):
        done = annotate(home, path, tmp_path / "out")
        assert done.returncode == 2
        assert done.stderr.count("\n") == 1


def test_without_a_network_the_result_is_incomplete_and_says_so(home: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = obelize(home, "annotate", TALKS, "--out", out, OBELIZE_ENDPOINTS=NO_NETWORK)
    assert done.returncode == 3, done.stderr
    assert "incomplete" in done.stderr
    report = next(out.glob("distillation-*.md")).read_text(encoding="utf-8")
    assert "could not be asked" in report


def test_a_killed_run_is_taken_up_where_it_stopped(home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    captions = (TALKS / "distillation.vtt").read_text(encoding="utf-8")
    for number in range(12):
        (folder / f"talk-{number:02}.vtt").write_text(captions.replace("Hello", f"Hello {number},"), encoding="utf-8")
    command = [sys.executable, "-m", "obelize", "annotate", str(folder), "--offline", "--out", str(tmp_path / "out")]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment(home)) as running:
        assert running.stderr is not None
        for line in running.stderr:
            if line.startswith("[4/12]"):
                running.send_signal(signal.SIGKILL)
                break
    again = annotate(home, folder, tmp_path / "out")
    assert again.returncode == 0, again.stderr
    assert again.stderr.count(": unchanged") >= 4
    assert len(again.stdout.splitlines()) == 13  # the reports and the page over them
    with sqlite3.connect(home / "store.sqlite") as store:
        assert store.execute("SELECT count(*), count(DISTINCT location) FROM document").fetchone() == (12, 12)


HOSTILE = """[00:00] Eve \x1b]0;owned\x07: About 40 percent of users said \x1b[2Jyes in 2023.
[00:05] Eve: The company [click](javascript:alert(1)) lost <script>alert(1)</script> 3 million dollars in 2024.
[00:10] Eve: Revenue rose by 12 percent \u202eecilA[/b] [@click=app.quit]quit[/] to | 9 | billion.
"""


def test_hostile_text_drives_neither_terminal_nor_report(home: Path, tmp_path: Path) -> None:
    source = tmp_path / "\x1b[31mtalk.txt"
    source.write_text(HOSTILE, encoding="utf-8")
    done = annotate(home, source, tmp_path / "out")
    assert done.returncode == 0, done.stderr
    claims = obelize(home, "claims", source)
    for text in (done.stdout, done.stderr, claims.stdout, claims.stderr):
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", text)
    report = next((tmp_path / "out").iterdir()).read_text(encoding="utf-8")
    assert not re.search(r"(?<!\\)<script", report)
    assert not re.search(r"(?<!\\)\]\(javascript", report)
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", report)
