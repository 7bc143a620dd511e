"""Asking again over real HTTP: a retraction that appears in between, an outage that changes nothing."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from obelize.cli import main
from obelize.config import Settings, load_settings
from obelize.domain.annotation import Annotation
from obelize.domain.appraisal import Change, ChangeKind, CitationVerdict, ClaimEvidence, Relation
from obelize.exporters.markdown import to_markdown
from obelize.store import Repository
from obelize.workflow.publish import build_report
from obelize.workflow.publish.recheck import Rechecked, recheck
from obelize.workflow.sources import open_all_sources
from tests.contract.loopback import Asked, Reply, loopback
from tests.reports import RETRACTED, a_summary, a_talk

LATER = datetime(2026, 6, 1, tzinfo=UTC)
NARROW: dict[str, Any] = {
    "DOI": "10.5555/narrow",
    "title": ["Narrow copies in the wild"],
    "author": [{"family": "Varga", "given": "Ilona"}],
    "issued": {"date-parts": [[2018]]},
    "container-title": ["Journal of Invented Results"],
    "type": "journal-article",
}
RETRACTION = {
    "type": "retraction",
    "DOI": "10.5555/notice",
    "source": "publisher",
    "updated": {"date-parts": [[2026, 5, 2]]},
}


def crossref(works: Sequence[dict[str, Any]]) -> bytes:
    return json.dumps({"status": "ok", "message": {"items": works, "total-results": len(works)}}).encode()


def settings_for(tmp_path: Path, address: str) -> Settings:
    flags = {
        "data_dir": str(tmp_path / "data"), "online_sources": ("crossref",), "endpoints": {"crossref": address},
        "timeout": 5.0,
    }  # fmt: skip
    return load_settings(flags, environment={}, folder=tmp_path, user_file=tmp_path / "none.toml")


async def asked_again(repository: Repository, settings: Settings) -> list[Rechecked]:
    async with open_all_sources(settings, fresh=True) as sources:
        return [each async for each in recheck(repository, repository.documents(), sources, lambda: LATER)]


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    opened = Repository.open(f"sqlite:///{tmp_path / 'store.sqlite'}")
    talk = a_talk()
    opened.save_annotation(talk, "copies.vtt")
    opened.save_annotation(a_summary(talk), "copies.summary.md")
    return opened


async def test_a_retraction_appears_and_the_report_says_so(repository: Repository, tmp_path: Path) -> None:
    answers = {"works": [NARROW]}

    def answer(asked: Asked) -> Reply:
        return Reply(crossref(answers["works"] if "arrow" in asked.query else []))

    async with loopback(answer) as served:
        settings = settings_for(tmp_path, served.url)
        await asked_again(repository, settings)
        before = repository.annotation("summ00000001")
        assert before.citation_checks["cite00000002"].verdict is CitationVerdict.VERIFIED
        answers["works"] = [{**NARROW, "updated-by": [RETRACTION]}]
        second = await asked_again(repository, settings)
        third = await asked_again(repository, settings)
    changes = [change for each in second for change in each.changes if change.item_id.startswith("cite")]
    assert [(change.item_id, change.kind) for change in changes] == [("cite00000002", ChangeKind.NOW_RETRACTED)]
    assert not [change for each in third for change in each.changes]
    written = to_markdown(build_report(repository, "talk00000001"))
    assert "2026-06-01: citation “Varga 2019 – Narrow copies in the wild.” — now retracted" in written
    assert "retracted; " in written


async def test_a_work_that_supports_a_claim_is_retracted(repository: Repository, tmp_path: Path) -> None:
    talk = repository.annotation("talk00000001")
    [offered] = talk.evidence["claim0000001"].evidence
    work = replace(RETRACTED, notices=())
    support = replace(offered, candidate=replace(offered.candidate, work=work), relation=Relation.SUPPORTS)
    evidence = {"claim0000001": replace(talk.evidence["claim0000001"], evidence=(support,))}
    repository.save_annotation(replace(talk, evidence=evidence), "copies.vtt")
    answers = {"works": [NARROW]}
    async with loopback(lambda asked: Reply(crossref(answers["works"] if "arrow" in asked.query else []))) as served:
        settings = settings_for(tmp_path, served.url)
        await asked_again(repository, settings)
        before = repository.annotation("talk00000001").evidence["claim0000001"]
        answers["works"] = [{**NARROW, "updated-by": [RETRACTION]}]
        second = await asked_again(repository, settings)
        third = await asked_again(repository, settings)
    changes = [change for each in second for change in each.changes if change.item_id == "claim0000001"]
    assert [change.kind for change in changes] == [ChangeKind.NOW_RETRACTED]
    assert not [change for each in third for change in each.changes]
    after = repository.annotation("talk00000001").evidence["claim0000001"]
    works = [each.evidence[0].candidate.work for each in (before, after)]
    assert [work.is_retracted for work in works] == [False, True]
    assert [work.id for work in works] == ["W2", "W2"]
    assert len(after.receipts) > len(before.receipts)
    written = to_markdown(build_report(repository, "talk00000001"))
    assert "2026-06-01: claim “In our test the small copy lost 14 percent" in written
    assert "Narrow copies in the wild. Journal of Invented Results (retracted)](" in written


async def test_a_work_is_now_offered_for_a_claim_that_had_none(repository: Repository, tmp_path: Path) -> None:
    talk = repository.annotation("talk00000001")
    claim = talk.extraction.claims[1]
    barren = ClaimEvidence(claim.id, (), ())
    repository.save_annotation(replace(talk, evidence={claim.id: barren}), "copies.vtt")
    work = {**NARROW, "title": ["The small copy lost 14 percent of its accuracy on tasks not shown"]}
    async with loopback(lambda asked: Reply(crossref([work] if "small" in asked.query else []))) as served:
        settings = replace(settings_for(tmp_path, served.url), send_claims=True)
        found = await asked_again(repository, settings)
    assert [(c.item_id, c.kind) for each in found for c in each.changes if c.item_id == claim.id] == [
        (claim.id, ChangeKind.NOW_FOUND)
    ]
    assert repository.annotation("talk00000001").evidence[claim.id].evidence


async def test_an_outage_leaves_what_was_known(repository: Repository, tmp_path: Path) -> None:
    before: Annotation = repository.annotation("summ00000001")
    async with loopback(lambda _: Reply(b"", 500)) as served:
        found = await asked_again(repository, settings_for(tmp_path, served.url))
    after = repository.annotation("summ00000001")
    assert after.citation_checks["cite00000002"] == before.citation_checks["cite00000002"]
    assert not [change for each in found for change in each.changes]
    assert any(each.unavailable for each in found)


def test_what_was_noticed_survives_annotating_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OBELIZE_DATA_DIR", str(tmp_path / "data"))
    summary = tmp_path / "a.summary.md"
    summary.write_text("# T\n\nRates fell by 5 percent.\n", encoding="utf-8")
    command = ["annotate", str(summary), "--offline", "--again", "--jobs", "1", "--out", str(tmp_path / "out")]
    assert main(command) == 0
    repository = Repository.open(f"sqlite:///{tmp_path / 'data' / 'store.sqlite'}")
    [entry] = repository.documents()
    noticed = Change("c1", ChangeKind.NOW_RETRACTED, "no such notice", "retraction", LATER)
    repository.save_annotation(replace(repository.annotation(entry.id), changes=(noticed,)), entry.location)
    assert main(command) == 0
    assert repository.annotation(entry.id).changes == (noticed,)
