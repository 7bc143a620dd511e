"""One suite over all online sources, over real HTTP: a proper "none" is `NotFound`, every fault `Unavailable`."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest

from obelize.domain.literature import Found, Lookup, NotFound, Unavailable
from obelize.literature.consult import ConsultPolicy, consult
from obelize.literature.sources.online import Access, OnlineSource
from obelize.literature.sources.opening import known_sources, source_class
from obelize.network.cache import AnswerCache
from obelize.network.client import Client, ClientSettings
from obelize.network.clock import Clock
from tests.contract.cases import CASES, PAYLOADS, Case, Play
from tests.contract.faults import FAULTS, SIZE_LIMIT
from tests.contract.loopback import Asked, Loopback, Reply, loopback


class HeldClock:
    """A clock whose sleepers don't wait: time goes on by what they would have slept."""

    def __init__(self) -> None:
        self.time = 1_800_000_000.0

    def now(self) -> float:
        return self.time

    async def sleep(self, seconds: float) -> None:
        self.time += seconds


@asynccontextmanager
async def opened(case: Case, served: Loopback, timeout: float = 5.0) -> AsyncIterator[OnlineSource]:
    held = HeldClock()
    trusted = frozenset({f"127.0.0.1:{served.port}"})
    settings = ClientSettings(timeout=timeout, size_limit=SIZE_LIMIT, attempts=2, trusted_hosts=trusted)
    client = Client(settings, clock=Clock(held.now, held.sleep))
    cache = AnswerCache(None, found_days=30, missing_days=2)
    access = Access(client, cache, served.url, contact="someone@example.org", key="secret-key")
    try:
        yield source_class(case.source)(access)
    finally:
        await client.close()
        cache.close()


async def looked_up(case: Case, answer: Callable[[Asked], Reply], timeout: float = 5.0) -> tuple[Lookup, list[Asked]]:
    async with loopback(answer) as served, opened(case, served, timeout) as source:
        return await source.look_up(case.query), served.asked


def playing(plays: dict[str, Play]) -> Callable[[Asked], Reply]:
    def answer(asked: Asked) -> Reply:
        for start in sorted(plays, key=len, reverse=True):
            if asked.path.startswith(start):
                play = plays[start]
                return Reply(play.body, play.status, play.content_type, play.headers)
        return Reply(b"no such path: " + asked.target.encode(), 599, "text/plain")

    return answer


def named(case: Case) -> str:
    return f"{case.source}-{case.label}"


every_case = pytest.mark.parametrize("case", CASES, ids=named)
reading_cases = pytest.mark.parametrize("case", [case for case in CASES if case.reads_body], ids=named)


@every_case
async def test_a_hit_is_found_and_its_receipt_shows_no_secret(case: Case) -> None:
    lookup, asked = await looked_up(case, playing(dict(case.hit)))
    assert isinstance(lookup, Found), lookup
    assert tuple(candidate.work.id for candidate in lookup.candidates) == case.works
    assert all(candidate.work.source == case.source for candidate in lookup.candidates)
    assert "secret-key" not in lookup.receipt.query
    assert "example.org" not in lookup.receipt.query
    assert "gzip" in asked[0].headers["accept-encoding"]


@every_case
async def test_an_empty_answer_is_not_found(case: Case) -> None:
    lookup, _ = await looked_up(case, playing(dict(case.empty)))
    assert isinstance(lookup, NotFound), lookup


@every_case
async def test_an_answer_is_asked_for_once(case: Case) -> None:
    for plays in (case.hit, case.empty):
        async with loopback(playing(dict(plays))) as served, opened(case, served) as source:
            first = await source.look_up(case.query)
            requests = len(served.asked)
            second = await source.look_up(case.query)
            assert len(served.asked) == requests
            assert not first.receipt.cached
            assert type(first) is type(second)
            assert second.receipt.asked_at == first.receipt.asked_at


