"""Full-text search: rarest terms first until their document frequencies fill a budget, then ranked by BM25."""

import sqlite3
from collections.abc import Sequence

from obelize.literature.library.stemming import Stemmer
from obelize.literature.library.terms import TermCounts, any_of

_BUDGET = 20_000
_TITLE_WEIGHT = 2.0


def search_works(
    connection: sqlite3.Connection, stemmer: Stemmer, counts: TermCounts, text: str, limit: int
) -> list[tuple[int, float]]:
    """The works that speak most of what `text` speaks of, best first, with BM25 scores."""
    terms = _searched(list(dict.fromkeys(stemmer.terms(text))), counts)
    if not terms:
        return []
    rows = connection.execute(
        "SELECT rowid, -bm25(search, ?, 1.0) AS score FROM search WHERE search MATCH ? ORDER BY score DESC LIMIT ?",
        (_TITLE_WEIGHT, any_of(terms), limit),
    )
    return rows.fetchall()


def _searched(terms: Sequence[str], counts: TermCounts) -> list[str]:
    chosen: list[str] = []
    total = 0
    for documents, term in sorted((counts[term], term) for term in terms if counts[term]):
        if chosen and total + documents > _BUDGET:
            break
        chosen.append(term)
        total += documents
    return chosen
