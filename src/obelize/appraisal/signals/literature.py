"""Signals about the works cited and offered: review, level of evidence, retraction, population, design."""

from collections.abc import Callable, Iterator

from obelize.appraisal.signals.facts import Facts, stated_names
from obelize.appraisal.signals.reading import (
    Case,
    Reading,
    States,
    by_share,
    fails,
    passes,
    shorten,
    unknown,
)
from obelize.domain.appraisal import CitationCheck, Evidence, Relation
from obelize.domain.claim import Claim, ClaimKind, Modality
from obelize.domain.counting import agreeing, number_of
from obelize.domain.literature import NoticeKind, Outcome, Work
from obelize.domain.review import Verdict

_RETRACTION_FINDINGS = ("CIT030", "CIT033")
_WITHDRAWN = (NoticeKind.RETRACTION, NoticeKind.WITHDRAWAL)


def not_retracted(case: Case) -> Reading:
    """No matched work carries a notice; "none known" counts only where the source reports notices."""
    for work in case.facts.works:
        for notice in work.notices:
            if notice.kind in _WITHDRAWN:
                when = f" on {notice.date}" if notice.date else ""
                return fails(f"“{shorten(work.title)}” was retracted{when} ({notice.source})")
    matched = [check for _, check in case.facts.citations if check and check.work]
    for check in matched:
        if found := next((f for f in check.findings if f.code in _RETRACTION_FINDINGS), None):
            return fails(found.message)
    if not matched:
        return unknown("no cited work was matched")
    watched = {source.casefold() for source in case.rubric.words["notice_sources"]}
    silent = [check for check in matched if not _asked_for_notices(check, watched)]
    if silent:
        return unknown(
            f"no source that reports retractions answered for {len(silent)} of {number_of(len(matched), 'cited work')}"
        )
    return passes(f"none of {number_of(len(case.facts.works), 'cited work')} carries a notice")


def reviewed_works(case: Case) -> Reading:
    """Share of matched works of a reviewed type."""
    reviewed_types = case.rubric.words["reviewed_types"]
    typed = [work for work in case.facts.works if work.type in reviewed_types + case.rubric.words["unreviewed_types"]]
    reviewed = sum(work.type in reviewed_types for work in typed)
    evidence = (
        f"{reviewed} of {number_of(len(typed), 'cited work')} {agreeing(reviewed, 'is', 'are')} of a reviewed type"
    )
    return by_share(reviewed, len(typed), case.rule, evidence)


def venue_in_doaj(case: Case) -> Reading:
    """A venue on the user's copy of the directory's list."""
    if not case.facts.lists.journals:
        return unknown("no list of journals was supplied")
    for work in case.facts.works:
        if work.venue and work.venue.casefold() in case.facts.lists.journals:
            return passes(f"{work.venue} is listed")
    return unknown("no venue of a cited work is listed, which says nothing against it")


def evidence_level(case: Case) -> Reading:
    """High or lowest levels of evidence among cited and supporting works."""
    supporting = [evidence.candidate.work for _, evidence in _supporting(case.facts)]
    described = [(work, _design(work)) for work in (*case.facts.works, *supporting)]
    levels = [(work, words) for work, words in described if words]
    for work, words in levels:
        if high := case.rubric.expressions["high_evidence"].search(words):
            return passes(f"{high[0].lower()}: “{shorten(work.title)}”")
    lowest = [work for work, words in levels if case.rubric.expressions["lowest_evidence"].search(words)]
    if len(lowest) >= case.rule.minimum and len(lowest) == len(levels):
        return fails(f"all {len(lowest)} works with a level on record are at the lowest")
    return unknown("no level on record" if not levels else f"{number_of(len(levels), 'work')} with levels in between")


