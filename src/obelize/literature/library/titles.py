"""Title look-up: exact keys first, then titles that share rare words, ordered by likeness."""

import sqlite3
from collections.abc import Sequence

from rapidfuzz import fuzz

from obelize.domain.titles import main_title, title_key
from obelize.literature.library.records import digest
from obelize.literature.library.stemming import Stemmer
from obelize.literature.library.terms import TermCounts, all_of, any_of

_BUDGET = 2_000
_MOST_RARE_WORDS = 8
_MOST_COMPARED = 60
_SUBTITLE_ONLY = 0.97


def exact_titles(connection: sqlite3.Connection, title: str) -> list[tuple[int, float]]:
    """Works whose title has the same key, or differs by a subtitle on one side; with a likeness of 0 to 1."""
    key = title_key(title)
    if not key:
        return []
    main = title_key(main_title(title) or "")
    found: dict[int, float] = {}
    for wanted in dict.fromkeys((key, main)):
        if not wanted:
            continue
        rows = connection.execute(
            "SELECT work, title FROM keys JOIN works USING (work) WHERE digest = ?", (digest("title", wanted),)
        )
        for work, stored in rows:
            stored_key = title_key(stored)
            if stored_key == key:
                found[work] = 1.0
            elif wanted == key or stored_key == wanted:
                # The digest is of one side's title before its subtitle.
                found.setdefault(work, _SUBTITLE_ONLY if stored_key.startswith(wanted) else 0.0)
    ranked = sorted(((work, likeness) for work, likeness in found.items() if likeness), key=lambda hit: -hit[1])
    return [hit for hit in ranked if hit[1] == 1.0] or ranked


def similar_titles(
    connection: sqlite3.Connection, stemmer: Stemmer, counts: TermCounts, title: str, limit: int
) -> list[tuple[int, float]]:
    """Works with a title like this one, best first; likeness is the Indel similarity of the two keys, 0 to 1."""
    terms = list(dict.fromkeys(stemmer.terms(title)))
    match = _candidate_expression(terms, counts)
    if not match:
        return []
    key = title_key(title)
    rows = connection.execute(
        "SELECT search.rowid, title FROM (SELECT rowid FROM search WHERE search MATCH ?"
        " ORDER BY bm25(search, 1.0, 0.0) LIMIT ?) AS search JOIN works ON work = search.rowid",
        (match, _MOST_COMPARED),
    )
    likeness = [(work, fuzz.ratio(key, title_key(stored)) / 100) for work, stored in rows]
    return sorted(likeness, key=lambda hit: (-hit[1], hit[0]))[:limit]


def _candidate_expression(terms: Sequence[str], counts: TermCounts) -> str:
    known = sorted((counts[term], term) for term in terms if counts[term])
    rare, total = [], 0
    for documents, term in known[:_MOST_RARE_WORDS]:
        if total + documents > _BUDGET:
            break
        total += documents
        rare.append(term)
    parts = [any_of(rare)] if rare else []
    if len(rare) < 2:
        common = [term for _, term in known[len(rare) :][:5]]
        if len(common) < 4:
            parts.append(all_of(common))
        else:
            parts += [all_of(common[:i] + common[i + 1 :]) for i in range(len(common))]
    body = " OR ".join(f"({part})" for part in parts if part)
    return f"title : ({body})" if body else ""
