"""Third parties' sources may do anything but bring a run down."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pytest

from obelize.domain.literature import (
    Candidate,
    Found,
    Lookup,
    NotFound,
    Outcome,
    Receipt,
    Unavailable,
    Work,
    WorkQuery,
)
from obelize.literature.consult import consult
from obelize.literature.protocol import ControlledSource, Politeness
from obelize.literature.sources.guard import guarded
from obelize.literature.sources.needs import Batches
from obelize.literature.sources.online import OnlineSource

QUERY = WorkQuery(doi="10.1000/1")
RECEIPT = Receipt("theirs", "q", datetime(2026, 1, 1, tzinfo=UTC), Outcome.NOT_FOUND, 0)
WORK = Work("w", "A title", "theirs", doi="10.1000/1")


class Theirs:
    """A source by shape that answers each query with `answer`."""

    name: Any = "theirs"
    politeness: Any = Politeness(0.0, 1)
    reports_notices: Any = False
    answer: Any = NotFound(RECEIPT)

    def understands(self, query: WorkQuery) -> Any:
        return True

    async def look_up_many(self, queries: Sequence[WorkQuery]) -> Any:
        return [self.answer for _ in queries]


class Raising(Theirs):
    async def look_up_many(self, queries: Sequence[WorkQuery]) -> Any:
        raise ZeroDivisionError


class Nothing(Theirs):
    async def look_up_many(self, queries: Sequence[WorkQuery]) -> Any:
        return None


class NotAwaitable(Theirs):
    def look_up_many(self, queries: Sequence[WorkQuery]) -> Any:
        return [self.answer for _ in queries]


class TooFew(Theirs):
    async def look_up_many(self, queries: Sequence[WorkQuery]) -> Any:
        return []


class Unsure(Theirs):
    def understands(self, query: WorkQuery) -> Any:
        raise KeyError("doi")


class Bare:
    def understands(self, query: WorkQuery) -> bool:
        return True


@pytest.mark.parametrize(
    ("build", "reason"),
    [
        (Raising, "the plug-in failed (ZeroDivisionError)"),
        (Nothing, "the plug-in failed (TypeError)"),
        (NotAwaitable, "the plug-in failed (TypeError)"),
        (TooFew, "the plug-in answered another number of questions"),
        (Unsure, "the plug-in failed (KeyError)"),
        (Bare, "the plug-in failed (AttributeError)"),
        (lambda: None, "the plug-in failed (AttributeError)"),
        (lambda: [][0], "the plug-in can't be loaded (IndexError)"),
    ],
)
async def test_what_a_plug_in_raises_becomes_unavailable(build: Any, reason: str) -> None:
    ((lookup,),) = await consult([QUERY], [guarded("theirs", build)])
    assert isinstance(lookup, Unavailable)
    assert (lookup.receipt.source, lookup.receipt.reason) == ("theirs", reason)


@pytest.mark.parametrize(
    "answer",
    [
        None,
        (),
        NotFound(None),  # type: ignore[arg-type]
        Found((), RECEIPT),
        Found((None,), RECEIPT),  # type: ignore[arg-type]
        Found((Candidate(Work("w", None, "theirs"), 1.0),), RECEIPT),  # type: ignore[arg-type]
        Found((Candidate(Work("w", "A title", "theirs", authors=("Kaplan",)), 1.0),), RECEIPT),  # type: ignore[arg-type]
    ],
)
async def test_what_is_no_answer_becomes_unavailable(answer: Any) -> None:
    source = Theirs()
    source.answer = answer
    ((lookup,),) = await consult([QUERY], [guarded("theirs", lambda: source)])
    assert isinstance(lookup, Unavailable)
    assert lookup.receipt.reason == "the plug-in gave what is no answer"


async def test_a_query_at_which_a_plug_in_fails_leaves_the_others_their_answers() -> None:
    class Picky(Theirs):
        answer = Found((Candidate(WORK, 1.0),), RECEIPT)

        def understands(self, query: WorkQuery) -> bool:
            return bool(query.doi) or 1 / 0 > 0

    rows = await consult([WorkQuery(arxiv="2001.08361"), QUERY], [guarded("theirs", Picky)])
    assert [[type(lookup) for lookup in row] for row in rows] == [[Unavailable], [Found]]


def test_what_a_plug_in_does_not_say_is_taken_cautiously() -> None:
    class Odd(Theirs):
        name = None
        politeness = "polite"
        reports_notices = "yes"

    for build in (Odd, Bare):
        source = guarded("entry", build)
        assert source.name == "entry"
        assert source.politeness == Politeness(1.0, 1)
        assert source.reports_notices is False


class Controlled(Theirs):
    control: Any = NotFound(RECEIPT)

    async def control_answer(self) -> Any:
        if isinstance(self.control, Exception):
            raise self.control
        return self.control


@pytest.mark.parametrize(
    ("control", "kind"),
    [
        (Found((Candidate(WORK, 1.0),), RECEIPT), NotFound),
        (None, NotFound),
        (NotFound(RECEIPT), Unavailable),
        (ZeroDivisionError(), Unavailable),
        ("fine", Unavailable),
    ],
)
async def test_a_plug_in_s_control_query_is_asked(control: Any, kind: type[Lookup]) -> None:
    source = Controlled()
    source.control = control
    controlled = guarded("theirs", lambda: source)
    assert isinstance(controlled, ControlledSource)
    ((lookup,),) = await consult([QUERY], [controlled])
    assert isinstance(lookup, kind)


async def test_a_plug_in_without_control_query_is_believed() -> None:
    ((lookup,),) = await consult([QUERY], [guarded("theirs", Theirs)])
    assert isinstance(lookup, NotFound)

    class Uncontrolled(OnlineSource):
        source_name = "theirs"
        batches = Batches(doi=1)

    assert await guarded("theirs", lambda: Uncontrolled(None)).control_answer() is None  # type: ignore[arg-type]
