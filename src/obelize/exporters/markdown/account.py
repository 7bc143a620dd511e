"""The sections that account for the report: assessment, signals, what could not be checked, method, corrections."""

from obelize.domain.appraisal import CitationVerdict
from obelize.domain.credibility import Signal, SignalValue
from obelize.domain.finding import Severity
from obelize.domain.review import Action, Verdict
from obelize.exporters.contents import Contents, counted, unavailable
from obelize.exporters.findings import findings_of
from obelize.exporters.markdown.escaping import bold, text
from obelize.exporters.markdown.writing import Page, table
from obelize.exporters.moments import clock
from obelize.exporters.wording import VERDICTS

_BIASES = ("no-conflict", "sponsor-labelled", "anonymous-attribution", "counter-view")
_VALUES = {SignalValue.PASS: "pass", SignalValue.FAIL: "fail", SignalValue.UNKNOWN: "unknown"}


def verified_of_key_claims(contents: Contents) -> tuple[int, int]:
    """How many key claims a reviewer verified, and of how many; what is no claim does not count."""
    rows = [row for row in contents.key_claims if counted(row)]
    return sum(row.state.verdict is Verdict.VERIFIED for row in rows), len(rows)


def assessment(page: Page) -> list[str]:
    """Credibility, verifiability, biases, quality, confidence: one line each, with their reasons."""
    judged = page.contents.report.assessment
    lines = [
        f"**Source credibility: {judged.rating}** — {text(_why(judged.signals))}",
        f"**Claim verifiability:** {text(_verifiability(page.contents))}",
        f"**Potential biases:** {text(_biases(page.contents))}",
        f"**Quality flags:** {text(_flags(page.contents))}",
        f"**Confidence in synthesis: {judged.confidence}** — {text(judged.confidence_reason)}.",
    ]
    spaced = [part for line in lines for part in (line, "")]
    if judged.sensitivity:
        spaced += ["What would change the rating:", "", *(f"- {text(line)}" for line in judged.sensitivity), ""]
    if page.contents.own_assessment:
        own = [f"- {text(line)}" for line in page.contents.own_assessment]
        spaced += ["What the summary says of itself (not used here):", "", *own, ""]
    return spaced


def signals(page: Page) -> list[str]:
    """Every signal with its evidence, and the rule that was applied."""
    judged = page.contents.report.assessment
    rows = [
        (text(s.title or s.id), _VALUES[s.value], text(s.evidence), text(s.framework), _weight(s))
        for s in judged.signals
    ]
    head = "All signals are computed by rule from what was at hand. Unknown means not known; it never counts as a fail."
    lines = [head, "", *table(("Signal", "Value", "Evidence", "After", "Weight"), rows), ""]
    return [*lines, f"Rule: {text(judged.rule)}"]


def unchecked(page: Page) -> list[str]:
    """Every question that found no answer, and why."""
    lines = [
        f"- {text(source)} could not be asked {count} time{'' if count == 1 else 's'}: {text(reason)}."
        for (source, reason), count in unavailable(page.contents.report.receipts).items()
    ]
    open_citations = [
        row for row in page.contents.references if row.check is None or row.check.verdict is CitationVerdict.UNCHECKED
    ]
    if open_citations:
        keys = ", ".join(text(row.citation.key) for row in open_citations)
        lines.append(f"- {len(open_citations)} of {len(page.contents.references)} citations are unchecked: {keys}.")
    open_quotations = [row for row in page.contents.quotations if row.check is None]
    if open_quotations:
        lines.append(f"- {len(open_quotations)} quotations were compared with no transcript.")
    listed = page.contents.claims
    if silent_claims := [row for row in listed if not (row.evidence and row.evidence.receipts)]:
        lines.append(f"- For {len(silent_claims)} of {len(listed)} claims listed nothing was looked up.")
    if page.contents.summary and not page.contents.talk:
        lines.append("- The transcript is not at hand, so nothing could be compared with what was said.")
    silent = [s.title or s.id for s in page.contents.report.assessment.signals if s.value is SignalValue.UNKNOWN]
    if silent:
        lines.append(f"- Unknown signals: {text('; '.join(silent))}.")
    return lines


def method(page: Page) -> list[str]:
    """What was read, asked and applied, so that the report can be made again."""
    report = page.contents.report
    lines = [
        f"- {text(a.document.kind.capitalize())}: {text(a.document.name)}, read as {text(a.document.format)}, "
        f"SHA-256 `{_hex(a.document.fingerprint)}`."
        for a in page.contents.annotations
    ]
    lines.append(
        f"- Program {text(report.program_version) or 'unknown'}, rules {text(report.annotation.rules_version)}."
    )
    sources: dict[str, int] = {}
    for receipt in report.receipts:
        name = f"{receipt.source}{f' (state {receipt.snapshot})' if receipt.snapshot else ''}"
        sources[name] = sources.get(name, 0) + 1
    asked = ", ".join(f"{name} {count}×" for name, count in sources.items())
    lines.append(f"- Literature asked: {text(asked) or 'none'}.")
    lines.append(f"- Key claims: {text(report.assessment.key_items_rule)}.")
    lines.append(
        "- Claims, quotations and citations were picked by rule, relations of works to claims are suggestions by rule, "
        "and comparisons are mechanical: all of these are heuristic. Verified, unverified and refuted are said by "
        "reviewers only."
    )
    return lines


