"""The documentation page of signals and rating: `python -m obelize.appraisal.signals.page > docs/credibility.md`."""

import sys
from collections.abc import Iterator

from obelize.appraisal.signals.rubric import Rubric, SignalRule, shipped_rubric

_GROUPS = {
    "verdicts": "Verdicts: what reviewers decided",
    "checks": "Checks: the document against its recording",
    "sources": "Sources: the works cited and offered",
    "sourcing": "Sourcing: how the document treats its sources",
    "provenance": "Provenance: who says it, and why",
    "style": "Style and transcript: shown, never rated",
}
_FRAMEWORKS = {
    "NewsGuard": "the nine criteria of NewsGuard",
    "JTI": "the Journalism Trust Initiative (CEN CWA 17493)",
    "CredWeb": "the credibility signals of the W3C Credible Web group",
    "CRAAP": "currency, relevance, authority, accuracy, purpose",
    "SIFT": "stop, investigate the source, find better coverage, trace to the original context",
    "GRADE": "the GRADE working group's domains of certainty",
    "CEBM": "the Oxford Centre for Evidence-Based Medicine's levels of evidence",
    "IFCN": "the code of principles of the International Fact-Checking Network",
}


def credibility_page(rubric: Rubric) -> str:
    """A Markdown page with the rating's rule and every signal by group, in the order of the rules."""
    parts = [*_opening(rubric), *_tables(rubric), *_details(rubric)]
    return "\n\n".join(parts) + "\n"


def _opening(rubric: Rubric) -> Iterator[str]:
    rule, confidence = rubric.rating, rubric.confidence
    total = sum(signal.weight for signal in rubric.signals)
    yield "# Credibility"
    yield (
        "Generated from `rules/credibility.toml`. A report's rating is computed from signals by the rule below and by "
        "nothing else. A signal is *pass*, *fail* or *unknown*. What is not at hand is unknown, never failed: no "
        "signal fails because something is missing. A verdict on which reviewers differ counts for nothing until it is "
        "settled."
    )
    yield "## The rating"
    yield (
        f"The weights of all signals add up to {total:g}; those of signals that pass or fail are *known*. "
        "The first line that applies gives the rating:"
    )
    yield (
        f"1. **Unrated** where less than {rule.known_weight:g} of the weight is known, or less than "
        f"{rule.checked_weight:g} of it from {', '.join(rule.checked_groups)}: a well-described document that nobody "
        "checked has no rating.\n"
        f"2. **Low** where less than {rule.low_score:.0%} of the known weight passes, or where at least "
        f"{rule.low_refuted_count} key claims and {rule.low_refuted:.0%} of those decided are refuted, or where "
        "a claim is refuted and a cited work retracted.\n"
        f"3. **High** where at least {rule.high_score:.0%} of the known weight passes, and at least "
        f"{rule.high_decided} key claims (all, where there are fewer) are decided by a person, "
        f"{rule.high_verified:.0%} of them verified and none refuted, and no claim at all is refuted and "
        "no cited work retracted. No document is High without a reviewer.\n"
        "4. **Medium** else."
    )
    yield (
        f"Key claims are the summary's own check-worthy claims (not its quotations), at most {rule.key_claims}, "
        f"near-duplicates counted once; without a summary, the {rule.key_claims} claims of highest worthiness. A "
        f"summary with fewer than {rule.key_fill_below} is topped up from the talk. A report states the numbers of its "
        "own case, the evidence for every signal, and what single change would give another rating."
    )
    yield (
        "*Confidence in the synthesis* is a statement of its own: **High** where at least "
        f"{confidence.high_known:.0%} of the weight is known, {confidence.high_decided:.0%} of the key claims are "
        "decided, every source answered and the transcript is sound; **Low** where less than "
        f"{confidence.low_known:.0%} is known or no key claim is decided; **Medium** else."
    )
    yield (
        "Where a signal counts a document's claims, a claim that stands within a quotation is not among them: it is "
        "somebody else's words, listed and compared as a quotation."
    )
    yield "## Where the signals come from"
    yield "\n".join(f"- **{name}**: {what}" for name, what in _FRAMEWORKS.items())
    yield (
        "Lists of outlets are other people's judgements, so none is shipped: `obelize report --outlets FILE` takes "
        "yours (`outlet,yes` or `outlet,no` a line), `--journals FILE` your copy of the DOAJ's list."
    )


def _tables(rubric: Rubric) -> Iterator[str]:
    yield "## All signals"
    rows = [
        f"| [{rule.title}](#{rule.id}) | {rule.framework} | {_weight(rule)} | {_GROUPS[rule.group].split(':')[0]} |"
        for rule in rubric.signals
    ]
    yield "\n".join(["| Signal | After | Weight | Group |", "| --- | --- | --- | --- |", *rows])


def _details(rubric: Rubric) -> Iterator[str]:
    for group, title in _GROUPS.items():
        yield f"## {title}"
        for rule in rubric.signals:
            if rule.group == group:
                yield f'### <a id="{rule.id}"></a>{rule.title}'
                yield f"{rule.definition} After {rule.framework}; weight: {_weight(rule)}; id: `{rule.id}`."
                yield f"*Computed:* {rule.computed}{_bounds(rule)}"
                fail = f" A fail makes the finding {rule.finding}." if rule.finding else ""
                yield f"*Unknown:* {rule.unknown}{_english(rule)}{fail}"


def _weight(rule: SignalRule) -> str:
    return "style, not rated" if rule.style else f"{rule.weight:g}" if rule.weight else "not rated"


def _english(rule: SignalRule) -> str:
    return " Also where document or pair are not in English (TRN020), by whose words it goes." if rule.english else ""


def _bounds(rule: SignalRule) -> str:
    if "between the bounds" not in rule.unknown and "bound" not in rule.computed:
        return ""
    if rule.pass_at > 1:
        return f" Passes up to {rule.pass_at:g}, fails above {rule.fail_below:g}."
    return f" Passes from {rule.pass_at:g} up, fails below {rule.fail_below:g}."


if __name__ == "__main__":
    sys.stdout.write(credibility_page(shipped_rubric()))
