"""Whatever fault a source has, a citation it was asked about is never "not found"."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from obelize.domain.appraisal import CitationVerdict
from obelize.domain.claim import Anchor, Citation, CitationForm
from obelize.domain.literature import (
    Author,
    CitedWork,
    Lookup,
    NotFound,
    Outcome,
    Receipt,
    Unavailable,
    Work,
    WorkQuery,
)
from obelize.literature.library import Library, LibrarySource
from obelize.literature.protocol import Politeness
from obelize.workflow.check_citations import check_citations, plan_query

NOW = datetime(2026, 5, 1, tzinfo=UTC)
FAULTS = ["429", "500", "timed out", "cut off", "HTML instead of JSON", "Rate exceeded.", "too large", "budget spent"]


class Scripted:
    """A source that answers each question by a script: None is a proper "nothing", a text the fault it has."""

    reports_notices = False

    def __init__(self, name: str, script: Sequence[str | None]) -> None:
        self.name = name
        self.politeness = Politeness(0.0, 1)
        self._script = list(script) or [None]
        self._asked = 0

    def understands(self, query: WorkQuery) -> bool:
        return bool(query.title or query.doi or query.text)

    async def look_up(self, query: WorkQuery) -> Lookup:
        fault = self._script[self._asked % len(self._script)]
        self._asked += 1
        receipt = Receipt(self.name, str(query.title), NOW, Outcome.NOT_FOUND, 0, reason=fault)
        return NotFound(receipt) if fault is None else Unavailable(receipt)

    async def look_up_many(self, queries: Sequence[WorkQuery]) -> list[Lookup]:
        return [await self.look_up(query) for query in queries]


def cited(number: int, *, guessed: bool = False) -> Citation:
    title = f"An unheard of theory of moss number {number}"
    raw = f"Doe J. {title}. J Moss 2019;{number}:1-9."
    return Citation(
        str(number), "d", str(number), raw, CitationForm.REFERENCE,
        CitedWork(title, (Author("Doe", "J"),), year=2019, doi=f"10.1000/{number}" if number % 2 else None),
        0, 0, Anchor(raw), guessed=guessed,
    )  # fmt: skip


scripts = st.lists(st.one_of(st.none(), st.sampled_from(FAULTS)), min_size=1, max_size=5)


@settings(max_examples=60, deadline=None)
@given(st.lists(scripts, min_size=1, max_size=3), st.lists(st.booleans(), min_size=1, max_size=4))
def test_not_found_only_where_every_source_asked_has_answered(
    faults: list[list[str | None]], strings: list[bool]
) -> None:
    sources = [Scripted(f"source{i}", script) for i, script in enumerate(faults)]
    citations = [cited(number, guessed=guessed) for number, guessed in enumerate(strings)]
    for checked in asyncio.run(check_citations(citations, sources)):
        failed = [receipt for receipt in checked.check.receipts if receipt.reason in FAULTS]
        expected = CitationVerdict.UNCHECKED if failed else CitationVerdict.NOT_FOUND
        assert checked.check.verdict is expected


@pytest.fixture
def library() -> LibrarySource:
    moss = Work(
        "w1", "The uses of moss in small gardens", "library", (Author("Roe", "Max"),), year=2019, venue="J Moss"
    )
    return LibrarySource(Library.in_memory([moss], "library"))


def test_a_guessed_title_that_is_wrong_is_made_up_for_by_the_whole_string(library: LibrarySource) -> None:
    raw = "Roe M: The uses of moss in small gardens. J Moss 2019."
    citation = Citation(
        "c", "d", "1", raw, CitationForm.REFERENCE, CitedWork("J Moss"), 0, 0, Anchor(raw), guessed=True
    )
    (checked,) = asyncio.run(check_citations([citation], [library]))
    assert checked.check.verdict is CitationVerdict.VERIFIED


def test_an_empty_library_does_not_say_not_found() -> None:
    empty = LibrarySource(Library.in_memory([], "library"))
    (checked,) = asyncio.run(check_citations([cited(1)], [empty]))
    assert checked.check.verdict is CitationVerdict.UNCHECKED


def test_a_vague_mention_is_asked_as_text() -> None:
    mention = Citation("c", "d", "1", "Roe 2019 on moss", CitationForm.VAGUE, CitedWork(year=2019), 0, 0, Anchor(""))
    query = plan_query(mention)
    assert query is not None
    assert (query.text, query.title) == ("Roe 2019 on moss", None)


def test_nothing_is_asked_about_nothing(library: LibrarySource) -> None:
    empty = Citation("c", "d", "1", "…", CitationForm.REFERENCE, CitedWork(), 0, 0, Anchor(""))
    (checked,) = asyncio.run(check_citations([empty], [library]))
    assert checked.check.verdict is CitationVerdict.UNCHECKED
