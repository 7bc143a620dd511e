"""The local index of works: one SQLite file, or the starter library in memory."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Self

from obelize.domain.literature import Candidate, Notice, Work
from obelize.domain.titles import fold_name, title_key
from obelize.errors import LibraryError
from obelize.literature.library.records import Prepared, bare_version, digest, indexed, prepare, works_at
from obelize.literature.library.schema import open_for_reading, open_for_writing, open_in_memory, translated_errors
from obelize.literature.library.stemming import Stemmer
from obelize.literature.library.terms import TermCounts
from obelize.literature.library.text_index import IndexKind, kind_of, text_index
from obelize.literature.library.titles import exact_titles, similar_titles
from obelize.literature.library.writing import Additions, Writer

if TYPE_CHECKING:
    from obelize.literature.library.search import TextSearch

_BATCH = 5_000
_IN_MEMORY = ":memory:"
_MOST_NAMESAKES = 50
_PATIENCE = 60.0  # seconds for another process that writes the text index


@dataclass(frozen=True, slots=True)
class ImportJob:
    """One file's import. `entries` were done before; `earlier` are imports of the same place or content."""

    id: int
    entries: int
    earlier: frozenset[int]


@dataclass(frozen=True, slots=True)
class LibraryStats:
    """What a library holds. `fingerprint` names its state."""

    path: str
    works: int
    with_abstract: int
    notices: int
    terms: int
    bytes: int
    fingerprint: str


