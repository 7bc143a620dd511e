"""Asking the sources about citations again: what is now found, now retracted, now published elsewhere."""

from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from obelize.appraisal.rechecking import answered, changes_between
from obelize.domain.appraisal import Change, CitationCheck
from obelize.domain.claim import Citation
from obelize.domain.literature import Outcome
from obelize.literature.consult import ConsultPolicy
from obelize.store import DocumentEntry, Repository
from obelize.workflow.check_citations import check_citations
from obelize.workflow.sources import Sources


@dataclass(frozen=True, slots=True)
class Rechecked:
    """One document asked about again. `unanswered` counts the citations about which nothing new could be learnt."""

    entry: DocumentEntry
    citations: tuple[Citation, ...]
    changes: tuple[Change, ...]
    unanswered: int
    unavailable: tuple[str, ...]


async def recheck(
    repository: Repository, entries: Iterable[DocumentEntry], sources: Sources, now: Callable[[], datetime]
) -> AsyncIterator[Rechecked]:
    """Each document's citations looked up again, compared with what was known, and saved with what has changed.

    A look-up that came to nothing leaves the earlier one as it is. Claims and verdicts are not touched.
    """
    policy = ConsultPolicy(text_leaves=sources.text_leaves)
    for entry in entries:
        annotation = repository.annotation(entry.id)
        citations = annotation.extraction.citations
        checked = await check_citations(citations, sources.all, policy)
        new = {each.citation.id: each.check for each in checked}
        changes = tuple(
            change
            for citation in citations
            if citation.id in annotation.citation_checks
            for change in changes_between(annotation.citation_checks[citation.id], new[citation.id], now())
        )
        kept = {key: check for key, check in new.items() if answered(check) or key not in annotation.citation_checks}
        if kept:
            checks = {**annotation.citation_checks, **kept}
            all_changes = (*annotation.changes, *changes)
            renewed = replace(annotation, citation_checks=checks, changes=all_changes)
            repository.save_annotation(renewed, entry.location)
        unanswered = sum(not answered(check) for check in new.values())
        yield Rechecked(entry, citations, changes, unanswered, _unavailable(new.values()))


def _unavailable(checks: Iterable[CitationCheck]) -> tuple[str, ...]:
    reasons = {
        f"{receipt.source}: {receipt.reason or 'no reason given'}": None
        for check in checks
        for receipt in check.receipts
        if receipt.outcome is Outcome.UNAVAILABLE
    }
    return tuple(reasons)