def independent_support(case: Case, states: States) -> Reading:
    """Key claims with two supporting works of different people, chosen by a reviewer or suggested by the rules."""
    if not case.facts.key_claims:
        return unknown("no key claims")
    supported = contradicted = 0
    speakers = {name.split()[-1].casefold() for name in stated_names(case.facts)}
    for claim in case.facts.key_claims:
        offered = case.facts.evidence[claim.id].evidence if claim.id in case.facts.evidence else ()
        chosen = states[claim.id].evidence if claim.id in states else ()
        doubted = claim.id in states and (states[claim.id].disputed or states[claim.id].verdict is Verdict.REFUTED)
        works = [
            e.candidate.work
            for e in offered
            if e.relation is Relation.SUPPORTS or (e.candidate.work.id in chosen and not doubted)
            if not e.candidate.work.is_retracted
        ]
        supported += _independent(works, speakers)
        contradicted += any(e.relation is Relation.CONTRADICTS for e in offered) and not works
    share = f"{supported} of {number_of(len(case.facts.key_claims), 'key claim')}"
    evidence = f"{share} {agreeing(supported, 'has', 'have')} two independent works in support"
    if contradicted > supported:
        return fails(f"{evidence}; {contradicted} {agreeing(contradicted, 'has', 'have')} works suggested against them")
    return passes(evidence) if supported / len(case.facts.key_claims) >= case.rule.pass_at else unknown(evidence)


def population_match(case: Case) -> Reading:
    """Claims about people against works on animals and cells."""
    people, animals = case.rubric.expressions["people"], case.rubric.expressions["animals_and_cells"]
    groups = _works_by_claim(case.facts, lambda claim: bool(people.search(claim.text)))
    fitting = None
    for claim, works in groups:
        texts = [f"{work.title} {work.abstract or ''}" for work in works]
        if all(animals.search(text) and not people.search(text) for text in texts):
            return fails(f"works on animals or cells only, for “{shorten(claim.text)}”")
        fitting = fitting or next((claim for text in texts if people.search(text)), None)
    if fitting:
        return passes(f"a work on people supports “{shorten(fitting.text)}”")
    return unknown("no claim about people with a supporting work whose population is on record")


def causal_language(case: Case) -> Reading:
    """Unhedged causal claims against observational designs."""
    high, observational = case.rubric.expressions["high_evidence"], case.rubric.expressions["observational"]
    cautious = {Modality.HEDGED, Modality.REPORTED}
    groups = _works_by_claim(case.facts, lambda c: c.kind is ClaimKind.CAUSAL and not cautious & set(c.modality))
    fitting = None
    for claim, works in groups:
        designs = [f"{_design(work)} {work.abstract or ''}" for work in works]
        if all(observational.search(design) and not high.search(design) for design in designs):
            return fails(f"observational works only, for “{shorten(claim.text)}”")
        fitting = fitting or next((claim for design in designs if high.search(design)), None)
    if fitting:
        return passes(f"a trial or review supports “{shorten(fitting.text)}”")
    return unknown("no causal claim with a supporting work whose design is on record")


def _asked_for_notices(check: CitationCheck, watched: set[str]) -> bool:
    """Whether a source that reports retractions found something when it was asked about the citation."""
    if check.work and check.work.source.casefold() in watched:
        return True
    return any(r.outcome is Outcome.FOUND and r.source.casefold() in watched for r in check.receipts)


def _works_by_claim(facts: Facts, wanted: Callable[[Claim], bool]) -> list[tuple[Claim, list[Work]]]:
    grouped: dict[str, tuple[Claim, list[Work]]] = {}
    for claim, evidence in _supporting(facts):
        if wanted(claim):
            grouped.setdefault(claim.id, (claim, []))[1].append(evidence.candidate.work)
    return list(grouped.values())


def _supporting(facts: Facts) -> Iterator[tuple[Claim, Evidence]]:
    for claim in facts.all_claims:
        if claim.check_worthy and claim.id in facts.evidence:
            for evidence in facts.evidence[claim.id].evidence:
                if evidence.relation is Relation.SUPPORTS and not evidence.candidate.work.is_retracted:
                    yield claim, evidence


def _design(work: Work) -> str:
    return " ".join((*work.publication_types, work.title)).lower()


def _independent(works: list[Work], speakers: set[str]) -> bool:
    """Whether two of `works` have no author in common and neither is by one of `speakers` (family names)."""
    names = [{author.family.casefold() for author in work.authors} for work in works]
    outside = [authors for authors in names if authors and not authors & speakers]
    return any(not a & b for i, a in enumerate(outside) for b in outside[i + 1 :])
