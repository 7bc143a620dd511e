"""Standard output that is full, closed or of a poor encoding: one line or an escape, never a traceback."""

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from obelize.store import Repository
from tests.annotations import make_annotation

TALKS = Path(__file__).resolve().parents[3] / "fixtures" / "talks"
FULL = Path("/dev/full")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    store = Repository.open(f"sqlite:///{tmp_path / 'store.sqlite'}")
    store.save_annotation(make_annotation(3, sentences=["Déjà vu – 40 percent of α.", "It is 3 κ.", "…"]), "talk.vtt")
    store.close()
    return tmp_path


def shell(home: Path, line: str, **more: str) -> subprocess.CompletedProcess[bytes]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("OBELIZE_")}
    return subprocess.run(
        ["/bin/sh", "-c", f"{shlex.quote(sys.executable)} -m obelize {line}"],
        capture_output=True,
        cwd=home,
        env={**kept, "OBELIZE_DATA_DIR": str(home), **more},
        check=False,
    )


@pytest.mark.skipif(not FULL.exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("where", [f">{FULL}", ">&-"])
@pytest.mark.parametrize(
    "line",
    [
        f"claims {TALKS / 'panel.txt'}",
        f"claims {TALKS / 'panel.txt'} --format jsonl",
        f"citations {TALKS / 'evaluation-lesson.html'} --offline",
        "library stats",
        "explain CIT003",
        "report --out -",
        "report",
        "review --agreement",
    ],
)
def test_what_cannot_be_printed_is_told_in_one_line(home: Path, line: str, where: str) -> None:
    done = shell(home, f"{line} {where}")
    said = done.stderr.decode()
    assert done.returncode == 2, said
    assert "Traceback" not in said
    assert said.count("obelize: standard output") == 1


@pytest.mark.skipif(not FULL.exists(), reason="needs a device that is always full")
def test_a_full_standard_output_keeps_no_report_from_being_written(home: Path) -> None:
    done = shell(home, f"annotate {TALKS} --offline --out reports >{FULL}")
    assert done.returncode == 2
    assert len(list((home / "reports").glob("*.md"))) == 6


def test_where_nobody_can_be_told_the_work_is_done(home: Path) -> None:
    for where in ("2>&-", "2>/dev/full" if FULL.exists() else "2>/dev/null"):
        done = shell(home, f"claims {TALKS / 'panel.txt'} --format jsonl {where}")
        assert done.returncode == 0
        assert all(json.loads(line) for line in done.stdout.splitlines())


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-16"])
def test_data_is_utf8_in_every_encoding(home: Path, encoding: str) -> None:
    usual = shell(home, "report --format json --out -", PYTHONIOENCODING="utf-8").stdout
    done = shell(home, "report --format json --out -", PYTHONIOENCODING=encoding)
    assert done.returncode == 0, done.stderr
    assert done.stdout == usual


@pytest.mark.parametrize("line", ["review --plain", "review --agreement", "report --out -", "explain CIT003"])
def test_people_see_escapes_for_what_an_encoding_lacks(home: Path, line: str) -> None:
    done = shell(home, f"{line} </dev/null", PYTHONIOENCODING="ascii")
    assert done.returncode == 0, done.stderr
    assert done.stdout


@pytest.mark.parametrize("encoding", ["ascii", "utf-8:strict"])
def test_any_bytes_can_be_typed(home: Path, encoding: str) -> None:
    (home / "typed").write_bytes("café\n".encode() + b"caf\xe9\n")
    done = shell(home, "library search - --format jsonl <typed", PYTHONIOENCODING=encoding)
    assert done.returncode == 0, done.stderr
    assert [json.loads(line)["query"] for line in done.stdout.splitlines()] == ["café", "caf\\xe9"]
    done = shell(home, "library search - --format jsonl <&-")
    assert (done.returncode, done.stdout) == (0, b"")
