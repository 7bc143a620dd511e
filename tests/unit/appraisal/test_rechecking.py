"""What counts as a change between two look-ups."""

import dataclasses
from datetime import UTC, datetime

import pytest

from obelize.appraisal.rechecking import changes_between
from obelize.domain.appraisal import ChangeKind, CitationCheck, CitationVerdict
from obelize.domain.literature import Notice, NoticeKind, Work

NOW = datetime(2026, 6, 1, tzinfo=UTC)
PREPRINT = Work("w", "Deep Rules", "arxiv", year=2024, venue="arXiv", type="article")
PUBLISHED = Work("w", "Deep Rules", "crossref", year=2025, venue="Journal of Rules", type="article-journal")
RETRACTED = dataclasses.replace(PUBLISHED, notices=(Notice(NoticeKind.RETRACTION, "crossref", date="2026-05-01"),))
CORRECTED = dataclasses.replace(PUBLISHED, notices=(Notice(NoticeKind.CORRECTION, "crossref"),))
VERIFIED, MISMATCH = CitationVerdict.VERIFIED, CitationVerdict.MISMATCH
NOT_FOUND, UNCHECKED = CitationVerdict.NOT_FOUND, CitationVerdict.UNCHECKED


def check(verdict: CitationVerdict, work: Work | None = None) -> CitationCheck:
    return CitationCheck("c1", verdict, (), work, ())


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
        (check(VERIFIED, PUBLISHED), check(UNCHECKED), []),
    ],
)
def test_changes(before: CitationCheck, after: CitationCheck, kinds: list[ChangeKind]) -> None:
    assert [change.kind for change in changes_between(before, after, NOW)] == kinds
