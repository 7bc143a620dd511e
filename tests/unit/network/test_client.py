import logging
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from obelize.network.client import Client, ClientSettings
from obelize.network.clock import Clock
from obelize.network.failures import (
    BrokenOffError,
    BusyError,
    FaultyHostError,
    GivenUpError,
    NetworkError,
    NotNowError,
    RefusedError,
    TimedOutError,
)
from obelize.network.ledger import HostLedger
from obelize.network.messages import Pace, Request
from tests.contract.loopback import Asked, Loopback, Reply, loopback


class HeldClock:
    """Sleepers don't wait: time goes on by what they would have slept, and `slept` tells how long."""

    def __init__(self) -> None:
        self.time = 1_800_000_000.0
        self.slept: list[float] = []

    def now(self) -> float:
        return self.time

    async def sleep(self, seconds: float) -> None:
        self.time += seconds
        if seconds > 0:
            self.slept.append(seconds)


@asynccontextmanager
async def opened(
    answer: Callable[[Asked], Reply], folder: Path | None = None, clock: HeldClock | None = None, **changes: object
) -> AsyncIterator[tuple[Client, Loopback, HeldClock]]:
    held = clock or HeldClock()
    async with loopback(answer) as served:
        trusted = frozenset({f"127.0.0.1:{served.port}"})
        settings = replace(ClientSettings(timeout=5, trusted_hosts=trusted), **changes)  # type: ignore[arg-type]
        client = Client(settings, folder, Clock(held.now, held.sleep))
        try:
            yield client, served, held
        finally:
            await client.close()


def in_turn(*replies: Reply) -> Callable[[Asked], Reply]:
    rest: Iterator[Reply] = iter(replies)
    return lambda _: next(rest)


OK = Reply(b"{}")


async def test_retry_after_is_waited_for() -> None:
    answer = in_turn(Reply(b"", 429, headers={"Retry-After": "7"}), OK)
    async with opened(answer) as (client, served, clock):
        assert (await client.send(Request(served.url))).status == 200
        assert clock.slept == [7.0]


async def test_retry_after_as_a_date_is_waited_for() -> None:
    answer = in_turn(Reply(b"", 429, headers={"Retry-After": "Fri, 15 Jan 2027 08:00:10 GMT"}), OK)
    async with opened(answer) as (client, served, clock):
        await client.send(Request(served.url))
        assert clock.slept == [10.0]


async def test_a_long_retry_after_is_not_waited_for() -> None:
    answer = in_turn(Reply(b"", 429, headers={"Retry-After": "54000"}))
    async with opened(answer) as (client, served, clock):
        with pytest.raises(BusyError, match=r"asked too often.*15 h"):
            await client.send(Request(served.url))
        assert clock.slept == []


async def test_a_host_that_asked_for_a_long_rest_is_left_alone_by_other_runs(tmp_path: Path) -> None:
    clock = HeldClock()
    answer = in_turn(Reply(b"", 429, headers={"Retry-After": "54000"}), OK, OK)
    async with opened(answer, tmp_path, clock) as (client, served, _):
        with pytest.raises(BusyError):
            await client.send(Request(served.url))
        later = Client(
            ClientSettings(trusted_hosts=frozenset({served.url[7:]})), tmp_path, Clock(clock.now, clock.sleep)
        )
        with pytest.raises(BusyError, match="left alone for another 15 h"):
            await later.send(Request(served.url))
        assert len(served.asked) == 1
        # Somebody else's key has a budget of its own, and rests end.
        assert (await later.send(Request(served.url, secrets={"api_key": "another"}))).status == 200
        clock.time += 54_001
        assert (await later.send(Request(served.url))).status == 200
        await later.close()


async def test_a_server_error_that_asks_for_a_long_rest_is_left_alone_by_other_runs(tmp_path: Path) -> None:
    clock = HeldClock()
    answer = in_turn(Reply(b"", 503, headers={"Retry-After": "600"}), OK)
    async with opened(answer, tmp_path, clock) as (client, served, _):
        with pytest.raises(NotNowError, match="status 503; to be left alone for 10 min"):
            await client.send(Request(served.url))
        trusted = frozenset({served.url[7:]})
        later = Client(ClientSettings(trusted_hosts=trusted), tmp_path, Clock(clock.now, clock.sleep))
        clock.time += 60
        with pytest.raises(NotNowError, match="status 503; to be left alone for another 9 min"):
            await later.send(Request(served.url))
        assert len(served.asked) == 1
        clock.time += 541
        assert (await later.send(Request(served.url))).status == 200
        await later.close()


