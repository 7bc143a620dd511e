"""A server on this machine that plays literature sources over real HTTP, faults included."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit


@dataclass(frozen=True)
class Asked:
    """One request as it came in. `path` and `query` are decoded, header names in lower case."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def path(self) -> str:
        return unquote(urlsplit(self.target).path)

    @property
    def query(self) -> str:
        return unquote(urlsplit(self.target).query)


@dataclass(frozen=True)
class Reply:
    """What is sent back. `sent_bytes` cuts the body off although all of it was announced; `delay` is in seconds."""

    body: bytes = b""
    status: int = 200
    content_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)
    sent_bytes: int | None = None
    delay: float = 0.0
    drop: bool = False


@dataclass
class Loopback:
    """The running server: its address, and every request that came in."""

    port: int
    asked: list[Asked] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@asynccontextmanager
async def loopback(answer: Callable[[Asked], Reply]) -> AsyncIterator[Loopback]:
    """Serve `answer` until the block is left."""
    served = Loopback(0)
    closing = asyncio.Event()
    connections: set[asyncio.StreamWriter] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connections.add(writer)
        try:
            asked = await _read(reader)
            served.asked.append(asked)
            reply = answer(asked)
            if not reply.delay or not await _is_set(closing, within=reply.delay):
                await _write(writer, reply)
        except (ConnectionError, asyncio.IncompleteReadError):
            return
        finally:
            writer.close()
            connections.discard(writer)

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    served.port = server.sockets[0].getsockname()[1]
    try:
        yield served
    finally:
        server.close()
        closing.set()
        for writer in list(connections):
            writer.transport.abort()
        await server.wait_closed()


@contextmanager
def loopback_in_a_thread(answer: Callable[[Asked], Reply]) -> Iterator[Loopback]:
    """The same for commands, which have an event loop of their own."""
    started = threading.Event()
    running: list[tuple[Loopback, asyncio.AbstractEventLoop, asyncio.Event]] = []

    async def serve() -> None:
        stop = asyncio.Event()
        async with loopback(answer) as served:
            running.append((served, asyncio.get_running_loop(), stop))
            started.set()
            await stop.wait()

    thread = threading.Thread(target=lambda: asyncio.run(serve()))
    thread.start()
    assert started.wait(10)
    served, loop, stop = running[0]
    try:
        yield served
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(10)


async def _read(reader: asyncio.StreamReader) -> Asked:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    first, *lines = head.rstrip().split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    method, target, _ = first.split(" ")
    return Asked(method, target, headers, body)


async def _is_set(event: asyncio.Event, *, within: float) -> bool:
    """Whether it is set before so many seconds are over."""
    try:
        return await asyncio.wait_for(event.wait(), within)
    except TimeoutError:
        return False


async def _write(writer: asyncio.StreamWriter, reply: Reply) -> None:
    if reply.drop:
        return
    head = {"Content-Type": reply.content_type, "Content-Length": str(len(reply.body)), "Connection": "close"}
    lines = "".join(f"{name}: {value}\r\n" for name, value in {**head, **reply.headers}.items())
    writer.write(f"HTTP/1.1 {reply.status} Whatever\r\n{lines}\r\n".encode("latin-1"))
    writer.write(reply.body if reply.sent_bytes is None else reply.body[: reply.sent_bytes])
    await writer.drain()
