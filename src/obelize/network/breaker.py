"""Hosts that have failed in this run, so that they aren't asked, and waited for, again and again."""

from obelize.domain.literature import SHOWN_BEFORE
from obelize.network.failures import GivenUpError, NetworkError, UnreachableError


class Breaker:
    """Gives a host up for the rest of the run: at once where there is no connection, else after `patience` failures."""

    def __init__(self, patience: int) -> None:
        self._patience = patience
        self._failures: dict[str, int] = {}
        self._given_up: dict[str, str] = {}

    def check(self, host: str) -> None:
        """Raise `GivenUpError` if `host` has been given up."""
        if reason := self._given_up.get(host):
            raise GivenUpError(reason)

    def note_failure(self, host: str, error: NetworkError) -> None:
        """Count a failure of `host`."""
        self._failures[host] = self._failures.get(host, 0) + 1
        if isinstance(error, UnreachableError):
            self._given_up[host] = f"{error}{SHOWN_BEFORE}"
        elif self._failures[host] >= self._patience:
            self._given_up[host] = f"given up after {self._patience} failures in a row, the last: {error}"

    def note_success(self, host: str) -> None:
        """`host` has answered: earlier failures don't count any more."""
        self._failures.pop(host, None)