@pytest.mark.parametrize("status", [429, 503])
async def test_a_short_wait_holds_for_the_next_question_too(status: int) -> None:
    clock = HeldClock()
    begin, asked_at = clock.time, []

    def answer(asked: Asked) -> Reply:
        asked_at.append(clock.time - begin)
        return Reply(b"", status, headers={"Retry-After": "5"}) if len(asked_at) < 4 else OK

    async with opened(answer, clock=clock) as (client, served, _):
        with pytest.raises(NetworkError):
            await client.send(Request(served.url))
        assert (await client.send(Request(served.url))).status == 200
        assert asked_at == [0.0, 5.0, 10.0, 15.0]


async def test_no_host_is_left_alone_for_longer_than_a_day() -> None:
    answer = in_turn(Reply(b"", 429, headers={"Retry-After": "999999999"}), OK)
    async with opened(answer) as (client, served, clock):
        with pytest.raises(BusyError):
            await client.send(Request(served.url))
        clock.time += 86_401
        assert (await client.send(Request(served.url))).status == 200


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (Reply(b'{"error": "Insufficient budget"}', 429), "budget is spent"),
        (Reply(b"", 429, headers={"X-RateLimit-Remaining": "0", "Retry-After": "40000"}), "budget is spent"),
        (Reply(b"", 429, headers={"X-RateLimit-Remaining": "12", "Retry-After": "40000"}), "asked too often"),
    ],
)
async def test_a_spent_budget_is_told_apart_from_a_rate_limit(reply: Reply, reason: str) -> None:
    async with opened(lambda _: reply) as (client, served, clock):
        with pytest.raises(BusyError, match=reason):
            await client.send(Request(served.url))
        assert clock.slept == []
        assert len(served.asked) == 1


async def test_server_errors_are_tried_again_then_reported() -> None:
    async with opened(in_turn(Reply(b"", 503), Reply(b"", 502), OK)) as (client, served, clock):
        assert (await client.send(Request(served.url))).status == 200
        assert clock.slept == [0.5, 1.0]
    async with opened(lambda _: Reply(b"", 500)) as (client, served, _):
        with pytest.raises(FaultyHostError, match="status 500"):
            await client.send(Request(served.url))
        assert len(served.asked) == 3


async def test_a_host_that_keeps_failing_is_given_up() -> None:
    async with opened(lambda _: Reply(b"", 500), attempts=1) as (client, served, _):
        for _ in range(3):
            with pytest.raises(FaultyHostError):
                await client.send(Request(served.url))
        with pytest.raises(GivenUpError, match="3 failures in a row, the last: it answered with status 500"):
            await client.send(Request(served.url))
        assert len(served.asked) == 3


async def test_an_answer_forgives_earlier_failures() -> None:
    answer = in_turn(*[Reply(b"", 500)] * 2, OK, *[Reply(b"", 500)] * 2, OK)
    async with opened(answer, attempts=1) as (client, served, _):
        for failing in (True, True, False) * 2:
            if failing:
                with pytest.raises(FaultyHostError):
                    await client.send(Request(served.url))
            else:
                await client.send(Request(served.url))


async def test_a_question_on_which_the_connection_breaks_off_is_one_failure_however_often_it_is_tried() -> None:
    def answer(asked: Asked) -> Reply:
        return Reply(drop=True) if asked.path == "/poison" else OK

    async with opened(answer) as (client, served, _):
        for path, requests in (("/poison", 3), ("/poison", 6), ("/fine", 7), ("/poison", 10)):
            if path == "/fine":
                assert (await client.send(Request(served.url + path))).status == 200
            else:
                with pytest.raises(BrokenOffError):
                    await client.send(Request(served.url + path))
            assert len(served.asked) == requests


