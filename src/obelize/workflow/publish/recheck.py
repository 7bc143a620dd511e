"""Asking the sources about works again: what is now found, now retracted, now published elsewhere."""

from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from obelize.appraisal.rechecking import answered, changes_between, renewed_check
from obelize.domain.annotation import Annotation
from obelize.domain.appraisal import Change, CitationCheck
from obelize.domain.claim import Citation
from obelize.domain.literature import Outcome, Receipt
from obelize.literature.consult import ConsultPolicy
from obelize.store import DocumentEntry, Repository
from obelize.workflow.check_citations import check_citations
from obelize.workflow.publish.recheck_evidence import recheck_evidence
from obelize.workflow.sources import Sources


@dataclass(frozen=True, slots=True)
class Rechecked:
    """One document asked about again.

    `names` says how the items with changes are called: key and text of a citation, "claim" and text of a claim.
    `citations` and `works` count what was asked about, `unanswered` that about which nothing new could be learnt.
    """

    entry: DocumentEntry
    citations: int
    works: int
    changes: tuple[Change, ...]
    names: dict[str, tuple[str, str]]
    unanswered: int
    unavailable: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Citations:
    """A document's citations as they stand now."""

    checks: dict[str, CitationCheck]
    changes: tuple[Change, ...]
    receipts: tuple[Receipt, ...]
    unanswered: int


async def recheck(
    repository: Repository, entries: Iterable[DocumentEntry], sources: Sources, now: Callable[[], datetime]
) -> AsyncIterator[Rechecked]:
    """Each document's citations and the works offered for its claims looked up again, and saved with what has changed.

    A look-up that came to nothing leaves the earlier one as it is. Claims and verdicts are not touched.
    """
    for entry in entries:
        annotation = repository.annotation(entry.id)
        cited = await _recheck_citations(annotation, sources, now())
        offered = await recheck_evidence(annotation, sources, now())
        changes = (*cited.changes, *offered.changes)
        if cited.checks or offered.evidence:
            renewed = replace(
                annotation,
                citation_checks={**annotation.citation_checks, **cited.checks},
                evidence={**annotation.evidence, **offered.evidence},
                changes=(*annotation.changes, *changes),
            )
            repository.save_annotation(renewed, entry.location)
        yield Rechecked(
            entry,
            len(annotation.extraction.citations),
            offered.works,
            changes,
            _names(annotation),
            cited.unanswered + offered.unanswered,
            _unavailable((*cited.receipts, *offered.receipts)),
        )


async def _recheck_citations(annotation: Annotation, sources: Sources, now: datetime) -> _Citations:
    citations: tuple[Citation, ...] = annotation.extraction.citations
    known = annotation.citation_checks
    checked = await check_citations(citations, sources.all, ConsultPolicy(text_leaves=sources.text_leaves))
    new = {each.citation.id: each.check for each in checked}
    names = {source.name for source in sources.all}
    now_known = {key: renewed_check(known[key], check, names) if key in known else check for key, check in new.items()}
    return _Citations(
        checks={key: check for key, check in now_known.items() if check is not known.get(key)},
        changes=tuple(
            change
            for key, check in now_known.items()
            if key in known
            for change in changes_between(known[key], check, now)
        ),
        receipts=tuple(receipt for check in new.values() for receipt in check.receipts),
        unanswered=sum(not answered(check) for check in new.values()),
    )


def _names(annotation: Annotation) -> dict[str, tuple[str, str]]:
    names = {claim.id: ("claim", claim.text) for claim in annotation.extraction.claims}
    return names | {citation.id: (citation.key, citation.raw) for citation in annotation.extraction.citations}


def _unavailable(receipts: Iterable[Receipt]) -> tuple[str, ...]:
    reasons = {
        f"{receipt.source}: {receipt.cause or 'no reason given'}": None
        for receipt in receipts
        if receipt.outcome is Outcome.UNAVAILABLE
    }
    return tuple(reasons)
