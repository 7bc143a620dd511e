"""Title look-up: exact keys first, then titles that share rare words, ordered by likeness."""

import json
import math
import re
import sqlite3
from collections.abc import Sequence
from itertools import combinations

from rapidfuzz import fuzz

from obelize.domain.titles import main_title, title_key, title_words
from obelize.literature.library.records import digest
from obelize.literature.library.stemming import Stemmer
from obelize.literature.library.terms import TermCounts
from obelize.literature.library.text_index import TextIndex

_BUDGET = 1_500
_FEWEST_WORDS = 2
_MOST_HOLDING = 10_000
_TOGETHER = 4
_COMMON = 50_000
_MOST_COMPARED = 20
_MOST_TIED = 3_000
_ROUNDING = 1e-9
_LEAST_ROOM = 3
_SHARE_OF_ROOM = 6
_LONGEST = 1 << 30
_BRITISH = re.compile(r"(?<=[iy])s(e|ed|er|ers|es|ing|ation|ations)$")
_SHORTEST_SPELT = 7
_TITLES = """SELECT work, title FROM works
    WHERE work IN (SELECT value FROM json_each(?)) AND length(title) BETWEEN ? AND ?"""
_LEAST_LIKENESS = 0.5
_SUBTITLE_ONLY = 0.97
_PART = 0.9
_SHORTEST_PART = 12


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
    connection: sqlite3.Connection, index: TextIndex, stemmer: Stemmer, counts: TermCounts, title: str, limit: int
) -> list[tuple[int, float]]:
    """Works with a title like this one, best first; the likeness is 0 to 1.

    Looked at are those that share the rarest words, and of those that share all of them, or all but one of several, the
    ones of about its length.
    """
    word_of = _words_by_term(title, stemmer, counts)
    shared: dict[int, float] = {}
    weights: list[float] = []
    for terms in _combinations(list(word_of), counts):
        weight = sum(1 / math.log2(2 + counts[term]) for term in terms)
        weights.append(weight)
        holding = index.titled([word_of[term] for term in terms], _MOST_HOLDING)
        if shared:
            for work in holding:
                shared[work] = shared.get(work, 0.0) + weight
        else:
            shared = dict.fromkeys(holding, weight)
    key = title_key(title)
    ranked = sorted(shared, key=shared.__getitem__, reverse=True)
    stored_titles = connection.execute(_TITLES, (json.dumps(ranked[:_MOST_COMPARED]), 0, _LONGEST)).fetchall()
    # One of several words may be the mistyped one.
    least = sum(weights) - (max(weights) if len(weights) > _FEWEST_WORDS else 0.0) - _ROUNDING
    alike = [work for work in ranked[_MOST_COMPARED:_MOST_TIED] if shared[work] >= least]
    if alike:
        room = max(_LEAST_ROOM, len(title) // _SHARE_OF_ROOM)
        stored_titles += connection.execute(_TITLES, (json.dumps(alike), len(title) - room, len(title) + room))
    likeness = [(work, _likeness(key, title_key(stored))) for work, stored in stored_titles]
    alike_enough = [hit for hit in likeness if hit[1] >= _LEAST_LIKENESS]
    return sorted(alike_enough, key=lambda hit: (-hit[1], hit[0]))[:limit]


def _words_by_term(title: str, stemmer: Stemmer, counts: TermCounts) -> dict[str, str]:
    """The title's terms, each with a word of it; a word in British spelling as the index has it more often.

    The index's tokenizer stems what a query asks for, so it is asked for words, not for their terms.
    """
    words = title_words(title)
    if not any(map(_BRITISH.search, words)):
        stems = stemmer.stems(words)
        counts.learn(stems)
        return dict(zip(stems, words, strict=True))
    other = [_BRITISH.sub(r"z\1", word) if len(word) >= _SHORTEST_SPELT else word for word in words]
    stems, other_stems = stemmer.stems(words), stemmer.stems(other)
    counts.learn([*stems, *other_stems])
    pairs = zip(zip(stems, words, strict=True), zip(other_stems, other, strict=True), strict=True)
    return dict(max(pair, key=lambda spelt: counts[spelt[0]]) for pair in pairs)


def _likeness(key: str, stored: str) -> float:
    """Indel similarity, but at least that of a subtitle left off where one key begins or ends with the other."""
    shorter, longer = (key, stored) if len(key) <= len(stored) else (stored, key)
    part = len(shorter) >= _SHORTEST_PART and (longer.startswith(shorter) or longer.endswith(shorter))
    return max(fuzz.ratio(key, stored) / 100, _PART if part else 0.0)


def _combinations(terms: Sequence[str], counts: TermCounts) -> list[tuple[str, ...]]:
    """The rarest terms one by one; where too many works hold them, a few terms together, one of them left out."""
    rarest = _rarest(terms, counts)
    if sum(counts[term] for term in rarest) <= _MOST_HOLDING:
        return [(term,) for term in rarest]
    together = sorted((term for term in terms if counts[term]), key=lambda term: (counts[term], term))[:_TOGETHER]
    several = list(combinations(together, len(together) - 1 if len(together) > _FEWEST_WORDS else len(together)))
    # Words that are all common take long and tell nothing, unless there are no others.
    return [terms for terms in several if min(counts[term] for term in terms) <= _COMMON] or several[:1]


def _rarest(terms: Sequence[str], counts: TermCounts) -> list[str]:
    """The rarest known terms until the works that hold them fill the budget, but some terms in any case."""
    known = sorted((counts[term], term) for term in terms if counts[term])
    chosen: list[str] = []
    total = 0
    for documents, term in known:
        total += documents
        if len(chosen) >= _FEWEST_WORDS and total > _BUDGET:
            break
        chosen.append(term)
    return chosen
