"""What all online sources share: batches, cache, receipts, and every fault turned into `Unavailable`."""

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from obelize import __version__
from obelize.codec import DecodingError, from_json, to_json
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
from obelize.literature.protocol import LiteratureSource, Politeness
from obelize.literature.sources.needs import IDS, Batches, Need, need_of
from obelize.literature.sources.payload import PayloadError
from obelize.literature.sources.ranking import candidates_from
from obelize.network.cache import AnswerCache
from obelize.network.client import Client
from obelize.network.failures import NetworkError
from obelize.network.messages import Answer, Pace, Request


class RejectedBatchError(PayloadError):
    """The source refuses these questions put together; each may still be fine by itself."""


@dataclass(frozen=True, slots=True)
class Access:
    """What an online source is opened with: where it is, who asks, and through what."""

    client: Client
    cache: AnswerCache
    endpoint: str
    contact: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """A need under way: how it is shown, and where its answer is waited for."""

    need: Need
    shown: str
    answer: asyncio.Future[Lookup]


class OnlineSource(LiteratureSource):
    """An online source. A subclass says how to ask and how to read; the rest is here.

    `endpoint` is the public address, `batches` says what can be looked up and how many at a time. `control` is a
    query that it has an answer to, so that a source gone blind can be told from a world without the work (there may be
    none). `says_none` names the fields for which "none" is said in so many words, and not by an empty list: it needs no
    such check.
    """

    source_name: str
    endpoint: str
    manners: Politeness
    batches: Batches
    control = WorkQuery()
    has_notices = False
    says_none: frozenset[str] = frozenset()

    def __init__(self, access: Access) -> None:
        self._access = access
        self._under_way: dict[str, asyncio.Future[Lookup]] = {}
        self._control_answer: Lookup | None = None
        self._fields_without: set[str] = set()
        self._has_spoken = False
        self._silences: dict[str, float] = {}

    @property
    def name(self) -> str:
        """As in the settings and in receipts."""
        return self.source_name

    @property
    def politeness(self) -> Politeness:
        """How to ask politely."""
        return self.manners

    @property
    def reports_notices(self) -> bool:
        """Whether its works carry retractions and the like."""
        return self.has_notices

    # What a subclass provides.

    def request(self, needs: Sequence[Need]) -> Request:
        """The request for these needs, all of the same field; at most as many as the field's batch size."""
        raise NotImplementedError

    def read(self, answer: Answer, needs: Sequence[Need]) -> list[list[Work]]:
        """The works in an answer, one list for each need, empty where the source has properly answered "none"."""
        raise NotImplementedError

    def batch_of(self, need: Need) -> int:
        """How many questions like `need` one request can carry."""
        return self.batches.of(need.field)

    async def ask(self, needs: Sequence[Need]) -> list[list[Work]]:
        """Ask and read. Sources that need more than one request override this."""
        return self.read(await self.send(self.request(needs)), needs)

    # What a subclass uses.

    async def send(self, request: Request) -> Answer:
        """Send a request politely."""
        return await self._access.client.send(request)

    @property
    def pace(self) -> Pace:
        """The politeness as the network client wants it."""
        return Pace(self.manners.interval, self.manners.concurrency)

    @property
    def address(self) -> str:
        """Where the source is asked: the public endpoint or the one that the settings name."""
        return (self._access.endpoint or self.endpoint).rstrip("/")

    @property
    def host(self) -> str:
        """Host and port asked: what limits belong to."""
        return Request(self.address).host

    @property
    def contact(self) -> str:
        """The operator's e-mail address, empty where none is set."""
        return self._access.contact

    @property
    def key(self) -> str:
        """The key for this source, empty where none is set."""
        return self._access.key

    # The protocol.

    def understands(self, query: WorkQuery) -> bool:
        """Whether one of the query's fields can be looked up here."""
        return need_of(query, self.batches) is not None

    async def look_up(self, query: WorkQuery) -> Lookup:
        """Answer one query, from the cache if it has been asked lately."""
        return (await self.look_up_many([query]))[0]

    async def look_up_many(self, queries: Sequence[WorkQuery]) -> list[Lookup]:
        """Answer each query in order; questions of one kind travel together, equal ones are asked once."""
        answers: dict[WorkQuery, asyncio.Future[Lookup]] = {}
        to_ask: dict[tuple[str, int], list[Question]] = defaultdict(list)
        for query in dict.fromkeys(queries):
            answers[query] = asyncio.get_running_loop().create_future()
            if (need := need_of(query, self.batches)) is None:
                answers[query].set_result(self._unavailable("", "it can't look up what this query has"))
                continue
            shown = self.request([need]).shown
            if under_way := self._under_way.get(shown):
                answers[query] = under_way
            elif known := self._known(need, shown):
                answers[query].set_result(known)
            else:
                self._under_way[shown] = answers[query]
                to_ask[need.field, self.batch_of(need)].append(Question(need, shown, answers[query]))
        batches = [
            questions[start : start + size]
            for (_, size), questions in to_ask.items()
            for start in range(0, len(questions), size)
        ]
        await asyncio.gather(*(self._settle(batch) for batch in batches))
        return [await answers[query] for query in queries]

    async def control_answer(self) -> Lookup | None:
        """The control query's answer; None for a source without one, or where each "none" so far needs none."""
        said = self._fields_without and self._fields_without <= self.says_none
        if said or need_of(self.control, self.batches) is None:
            return None
        return await self.check()

    async def check(self) -> Lookup:
        """A fresh answer to the source's control query, asked once in this run."""
        if self._control_answer is None:
            if (need := need_of(self.control, self.batches)) is None:
                return self._unavailable("", "it has no control query")
            question = Question(need, self.request([need]).shown, asyncio.get_running_loop().create_future())
            (self._control_answer,) = await self._asked([question])
        return self._control_answer

    async def _settle(self, questions: Sequence[Question]) -> None:
        """Ask, and put each answer where it is waited for, whatever happens."""
        try:
            for question, lookup in zip(questions, await self._asked(questions), strict=True):
                question.answer.set_result(lookup)
        finally:
            for question in questions:
                del self._under_way[question.shown]
                if not question.answer.done():
                    question.answer.cancel()

    async def _asked(self, questions: Sequence[Question]) -> list[Lookup]:
        if reason := self._missing():
            return [self._unavailable(question.shown, reason) for question in questions]
        try:
            answered = await self.ask([question.need for question in questions])
        except RejectedBatchError as error:
            if len(questions) > 1:
                middle = len(questions) // 2
                return [*await self._asked(questions[:middle]), *await self._asked(questions[middle:])]
            return [self._unavailable(question.shown, str(error)) for question in questions]
        except (NetworkError, PayloadError) as error:
            return [self._unavailable(question.shown, str(error)) for question in questions]
        return [self._answered(question, works) for question, works in zip(questions, answered, strict=True)]

    def _answered(self, question: Question, works: list[Work]) -> Lookup:
        need = question.need
        candidates = candidates_from(works, need.query, by_id=need.field in IDS)
        now = self._access.client.clock.now()
        self._note(question, candidates, now)
        return self._lookup(need, question.shown, candidates, now, cached=False)

    def _note(self, question: Question, candidates: tuple[Candidate, ...], now: float) -> None:
        """Keep the answer, but silence that needs a control only once something has been found in this run."""
        self._has_spoken |= bool(candidates)
        if candidates or question.need.field in self.says_none:
            self._keep(question.shown, candidates, now)
        else:
            self._silences[question.shown] = now
        if self._has_spoken:
            for silent, since in self._silences.items():
                self._keep(silent, (), since)
            self._silences.clear()

    def _keep(self, shown: str, candidates: tuple[Candidate, ...], now: float) -> None:
        body = to_json(candidates, tuple[Candidate, ...]).encode()
        self._access.cache.keep(self.name, _kept_as(shown), body, found=bool(candidates), now=now)

    def _known(self, need: Need, shown: str) -> Lookup | None:
        if since := self._silences.get(shown):
            return self._lookup(need, shown, (), since, cached=False)
        kept = self._access.cache.get(self.name, _kept_as(shown), self._access.client.clock.now())
        if kept is None:
            return None
        try:
            candidates = from_json(tuple[Candidate, ...], kept.body)
        except DecodingError:
            return None
        return self._lookup(need, shown, candidates, kept.kept_at, cached=True)

    def _lookup(self, need: Need, shown: str, candidates: tuple[Candidate, ...], at: float, *, cached: bool) -> Lookup:
        outcome = Outcome.FOUND if candidates else Outcome.NOT_FOUND
        asked_at = datetime.fromtimestamp(at, UTC)
        receipt = Receipt(self.name, shown, asked_at, outcome, len(candidates), cached)
        if candidates:
            return Found(candidates, receipt)
        self._fields_without.add(need.field)
        return NotFound(receipt)

    def _unavailable(self, shown: str, reason: str) -> Unavailable:
        asked_at = datetime.fromtimestamp(self._access.client.clock.now(), UTC)
        return Unavailable(Receipt(self.name, shown, asked_at, Outcome.UNAVAILABLE, 0, reason=reason))

    def _missing(self) -> str | None:
        if self.manners.key_needed and not self.key:
            return f"it needs a key: set {self.manners.key_setting}"
        if self.manners.contact_needed and not self.contact:
            return "it needs a contact address: set contact"
        return None


def _kept_as(shown: str) -> str:
    """The name under which an answer is kept. Another version of the program may read the same answer otherwise."""
    return f"{__version__} {shown}"
