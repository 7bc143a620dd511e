"""What counts as a change between two look-ups."""

import dataclasses
from datetime import UTC, datetime

import pytest

from obelize.appraisal.rechecking import changes_between, renewed_check
from obelize.domain.appraisal import ChangeKind, CitationCheck, CitationVerdict
from obelize.domain.literature import Notice, NoticeKind, Outcome, Receipt, Work

NOW = datetime(2026, 6, 1, tzinfo=UTC)
PREPRINT = Work("w", "Deep Rules", "arxiv", year=2024, venue="arXiv", type="article")
PUBLISHED = Work("w", "Deep Rules", "crossref", year=2025, venue="Journal of Rules", type="article-journal")
RETRACTED = dataclasses.replace(PUBLISHED, notices=(Notice(NoticeKind.RETRACTION, "crossref", date="2026-05-01"),))
CORRECTED = dataclasses.replace(PUBLISHED, notices=(Notice(NoticeKind.CORRECTION, "crossref"),))
RENAMED = dataclasses.replace(PUBLISHED, venue="J. Rules", type="paper-conference")
VERIFIED, MISMATCH = CitationVerdict.VERIFIED, CitationVerdict.MISMATCH
NOT_FOUND, UNCHECKED = CitationVerdict.NOT_FOUND, CitationVerdict.UNCHECKED


BOTH = ("library", "crossref")


def check(verdict: CitationVerdict, work: Work | None = None, *receipts: Receipt) -> CitationCheck:
    return CitationCheck("c1", verdict, (), work, receipts)


def receipt(source: str, outcome: Outcome) -> Receipt:
    return Receipt(source, "title:…", NOW, outcome, 0, snapshot="abc" if source == "library" else None)


def found(source: str) -> Receipt:
    return receipt(source, Outcome.FOUND)


@pytest.mark.parametrize(
    ("before", "after", "kinds"),
    [
        (check(NOT_FOUND), check(VERIFIED, PUBLISHED), [ChangeKind.NOW_FOUND]),
        (check(UNCHECKED), check(MISMATCH, PUBLISHED), [ChangeKind.NOW_FOUND]),
        (check(VERIFIED, PUBLISHED), check(VERIFIED, PUBLISHED), []),
        (check(VERIFIED, PUBLISHED), check(VERIFIED, RETRACTED), [ChangeKind.NOW_RETRACTED]),
        (check(VERIFIED, RETRACTED), check(VERIFIED, RETRACTED), []),
        (check(VERIFIED, PUBLISHED), check(VERIFIED, CORRECTED), [ChangeKind.NEW_NOTICE]),
        (check(VERIFIED, PREPRINT), check(VERIFIED, PUBLISHED), [ChangeKind.NEW_VERSION]),
        (check(VERIFIED, PUBLISHED), check(NOT_FOUND), [ChangeKind.NO_LONGER_FOUND]),
        (check(VERIFIED, PUBLISHED), check(MISMATCH, PUBLISHED), [ChangeKind.RECORD_CHANGED]),
        (check(NOT_FOUND), check(VERIFIED, RETRACTED), [ChangeKind.NOW_FOUND, ChangeKind.NOW_RETRACTED]),
        (check(VERIFIED, PREPRINT), check(VERIFIED, RENAMED), [ChangeKind.NEW_VERSION]),
        (check(VERIFIED, PUBLISHED), check(VERIFIED, RENAMED), []),
    ],
)
def test_changes(before: CitationCheck, after: CitationCheck, kinds: list[ChangeKind]) -> None:
    assert [change.kind for change in changes_between(before, after, NOW)] == kinds


def test_a_source_that_is_not_asked_or_fails_takes_nothing_back() -> None:
    known = check(VERIFIED, RETRACTED, found("library"), found("crossref"))
    failed = receipt("crossref", Outcome.UNAVAILABLE)
    assert renewed_check(known, check(VERIFIED, PUBLISHED, found("library"), failed), BOTH) is known
    assert renewed_check(known, check(NOT_FOUND, None, receipt("library", Outcome.NOT_FOUND)), ["library"]) is known
    assert renewed_check(known, check(UNCHECKED), BOTH) is known


def test_everybody_s_answer_counts_where_the_same_or_more_are_asked() -> None:
    known = check(VERIFIED, PUBLISHED, found("library"))
    gone = check(NOT_FOUND, None, receipt("crossref", Outcome.NOT_FOUND))
    assert renewed_check(known, gone, ["library", "crossref"]) is gone


def test_news_come_through_an_outage() -> None:
    failed = receipt("openalex", Outcome.UNAVAILABLE)
    asked = (*BOTH, "openalex")
    unknown = check(NOT_FOUND, None, receipt("openalex", Outcome.NOT_FOUND))
    appeared = check(VERIFIED, PUBLISHED, found("crossref"), failed)
    assert renewed_check(unknown, appeared, asked) is appeared
    known = check(VERIFIED, CORRECTED, found("openalex"))
    now = renewed_check(known, check(VERIFIED, RETRACTED, found("crossref"), failed), asked)
    assert now.work
    assert [notice.kind for notice in now.work.notices] == [NoticeKind.CORRECTION, NoticeKind.RETRACTION]
    assert [change.kind for change in changes_between(known, now, NOW)] == [ChangeKind.NOW_RETRACTED]
