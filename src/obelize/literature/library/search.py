"""Full-text search in two steps: the rarest terms gather works by BM25, then those are ranked by their whole text."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from obelize.literature.library.families import WordFamilies
from obelize.literature.library.passages import best_sentence
from obelize.literature.library.ranking import (
    TITLE_WEIGHT,
    Collection,
    WeighedQuery,
    likeness,
    times_said,
    weigh_query,
)
from obelize.literature.library.resemblance import with_resemblance
from obelize.literature.library.stemming import Stemmer
from obelize.literature.library.terms import TermCounts
from obelize.literature.library.text_index import TextIndex

_BUDGET = 8_000
_GATHERED = 100
_MOST_TERMS = 40
_NEAREST = 3
_MOST_TEXT = 5_000
_TITLE_LENGTH = 12  # words of a usual title


@dataclass(frozen=True, slots=True)
class Hit:
    """A work's row, how much it says of the query (0 to 1), and the sentence of its abstract that says most."""

    row: int
    score: float
    passage: str | None


class TextSearch:
    """Search over one library's titles and abstracts. Knows the library as it was when first asked."""

    def __init__(self, connection: sqlite3.Connection, index: TextIndex, stemmer: Stemmer, counts: TermCounts) -> None:
        self._connection = connection
        self._index = index
        self._stemmer = stemmer
        self._counts = counts
        self._collection = _collection(connection)
        self._most: int = connection.execute("SELECT coalesce(max(work), 0) + 1 FROM works").fetchone()[0]
        self._families = WordFamilies(stemmer, counts, self._collection.works)

    def search(self, text: str, limit: int) -> list[Hit]:
        """The works that say most of what `text` says, best first. Text beyond 5,000 characters is not looked at."""
        text = text[:_MOST_TEXT]
        query = weigh_query(text, self._stemmer, self._counts, self._families, self._collection)
        # Neither kind of index takes any number for a limit.
        rows = self._gathered(query, min(max(limit, _GATHERED), self._most))
        terms = self._stemmer.terms_of([part or "" for _, title, abstract in rows for part in (title, abstract)])
        fields = list(zip(terms[::2], terms[1::2], strict=True))
        said = [times_said(*both) for both in fields]
        scores = [likeness(query, *both, spoken) for both, spoken in zip(fields, said, strict=True)]
        ranked = [
            (score, row, abstract)
            for score, (row, _, abstract) in zip(with_resemblance(scores, said), rows, strict=True)
        ]
        ranked.sort(key=lambda hit: (-hit[0], hit[1]))
        return [Hit(row, score, self._passage(query, abstract)) for score, row, abstract in ranked[:limit]]

    def _gathered(self, query: WeighedQuery, limit: int) -> Sequence[tuple[int, str, str | None]]:
        terms = self._affordable(query)
        if not terms:
            return []
        rows = self._index.best([self._stemmer.word_for(term) for term in terms], limit)
        return self._connection.execute(
            "SELECT work, title, abstract FROM works WHERE work IN (SELECT value FROM json_each(?))",
            (json.dumps(rows),),
        ).fetchall()

    def _affordable(self, query: WeighedQuery) -> list[str]:
        """The rarest terms until the works that hold them fill the budget: common words cost time and tell little."""
        wanted = {known for term in query.weights for known in self._known(term)}
        chosen: list[str] = []
        total = 0
        for documents, term in sorted((self._counts[term], term) for term in wanted)[:_MOST_TERMS]:
            total += documents
            if chosen and total > _BUDGET:
                break
            chosen.append(term)
        return chosen

    def _known(self, term: str) -> list[str]:
        """The term itself if some work has it, else the nearest of its family."""
        if self._counts[term]:
            return [term]
        members = self._families[term].members
        known = [member for member in members if self._counts[member]]
        return sorted(known, key=lambda member: (-members[member], member))[:_NEAREST]

    def _passage(self, query: WeighedQuery, abstract: str | None) -> str | None:
        return best_sentence(abstract, query.weights, self._stemmer) if abstract else None


def _collection(connection: sqlite3.Connection) -> Collection:
    counted = dict(connection.execute("SELECT name, value FROM meta WHERE name IN ('counted_works', 'counted_words')"))
    works = max(1, counted.get("counted_works", 0))
    # The title counts more than once in a work's length, too.
    return Collection(works, counted.get("counted_words", 0) / works + (TITLE_WEIGHT - 1) * _TITLE_LENGTH)
