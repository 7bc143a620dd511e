"""Putting works into the index: new ones added, known ones updated, everything in one transaction a batch."""

import json
import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from rapidfuzz import fuzz

from obelize.domain.literature import Author, Notice, NoticeKind, Work
from obelize.domain.titles import title_key
from obelize.literature.library.records import Prepared, notice_digest, prepare, work_of
from obelize.literature.library.terms import uncounted_works
from obelize.literature.library.text_index import IndexedText, TextIndex

_SAME_TITLE = 90.0
_RECOUNT_ALWAYS_BELOW = 100_000
_RECOUNT_SHARE = 0.05


@dataclass(frozen=True, slots=True)
class Additions:
    """What became of works that were added."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0

    def __add__(self, other: "Additions") -> "Additions":
        return Additions(self.added + other.added, self.updated + other.updated, self.unchanged + other.unchanged)


@dataclass(slots=True)
class _Stored:
    """A work in the library, or about to be; `import_id` is -1 while it is only in this batch.

    `claimed` says that a record of this batch is about it.
    """

    row: int
    import_id: int
    prepared: Prepared
    claimed: bool = False

    @property
    def work(self) -> Work:
        """The work as it stands now."""
        return work_of(*self.prepared.work, source="")


class Writer:
    """Writes works over one connection. The caller opens and commits the transaction."""

    def __init__(self, connection: sqlite3.Connection, index: TextIndex) -> None:
        self._connection = connection
        self._index = index
        self._content = 0
        self._next_row = connection.execute("SELECT coalesce(max(work), 0) + 1 FROM works").fetchone()[0]

    def add(self, works: Sequence[Prepared], import_id: int, same_file: frozenset[int] = frozenset()) -> Additions:
        """Add a batch. `same_file` are earlier imports of the same file: their works keep their place by id alone.

        What then has another title is another work: nothing of the former one is kept.
        """
        self.add_notices(
            (key, Notice(NoticeKind(kind), source, notice, date))
            for work in works
            for key, kind, source, notice, date in work.notices
        )
        known = self._known({digest for work in works for digest in work.identifiers})
        fresh: list[_Stored] = []
        updated = unchanged = 0
        for work in works:
            stored = self._same_work(work, known, same_file)
            if stored is None:
                stored = _Stored(self._next_row, -1, work)
                self._next_row += 1
                fresh.append(stored)
                for digest in work.identifiers:
                    known.setdefault(digest, []).append(stored)
                continue
            in_its_place = _is_in_its_place(stored, work.work[0], same_file)
            stored.claimed = True
            merged = prepare(_merged(stored.work, work_of(*work.work, source=""), in_its_place=in_its_place))
            if merged.content == stored.prepared.content:
                unchanged += 1
                continue
            updated += 1
            if stored.import_id >= 0:
                self._remove(stored)
                self._insert([_Stored(stored.row, import_id, merged)], import_id)
            stored.prepared = merged
        self._insert(fresh, import_id)
        self._add_to_sum("content", self._content)
        self._content = 0
        self._note_uncounted(len(fresh) + updated)
        return Additions(len(fresh), updated, unchanged)

    def _same_work(
        self, work: Prepared, known: Mapping[int, Sequence[_Stored]], same_file: frozenset[int]
    ) -> _Stored | None:
        candidates = [stored for digest in work.identifiers for stored in known.get(digest, ())]
        if not candidates:
            return None
        new = work_of(*work.work, source="")
        possible = [stored for stored in candidates if not _have_two_dois(new, stored.work)]
        agreeing = (stored for stored in possible if _titles_agree(new, stored.work))
        in_its_place = (stored for stored in possible if _is_in_its_place(stored, new.id, same_file))
        return next(chain(agreeing, in_its_place), None)

    def add_notices(self, notices: Iterable[tuple[str, Notice]]) -> tuple[int, int]:
        """Add notices, each with a work's DOI or another of its `notice_keys`.

        How many are new, and how many came from another source or date before.
        """
        added = updated = content = 0
        for work_key, notice in notices:
            key = (work_key.lower(), notice.kind, notice.doi or "")
            known = self._connection.execute(
                "SELECT source, date FROM notices WHERE doi = ? AND kind = ? AND notice_doi = ?", key
            ).fetchone()
            if known == (notice.source, notice.date):
                continue
            self._connection.execute(
                "INSERT OR REPLACE INTO notices (doi, kind, notice_doi, source, date) VALUES (?, ?, ?, ?, ?)",
                (*key, notice.source, notice.date),
            )
            content += notice_digest(*key, notice.source, notice.date) - (notice_digest(*key, *known) if known else 0)
            added, updated = added + (known is None), updated + (known is not None)
        self._add_to_sum("notices_content", content)
        return added, updated

    def count_terms(self) -> None:
        """Materialise document frequencies where the library has changed enough since they were last counted."""
        works = self._connection.execute("SELECT count(*) FROM works").fetchone()[0]
        if works > _RECOUNT_ALWAYS_BELOW and uncounted_works(self._connection) < _RECOUNT_SHARE * works:
            return
        words = self._index.count_terms()
        self._connection.executemany(
            "INSERT OR REPLACE INTO meta VALUES (?, ?)",
            [("counted_works", works), ("counted_words", words), ("uncounted_works", 0)],
        )

    def _note_uncounted(self, works: int) -> None:
        self._connection.execute(
            "INSERT INTO meta VALUES ('uncounted_works', ?) ON CONFLICT DO UPDATE SET value = value + excluded.value",
            (works,),
        )

    def _add_to_sum(self, name: str, amount: int) -> None:
        # The fingerprint is made of sums: the same rows give the same ones, in whatever order they came.
        if amount:
            row = self._connection.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
            total = ((row[0] if row else 0) + amount) & 0x7FFF_FFFF_FFFF_FFFF
            self._connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, total))

    def _known(self, digests: Collection[int]) -> dict[int, list[_Stored]]:
        if self._next_row == 1:
            return {}
        rows = self._connection.execute(
            "SELECT digest, work, import, own_id, title, abstract, record FROM keys JOIN works USING (work)"
            " WHERE digest IN (SELECT value FROM json_each(?))",
            (json.dumps(list(digests)),),
        )
        known: dict[int, list[_Stored]] = {}
        by_row: dict[int, _Stored] = {}
        for digest, row, import_id, own_id, title, abstract, record in rows:
            if row not in by_row:
                by_row[row] = _Stored(row, import_id, prepare(work_of(own_id, title, abstract, record, "")))
            known.setdefault(digest, []).append(by_row[row])
        return known

    def _insert(self, works: Sequence[_Stored], import_id: int) -> None:
        """Write new rows; `keys` in order of the digests, so that neighbouring pages are written together."""
        self._content += sum(each.prepared.content for each in works)
        self._connection.executemany(
            "INSERT INTO works (work, import, own_id, title, abstract, record) VALUES (?, ?, ?, ?, ?, ?)",
            [(each.row, import_id, *each.prepared.work) for each in works],
        )
        self._index.insert([_indexed_text(each) for each in works])
        self._connection.executemany(
            "INSERT OR IGNORE INTO keys VALUES (?, ?)",
            sorted((digest, each.row) for each in works for digest in each.prepared.identifiers + each.prepared.titles),
        )

    def _remove(self, stored: _Stored) -> None:
        """Take a row out."""
        old = stored.prepared
        self._content -= old.content
        self._connection.executemany(
            "DELETE FROM keys WHERE digest = ? AND work = ?",
            [(digest, stored.row) for digest in old.identifiers + old.titles],
        )
        self._connection.execute("DELETE FROM works WHERE work = ?", (stored.row,))
        self._index.remove(_indexed_text(stored))


def _indexed_text(stored: _Stored) -> IndexedText:
    return stored.row, stored.prepared.title_text, stored.prepared.abstract_text


def _is_in_its_place(stored: _Stored, own_id: str, same_file: frozenset[int]) -> bool:
    """Whether a record is the stored one as its own file has it now."""
    known_id = stored.prepared.work[0]
    return stored.import_id in same_file and not stored.claimed and bool(own_id) and own_id == known_id


def _have_two_dois(one: Work, other: Work) -> bool:
    return bool(one.doi and other.doi) and (one.doi or "").lower() != (other.doi or "").lower()


def _titles_agree(one: Work, other: Work) -> bool:
    """Whether two titles are the same but for spelling, or one is the beginning of the other."""
    key, other_key = title_key(one.title), title_key(other.title)
    if not key or not other_key:
        return one.title.strip() == other.title.strip()
    if key.startswith(other_key) or other_key.startswith(key):
        return True
    return fuzz.ratio(key, other_key) >= _SAME_TITLE


def _merged(old: Work, new: Work, *, in_its_place: bool) -> Work:
    """The new record, with what only the old one knows; with nothing of it where that was another work.

    A poorer list of authors replaces a richer one only where its own file was corrected.
    """
    kept: dict[str, Any] = {}
    if _titles_agree(new, old):
        kept = {name: getattr(old, name) for name in _FIELDS if not getattr(new, name)}
        if not in_its_place and _richness(old.authors) > _richness(new.authors):
            kept["authors"] = old.authors
    return replace(new, id=old.id or new.id, source=old.source, notices=(), **kept)


def _richness(authors: Sequence[Author]) -> tuple[int, int]:
    """How many authors, and how many letters their given names have in all: initials are few."""
    return len(authors), sum(sum(map(str.isalpha, author.given)) for author in authors)


_FIELDS = (
    "authors", "year", "venue", "volume", "issue", "pages", "doi", "arxiv", "pmid", "url", "type", "abstract",
    "publication_types",
)  # fmt: skip
