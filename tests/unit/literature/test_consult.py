"""How far is asked: ids before titles, cheap before dear, no further than needed, everything with a receipt."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from obelize.domain.literature import (
    Author,
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
from obelize.literature.consult import ConsultPolicy, consult
from obelize.literature.protocol import LiteratureSource, Politeness

POLITE = Politeness(0.0, 1)
TITLE = "Scaling Laws for Neural Language Models"
KAPLAN = Work("k", TITLE, "x", (Author("Kaplan", "Jared"),), 2020, doi="10.1000/k", arxiv="2001.08361")
OTHER = Work("o", "Something else entirely", "x", (Author("Smith"),), 1999, doi="10.1000/o")


@dataclass
class Shelf(LiteratureSource):
    """A source with these works that keeps a diary of what it was asked together."""

    name: str = "shelf"
    works: tuple[Work, ...] = ()
    politeness: Politeness | None = POLITE
    reports_notices: bool = False
    fails: bool = False
    fields: frozenset[str] = frozenset({"doi", "title", "text"})
    diary: list[list[WorkQuery]] = field(default_factory=list)

    def understands(self, query: WorkQuery) -> bool:
        return any(getattr(query, name) for name in self.fields)

    async def look_up(self, query: WorkQuery) -> Lookup:
        return (await self.look_up_many([query]))[0]

    async def look_up_many(self, queries: Sequence[WorkQuery]) -> list[Lookup]:
        self.diary.append(list(queries))
        return [self._answer(query) for query in queries]

    def _answer(self, query: WorkQuery) -> Lookup:
        at = datetime(2026, 1, 1, tzinfo=UTC)
        if self.fails:
            return Unavailable(Receipt(self.name, str(query), at, Outcome.UNAVAILABLE, 0, reason="out of order"))
        hits = [w for w in self.works if query.doi == w.doi or query.title or query.text]
        if not hits:
            return NotFound(Receipt(self.name, str(query), at, Outcome.NOT_FOUND, 0))
        receipt = Receipt(self.name, str(query), at, Outcome.FOUND, len(hits))
        return Found(tuple(Candidate(work, 1.0) for work in hits), receipt)


def asked(lookups: Sequence[Lookup]) -> list[tuple[str, str]]:
    return [(lookup.receipt.source, lookup.receipt.outcome.value) for lookup in lookups]


BY_ID = WorkQuery(doi="10.1000/k", title=TITLE, author="Kaplan", year=2020)
BY_TITLE = WorkQuery(title="scaling laws for neural language models", author="KAPLAN", year=2021)


async def test_an_id_whose_record_agrees_ends_the_search() -> None:
    first, second = Shelf("first", (KAPLAN,)), Shelf("second", (KAPLAN,))
    (lookups,) = await consult([BY_ID], [first, second])
    assert asked(lookups) == [("first", "found")]
    assert first.diary == [[WorkQuery(doi="10.1000/k")]]
    assert second.diary == []


async def test_an_id_of_another_work_is_asked_on_and_then_the_title() -> None:
    wrong = WorkQuery(doi="10.1000/o", title=TITLE)
    first, second = Shelf("first", (OTHER,)), Shelf("second", (OTHER, KAPLAN))
    (lookups,) = await consult([wrong], [first, second])
    assert asked(lookups) == [("first", "found"), ("second", "found"), ("first", "found"), ("second", "found")]


async def test_a_registered_id_without_title_identifies_nothing() -> None:
    registry = Shelf("doi", (Work("k", "", "doi", doi="10.1000/k"),), fields=frozenset({"doi"}))
    (lookups,) = await consult([WorkQuery(doi="10.1000/k")], [registry, Shelf("second", (KAPLAN,))])
    assert asked(lookups) == [("doi", "found"), ("second", "found")]


async def test_a_title_counts_with_author_and_year() -> None:
    namesake = Work("n", TITLE, "x", (Author("Somebody"),), 2020)
    late = Work("l", TITLE, "x", (Author("Kaplan"),), 2024)
    for works, further in (((KAPLAN,), False), ((namesake,), True), ((late,), True), ((OTHER,), True)):
        second = Shelf("second")
        await consult([BY_TITLE], [Shelf("first", works), second])
        assert bool(second.diary) is further, works


async def test_a_dropped_subtitle_is_the_same_title() -> None:
    long = Work("b", "Deep models: a survey of the field", "x", (Author("Kaplan"),), 2020)
    second = Shelf("second")
    await consult([WorkQuery(title="Deep models", author="Kaplan")], [Shelf("first", (long,)), second])
    assert second.diary == []


async def test_local_sources_come_first_whatever_their_place() -> None:
    online, local = Shelf("online"), Shelf("local", politeness=None)
    (lookups,) = await consult([BY_ID], [online, local])
    assert [source for source, _ in asked(lookups)] == ["local", "online", "local", "online"]


async def test_a_source_is_asked_all_its_questions_together_and_only_those_it_understands() -> None:
    ids_only = Shelf("ids", fields=frozenset({"doi"}))
    titles_too = Shelf("titles", (KAPLAN,))
    answers = await consult([BY_ID, BY_TITLE, BY_ID, WorkQuery(doi="10.1000/z")], [ids_only, titles_too])
    assert [len(questions) for questions in ids_only.diary] == [2]
    assert answers[0] == answers[2]
    assert [source for source, _ in asked(answers[1])] == ["titles"]


async def test_a_failing_source_leaves_its_receipt_and_the_next_is_asked() -> None:
    (lookups,) = await consult([BY_ID], [Shelf("broken", fails=True), Shelf("works", (KAPLAN,))])
    assert asked(lookups) == [("broken", "unavailable"), ("works", "found")]


async def test_a_work_found_locally_is_asked_about_once_where_retractions_are_reported() -> None:
    local = Shelf("local", (KAPLAN,), politeness=None)
    notices, more = Shelf("notices", (KAPLAN,), reports_notices=True), Shelf("more", (KAPLAN,), reports_notices=True)
    (lookups,) = await consult([BY_TITLE], [local, notices, more])
    assert asked(lookups) == [("local", "found"), ("notices", "found")]
    assert notices.diary == [[WorkQuery(doi="10.1000/k", arxiv="2001.08361")]]
    (quiet,) = await consult([BY_TITLE], [local, notices], ConsultPolicy(notices=False))
    assert asked(quiet) == [("local", "found")]


async def test_a_second_opinion_can_be_wanted() -> None:
    shelves = [Shelf(name, (KAPLAN,)) for name in ("first", "second", "third")]
    (lookups,) = await consult([BY_ID], shelves, ConsultPolicy(enough=2))
    assert asked(lookups) == [("first", "found"), ("second", "found")]


async def test_text_leaves_only_where_the_policy_says_so() -> None:
    claim = WorkQuery(text="loss falls as a power law")
    for leaves in (False, True):
        local, online = Shelf("local", (OTHER,), politeness=None), Shelf("online", (OTHER,))
        await consult([claim], [online, local], ConsultPolicy(text_leaves=leaves))
        assert len(local.diary) == 1
        assert bool(online.diary) is leaves


async def test_nothing_to_ask() -> None:
    assert await consult([], [Shelf("first")]) == []
    assert await consult([WorkQuery()], [Shelf("first")]) == [()]


@dataclass
class Controlled(Shelf):
    """A shelf that can be asked for a work which it should have."""

    has_control: bool = True
    controls: int = 0

    async def control_answer(self) -> Lookup:
        self.controls += 1
        known = Shelf(self.name, (OTHER,) if self.has_control else ())
        return await known.look_up(WorkQuery(doi=OTHER.doi))


async def test_where_everything_comes_back_empty_a_control_query_says_whether_that_means_anything() -> None:
    cases = ((True, "was answered", "not-found"), (False, "is blind", "unavailable"))
    for has_control, words, expected in cases:
        empty = Controlled("empty", has_control=has_control)
        answers = await consult([BY_ID, BY_TITLE], [empty])
        assert empty.controls == 1
        assert all(words in str(lookup.receipt.reason) for lookups in answers for lookup in lookups)
        assert {outcome for lookups in answers for _, outcome in asked(lookups)} == {expected}


async def test_no_control_query_where_something_was_found_or_nothing_was_answered() -> None:
    some, broken = Controlled("some", (KAPLAN,)), Controlled("broken", fails=True)
    await consult([BY_ID, WorkQuery(doi="10.1000/z")], [broken, some])
    assert (some.controls, broken.controls) == (0, 0)


class Remembering(Controlled):
    """One that knows its hits from an earlier run."""

    def _answer(self, query: WorkQuery) -> Lookup:
        lookup = super()._answer(query)
        return Found(lookup.candidates, replace(lookup.receipt, cached=True)) if isinstance(lookup, Found) else lookup


async def test_what_an_earlier_run_found_says_nothing_of_a_source_s_sight_today() -> None:
    blind = Remembering("blind", (KAPLAN,), has_control=False)
    (known,), (unknown,) = await consult([BY_ID, WorkQuery(doi="10.1000/z")], [blind])
    assert blind.controls == 1
    assert isinstance(known, Found)
    assert isinstance(unknown, Unavailable)
