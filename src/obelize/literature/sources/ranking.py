"""The works of an answer as candidates, best first."""

from rapidfuzz import fuzz

from obelize.domain.literature import Candidate, Work, WorkQuery
from obelize.domain.titles import title_key


def candidates_from(works: list[Work], query: WorkQuery, *, by_id: bool) -> tuple[Candidate, ...]:
    """At most `query.limit` candidates.

    Works found by id score 1. Works found by title are ordered by how much of the asked title they share, 0 to 1;
    works found by text keep the source's own order, the first scoring 1.
    """
    if by_id:
        scored = [Candidate(work, 1.0) for work in works]
    elif query.title:
        scored = [Candidate(work, title_similarity(query.title, work.title)) for work in works]
        scored.sort(key=lambda candidate: -candidate.score)
    else:
        scored = [Candidate(work, round(1 - i / len(works), 4), work.abstract) for i, work in enumerate(works)]
    return tuple(scored[: max(1, query.limit)])


def title_similarity(asked: str, found: str) -> float:
    """How much two titles share, 0 to 1, without regard to case, punctuation and space."""
    return round(fuzz.ratio(title_key(asked), title_key(found)) / 100, 4)
