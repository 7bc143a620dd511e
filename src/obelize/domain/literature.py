"""Works, questions about them, and answers in which ignorance is a value."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Author:
    """A person or an organisation. An organisation has only `family`. `given` may be initials."""

    family: str
    given: str = ""


@dataclass(frozen=True, slots=True)
class CitedWork:
    """What a citation says of a work. Empty or None: not stated. `et_al`: the author list is openly cut short.

    `type` is a CSL type ("article-journal", "webpage", "book", "thesis") where the citation gives one away. `topic` is
    what a mention without a title says the work is about.
    """

    title: str | None = None
    authors: tuple[Author, ...] = ()
    et_al: bool = False
    year: int | None = None
    venue: str | None = None
    volume: str | None = None
    issue: str | None = None
    pages: str | None = None
    doi: str | None = None
    arxiv: str | None = None
    pmid: str | None = None
    url: str | None = None
    type: str | None = None
    topic: str | None = None


class NoticeKind(StrEnum):
    """What a publisher said about a work after it had appeared."""

    RETRACTION = "retraction"
    CONCERN = "expression-of-concern"
    CORRECTION = "correction"
    WITHDRAWAL = "withdrawal"


@dataclass(frozen=True, slots=True)
class Notice:
    """A retraction, expression of concern or correction. `date` is ISO 8601; `source` says who reports it."""

    kind: NoticeKind
    source: str
    doi: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """One bibliographic record as one source has it. `doi` and `arxiv` are bare and in lower case.

    `type` is a CSL type ("article-journal", "paper-conference", "article" for a preprint). `source` is the
    literature source's name.
    """

    id: str
    title: str
    source: str
    authors: tuple[Author, ...] = ()
    year: int | None = None
    venue: str | None = None
    volume: str | None = None
    issue: str | None = None
    pages: str | None = None
    doi: str | None = None
    arxiv: str | None = None
    pmid: str | None = None
    url: str | None = None
    type: str | None = None
    abstract: str | None = None
    publication_types: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()

    @property
    def is_retracted(self) -> bool:
        """Whether a notice says that the work was retracted or withdrawn."""
        return any(notice.kind in (NoticeKind.RETRACTION, NoticeKind.WITHDRAWAL) for notice in self.notices)


@dataclass(frozen=True, slots=True)
class WorkQuery:
    """A question about one work. A source uses the most exact field it understands: ids before title before text.

    `text` is free text (a claim, a vague mention). `limit` is how many candidates are wanted.
    """

    doi: str | None = None
    arxiv: str | None = None
    pmid: str | None = None
    title: str | None = None
    author: str | None = None  # a family name
    year: int | None = None
    text: str | None = None
    limit: int = 5


class Outcome(StrEnum):
    """What became of a look-up, as its receipt states it."""

    FOUND = "found"
    NOT_FOUND = "not-found"
    UNAVAILABLE = "unavailable"


SHOWN_BEFORE = " (found out earlier in this run)"
"""What a reason ends with where a source was not tried again because it had failed already."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a reader needs to repeat a search: source, query as sent (keys removed), when, what came of it.

    `asked_at` is in UTC. `cached` says that the answer came from the cache and `asked_at` is when it was fetched.
    `snapshot` names the state of the data where that is known (the library's fingerprint, a dump's date).
    """

    source: str
    query: str
    asked_at: datetime
    outcome: Outcome
    hits: int
    cached: bool = False
    snapshot: str | None = None
    reason: str | None = None

    @property
    def cause(self) -> str | None:
        """The reason without the remark that it had shown itself before: one cause is one cause, however often met."""
        return self.reason.removesuffix(SHOWN_BEFORE) if self.reason else None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A work that a source offers for a query. `score` is 0 to 1, comparable only within one source."""

    work: Work
    score: float
    passage: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """The source has at least one candidate, best first. That a candidate *is* the cited work is not yet said."""

    candidates: tuple[Candidate, ...]
    receipt: Receipt


@dataclass(frozen=True, slots=True)
class NotFound:
    """The source has answered, properly and in full, and it has nothing."""

    receipt: Receipt


@dataclass(frozen=True, slots=True)
class Unavailable:
    """The source could not be asked or its answer could not be used; `receipt.reason` says why."""

    receipt: Receipt


Lookup = Found | NotFound | Unavailable
