"""The text index in a folder beside the library's file, kept by tantivy.

Two files can't be committed at once, so the library's own transaction notes in `unindexed` which rows have changed;
once it is committed they are brought in, tantivy commits, and the notes are deleted. A kill anywhere between leaves
notes, and rows that are brought in twice replace themselves.
"""

import shutil
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import tantivy

from obelize.errors import LibraryError
from obelize.literature.library.ranking import TITLE_WEIGHT
from obelize.literature.library.records import indexed
from obelize.literature.library.stemming import Stemmer
from obelize.literature.library.text_index import IndexedText, IndexKind

_HEAP = 64_000_000  # bytes of postings before a segment is written
_STEP = 50_000
_BATCH = 2_000
_PAUSE = 0.1


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("row", indexed=True, fast=True)
    builder.add_integer_field("words", fast=True)
    # Terms come stemmed. The text holds the title as often as it counts: no second field has to be asked.
    builder.add_text_field("title", tokenizer_name="whitespace", index_option="basic")
    builder.add_text_field("text", tokenizer_name="whitespace", index_option="freq")
    return builder.build()


class TantivyIndex:
    """One folder; any process may read it, one at a time writes."""

    kind = IndexKind.TANTIVY

    def __init__(self, connection: sqlite3.Connection, folder: Path, stemmer: Stemmer) -> None:
        self._connection = connection
        self._folder = folder
        self._stemmer = stemmer
        self._schema = _schema()
        self._index: tantivy.Index | None = None

    def insert(self, texts: Sequence[IndexedText]) -> None:
        """Note rows; their text is read again when they are brought in."""
        self._connection.executemany("INSERT INTO unindexed (work) VALUES (?)", [(row,) for row, _, _ in texts])

    def remove(self, text: IndexedText) -> None:
        """Note a row that is gone, or comes anew."""
        self._connection.execute("INSERT INTO unindexed (work) VALUES (?)", text[:1])

    def clear(self) -> None:
        """Neither notes nor a folder: were this transaction cut short, the index would be missing, not incomplete."""
        self._index = None
        self._connection.execute(
            "CREATE TABLE IF NOT EXISTS unindexed (place INTEGER PRIMARY KEY, work INTEGER NOT NULL)"
        )
        self._connection.execute("DELETE FROM unindexed")
        with self._translated():
            if self._folder.exists():
                shutil.rmtree(self._folder)

    def is_behind(self) -> bool:
        """Whether there are notes, or no index that can be read."""
        return self._waiting() or not self._is_sound()

    def catch_up(self, patience: float = 0.0) -> None:
        """Bring in noted rows, a step at a time; all rows where there is no index that can be read."""
        if not self._is_sound():
            self._begin_anew()
            self._make()
        while self._waiting():
            with self._writer(patience) as writer:
                if writer is None:
                    return
                self._bring_in(writer)
        if self._index is not None:
            self._index.reload()

    def count_terms(self) -> int:
        """Fill `terms` from the index's dictionary, in which replaced rows count until their segments are merged."""
        with self._translated():
            searcher = self._opened().searcher()
            self._connection.execute("DELETE FROM terms")
            self._connection.executemany(
                "INSERT OR REPLACE INTO terms VALUES (?, ?)", searcher.terms_with_prefix("text", "")
            )
            counted = searcher.aggregate(tantivy.Query.all_query(), {"words": {"sum": {"field": "words"}}})
        return int(counted["words"]["value"])

    def documents(self, term: str) -> int:
        """From the index's dictionary, in which replaced rows count until their segments are merged."""
        with self._translated():
            return self._opened().searcher().doc_freq("text", term)

    def best(self, words: Sequence[str], limit: int) -> list[int]:
        """Rows by tantivy's BM25 of the text."""
        return self._rows(words, "text", "freq", tantivy.Occur.Should, limit)

    def titled(self, words: Sequence[str], limit: int) -> list[int]:
        """Rows whose title holds every term."""
        return self._rows(words, "title", "basic", tantivy.Occur.Must, limit)

    def _rows(self, words: Sequence[str], field: str, kept: str, occur: tantivy.Occur, limit: int) -> list[int]:
        terms = dict.fromkeys(self._stemmer.stems(words))
        with self._translated():
            searcher = self._opened().searcher()
            query = tantivy.Query.boolean_query(
                [(occur, tantivy.Query.term_query(self._schema, field, term, kept)) for term in terms]
            )
            hits = searcher.search(query, limit, count=False).hits
            rows = searcher.fast_field_values("row", [address for _, address in hits])
        return [int(row) for row in rows if row is not None]

    def _waiting(self) -> bool:
        return self._connection.execute("SELECT 1 FROM unindexed LIMIT 1").fetchone() is not None

    def _is_sound(self) -> bool:
        try:
            self._opened()
        except (ValueError, OSError):
            return False
        return True

    def _opened(self) -> tantivy.Index:
        if self._index is None:
            if not tantivy.Index.exists(str(self._folder)):
                raise ValueError("it is missing")
            self._index = tantivy.Index(self._schema, str(self._folder))
            self._index.config_reader("manual")
            self._index.reload()
        return self._index

    def _make(self) -> None:
        with self._translated():
            self._folder.mkdir(exist_ok=True)
            tantivy.Index(self._schema, str(self._folder))

    def _begin_anew(self) -> None:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            self.clear()
            self._connection.execute("INSERT INTO unindexed (work) SELECT work FROM works")
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    def _bring_in(self, writer: tantivy.IndexWriter) -> None:
        """Bring in one step's rows. Notes that other processes make meanwhile have later places and stay."""
        noted = self._connection.execute(
            "SELECT place, unindexed.work, title, abstract FROM unindexed LEFT JOIN works USING (work)"
            " ORDER BY place LIMIT ?",
            (_STEP,),
        )
        last = 0
        with self._translated():
            while batch := noted.fetchmany(_BATCH):
                last = batch[-1][0]
                self._replace(writer, [(row, title, abstract) for _, row, title, abstract in batch])
            writer.commit()
        self._connection.execute("DELETE FROM unindexed WHERE place <= ?", (last,))

    def _replace(self, writer: tantivy.IndexWriter, rows: Sequence[tuple[int, str | None, str | None]]) -> None:
        texts = [indexed(part) or "" for _, title, abstract in rows for part in (title, abstract)]
        terms = self._stemmer.terms_of(texts)
        for (row, stored, _), title, abstract in zip(rows, terms[::2], terms[1::2], strict=True):
            writer.delete_documents_by_term("row", row)
            if stored is not None:
                writer.add_document(
                    tantivy.Document(
                        row=row,
                        words=len(title) + len(abstract),
                        title=" ".join(title),
                        text=" ".join(title * TITLE_WEIGHT + abstract),
                    )
                )

    @contextmanager
    def _writer(self, patience: float) -> Iterator[tantivy.IndexWriter | None]:
        """The one writer; None if another process is still writing after `patience` seconds."""
        deadline = time.monotonic() + patience
        with self._translated():
            index = self._opened()
            while True:
                try:
                    writer = index.writer(_HEAP, 1)
                    break
                except ValueError as error:
                    if "LockBusy" not in str(error):
                        raise
                if time.monotonic() > deadline:
                    yield None
                    return
                time.sleep(_PAUSE)
        try:
            yield writer
        finally:
            # The lock goes with the writer, and merges that are under way would be lost.
            writer.wait_merging_threads()

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except (ValueError, OSError) as error:
            reason = " ".join(str(error).split())[:200]
            raise LibraryError(f"{self._folder}: the text index can't be used: {reason}") from error
