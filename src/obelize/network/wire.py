"""The one module that knows httpx: a request goes out, a complete answer or a `NetworkError` comes back."""

import asyncio
import logging
import ssl
import zlib
from collections.abc import Mapping
from functools import cache

import httpx

from obelize.network.failures import (
    BrokenOffError,
    NetworkError,
    RefusedError,
    TimedOutError,
    UnreachableError,
)
from obelize.network.messages import Answer, Request

# Both log whole URLs, query strings and keys included.
for _name in ("httpx", "httpcore"):
    logging.getLogger(_name).setLevel(logging.WARNING)


class Wire:
    """One pool of connections. Nothing is retried, throttled, cached or redirected here.

    `timeout` in seconds bounds a whole request, `connect_timeout` its first part, `size_limit` in bytes the
    decompressed body: it is counted while it streams in, and decompressed in steps, so that a small body can't unfold
    into a large one.
    """

    def __init__(self, *, timeout: float, connect_timeout: float, size_limit: int, user_agent: str) -> None:
        self._timeout = timeout
        self._connect_timeout = connect_timeout
        self._size_limit = size_limit
        headers = {"User-Agent": user_agent, "Accept-Encoding": "gzip"}
        self._client = httpx.AsyncClient(
            headers=headers,
            timeout=httpx.Timeout(timeout, connect=connect_timeout),
            follow_redirects=False,
            verify=_certificates(),
        )

    async def close(self) -> None:
        """Close all connections."""
        await self._client.aclose()

    async def send(self, request: Request, url: str) -> Answer:
        """The answer to `request` sent to `url` (its own, or where it was redirected to)."""
        headers = {"Accept": request.accept, **request.secret_headers}
        try:
            async with asyncio.timeout(self._timeout):
                outgoing = self._client.stream(request.method, url, headers=headers, json=request.json)
                async with outgoing as response:
                    lowered = {name.lower(): value for name, value in response.headers.items()}
                    return Answer(response.status_code, lowered, await self._body(response, lowered))
        except httpx.ConnectTimeout as error:
            raise UnreachableError(f"no connection within {self._connect_timeout:g} s") from error
        except httpx.ConnectError as error:
            raise UnreachableError(_connection_fault(error)) from error
        except (TimeoutError, httpx.TimeoutException) as error:
            raise TimedOutError(f"no complete answer within {self._timeout:g} s") from error
        except (httpx.ReadError, httpx.WriteError, httpx.CloseError, httpx.RemoteProtocolError) as error:
            raise BrokenOffError("the connection broke off before the answer was complete") from error
        except (httpx.InvalidURL, httpx.UnsupportedProtocol) as error:
            raise RefusedError("not a web address that can be asked") from error
        except httpx.HTTPError as error:
            raise NetworkError(f"the request failed ({type(error).__name__})") from error

    async def _body(self, response: httpx.Response, headers: Mapping[str, str]) -> bytes:
        encoding = headers.get("content-encoding", "identity").strip().lower()
        if encoding not in {"", "identity", "gzip", "x-gzip"}:
            raise RefusedError(f"the answer is encoded as {encoding!r}, which was not asked for")
        unfold = zlib.decompressobj(wbits=31) if "gzip" in encoding else None
        parts: list[bytes] = []
        size = 0
        async for raw in response.aiter_raw():
            part = self._unfolded(unfold, raw, size) if unfold else raw
            size += len(part)
            if size > self._size_limit:
                raise RefusedError(f"the answer is larger than {self._size_limit:,} bytes")
            parts.append(part)
        if unfold and size and not unfold.eof:
            raise BrokenOffError("the compressed answer broke off before its end")
        return b"".join(parts)

    def _unfolded(self, unfold: "zlib._Decompress", raw: bytes, size: int) -> bytes:
        try:
            return unfold.decompress(raw, self._size_limit - size + 1)
        except zlib.error as error:
            raise BrokenOffError("the compressed answer is damaged") from error


@cache
def _certificates() -> ssl.SSLContext:
    """The certificates trusted, read once a process."""
    return httpx.create_ssl_context()


def _connection_fault(error: httpx.ConnectError) -> str:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return "its certificate is not accepted"
        if isinstance(cause, ssl.SSLError):
            return "no secure connection could be made"
        cause = cause.__cause__ or cause.__context__
    return "no connection could be made"
