"""What has changed between two look-ups of one citation, or of one work that was offered for claims."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from obelize.appraisal.citations.fields import is_preprint
from obelize.domain.appraisal import Change, ChangeKind, CitationCheck, CitationVerdict, ClaimEvidence
from obelize.domain.literature import Found, Lookup, Notice, NoticeKind, Outcome, Work
from obelize.domain.titles import title_key

_FOUND = (CitationVerdict.VERIFIED, CitationVerdict.MISMATCH)
_NOTICE_CODES = {
    "CIT030": ChangeKind.NOW_RETRACTED,
    "CIT031": ChangeKind.NEW_NOTICE,
    "CIT032": ChangeKind.NEW_NOTICE,
    "CIT033": ChangeKind.NOW_RETRACTED,
}
_WITHDRAWN = (NoticeKind.RETRACTION, NoticeKind.WITHDRAWAL)


def answered(check: CitationCheck) -> bool:
    """Whether the look-up came to something."""
    return check.verdict is not CitationVerdict.UNCHECKED


def renewed_check(before: CitationCheck, after: CitationCheck, asked: Collection[str]) -> CitationCheck:
    """What is known now that the sources `asked` have been asked again.

    Where one that answered before was not among them or has failed, the earlier check stays: absence of an answer is
    no news. A work that is found now, and notices about it, are news from whomever they come.
    """
    if not answered(after):
        return before
    if not _lost(before, after, asked) or (before.verdict not in _FOUND and after.verdict in _FOUND):
        return after
    return _with_notices_of(after, before)


def changes_between(before: CitationCheck, after: CitationCheck, noticed_at: datetime) -> tuple[Change, ...]:
    """What is different, for a reader; `after` is what `renewed_check` gave."""
    return tuple(
        Change(after.citation_id, kind, was, now, noticed_at) for kind, was, now in _differences(before, after)
    )


def renewed_work(known: Work, lookups: Iterable[Lookup]) -> Work | None:
    """`known` with what the look-ups say of it today: new notices, and where it has been published since.

    It keeps its id. None where no record in the answers is of the same work.
    """
    candidates = [c.work for lookup in lookups if isinstance(lookup, Found) for c in lookup.candidates]
    records = [work for work in candidates if _is_same(known, work)]
    if not records:
        return None
    newest = next((work for work in records if _is_new_version(known, work)), known)
    notices = {notice.kind: notice for work in (*records, known) for notice in reversed(work.notices)}
    return replace(newest, id=known.id, notices=tuple(notices[kind] for kind in sorted(notices)))


def changes_of_work(claim_id: str, before: Work, after: Work, noticed_at: datetime) -> tuple[Change, ...]:
    """What is different in a work that was offered for a claim."""
    old = {notice.kind for notice in before.notices}
    told = [
        Change(claim_id, _notice_kind(notice), f"{_named(before)} without such a notice", _noticed(notice), noticed_at)
        for notice in after.notices
        if notice.kind not in old
    ]
    if _is_new_version(before, after):
        told.append(Change(claim_id, ChangeKind.NEW_VERSION, _named(before), _named(after), noticed_at))
    return tuple(told)


def changes_of_offers(before: ClaimEvidence, after: ClaimEvidence, noticed_at: datetime) -> tuple[Change, ...]:
    """That works are offered for a claim for which there were none."""
    if before.evidence or not after.evidence:
        return ()
    named = "; ".join(_named(each.candidate.work) for each in after.evidence)
    return (Change(after.claim_id, ChangeKind.NOW_FOUND, "no work offered", named, noticed_at),)


def _lost(before: CitationCheck, after: CitationCheck, asked: Collection[str]) -> bool:
    """Whether an online source that answered before could not be asked or failed; a library has a snapshot instead."""
    online = {r.source for r in before.receipts if r.outcome is not Outcome.UNAVAILABLE and r.snapshot is None}
    failed = {receipt.source for receipt in after.receipts if receipt.outcome is Outcome.UNAVAILABLE}
    return any(source in failed or source not in asked for source in online)


def _with_notices_of(after: CitationCheck, before: CitationCheck) -> CitationCheck:
    """`before` with the notices that only `after` has, if both found one work."""
    if not before.work or not after.work or not _is_same(before.work, after.work):
        return before
    known = {finding.code for finding in before.findings}
    told = [each for each in after.findings if each.code in _NOTICE_CODES and each.code not in known]
    kinds = {notice.kind for notice in before.work.notices}
    notices = [notice for notice in after.work.notices if notice.kind not in kinds]
    if not told and not notices:
        return before
    work = replace(before.work, notices=(*before.work.notices, *notices))
    receipts = (*before.receipts, *(each for each in after.receipts if each.outcome is Outcome.FOUND))
    return replace(before, work=work, findings=(*before.findings, *told), receipts=receipts)


def _differences(before: CitationCheck, after: CitationCheck) -> Iterator[tuple[ChangeKind, str, str]]:
    if before.verdict not in _FOUND and after.verdict in _FOUND:
        yield ChangeKind.NOW_FOUND, _word(before.verdict), _named(after.work)
    elif before.verdict in _FOUND and after.verdict not in _FOUND:
        yield ChangeKind.NO_LONGER_FOUND, _named(before.work), _word(after.verdict)
    elif before.verdict is not after.verdict and before.verdict in _FOUND:
        yield ChangeKind.RECORD_CHANGED, _word(before.verdict), _word(after.verdict)
    yield from _notices(before, after)
    if before.work and after.work and before.verdict in _FOUND and _is_new_version(before.work, after.work):
        yield ChangeKind.NEW_VERSION, _named(before.work), _named(after.work)


def _notices(before: CitationCheck, after: CitationCheck) -> Iterator[tuple[ChangeKind, str, str]]:
    """Notices of the later look-up that the earlier one did not have, from findings or from the record itself."""
    known = {finding.code for finding in before.findings}
    said = {finding.code: finding.message for finding in after.findings if finding.code in _NOTICE_CODES}
    for code, message in said.items():
        if code not in known:
            yield _NOTICE_CODES[code], "no such notice", message
    if said:
        return
    old = {notice.kind for notice in before.work.notices} if before.work else set()
    for notice in after.work.notices if after.work else ():
        if notice.kind not in old:
            yield _notice_kind(notice), "no such notice", _noticed(notice)


def _notice_kind(notice: Notice) -> ChangeKind:
    return ChangeKind.NOW_RETRACTED if notice.kind in _WITHDRAWN else ChangeKind.NEW_NOTICE


def _is_same(one: Work, other: Work) -> bool:
    """Whether two records are of one work: the same identifier, or the same title and first author."""
    if (one.doi and one.doi == other.doi) or (one.arxiv and one.arxiv == other.arxiv):
        return True
    first, second = ([author.family.casefold() for author in work.authors[:1]] for work in (one, other))
    return title_key(one.title) == title_key(other.title) and first == second


def _is_new_version(before: Work, after: Work) -> bool:
    """Whether the one is a preprint and the other has been published."""
    return is_preprint(before) and bool(after.venue) and not is_preprint(after)


def _word(verdict: CitationVerdict) -> str:
    return verdict.value.replace("_", " ")


def _noticed(notice: Notice) -> str:
    when = f" on {notice.date}" if notice.date else ""
    return f"{notice.kind.value}{when}, reported by {notice.source}"


def _named(work: Work | None) -> str:
    if work is None:
        return "found"
    place = ", ".join(part for part in (work.venue, str(work.year) if work.year else None) if part)
    return f"“{work.title}”{f' ({place})' if place else ''}"
