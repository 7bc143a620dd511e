"""Signals of style and of the transcript: shown and flagged, never rated."""

import re
from statistics import fmean

from obelize.appraisal.signals.reading import Case, Reading, by_share, fails, passes, unknown
from obelize.domain.claim import Modality
from obelize.domain.counting import number_of
from obelize.domain.finding import Severity

_NUMBER = re.compile(r"\d[\d,.]*\d|\d")


def hedges_and_boosters(case: Case) -> Reading:
    """Share of claims neither boosted nor overgeneral."""
    strong = sum(bool({Modality.BOOSTED, Modality.OVERGENERAL} & set(claim.modality)) for claim in case.facts.claims)
    hedged = sum(Modality.HEDGED in claim.modality for claim in case.facts.claims)
    evidence = f"boosted or overgeneral {strong}, hedged {hedged} of {number_of(len(case.facts.claims), 'claim')}"
    return by_share(len(case.facts.claims) - strong, len(case.facts.claims), case.rule, evidence)


def emotive_rate(case: Case) -> Reading:
    """Emotive words a thousand words; here a low rate passes."""
    text = case.facts.annotation.document.text
    words = len(text.split())
    if words < case.rule.minimum:
        return unknown(f"only {number_of(words, 'word')}")
    rate = 1000 * sum(1 for _ in case.rubric.expressions["emotive"].finditer(text)) / words
    evidence = f"{rate:.1f} emotive words per thousand"
    if rate <= case.rule.pass_at:
        return passes(evidence)
    return fails(evidence) if rate > case.rule.fail_below else unknown(f"{evidence}; mixed")


def title_restrained(case: Case) -> Reading:
    """Words of proof or totality and numbers of the title, looked for in the text."""
    title = case.facts.annotation.document.source.title
    if not title:
        return unknown("no title at hand")
    text = case.facts.annotation.document.text.casefold()
    strong = [found[0] for found in case.rubric.expressions["proof_and_totality"].finditer(title)] + _NUMBER.findall(
        title
    )
    if not strong:
        return unknown("the title has no word of proof or totality and no number")
    missing = [word for word in strong if not re.search(rf"(?<!\w){re.escape(word.casefold())}(?!\w)", text)]
    if missing:
        return fails(f"“{missing[0]}” stands in the title only")
    return passes(f"“{strong[0]}” of the title stands in the text as well")


def transcript_quality(case: Case) -> Reading:
    """Kind of captions, mean confidence, reading errors."""
    if case.facts.talk is None:
        return unknown("no transcript")
    document = case.facts.talk.document
    if errors := [finding for finding in document.findings if finding.severity is Severity.ERROR]:
        return fails(f"read with errors: {errors[0].message}")
    known = [s.confidence for s in document.segments if s.confidence is not None]
    if known:
        mean = fmean(known)
        evidence = f"mean confidence {mean:.2f} over {number_of(len(known), 'segment')}"
        if mean >= case.rule.pass_at:
            return passes(evidence)
        return fails(evidence) if mean < case.rule.fail_below else unknown(f"{evidence}; mixed")
    match document.source.captions:
        case "automatic":
            return fails("automatic captions")
        case "manual":
            return passes("manual captions")
        case _:
            return unknown("neither the kind of captions nor confidences are known")