MEANS_NONE = {"doi": ("404 as HTML", "404 as JSON", "410"), "factcheck": ("empty object",)}
BODY_UNREAD = {name for name, reply in FAULTS.items() if reply.status == 200 and not reply.drop} | {
    name for name in FAULTS if name.startswith("redirect")
}


@every_case
@pytest.mark.parametrize("fault", FAULTS)
async def test_a_fault_is_unavailable_with_a_reason(case: Case, fault: str) -> None:
    if fault in MEANS_NONE.get(case.source, ()):
        pytest.skip("this is how the source says that there is none")
    if not case.reads_body and fault in BODY_UNREAD:
        pytest.skip("the source's answer is in its status alone")
    lookup, _ = await looked_up(case, lambda _: FAULTS[fault])
    assert isinstance(lookup, Unavailable), lookup
    assert lookup.receipt.reason
    assert "secret-key" not in lookup.receipt.reason
    assert "example.org" not in lookup.receipt.query


@pytest.mark.parametrize(
    ("source", "fault"), [(name, fault) for name, faults in MEANS_NONE.items() for fault in faults]
)
async def test_what_a_source_says_to_everything_is_no_answer(source: str, fault: str) -> None:
    case = next(case for case in CASES if case.source == source)
    async with loopback(lambda _: FAULTS[fault]) as served, opened(case, served) as asked:
        ((lookup,),) = await consult([case.query], [asked], ConsultPolicy(text_leaves=True))
    assert isinstance(lookup, Unavailable), lookup


@every_case
async def test_a_time_out_is_unavailable(case: Case) -> None:
    lookup, _ = await looked_up(case, lambda _: Reply(delay=5), timeout=0.05)
    assert isinstance(lookup, Unavailable)
    assert "within 0.05 s" in str(lookup.receipt.reason)


@reading_cases
async def test_a_cut_off_body_is_unavailable(case: Case) -> None:
    def cut(asked: Asked) -> Reply:
        reply = playing(dict(case.hit))(asked)
        return Reply(reply.body, reply.status, reply.content_type, reply.headers, sent_bytes=len(reply.body) // 2)

    lookup, _ = await looked_up(case, cut)
    assert isinstance(lookup, Unavailable)


@reading_cases
async def test_a_body_cut_off_without_notice_is_unavailable(case: Case) -> None:
    def cut(asked: Asked) -> Reply:
        reply = playing(dict(case.hit))(asked)
        return Reply(reply.body[: len(reply.body) // 2], reply.status, reply.content_type, reply.headers)

    lookup, _ = await looked_up(case, cut)
    assert isinstance(lookup, Unavailable)


@every_case
async def test_no_connection_is_unavailable_at_once(case: Case) -> None:
    async with loopback(playing({})) as served:
        pass
    async with opened(case, served) as source:
        lookup = await source.look_up(case.query)
        again = await source.look_up(case.query)
    assert isinstance(lookup, Unavailable)
    assert "no connection" in str(lookup.receipt.reason)
    assert isinstance(again, Unavailable)
    assert "earlier in this run" in str(again.receipt.reason)


@every_case
async def test_a_fault_is_not_remembered(case: Case) -> None:
    faulty = True

    def answer(asked: Asked) -> Reply:
        return FAULTS["400"] if faulty else playing(dict(case.hit))(asked)

    async with loopback(answer) as served, opened(case, served) as source:
        assert isinstance(await source.look_up(case.query), Unavailable)
        faulty = False
        assert isinstance(await source.look_up(case.query), Found)


def test_every_source_is_under_contract() -> None:
    assert {case.source for case in CASES} == set(known_sources())


def test_every_recorded_shape_is_used() -> None:
    used = {play.file for case in CASES for play in (*case.hit.values(), *case.empty.values()) if play.file}
    assert used == {path.relative_to(PAYLOADS).as_posix() for path in PAYLOADS.rglob("*") if path.is_file()}