@pytest.mark.parametrize("status", [401, 403])
async def test_a_host_that_refuses_whoever_asks_is_given_up(status: int) -> None:
    async with opened(lambda _: Reply(b"", status)) as (client, served, _):
        for _ in range(3):
            assert (await client.send(Request(served.url))).status == status
        with pytest.raises(GivenUpError, match=f"3 failures in a row, the last: it answered with status {status}"):
            await client.send(Request(served.url))
        assert len(served.asked) == 3


async def test_a_host_that_turns_down_a_question_is_asked_others() -> None:
    async with opened(lambda _: Reply(b"Not a good question", 403)) as (client, served, _):
        for _ in range(5):
            assert (await client.send(Request(served.url, rejection=b"not a good question"))).status == 403


async def test_a_hanging_host_times_out() -> None:
    async with opened(lambda _: Reply(delay=5), timeout=0.05) as (client, served, _):
        with pytest.raises(TimedOutError):
            await client.send(Request(served.url))
        assert len(served.asked) == 1


async def test_requests_to_one_host_keep_their_distance() -> None:
    async with opened(lambda _: OK) as (client, served, clock):
        begin = clock.time
        for _ in range(4):
            await client.send(Request(served.url, pace=Pace(3.0, 1)))
        assert clock.time - begin == pytest.approx(9.0)


async def test_a_turn_is_not_waited_for_without_end(tmp_path: Path) -> None:
    async with opened(lambda _: OK, tmp_path, longest_queue=60.0) as (client, served, clock):
        other, begin = HostLedger(tmp_path), clock.time
        slot = other.reserve(served.url[7:], now=begin, interval=0.0, concurrency=1, lease=500.0)
        assert slot is not None
        with pytest.raises(NotNowError, match="other runs have kept it busy for 60 s"):
            await client.send(Request(served.url, pace=Pace(0.0, 1)))
        assert clock.time - begin == pytest.approx(60.0, abs=0.1)
        other.release(slot)
        other.close()
        assert (await client.send(Request(served.url, pace=Pace(0.0, 1)))).status == 200


async def test_stated_limits_are_obeyed_and_remembered() -> None:
    reply = Reply(b"{}", headers={"X-Rate-Limit-Limit": "5", "X-Rate-Limit-Interval": "10s"})
    async with opened(lambda _: reply) as (client, served, clock):
        for _ in range(3):
            await client.send(Request(served.url, pace=Pace(0.1, 1)))
        assert sum(clock.slept) == pytest.approx(0.1 + 2.0)
        said = client.ledger.limits(served.url[7:])
        assert said is not None
        assert said.text == "rate-limit-interval: 10s, rate-limit-limit: 5"


async def test_a_redirect_on_the_same_host_is_followed() -> None:
    def answer(asked: Asked) -> Reply:
        return OK if asked.path == "/there" else Reply(b"", 301, headers={"Location": "/there?a=b"})

    async with opened(answer) as (client, served, _):
        assert (await client.send(Request(f"{served.url}/here"))).status == 200
        assert [asked.target for asked in served.asked] == ["/here", "/there?a=b"]


async def test_addresses_inside_are_refused_unless_configured() -> None:
    async with opened(lambda _: OK, trusted_hosts=frozenset()) as (client, served, _):
        with pytest.raises(RefusedError, match="no address of the open internet"):
            await client.send(Request(served.url))
        assert served.asked == []


async def test_secrets_are_sent_but_never_shown(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    async with opened(lambda _: Reply(b"", 429, headers={"Retry-After": "54000"}), tmp_path) as (client, served, _):
        secrets = {"api_key": "KEY-1", "mailto": "me@example.org"}
        request = Request(f"{served.url}/works", {"q": "a b"}, secrets=secrets, secret_headers={"x-api-key": "KEY-2"})
        with pytest.raises(NetworkError) as caught:
            await client.send(request)
        assert "KEY-1" in served.asked[0].target
        assert served.asked[0].headers["x-api-key"] == "KEY-2"
    shown = [repr(request), request.shown, str(caught.value), caplog.text, request.asker]
    stored = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    for secret in ("KEY-1", "KEY-2", "me@example.org"):
        assert not any(secret in text for text in shown)
        assert secret.encode() not in stored
    assert request.shown == f"GET {served.url}/works?q=a%20b"
