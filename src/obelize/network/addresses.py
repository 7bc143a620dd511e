"""Which hosts may be asked: names and addresses of the open internet, and those that the operator configured."""

import asyncio
import ipaddress
import socket
from urllib.parse import unquote, urljoin, urlsplit
from urllib.request import getproxies, proxy_bypass

from obelize.network.failures import RefusedError, UnreachableError

_PORTS = {"http": 80, "https": 443}


class Gate:
    """Lets requests through to `trusted` hosts ("127.0.0.1:8080") and to hosts with none but global addresses.

    A name is resolved once, within `timeout` seconds. Behind a proxy names are the proxy's business and pass unless
    they are addresses.
    """

    def __init__(self, trusted: frozenset[str], timeout: float) -> None:
        self._trusted = trusted
        self._timeout = timeout
        self._passed: set[str] = set()

    async def check(self, url: str) -> None:
        """Raise `RefusedError` for an address that must not be asked, `UnreachableError` for an unknown name.

        A path with dot segments is refused: on its way it becomes that of something else ("/10.1/../10.2/x").
        """
        try:
            parts = urlsplit(url)
            host, port = parts.hostname or "", parts.port
        except ValueError as error:
            raise RefusedError("not a web address that can be asked") from error
        if parts.scheme not in _PORTS or not host or parts.username is not None:
            raise RefusedError("not a web address that can be asked")
        if any(_is_dots(segment) for segment in parts.path.split("/")):
            raise RefusedError("its address holds “.” or “..”, which leads to another one")
        if parts.netloc.lower() in self._trusted or parts.netloc in self._passed:
            return
        for address in await self._addresses(host, port or _PORTS[parts.scheme], parts.scheme):
            if not ipaddress.ip_address(address).is_global:
                raise RefusedError(f"{host} leads to {address}, which is no address of the open internet")
        self._passed.add(parts.netloc)

    async def _addresses(self, host: str, port: int, scheme: str) -> list[str]:
        try:
            return [str(ipaddress.ip_address(host))]
        except ValueError:
            pass
        if getproxies().keys() & {scheme, "all"} and not proxy_bypass(host):
            return []
        try:
            async with asyncio.timeout(self._timeout):
                found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise UnreachableError(f"the name {host} can't be resolved") from error
        return [str(entry[4][0]).partition("%")[0] for entry in found]


def _is_dots(segment: str) -> bool:
    """Whether a segment of a path means this or the outer folder, to one server or another."""
    return unquote(segment).partition(";")[0] in {".", ".."}


def redirect_target(url: str, location: str) -> str:
    """Where a redirect from `url` leads. `RefusedError` unless it stays on the same host and stays secure."""
    try:
        target = urljoin(url, location)
        old, new = urlsplit(url), urlsplit(target)
        ports = old.port, new.port
    except ValueError as error:
        raise RefusedError("redirected to what is no web address") from error
    if new.scheme not in _PORTS or new.hostname != old.hostname:
        raise RefusedError(f"redirected elsewhere, to {new.hostname or new.scheme or 'nowhere'}")
    if old.scheme == "https" and new.scheme != "https":
        raise RefusedError("redirected from a secure to an open connection")
    if ports[0] != ports[1] and old.scheme == new.scheme:
        raise RefusedError(f"redirected elsewhere, to port {ports[1]}")
    return target
