"""Signals about how a document treats its sources: attribution, sample sizes, counter-views, corrections."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence

from obelize.appraisal.signals.facts import Facts
from obelize.appraisal.signals.reading import Case, Reading, by_share, passes, shorten, unknown
from obelize.appraisal.signals.rubric import Rubric
from obelize.domain.claim import CitationForm, Claim, ClaimKind
from obelize.domain.counting import agreeing, number_of

_SPECIFICITY = {
    CitationForm.IDENTIFIED: 1.0,
    CitationForm.REFERENCE: 0.8,
    CitationForm.LINK: 0.5,
    CitationForm.VAGUE: 0.2,
}
_FIGURE = re.compile(r"\d|(?<!\w)(?:percent|per cent|half|double|twice)(?!\w)", re.IGNORECASE)


def claims_attributed(case: Case) -> Reading:
    """Share of empirical claims with a citation inside or a named source."""
    empirical = [c for c in case.facts.claims if c.kind not in (None, ClaimKind.PREDICTION)]
    starts = _citation_starts(case.facts)
    sourced = sum(_names_source(claim, starts, case.rubric) for claim in empirical)
    evidence = (
        f"{sourced} of {number_of(len(empirical), 'empirical claim')} {agreeing(sourced, 'names', 'name')} a source"
    )
    return by_share(sourced, len(empirical), case.rule, evidence)


def anonymous_attribution(case: Case) -> Reading:
    """Share of claims without an anonymous attribution."""
    anonymous = [c for c in case.facts.claims if case.rubric.expressions["anonymous_attribution"].search(c.text)]
    share = f"{len(anonymous)} of {number_of(len(case.facts.claims), 'claim')}"
    evidence = f"{share} {agreeing(len(anonymous), 'is', 'are')} attributed to nobody in particular"
    if anonymous:
        evidence += f", e.g. “{shorten(anonymous[0].text)}”"
    return by_share(len(case.facts.claims) - len(anonymous), len(case.facts.claims), case.rule, evidence)


def citation_specificity(case: Case) -> Reading:
    """Mean specificity of citations and of appeals to unnamed studies."""
    scores = [_SPECIFICITY[citation.form] for citation, _ in case.facts.citations]
    appeals = sum(bool(case.rubric.expressions["anonymous_attribution"].search(c.text)) for c in case.facts.claims)
    count = len(scores) + appeals
    mean = sum(scores) / count if count else 0.0
    over = f"{number_of(len(scores), 'citation')} and {number_of(appeals, 'appeal')} to unnamed sources"
    evidence = f"mean specificity {mean:.2f} over {over}"
    return by_share(sum(scores), count, case.rule, evidence)


def sample_size(case: Case) -> Reading:
    """Share of study results that say how many were studied."""
    results = [
        c for c in case.facts.claims if case.rubric.expressions["studies"].search(c.text) and _FIGURE.search(c.text)
    ]
    units = "|".join(re.escape(unit) for unit in case.rubric.words["sample_units"])
    size = re.compile(rf"\bn\s*=\s*\d|\d[\d,.]*\s+(?:\w+\s+){{0,2}}(?:{units})\b", re.IGNORECASE)
    stated = sum(bool(size.search(claim.text)) for claim in results)
    evidence = (
        f"{stated} of {number_of(len(results), 'study result')} {agreeing(stated, 'states', 'state')} a sample size"
    )
    return by_share(stated, len(results), case.rule, evidence)


def counter_view(case: Case) -> Reading:
    """A phrase that introduces another view."""
    if found := case.rubric.expressions["counter_views"].search(case.facts.annotation.document.text):
        return passes(f"“{_around(case.facts.annotation.document.text, found)}”")
    return unknown("no known phrase introduces another view")


def corrections(case: Case) -> Reading:
    """A correction of own statements in text or description."""
    for text in (case.facts.annotation.document.text, case.facts.annotation.document.source.description or ""):
        if found := case.rubric.expressions["corrections"].search(text):
            return passes(f"“{_around(text, found)}”")
    return unknown("no correction found")


def _citation_starts(facts: Facts) -> Mapping[str, Sequence[int]]:
    """Where citations begin, in order, by document."""
    starts: defaultdict[str, list[int]] = defaultdict(list)
    for citation, _ in facts.citations:
        starts[citation.document_id].append(citation.start_char)
    return {document_id: sorted(places) for document_id, places in starts.items()}


def _names_source(claim: Claim, citation_starts: Mapping[str, Sequence[int]], rubric: Rubric) -> bool:
    starts = citation_starts.get(claim.document_id, ())
    if bisect_left(starts, claim.start_char) < bisect_left(starts, claim.end_char):
        return True
    if rubric.expressions["anonymous_attribution"].search(claim.text):
        return False
    return bool(rubric.expressions["named_attribution"].search(claim.text)) or claim.kind is ClaimKind.ATTRIBUTION


def _around(text: str, found: re.Match[str]) -> str:
    return shorten("…" + text[max(0, found.start() - 20) : found.end() + 50] + "…")
