"""A source that fails is seen in what the program says, and never taken for one that has nothing."""

import json
from pathlib import Path

import pytest

from obelize.cli import main
from tests.contract.cases import PAYLOADS
from tests.contract.faults import FAULTS
from tests.contract.loopback import Asked, Reply, loopback_in_a_thread

REFERENCE = "@article{k, title={The quiet arithmetic of unlit windows}, author={Arnold, Mary}, year={2019}}"


CONTROL = (
    (PAYLOADS / "crossref/hit.json").read_bytes().replace(b"10.1016/S0140-6736(97)11096-0", b"10.1038/nature14539")
)


def checked(
    answer: Reply, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> tuple[int, dict[str, object]]:
    def play(asked: Asked) -> Reply:
        return Reply(CONTROL) if answer.status == 200 and "nature14539" in asked.query else answer

    with loopback_in_a_thread(play) as served:
        monkeypatch.setenv("OBELIZE_DATA_DIR", str(folder / "data"))
        monkeypatch.setenv("OBELIZE_ONLINE_SOURCES", "crossref")
        monkeypatch.setenv("OBELIZE_ENDPOINTS", f"crossref={served.url}")
        monkeypatch.chdir(folder)
        (folder / "references.bib").write_text(REFERENCE, encoding="utf-8")
        code = main(["citations", "references.bib", "--format", "jsonl"])
    return code, json.loads(capsys.readouterr().out)


@pytest.mark.parametrize(
    "fault", ["404 as HTML", "429 for hours", "HTML called JSON", "empty object", "redirect to elsewhere"]
)
def test_a_fault_leaves_a_citation_unchecked(
    fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, row = checked(FAULTS[fault], tmp_path, monkeypatch, capsys)
    assert (code, row["verdict"]) == (3, "unchecked")
    receipts = row["receipts"]
    assert isinstance(receipts, list)
    assert [receipt["outcome"] for receipt in receipts if receipt["source"] == "crossref"] == ["unavailable"]
    assert all(receipt["reason"] for receipt in receipts if receipt["source"] == "crossref")


def test_an_empty_answer_is_not_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = Reply((PAYLOADS / "crossref/empty.json").read_bytes())
    code, row = checked(empty, tmp_path, monkeypatch, capsys)
    assert (code, row["verdict"]) == (0, "not_found")
