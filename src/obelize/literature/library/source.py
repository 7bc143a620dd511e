"""The library as a literature source: the one that is always at hand."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from obelize.domain.literature import Candidate, Found, Lookup, NotFound, Outcome, Receipt, Unavailable, WorkQuery
from obelize.errors import LibraryError
from obelize.literature.formats import Reference, parse_references
from obelize.literature.library.library import Library

STARTER_NAME = "starter library"


class LibrarySource:
    """Asks one library. Its receipts carry the library's fingerprint; a damaged file is `Unavailable`."""

    politeness = None
    reports_notices = False  # it has what was imported, which may be old

    def __init__(self, library: Library, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.library = library
        self.name = library.name
        self._clock = clock
        self.snapshot = library.fingerprint()

    def understands(self, query: WorkQuery) -> bool:
        """Every question that asks for something."""
        return bool(shown_query(query))

    async def look_up(self, query: WorkQuery) -> Lookup:
        """Identifiers first, then the title, then free text."""
        return self.answer(query)

    async def look_up_many(self, queries: Sequence[WorkQuery]) -> list[Lookup]:
        """The answers in the order of the queries."""
        return [self.answer(query) for query in queries]

    async def control_answer(self) -> Lookup:
        """What the library says when asked for a work that it holds; an empty one has nothing to say."""
        try:
            title = self.library.any_title() or "any work"
        except LibraryError as error:
            return Unavailable(self._receipt("any work", Outcome.UNAVAILABLE, 0, str(error)))
        return self.answer(WorkQuery(title=title, limit=1))

    def answer(self, query: WorkQuery) -> Lookup:
        """`look_up` for callers outside an event loop: the library never waits."""
        asked = shown_query(query)
        try:
            candidates = self._candidates(query)
        except LibraryError as error:
            return Unavailable(self._receipt(asked, Outcome.UNAVAILABLE, 0, str(error)))
        if not candidates:
            return NotFound(self._receipt(asked, Outcome.NOT_FOUND, 0))
        return Found(tuple(candidates), self._receipt(asked, Outcome.FOUND, len(candidates)))

    def _candidates(self, query: WorkQuery) -> list[Candidate]:
        library = self.library
        identified = [
            *(library.by_doi(query.doi) if query.doi else ()),
            *(library.by_arxiv(query.arxiv) if query.arxiv else ()),
            *(library.by_pmid(query.pmid) if query.pmid else ()),
        ]
        known = [work for place, work in enumerate(identified) if work not in identified[:place]]
        candidates = [Candidate(work, 1.0) for work in known]
        if query.title:
            titled = library.by_title(query.title, query.limit, query.author, query.year)
            candidates += [candidate for candidate in titled if candidate.work not in known]
        if not candidates and query.text:
            candidates = library.search(query.text, query.limit)
        return candidates

    def _receipt(self, asked: str, outcome: Outcome, hits: int, reason: str | None = None) -> Receipt:
        return Receipt(self.name, asked, self._clock(), outcome, hits, snapshot=self.snapshot, reason=reason)


def open_library_source(path: Path, *, explicit: bool = False) -> LibrarySource:
    """The library at `path`, or the starter library where none has been built there, or none with a work in it.

    With `explicit` (the user named this file) it is that one, and a missing library is a `LibraryError`.
    """
    if path.exists() or explicit:
        library = Library.open(path)
        if explicit or not library.is_empty:
            return LibrarySource(library)
        library.close()
    return LibrarySource(starter_library())


def starter_library() -> Library:
    """The small library of well-known works that comes with the program, held in memory."""
    from importlib import resources

    text = resources.files("obelize.literature").joinpath("starter.json").read_text(encoding="utf-8")
    works = [entry.work for entry in parse_references(text, "starter.json") if isinstance(entry, Reference)]
    return Library.in_memory(works, STARTER_NAME)


def shown_query(query: WorkQuery) -> str:
    """A query as its receipt states it."""
    parts = [
        f"{name}:{value}"
        for name, value in (
            ("doi", query.doi),
            ("arxiv", query.arxiv),
            ("pmid", query.pmid),
            ("title", query.title),
            ("text", query.text),
        )
        if value
    ]
    return " ".join(parts)
