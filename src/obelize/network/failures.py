"""Why a request brought no usable answer. Each message is a plain reason, free of keys, for a receipt."""

from obelize.errors import ObelizeError


class NetworkError(ObelizeError):
    """A request without a usable answer."""


class UnreachableError(NetworkError):
    """No connection to the host: unknown name, refused, no route, a certificate that isn't accepted."""


class TimedOutError(NetworkError):
    """Connected, but the whole answer didn't come within the time allowed."""


class BrokenOffError(NetworkError):
    """The connection or the body ended too early."""


class RefusedError(NetworkError):
    """Not asked, or not followed, on our own account: an address, redirect, size or encoding that isn't allowed."""


class BusyError(NetworkError):
    """The host answered each time that it is asked too often, or that its budget is spent (429)."""


class NotNowError(BusyError):
    """Not asked, or not again: the host wants to be left alone, or is kept busy, for longer than is worth waiting."""


class FaultyHostError(NetworkError):
    """The host answered with a server error (5xx) each time."""


class GivenUpError(NetworkError):
    """Not asked: this host has failed before in this run."""
