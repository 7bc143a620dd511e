import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from obelize.cli import main
from tests.contract.cases import PAYLOADS
from tests.contract.loopback import Asked, Loopback, Reply, loopback_in_a_thread


@pytest.fixture
def crossref() -> Iterator[Loopback]:
    """A server in a thread of its own that plays Crossref, for a command that has its own event loop."""
    body = (
        (PAYLOADS / "crossref/hit.json").read_bytes().replace(b"10.1016/S0140-6736(97)11096-0", b"10.1038/nature14539")
    )
    limits = {"X-Rate-Limit-Limit": "50", "X-Rate-Limit-Interval": "1s"}

    def play(asked: Asked) -> Reply:
        return Reply(body, headers=limits) if "nature14539" in asked.query else Reply(b"", 404)

    with loopback_in_a_thread(play) as served:
        yield served


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("OBELIZE_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("OBELIZE_ONLINE_SOURCES", "crossref")
    monkeypatch.setenv("OBELIZE_PUBMED_KEY", "a-secret-key")
    monkeypatch.setenv("OBELIZE_CONTACT", "me@example.org")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_source_that_answers(
    crossref: Loopback, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("OBELIZE_ENDPOINTS", f"crossref={crossref.url}")
    assert main(["doctor", "--format", "jsonl"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    first, rest = lines[0], lines[1:]
    assert (first["source"], first["state"], first["contact"]) == ("crossref", "answers", "set")
    assert "rate-limit-limit: 50" in first["said_limits"]
    assert all(row["state"] == "not asked" for row in rest if "source" in row)
    assert next(row["key"] for row in rest if row.get("source") == "pubmed") == "set"


def test_a_source_that_does_not(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("OBELIZE_ENDPOINTS", "crossref=http://127.0.0.1:1")
    assert main(["doctor"]) == 3
    printed = capsys.readouterr()
    assert "fails: no connection could be made" in printed.out
    assert "Can't be asked: crossref" in printed.err
    for secret in ("a-secret-key", "me@example.org"):
        assert secret not in printed.out + printed.err


def test_offline_asks_nobody(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", "--offline"]) == 0
    printed = capsys.readouterr().out
    assert "not asked: offline" in printed
    assert f"data folder: {folder} (can be written)" in printed
    assert "starter library" in printed