class Library:
    """Works that can be found by identifier, title and text. Reading never waits for an import under way.

    `name` is the source that its works and receipts state.
    """

    def __init__(self, connection: sqlite3.Connection, path: str, name: str) -> None:
        self.name = name
        self.path = path
        self._connection = connection
        self._stemmer = Stemmer()
        self._text_search: TextSearch | None = None
        with translated_errors(path):
            self._index = text_index(kind_of(connection, path), connection, path, self._stemmer)
            self._counts = TermCounts(connection, self._index)

    @classmethod
    def open(cls, path: Path, name: str = "library") -> Self:
        """An existing library, for reading. `LibraryError` where it is missing, foreign or damaged."""
        library = cls(open_for_reading(path), str(path), name)
        with translated_errors(library.path):
            behind = library._index.is_behind()
        if not behind:
            return library
        library.close()
        # Left by a kill, or an import is under way: where this process can't write at once, it searches what there is.
        with suppress(LibraryError), cls(open_for_writing(path, patience=0.0), str(path), name) as mending:
            mending._catch_up()
        return cls(open_for_reading(path), str(path), name)

    @classmethod
    def create(cls, path: Path, name: str = "library") -> Self:
        """A library for writing, made where there is none. What a kill kept from its text index is brought in."""
        library = cls(open_for_writing(path), str(path), name)
        library._catch_up()
        return library

    @classmethod
    def in_memory(cls, works: Iterable[Work], name: str) -> Self:
        """A library of these works that is gone when the program ends."""
        library = cls(open_in_memory(), _IN_MEMORY, name)
        library.add(works)
        return library

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def add(self, works: Iterable[Work]) -> Additions:
        """Add works, or update those that are known by DOI, arXiv id, PMID or own id; a transaction a batch."""
        total = Additions()
        remaining = iter(works)
        while batch := list(islice(remaining, _BATCH)):
            total += self.add_batch([prepare(work) for work in batch])
        self._count_terms()
        return total

    def begin_import(self, place: str, file_digest: str, now: datetime) -> ImportJob:
        """Start importing the file at `place`, or take up an import of the same content that was cut short."""
        with self.transaction():
            same = self._connection.execute(
                "SELECT id, digest, finished, entries FROM imports WHERE name = ? OR digest = ?", (place, file_digest)
            ).fetchall()
            earlier = frozenset(row[0] for row in same)
            for number, stored, finished, entries in same:
                if stored == file_digest and finished is None:
                    return ImportJob(number, entries, earlier - {number})
            number = self._connection.execute(
                "INSERT INTO imports (name, digest, started) VALUES (?, ?, ?)", (place, file_digest, now.isoformat())
            ).lastrowid
        return ImportJob(number or 0, 0, earlier)

    def add_batch(self, works: Sequence[Prepared], job: ImportJob | None = None, entries_done: int = 0) -> Additions:
        """Add works in one transaction, and with them the note how far the import is."""
        with self.transaction():
            additions = Writer(self._connection, self._index).add(
                works, job.id if job else 0, job.earlier if job else frozenset()
            )
            if job:
                self._connection.execute("UPDATE imports SET entries = ? WHERE id = ?", (entries_done, job.id))
        return additions

    def add_notices(self, notices: Sequence[tuple[str, Notice]]) -> Additions:
        """Add retractions, concerns and corrections of works by DOI, whether or not the works are known."""
        with self.transaction():
            added, updated = Writer(self._connection, self._index).add_notices(notices)
        return Additions(added, updated, len(notices) - added - updated)

    def finish_import(self, job: ImportJob, now: datetime) -> None:
        """Note that a file has been read to its end."""
        with self.transaction():
            self._connection.execute("UPDATE imports SET finished = ? WHERE id = ?", (now.isoformat(), job.id))
        self._count_terms()

    def build_index(self, kind: IndexKind) -> None:
        """Build the text index anew, as one of this kind. A kill leaves the former one, or one that is mended."""
        index = text_index(kind, self._connection, self.path, self._stemmer)
        with self.transaction():
            self._index.clear()
            index.clear()
            works = self._connection.execute("SELECT work, title, abstract FROM works ORDER BY work")
            while batch := works.fetchmany(_BATCH):
                index.insert([(row, indexed(title), indexed(abstract)) for row, title, abstract in batch])
            self._connection.execute("INSERT OR REPLACE INTO meta VALUES ('index', ?)", (kind,))
            self._index = index
        self._catch_up(_PATIENCE)
        self._counts = TermCounts(self._connection, self._index)
        self._text_search = None

    def _catch_up(self, patience: float = 0.0) -> None:
        # What is not committed may be taken back.
        if not self._connection.in_transaction:
            with translated_errors(self.path):
                self._index.catch_up(patience)

    def _count_terms(self) -> None:
        self._catch_up(_PATIENCE)
        with self.transaction():
            if not self._index.is_behind():
                Writer(self._connection, self._index).count_terms()
        self._counts = TermCounts(self._connection, self._index)
        self._text_search = None

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything written inside is committed together or not at all; one inside another is part of it."""
        with translated_errors(self.path):
            if self._connection.in_transaction:
                yield
                return
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                self._check_index()
                yield
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")
            self._index.catch_up()

    def _check_index(self) -> None:
        if kind_of(self._connection, self.path) is not self._index.kind:
            raise LibraryError(f"{self.path}: another process has given it another text index; start again")

    def by_doi(self, doi: str) -> list[Work]:
        """Works with this DOI, given bare; more than one where sources disagree on what it names."""
        wanted = doi.lower()
        return self._by_identifier("doi", wanted, lambda work: (work.doi or "").lower() == wanted)

    def by_arxiv(self, arxiv: str) -> list[Work]:
        """Works with this arXiv id, given bare; its version doesn't matter."""
        wanted = bare_version(arxiv)
        return self._by_identifier("arxiv", wanted, lambda work: bare_version(work.arxiv or "") == wanted)

    def by_pmid(self, pmid: str) -> list[Work]:
        """Works with this PubMed id."""
        return self._by_identifier("pmid", pmid, lambda work: work.pmid == pmid)

    def by_title(
        self, title: str, limit: int = 5, author: str | None = None, year: int | None = None
    ) -> list[Candidate]:
        """Works of that title, else of similar titles, best first; the score is the likeness, 0 to 1.

        Among works of one likeness those with an author of the family name `author` come first, then those of `year`.
        """
        with translated_errors(self.path):
            hits = exact_titles(self._connection, title)
            if not hits or hits[0][1] < 1.0:
                similar = similar_titles(self._connection, self._index, self._stemmer, self._counts, title, limit)
                hits = sorted({**dict(similar), **dict(hits)}.items(), key=lambda hit: -hit[1])
            least = hits[limit - 1][1] if len(hits) > limit else 0.0
            kept = [hit for hit in hits if hit[1] >= least][:_MOST_NAMESAKES]
            works = works_at(self._connection, [row for row, _ in kept], self.name)
        found = [Candidate(work, likeness) for work, (_, likeness) in zip(works, kept, strict=True)]
        if len({each.score for each in found}) < len(found):
            wanted = fold_name(author or "")
            found.sort(key=lambda each: (-each.score, not _is_by(each.work, wanted), each.work.year != year))
        return found[:limit]

    def search(self, text: str, limit: int = 10) -> list[Candidate]:
        """Works whose title or abstract speaks of what `text` speaks of, best first, with the sentence that does."""
        with translated_errors(self.path):
            if self._text_search is None:
                # It brings word families and synonyms along; a look-up by identifier or title needs none of them.
                from obelize.literature.library.search import TextSearch

                self._text_search = TextSearch(self._connection, self._index, self._stemmer, self._counts)
            hits = self._text_search.search(text, limit)
            works = works_at(self._connection, [hit.row for hit in hits], self.name)
            return [
                Candidate(work, round(min(hit.score, 1.0), 4), hit.passage)
                for work, hit in zip(works, hits, strict=True)
            ]

    def any_title(self) -> str | None:
        """The title of one of its works that can be asked for; None where none has a letter or digit."""
        with translated_errors(self.path):
            titles = self._connection.execute("SELECT title FROM works ORDER BY work")
            return next((title for (title,) in titles if title_key(title)), None)

    @property
    def is_empty(self) -> bool:
        """Whether there is no work in it."""
        with translated_errors(self.path):
            return not self._connection.execute("SELECT EXISTS (SELECT 1 FROM works)").fetchone()[0]

    def stats(self) -> LibraryStats:
        """What the library holds."""
        with translated_errors(self.path):
            works, abstracts = self._row("SELECT count(*), count(abstract) FROM works")
            (notices,) = self._row("SELECT count(*) FROM notices")
            (terms,) = self._row("SELECT count(*) FROM terms")
            (size,) = self._row("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
        return LibraryStats(self.path, works, abstracts, notices, terms, size, self.fingerprint())

    def fingerprint(self) -> str:
        """12 hexadecimal digits over the records as they stand and their notices: the same give the same.

        Any change gives others, but for the age of a table of retractions.
        """
        with translated_errors(self.path):
            sums = self._connection.execute(
                "SELECT name, value FROM meta WHERE name IN ('content', 'notices_content') ORDER BY name"
            ).fetchall()
        return f"{digest('state', str(sums)) & 0xFFFF_FFFF_FFFF:012x}"

    def _row(self, statement: str) -> Sequence[int]:
        row: Sequence[int] = self._connection.execute(statement).fetchone()
        return row

    def _by_identifier(self, kind: str, value: str, fits: Callable[[Work], bool]) -> list[Work]:
        with translated_errors(self.path):
            rows = self._connection.execute("SELECT work FROM keys WHERE digest = ?", (digest(kind, value),)).fetchall()
            return [work for work in works_at(self._connection, [row for (row,) in rows], self.name) if fits(work)]


def _is_by(work: Work, family: str) -> bool:
    return any(fold_name(author.family) == family for author in work.authors)
