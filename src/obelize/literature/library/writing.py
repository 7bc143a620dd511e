"""Putting works into the index: new ones added, known ones updated, everything in one transaction a batch."""

import json
import sqlite3
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from obelize.domain.literature import Notice, Work
from obelize.domain.titles import fold, title_key
from obelize.literature.library.records import digest, identifier_digests, record_of, title_digests, work_of

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


@dataclass(frozen=True, slots=True)
class _Stored:
    row: int
    import_id: int
    work: Work


class Writer:
    """Writes works over one connection. The caller opens and commits the transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._content = 0
        self._next_row = connection.execute("SELECT coalesce(max(work), 0) + 1 FROM works").fetchone()[0]

    def add(self, works: Sequence[Work], import_id: int, same_file: frozenset[int] = frozenset()) -> Additions:
        """Add a batch. `same_file` are earlier imports of the same file: their works keep their place by id alone."""
        self.add_notices((work.doi, notice) for work in works if work.doi for notice in work.notices)
        identifiers = [list(identifier_digests(work)) for work in works]
        known = self._known({digest for digests in identifiers for digest in digests})
        fresh: list[tuple[int, Work, list[int]]] = []
        in_batch: dict[int, int] = {}
        updated = unchanged = 0
        for work, digests in zip(works, identifiers, strict=True):
            stored = next((s for d in digests for s in known.get(d, ()) if _same(work, s, same_file)), None)
            if stored is not None:
                if (merged := _merged(stored.work, work)) != stored.work:
                    self._replace(stored, merged, import_id)
                    updated += 1
                else:
                    unchanged += 1
                continue
            twin = next((in_batch[d] for d in digests if d in in_batch), None)
            if twin is not None and _same(work, _Stored(0, -1, fresh[twin][1]), frozenset()):
                merged = _merged(fresh[twin][1], work)
                fresh[twin] = (fresh[twin][0], merged, list(identifier_digests(merged)))
                updated += 1
            else:
                in_batch.update(dict.fromkeys(digests, len(fresh)))
                fresh.append((self._next_row, work, digests))
                self._next_row += 1
        self._insert(fresh, import_id)
        self._add_to_fingerprint()
        return Additions(len(fresh), updated, unchanged)

    def add_notices(self, notices: Iterable[tuple[str, Notice]]) -> tuple[int, int]:
        """Add notices about works by DOI; how many are new, and how many came from another source or date before."""
        added = updated = 0
        for doi, notice in notices:
            key = (doi.lower(), notice.kind, notice.doi or "")
            known = self._connection.execute(
                "SELECT source, date FROM notices WHERE doi = ? AND kind = ? AND notice_doi = ?", key
            ).fetchone()
            if known == (notice.source, notice.date):
                continue
            self._connection.execute(
                "INSERT OR REPLACE INTO notices (doi, kind, notice_doi, source, date) VALUES (?, ?, ?, ?, ?)",
                (*key, notice.source, notice.date),
            )
            added, updated = added + (known is None), updated + (known is not None)
        return added, updated

    def count_terms(self) -> None:
        """Materialise document frequencies where the library has changed enough since they were last counted."""
        works = self._connection.execute("SELECT count(*) FROM works").fetchone()[0]
        row = self._connection.execute("SELECT value FROM meta WHERE name = 'counted_works'").fetchone()
        if works > _RECOUNT_ALWAYS_BELOW and row and abs(works - row[0]) < _RECOUNT_SHARE * works:
            return
        self._connection.execute("DELETE FROM terms")
        self._connection.execute("INSERT INTO terms SELECT term, doc FROM vocabulary")
        (words,) = self._connection.execute("SELECT coalesce(sum(cnt), 0) FROM vocabulary").fetchone()
        self._connection.executemany(
            "INSERT OR REPLACE INTO meta VALUES (?, ?)", [("counted_works", works), ("counted_words", words)]
        )

    def _add_to_fingerprint(self) -> None:
        # A sum over the records: the same works make the same fingerprint, in whatever order they came.
        row = self._connection.execute("SELECT value FROM meta WHERE name = 'content'").fetchone()
        total = ((row[0] if row else 0) + self._content) & 0x7FFF_FFFF_FFFF_FFFF
        self._connection.execute("INSERT OR REPLACE INTO meta VALUES ('content', ?)", (total,))
        self._content = 0

    def _known(self, digests: Collection[int]) -> dict[int, list[_Stored]]:
        if self._next_row == 1:
            return {}
        rows = self._connection.execute(
            "SELECT digest, work, import, own_id, title, abstract, record FROM keys JOIN works USING (work)"
            " WHERE digest IN (SELECT value FROM json_each(?))",
            (json.dumps(list(digests)),),
        )
        known: dict[int, list[_Stored]] = {}
        for digest_, row, import_id, own_id, title, abstract, record in rows:
            work = work_of(own_id, title, abstract, record, "")
            known.setdefault(digest_, []).append(_Stored(row, import_id, work))
        return known

    def _insert(self, fresh: Sequence[tuple[int, Work, list[int]]], import_id: int) -> None:
        rows = [(row, work.id, import_id, work.title, work.abstract, record_of(work)) for row, work, _ in fresh]
        self._content += sum(_content_digest(*row[1:]) for row in rows)
        self._connection.executemany("INSERT INTO works VALUES (?, ?, ?, ?, ?, ?)", rows)
        self._connection.executemany(
            "INSERT INTO search (rowid, title, abstract) VALUES (?, ?, ?)",
            [(row, indexed(work.title), indexed(work.abstract)) for row, work, _ in fresh],
        )
        keys = [(d, row) for row, work, digests in fresh for d in (*digests, *title_digests(work.title))]
        # In order of the digests neighbouring pages are written together.
        self._connection.executemany("INSERT OR IGNORE INTO keys VALUES (?, ?)", sorted(keys))

    def _replace(self, stored: _Stored, work: Work, import_id: int) -> None:
        old = stored.work
        self._connection.executemany(
            "DELETE FROM keys WHERE digest = ? AND work = ?", [(d, stored.row) for d in _digests(old)]
        )
        self._content -= _content_digest(old.id, 0, old.title, old.abstract, record_of(old))
        self._connection.execute("DELETE FROM works WHERE work = ?", (stored.row,))
        self._connection.execute(
            "INSERT INTO search (search, rowid, title, abstract) VALUES ('delete', ?, ?, ?)",
            (stored.row, indexed(old.title), indexed(old.abstract)),
        )
        self._insert([(stored.row, work, list(identifier_digests(work)))], import_id)


def indexed(text: str | None) -> str | None:
    """The form of a text that goes into the index: Greek letters spelt out, ligatures split; ASCII stays as it is."""
    return text if text is None or text.isascii() else fold(text)


def _content_digest(own_id: str, _: int, title: str, abstract: str | None, record: str) -> int:
    return digest("content", f"{own_id}\0{title}\0{abstract or ''}\0{record}")


def _digests(work: Work) -> list[int]:
    return [*identifier_digests(work), *title_digests(work.title)]


def _same(work: Work, stored: _Stored, same_file: frozenset[int]) -> bool:
    old = stored.work
    if work.doi and old.doi and work.doi.lower() != old.doi.lower():
        return False
    if work.id and work.id == old.id and stored.import_id in same_file:
        return True
    new_key, old_key = title_key(work.title), title_key(old.title)
    if not new_key.startswith(old_key) and not old_key.startswith(new_key):
        return fuzz.ratio(new_key, old_key) >= _SAME_TITLE
    return True


def _merged(old: Work, new: Work) -> Work:
    """The new record, with what only the old one knows."""
    kept = {name: getattr(old, name) for name in _FIELDS if not getattr(new, name)}
    return replace(new, id=old.id or new.id, source=old.source, notices=(), **kept)


_FIELDS = (
    "authors", "year", "venue", "volume", "issue", "pages", "doi", "arxiv", "pmid", "url", "type", "abstract",
    "publication_types",
)  # fmt: skip