def corrections(page: Page) -> list[str]:
    """Verdicts that were changed after they had been given."""
    texts = {row.claim.id: row.claim.text for row in page.contents.claims}
    texts |= {row.quotation.id: row.quotation.text for row in page.contents.quotations}
    texts |= {row.citation.id: row.citation.raw for row in page.contents.references}
    lines = []
    for decision in page.contents.report.decisions:
        changed = decision.action in (Action.DECIDE, Action.ADJUDICATE) and decision.from_verdict is not None
        if changed and decision.to_verdict is not decision.from_verdict and decision.from_verdict is not None:
            after = VERDICTS[decision.to_verdict] if decision.to_verdict else "withdrawn"
            note = f": {text(decision.note)}" if decision.note else ""
            lines.append(
                f"- {decision.decided_at:%Y-%m-%d}: “{text(texts.get(decision.item_id, decision.item_id))}” — "
                f"{VERDICTS[decision.from_verdict]} → {bold(after)} by {text(decision.reviewer)}{note}"
            )
    return lines


def reviewers(page: Page) -> list[str]:
    """Who decided how much, and until when."""
    counts: dict[str, int] = {}
    for decision in page.contents.report.decisions:
        if decision.action in (Action.DECIDE, Action.ADJUDICATE):
            counts[decision.reviewer] = counts.get(decision.reviewer, 0) + 1
    if not counts:
        return ["Nobody has reviewed this document yet."]
    last = max(decision.decided_at for decision in page.contents.report.decisions)
    lines = [f"- {text(name)}: {count} decision{'' if count == 1 else 's'}" for name, count in counts.items()]
    return [*lines, "", f"Last decision: {last:%Y-%m-%d}."]


def _why(given: tuple[Signal, ...]) -> str:
    rated = sorted((s for s in given if s.weight and not s.style), key=lambda s: -s.weight)
    against = [s.evidence for s in rated if s.value is SignalValue.FAIL][:3]
    support = [s.evidence for s in rated if s.value is SignalValue.PASS][:3]
    parts = [f"against it: {'; '.join(against)}"] if against else []
    parts += [f"for it: {'; '.join(support)}"] if support else []
    return ". ".join(part[0].upper() + part[1:] for part in parts) + "." if parts else "Too little is known."


def _verifiability(contents: Contents) -> str:
    verified, total = verified_of_key_claims(contents)
    rows = [row.state.verdict for row in contents.key_claims]
    unverified, refuted = rows.count(Verdict.UNVERIFIED), rows.count(Verdict.REFUTED)
    rest = total - verified - unverified - refuted
    rule = contents.report.assessment.key_items_rule
    return (
        f"{verified} of {total} key claims verified; {unverified} unverified, {refuted} refuted, {rest} not reviewed. "
        f"Key claims are {rule}."
    )


def _biases(contents: Contents) -> str:
    adverts = [z for each in contents.annotations for z in each.extraction.zones if z.kind == "advert"]
    parts = []
    if adverts:
        times = [clock(zone.start) for zone in adverts if zone.start is not None]
        where = f" (at {', '.join(times)})" if times else ""
        parts.append(f"{len(adverts)} advert{'' if len(adverts) == 1 else 's'}{where}; claims in adverts are left out")
    given = {signal.id: signal for signal in contents.report.assessment.signals}
    parts += [
        f"{given[key].title}: {_VALUES[given[key].value]} ({given[key].evidence})"
        for key in _BIASES
        if key in given and given[key].value is not SignalValue.UNKNOWN
    ]
    return "; ".join(parts) + "." if parts else "None noticed by rule, which does not mean that there are none."


def _flags(contents: Contents) -> str:
    style = [s.evidence for s in contents.report.assessment.signals if not s.weight and s.value is SignalValue.FAIL]
    counts: dict[str, int] = {}
    for found, _ in findings_of(contents.report):
        if found.severity is not Severity.NOTE:
            counts[found.code] = counts.get(found.code, 0) + 1
    codes = [f"{code} {count}×" for code, count in sorted(counts.items())]
    captions = sum(state.caption_error for state in contents.report.states.values())
    parts = [*style, *([f"findings {', '.join(codes)}"] if codes else [])]
    parts += [f"{captions} caption errors marked by reviewers"] if captions else []
    return "; ".join(parts) + "." if parts else "None."


def _weight(signal: Signal) -> str:
    return "style, not rated" if signal.style else f"{signal.weight:g}" if signal.weight else "not rated"


def _hex(fingerprint: str) -> str:
    return "".join(character for character in fingerprint if character.isalnum())
