"""What is asked over the network and what comes back. Secrets stand apart, so that they can't leak by accident."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, urlencode, urlsplit

_REFUSALS = (401, 403)
_BEGINNING = 2_000  # bytes


@dataclass(frozen=True, slots=True)
class Pace:
    """How a host wants to be asked: seconds between the starts of requests, and how many at once."""

    interval: float = 0.0
    concurrency: int = 4


@dataclass(frozen=True, slots=True)
class Request:
    """One request to a literature source.

    `url` has no query string; `params` are shown in receipts and logs. `secrets` are sent as further parameters
    and `secret_headers` as further headers, and appear nowhere else: keys and contact addresses belong there.
    `json` is the body of a POST. `accept` is the media type wanted. `rejection` is what the body of a refusal (401,
    403) says, in lower case, where the host turns down the question and not the one who asks.
    """

    url: str
    params: Mapping[str, str] = field(default_factory=dict)
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)
    secret_headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    accept: str = "application/json"
    json: object = None
    pace: Pace = Pace()
    follow_redirects: bool = True
    rejection: bytes = b""

    @property
    def method(self) -> str:
        """POST where there is a body, else GET."""
        return "GET" if self.json is None else "POST"

    @property
    def host(self) -> str:
        """Host and port: what is throttled and given up as one."""
        return urlsplit(self.url).netloc.lower()

    @property
    def asker(self) -> str:
        """The host and, as a digest, who asks it: what a budget belongs to."""
        who = repr(sorted({**self.secrets, **self.secret_headers}.items())).encode()
        return f"{self.host} {hashlib.sha256(who).hexdigest()[:8]}"

    @property
    def shown(self) -> str:
        """Method and URL as a reader can repeat them, without secrets."""
        query = urlencode(self.params, safe=":,/|*", quote_via=quote)
        return f"{self.method} {self.url}{'?' + query if query else ''}"

    @property
    def sent_url(self) -> str:
        """The URL as sent, secrets included. For the wire alone."""
        query = urlencode({**self.params, **self.secrets}, quote_via=quote)
        return f"{self.url}{'?' + query if query else ''}"


@dataclass(frozen=True, slots=True)
class Answer:
    """A complete answer: status, headers in lower case, decompressed body."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def shuts_out(self, request: Request) -> bool:
        """Whether it refuses whoever asked, so that other questions will fare no better."""
        return self.status in _REFUSALS and not (request.rejection and self.says(request.rejection))

    def says(self, words: bytes) -> bool:
        """Whether the body begins with something that holds `words`, which are in lower case."""
        return words in self.body[:_BEGINNING].lower()

    @property
    def media_type(self) -> str:
        """The content type without parameters, in lower case; empty where none is stated."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()
