"""The polite client: throttle, retry, redirects, breaker and size limits around the wire. It knows no source."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from obelize.network.addresses import Gate, redirect_target
from obelize.network.breaker import Breaker
from obelize.network.clock import Clock
from obelize.network.failures import (
    BusyError,
    FaultyHostError,
    GivenUpError,
    NetworkError,
    NotNowError,
    RefusedError,
    TimedOutError,
    UnreachableError,
)
from obelize.network.ledger import HostLedger, Limits, Rest, Slot
from obelize.network.limits import budget_is_spent, in_words, retry_after, stated_interval, stated_limits
from obelize.network.messages import Answer, Pace, Request
from obelize.network.wire import Wire

_PAUSE = 0.05  # seconds
_REDIRECTS = {301, 302, 303, 307, 308}
_PASSING = (408, 425, 429, 500, 502, 503, 504)


@dataclass(frozen=True, slots=True)
class ClientSettings:
    """How the client behaves. Times are in seconds.

    `timeout` bounds a whole request, `connect_timeout` finding the host and connecting to it.
    `longest_wait` is the longest `Retry-After` that is honoured by waiting; a longer one ends the look-up at once,
    and the host is left alone that long, though no longer than `longest_rest`. `longest_queue` is the longest wait for
    a turn while other processes ask the host.
    `patience` is the number of questions in a row that fail, however often each was tried, or that are refused (401,
    403), after which a host isn't asked any more in this run.
    `trusted_hosts` ("127.0.0.1:8080") may have addresses that aren't global.
    """

    timeout: float = 10.0
    connect_timeout: float = 4.0
    size_limit: int = 16 * 1024 * 1024
    attempts: int = 3
    first_wait: float = 0.5
    longest_wait: float = 15.0
    longest_rest: float = 86_400.0
    longest_queue: float = 600.0
    patience: int = 3
    redirects: int = 3
    user_agent: str = "obelize"
    trusted_hosts: frozenset[str] = frozenset()


class Client:
    """Sends requests one polite way. One client a run, used within one event loop; `state_folder` is shared."""

    def __init__(self, settings: ClientSettings, state_folder: Path | None = None, clock: Clock | None = None) -> None:
        self._settings = settings
        self._clock = clock or Clock()
        connect_timeout = min(settings.timeout, settings.connect_timeout)
        self._wire = Wire(
            timeout=settings.timeout,
            connect_timeout=connect_timeout,
            size_limit=settings.size_limit,
            user_agent=settings.user_agent,
        )
        self._gate = Gate(settings.trusted_hosts, connect_timeout)
        self._breaker = Breaker(settings.patience)
        self._turnstiles: dict[str, asyncio.Semaphore] = {}
        self.ledger = HostLedger(state_folder)

    @property
    def clock(self) -> Clock:
        """The clock in use."""
        return self._clock

    async def close(self) -> None:
        """Close connections and files."""
        await self._wire.close()
        self.ledger.close()

    async def send(self, request: Request) -> Answer:
        """The answer to `request`, whatever its status below 500 but 429. Everything else is a `NetworkError`."""
        try:
            answer = await self._send(request)
        except (GivenUpError, NotNowError, RefusedError):
            raise
        except sqlite3.Error as error:
            raise NetworkError(f"not asked: the ledger of hosts can't be kept ({error})") from error
        except NetworkError as error:
            self._breaker.note_failure(request.host, error)
            raise
        self._note(request, answer)
        return answer

    async def _send(self, request: Request) -> Answer:
        wait = self._settings.first_wait
        for attempt in range(1, self._settings.attempts + 1):
            last = attempt == self._settings.attempts
            try:
                answer = await self._attempt(request)
            except (GivenUpError, NotNowError, RefusedError, TimedOutError, UnreachableError):
                raise
            except NetworkError:
                if last:
                    raise
                await self._clock.sleep(wait)
                wait *= 2
                continue
            if answer.status in _PASSING:
                await self._put_off(request, answer, wait, last=last)
            elif answer.status >= 500:
                raise FaultyHostError(f"it answered with status {answer.status}")
            else:
                return answer
            wait *= 2
        raise AssertionError("the last attempt returns or raises")

    async def _attempt(self, request: Request) -> Answer:
        self._breaker.check(request.host)
        await self._gate.check(request.url)  # a name that leads nowhere takes up no turn
        async with self._slot(request):
            answer = await self._followed(request)
        if said := stated_limits(answer.headers):
            now = self._clock.now()
            self.ledger.note_limits(request.host, Limits(said, now), stated_interval(answer.headers))
        return answer

    async def _followed(self, request: Request) -> Answer:
        url = request.sent_url
        for _ in range(self._settings.redirects + 1):
            await self._gate.check(url)
            answer = await self._wire.send(request, url)
            if not request.follow_redirects or answer.status not in _REDIRECTS:
                return answer
            url = redirect_target(url, answer.headers.get("location", ""))
        raise RefusedError(f"redirected more than {self._settings.redirects} times")

    @asynccontextmanager
    async def _slot(self, request: Request) -> AsyncIterator[None]:
        """Wait for this request's turn at its host, among the tasks of this process and all other processes."""
        host, pace = request.host, request.pace
        async with self._turnstiles.setdefault(host, asyncio.Semaphore(pace.concurrency)):
            self._breaker.check(host)
            now = self._clock.now()
            if rest := self.ledger.rest(request.asker, now):
                raise NotNowError(f"{rest.reason}; to be left alone for another {in_words(rest.until - now)}")
            slot = await self._turn(host, pace)
            try:
                await self._clock.sleep(max(0.0, slot.start_at - self._clock.now()))
                self._breaker.check(host)
                yield
            finally:
                self.ledger.release(slot)

    async def _turn(self, host: str, pace: Pace) -> Slot:
        """A slot at the host, once other processes leave one."""
        lease = self._settings.timeout * (self._settings.redirects + 2)
        until = self._clock.now() + self._settings.longest_queue
        while True:
            now = self._clock.now()
            slot = self.ledger.reserve(host, now=now, interval=pace.interval, concurrency=pace.concurrency, lease=lease)
            if slot:
                return slot
            if now >= until:
                raise NotNowError(f"other runs have kept it busy for {in_words(self._settings.longest_queue)}")
            await self._clock.sleep(_PAUSE)

    async def _put_off(self, request: Request, answer: Answer, wait: float, *, last: bool) -> None:
        """Deal with a 429 or a passing server error: wait as long as asked, else for `wait`, or give up.

        What the host asks for holds for whatever it is asked next, the last attempt of a question or not.
        """
        now = self._clock.now()
        asked = retry_after(answer.headers, now)
        error = _put_off_for(answer)
        if asked is not None and asked > self._settings.longest_wait:
            rest = min(asked, self._settings.longest_rest)
            self.ledger.let_rest(request.asker, Rest(now + rest, str(error)))
            raise NotNowError(f"{error}; to be left alone for {in_words(rest)}")
        if asked is not None:
            self.ledger.postpone(request.host, now + asked)
        if last or (asked is None and answer.status == 429 and budget_is_spent(answer)):
            raise error
        if asked is None and answer.status == 429:
            self.ledger.postpone(request.host, now + wait)
        elif asked is None:
            await self._clock.sleep(wait)

    def _note(self, request: Request, answer: Answer) -> None:
        """Tell the breaker of an answer: a refusal is a failure, but it is the source's to read."""
        if answer.shuts_out(request):
            self._breaker.note_failure(request.host, NetworkError(f"it answered with status {answer.status}"))
        else:
            self._breaker.note_success(request.host)


def _put_off_for(answer: Answer) -> NetworkError:
    """Why the host can't answer now."""
    if answer.status != 429:
        return FaultyHostError(f"it answered with status {answer.status}")
    return BusyError("its budget is spent (429)" if budget_is_spent(answer) else "asked too often (429)")
