"""From judged records to a verdict: what was found, what differs, what could not be asked."""

from collections.abc import Sequence
from typing import assert_never

from obelize.appraisal.citations.authors import placeholders
from obelize.appraisal.citations.identifiers import check_arxiv_date, shares_identifier
from obelize.appraisal.citations.judgement import Identity, Judgement, judge
from obelize.appraisal.citations.knowledge import words_of
from obelize.appraisal.citations.notices import notice_findings
from obelize.domain.appraisal import CitationCheck, CitationVerdict
from obelize.domain.claim import Citation, CitationForm
from obelize.domain.finding import Finding, Severity
from obelize.domain.literature import Candidate, Found, Lookup, NotFound, Receipt, Unavailable, Work
from obelize.rulebook import finding, shipped_pack

REGISTRY = "doi"
"""The literature source (doi.org) that knows whether a DOI is registered, and nothing else."""

_LOCAL = frozenset({"library", "starter library"})
_HINT_OF_THE_LOCAL = "; the local library alone is only a hint"
_HINT_OF_THE_NARROW = "; none of them indexes all fields, so it is only a hint"
_SHOWN_CANDIDATES = 5


def check_citation(citation: Citation, lookups: Sequence[Lookup]) -> CitationCheck:
    """What the sources' answers say of a citation.

    `lookups` are all answers to all questions asked about it, in any order. Pure: the time that "the future" is
    measured against is when the sources were asked.
    """
    candidates = _candidates(lookups)
    if citation.form is CitationForm.VAGUE:
        message = "too vague to tell a work: these are candidates, none of them a match"
        return _result(citation, CitationVerdict.UNCHECKED, [finding("CIT019", message)], None, lookups, candidates)
    judged = [judge(citation, candidate.work) for candidate in candidates if candidate.work.title]
    matches = [each for each in judged if each.identity is Identity.CITED_WORK]
    suspect = [*_self_contradictions(citation, lookups), *_unregistered(citation, lookups)]
    if matches:
        best = min(matches, key=lambda each: each.weight)
        named_for_nobody = placeholders(citation.cited.authors, best.work.authors)
        findings = [
            *best.findings,
            *suspect,
            *named_for_nobody,
            *(_id_of_another(citation, judged) or _unconfirmed(citation, best.work, candidates, suspect)),
            *notice_findings(matches),
        ]
        return _result(citation, _weighed(findings), _distinct(findings), best.work, lookups, candidates)
    if elsewhere := _id_of_another(citation, judged):
        holder = next(each.work for each in judged if each.identity is Identity.HOLDER_OF_ID)
        findings = [*elsewhere, *suspect, *placeholders(citation.cited.authors)]
        return _result(citation, CitationVerdict.MISMATCH, _distinct(findings), holder, lookups, candidates)
    verdict, reason = _nothing_matched(citation, lookups)
    findings = [*suspect, *placeholders(citation.cited.authors), *reason]
    if verdict is CitationVerdict.UNCHECKED and any(each.severity is not Severity.NOTE for each in suspect):
        verdict = CitationVerdict.MISMATCH
    return _result(citation, verdict, findings, None, lookups, candidates)


def _weighed(findings: Sequence[Finding]) -> CitationVerdict:
    """A note never changes a verdict, and a notice (a retraction) is no difference between citation and record."""
    differs = any(each.severity is not Severity.NOTE and not each.code.startswith("CIT03") for each in findings)
    return CitationVerdict.MISMATCH if differs else CitationVerdict.VERIFIED


def _candidates(lookups: Sequence[Lookup]) -> list[Candidate]:
    """Every candidate offered, once a record."""
    seen: dict[tuple[str, str], Candidate] = {}
    for lookup in lookups:
        match lookup:
            case Found(candidates=offered):
                for candidate in offered:
                    seen.setdefault((candidate.work.source, candidate.work.id), candidate)
            case NotFound() | Unavailable():
                pass
            case _:
                assert_never(lookup)
    return list(seen.values())


def _id_of_another(citation: Citation, judged: Sequence[Judgement]) -> list[Finding]:
    """The cited identifier belongs to another work, in whichever source says so and no source says otherwise."""
    holders = [each.work for each in judged if each.identity is Identity.HOLDER_OF_ID]
    owners = [
        each for each in judged if each.identity is Identity.CITED_WORK and shares_identifier(citation.cited, each.work)
    ]
    if not holders or owners:
        return []
    cited, holder = citation.cited, holders[0]
    field, value = ("doi", cited.doi) if cited.doi and holder.doi else ("arxiv", cited.arxiv)
    message = f"{value or 'the identifier'} belongs to another work: “{holder.title}”"
    return [finding("CIT002", message, field=field, cited=cited.title or citation.raw, found=holder.title)]


