"""The works offered for claims asked about again, each once, and claims for which there was none."""

from dataclasses import dataclass, replace
from datetime import datetime

from obelize.appraisal.rechecking import changes_of_offers, changes_of_work, renewed_work
from obelize.domain.annotation import Annotation
from obelize.domain.appraisal import Change, ClaimEvidence, Evidence
from obelize.domain.literature import Lookup, Receipt, Work, WorkQuery
from obelize.literature.consult import ConsultPolicy, consult
from obelize.workflow.appraise import look_up_claims
from obelize.workflow.sources import Sources

_WorkKey = tuple[str, str]


@dataclass(frozen=True, slots=True)
class RecheckedEvidence:
    """The claims whose evidence is another now, what has changed, and the receipts of all that was asked."""

    evidence: dict[str, ClaimEvidence]
    changes: tuple[Change, ...]
    works: int
    receipts: tuple[Receipt, ...]
    unanswered: int


async def recheck_evidence(annotation: Annotation, sources: Sources, now: datetime) -> RecheckedEvidence:
    """Every offered work looked up by what identifies it, and by its text every claim for which nothing was offered.

    A work of which no record came back stays as it was known. The receipts of a look-up that changed a work go to
    its claim's.
    """
    policy = ConsultPolicy(text_leaves=sources.text_leaves)
    known = {_key(e.candidate.work): e.candidate.work for each in annotation.evidence.values() for e in each.evidence}
    queries = {key: _query(work) for key, work in known.items()}
    distinct = list(dict.fromkeys(queries.values()))
    found = dict(zip(distinct, await consult(distinct, sources.all, policy), strict=True))
    lookups = {key: found[query] for key, query in queries.items()}
    renewed = {key: renewed_work(work, lookups[key]) for key, work in known.items()}
    changed = {key: work for key, work in renewed.items() if work is not None and work != known[key]}
    evidence: dict[str, ClaimEvidence] = {}
    changes: list[Change] = []
    for claim_id, offered in annotation.evidence.items():
        if found_out := _changes(offered, changed, now):
            evidence[claim_id] = _with(offered, changed, lookups)
            changes += found_out
    barren = [c for c in annotation.extraction.claims if c.id in annotation.evidence and not _offers(annotation, c.id)]
    offers = await look_up_claims(barren, sources, policy)
    for claim_id, now_offered in offers.items():
        if told := changes_of_offers(annotation.evidence[claim_id], now_offered, now):
            evidence[claim_id] = now_offered
            changes += told
    receipts = [lookup.receipt for each in found.values() for lookup in each]
    receipts += [receipt for each in offers.values() for receipt in each.receipts]
    unanswered = sum(work is None for work in renewed.values())
    return RecheckedEvidence(evidence, tuple(changes), len(known), tuple(receipts), unanswered)


def _key(work: Work) -> _WorkKey:
    return work.source, work.id


def _query(work: Work) -> WorkQuery:
    author = work.authors[0].family if work.authors else None
    return WorkQuery(
        doi=work.doi, arxiv=work.arxiv, pmid=work.pmid, title=work.title or None, author=author, year=work.year
    )


def _offers(annotation: Annotation, claim_id: str) -> bool:
    return bool(annotation.evidence[claim_id].evidence)


def _changes(offered: ClaimEvidence, changed: dict[_WorkKey, Work], now: datetime) -> list[Change]:
    works = [each.candidate.work for each in offered.evidence]
    return [
        change
        for work in works
        if _key(work) in changed
        for change in changes_of_work(offered.claim_id, work, changed[_key(work)], now)
    ]


def _with(
    offered: ClaimEvidence, changed: dict[_WorkKey, Work], lookups: dict[_WorkKey, tuple[Lookup, ...]]
) -> ClaimEvidence:
    keys = [key for each in offered.evidence if (key := _key(each.candidate.work)) in changed]
    receipts = [lookup.receipt for key in keys for lookup in lookups[key]]
    return replace(
        offered,
        evidence=tuple(_renewed(each, changed.get(_key(each.candidate.work))) for each in offered.evidence),
        receipts=(*offered.receipts, *receipts),
    )


def _renewed(evidence: Evidence, work: Work | None) -> Evidence:
    return replace(evidence, candidate=replace(evidence.candidate, work=work)) if work else evidence
