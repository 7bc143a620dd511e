"""The works offered for a claim, each with its best passage, why it was matched, its level and a suggestion."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import assert_never

from obelize.appraisal.evidence.relation import Comparison, compare
from obelize.appraisal.evidence.rules import evidence_rules
from obelize.domain.appraisal import ClaimEvidence, Evidence
from obelize.domain.claim import Claim
from obelize.domain.literature import Candidate, Found, Lookup, NotFound, Unavailable, Work
from obelize.domain.sentences import sentences
from obelize.domain.titles import title_key

_MOST_OFFERED = 5
_LEAST_SHARED = 2
_MOST_NAMED = 6


def weigh_evidence(claim: Claim, lookups: Sequence[Lookup]) -> ClaimEvidence:
    """The works that share at least two content words with the claim, best first, a work of several sources once.

    The passage is the sentence of title or abstract that shares most, or the one that tells most where any tells how
    it stands to the claim; where sentences tell opposite things, nothing is suggested. A relation is a suggestion,
    never a verdict.
    """
    offered: dict[str, Evidence] = {}
    ranks: dict[str, float] = {}
    keys: dict[str, str] = {}
    for candidate in _candidates(lookups):
        comparison = _best_passage(claim.text, candidate)
        if len(comparison.shared) < _LEAST_SHARED:
            continue
        names = [name for name in (candidate.work.doi, title_key(candidate.work.title)) if name]
        key = next((keys[name] for name in names if name in keys), names[0])
        keys |= dict.fromkeys(names, key)
        if comparison.share > ranks.get(key, -1.0):
            ranks[key] = comparison.share
            offered[key] = _evidence(candidate, comparison)
    best = sorted(offered, key=lambda key: -ranks[key])[:_MOST_OFFERED]
    return ClaimEvidence(claim.id, tuple(offered[key] for key in best), tuple(lookup.receipt for lookup in lookups))


def evidence_level(work: Work) -> str | None:
    """The level in words after CEBM, from the record's publication types, else from words of title and abstract."""
    types = {kind.lower() for kind in work.publication_types}
    levels = evidence_rules().levels
    by_type = next((level.name for level in levels if level.types & types), None)
    if by_type:
        return by_type
    text = f"{work.title} {work.abstract or ''}"
    return next((level.name for level in levels if level.words and level.words.search(text)), None)


def _candidates(lookups: Sequence[Lookup]) -> Iterator[Candidate]:
    for lookup in lookups:
        match lookup:
            case Found():
                yield from lookup.candidates
            case NotFound() | Unavailable():
                pass
            case _:
                assert_never(lookup)


def _best_passage(claim: str, candidate: Candidate) -> Comparison:
    passages = [candidate.work.title, *sentences(candidate.work.abstract or "")]
    if candidate.passage and candidate.passage not in passages:
        passages.append(candidate.passage)
    comparisons = [compare(claim, passage) for passage in passages]
    best = max(comparisons, key=lambda comparison: comparison.share)
    telling = [comparison for comparison in comparisons if comparison.relation]
    if len({comparison.relation for comparison in telling}) == 1:
        return max(telling, key=lambda comparison: comparison.share)
    return replace(best, relation=None)


def _evidence(candidate: Candidate, comparison: Comparison) -> Evidence:
    named = ", ".join(comparison.shared[:_MOST_NAMED])
    more = len(comparison.shared) - _MOST_NAMED
    why = f"shares {len(comparison.shared)} of the claim's words with the passage: {named}"
    passage = Candidate(candidate.work, candidate.score, comparison.sentence)
    return Evidence(
        passage, why + (f" and {more} more" if more > 0 else ""), evidence_level(candidate.work), comparison.relation
    )