def _self_contradictions(citation: Citation, lookups: Sequence[Lookup]) -> list[Finding]:
    """What is wrong with a citation whatever the sources say."""
    cited = citation.cited
    findings = check_arxiv_date(cited)
    asked = max((lookup.receipt.asked_at.year for lookup in lookups), default=None)
    if asked is not None and cited.year is not None and cited.year > asked + 1:
        message = f"the year {cited.year} lies in the future"
        findings.append(finding("CIT013", message, field="year", cited=str(cited.year)))
    return findings


def _unregistered(citation: Citation, lookups: Sequence[Lookup]) -> list[Finding]:
    doi = citation.cited.doi
    answers = [lookup for lookup in lookups if lookup.receipt.source == REGISTRY]
    if not doi or not any(isinstance(answer, NotFound) for answer in answers):
        return []
    if any(isinstance(answer, Found) for answer in answers):
        return []
    return [finding("CIT012", f"the DOI {doi} is not registered", field="doi", cited=doi)]


def _unconfirmed(
    citation: Citation, work: Work, candidates: Sequence[Candidate], suspect: Sequence[Finding]
) -> list[Finding]:
    """An identifier of a sort that the work's record lacks and that no other record has: nobody vouches for it."""
    cited, suspected = citation.cited, {each.field for each in suspect}
    if any(shares_identifier(cited, candidate.work) for candidate in candidates):
        return []
    stated = (("doi", "DOI", cited.doi, work.doi), ("arxiv", "arXiv id", cited.arxiv, work.arxiv))
    return [
        finding("CIT027", f"the record has no {name}; {value} is not confirmed", field=field, cited=value)
        for field, name, value, recorded in stated
        if value and not recorded and field not in suspected
    ]


def _nothing_matched(citation: Citation, lookups: Sequence[Lookup]) -> tuple[CitationVerdict, list[Finding]]:
    """Not found, unless a source failed, nothing was asked, or no source indexes such a kind."""
    failed = [lookup.receipt for lookup in lookups if isinstance(lookup, Unavailable)]
    answered = [lookup.receipt for lookup in lookups if not isinstance(lookup, Unavailable)]
    if failed:
        reasons = "; ".join(dict.fromkeys(f"{r.source}: {r.cause or 'no answer'}" for r in failed))
        message = f"could not be checked, a source failed ({reasons})"
        return CitationVerdict.UNCHECKED, [finding("CIT017", message)]
    if kind := unindexed_kind(citation):
        message = f"literature sources do not index this kind of work ({kind}); not finding it says nothing"
        return CitationVerdict.UNCHECKED, [finding("CIT018", message)]
    searched = {receipt.source for receipt in answered if receipt.source != REGISTRY}
    if not searched:
        return CitationVerdict.UNCHECKED, [finding("CIT020", "no source was asked that could know it")]
    broad = searched & set(words_of("citations", "broad_sources"))
    severity = Severity.WARNING if len(searched) >= 2 and broad else Severity.NOTE
    hint = "" if broad else _HINT_OF_THE_NARROW if searched - _LOCAL else _HINT_OF_THE_LOCAL
    message = f"nothing found in {', '.join(sorted(searched))}{hint}"
    return CitationVerdict.NOT_FOUND, [finding("CIT015", message, severity=severity)]


def unindexed_kind(citation: Citation) -> str | None:
    """What makes the citation one of a kind that literature sources do not index; None where nothing does."""
    cited = citation.cited
    if cited.type in words_of("citations", "unindexed_types"):
        return cited.type
    if citation.form is CitationForm.LINK:
        return "web page"
    if citation.guessed:
        text = " ".join(citation.raw.split())
        return next((str(rule.settings["kind"]) for rule in shipped_pack("unindexed") if rule.finds(text)), None)
    return None


def _distinct(findings: Sequence[Finding]) -> list[Finding]:
    return list({(each.code, each.field, each.message): each for each in findings}.values())


def _result(
    citation: Citation,
    verdict: CitationVerdict,
    findings: Sequence[Finding],
    work: Work | None,
    lookups: Sequence[Lookup],
    candidates: Sequence[Candidate],
) -> CitationCheck:
    receipts: list[Receipt] = [lookup.receipt for lookup in lookups]
    shown = () if work else tuple(candidates[:_SHOWN_CANDIDATES])
    return CitationCheck(citation.id, verdict, tuple(findings), work, tuple(receipts), shown)
