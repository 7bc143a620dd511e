"""The sentences by which a report accounts for itself, in plain words; every format for people sets them."""

from collections.abc import Iterable, Sequence, Sized

from obelize.domain.appraisal import CitationVerdict
from obelize.domain.counting import agreeing, number_of
from obelize.domain.credibility import Assessment, Rating, SignalValue
from obelize.domain.finding import Severity
from obelize.domain.literature import Outcome, Receipt
from obelize.domain.review import Verdict
from obelize.exporters.contents import Contents, ReferenceRow, counted, file_name, unavailable
from obelize.exporters.corrections import DECIDING, corrected_verdicts
from obelize.exporters.findings import findings_of
from obelize.exporters.moments import clock
from obelize.rulebook import shipped_rulebook

_BIASES = ("no-conflict", "sponsor-labelled", "anonymous-attribution", "counter-view")
HEURISTIC = (
    "Claims, quotations and citations were picked by rule, relations of works to claims are suggestions by rule, and "
    "comparisons are mechanical: all of these are heuristic. Verified, unverified and refuted are said by reviewers "
    "only."
)
SIGNALS = "All signals are computed by rule from what was at hand. Unknown means not known; it never counts as a fail."
EXTRACTED = "Drawn from the document by rule (its worthiest sentences), not written by anybody."
NO_SUMMARY = "The key claims of the document; nobody has summarised it."
PICKED = "The summary's own key claims, picked by rule; it has no list of points."
NOT_IN_SUMMARY = "Claims of the talk, picked by rule, that no sentence of the summary carries"
MARK_SAID = "That it was said does not verify it."
MARK_NOT_SAID = "The talk does not make this statement in these words."
NO_CLAIMS = "No claims, as a reviewer found"
NO_SINGLE_CHANGE = "No single change of a signal or of the open verdicts would give another rating."
ADVICE = "From the {what}; not assessed here."


def why(judged: Assessment) -> str:
    """The rating's reason in a sentence: the weightiest signals on either side, or that too little is known."""
    rated = sorted((s for s in judged.signals if s.weight and not s.style), key=lambda s: -s.weight)
    against = [s.evidence for s in rated if s.value is SignalValue.FAIL][:3]
    support = [s.evidence for s in rated if s.value is SignalValue.PASS][:3]
    parts = ["too little is known to rate it"] if judged.rating is Rating.UNRATED else []
    parts += [f"against it: {'; '.join(against)}"] if against else []
    parts += [f"for it: {'; '.join(support)}"] if support else []
    return ". ".join(part[0].upper() + part[1:] for part in parts) + "."


def points_note(contents: Contents) -> str | None:
    """Where the key points come from, unless they are the summary's list."""
    if not contents.points_picked:
        return None
    return PICKED if contents.summary else NO_SUMMARY


def advice_note(contents: Contents) -> str:
    """Whose advice it is."""
    return ADVICE.format(what="summary" if contents.summary else contents.report.annotation.document.kind)


def verified_of_key_claims(contents: Contents) -> tuple[int, int]:
    """How many key claims a reviewer verified, and of how many; what is no claim does not count."""
    rows = [row for row in contents.key_claims if counted(row)]
    return sum(row.state.standing is Verdict.VERIFIED for row in rows), len(rows)


def left_out(contents: Contents) -> str:
    """How many claims are counted and not listed."""
    number = contents.left_out_claims
    more = f"{number_of(number, 'more check-worthy claim')} {agreeing(number, 'is', 'are')} not listed"
    return f"{more}; {agreeing(number, 'nobody has reviewed it', 'none of them was reviewed')}."


def verifiability(contents: Contents) -> str:
    """The count of verdicts on key claims, with its denominator and how they were chosen."""
    verified, total = verified_of_key_claims(contents)
    verdicts = [row.state.standing for row in contents.key_claims]
    unverified, refuted = verdicts.count(Verdict.UNVERIFIED), verdicts.count(Verdict.REFUTED)
    disputed = sum(row.state.disputed for row in contents.key_claims)
    rest = total - verified - unverified - refuted - disputed
    differ = f", {disputed} disputed" if disputed else ""
    return (
        f"{verified} of {number_of(total, 'key claim')} verified; {unverified} unverified, {refuted} refuted{differ}, "
        f"{rest} not reviewed. "
        f"Key claims are {contents.report.assessment.key_items_rule}."
    )


def biases(contents: Contents) -> str:
    """Adverts, and what the signals of interest and one-sidedness say."""
    adverts = [z for each in contents.annotations for z in each.extraction.zones if z.kind == "advert"]
    parts = []
    if adverts:
        times = [clock(zone.start) for zone in adverts if zone.start is not None]
        where = f" (at {', '.join(times)})" if times else ""
        parts.append(f"{number_of(len(adverts), 'advert')}{where}; claims in adverts are left out")
    given = {signal.id: signal for signal in contents.report.assessment.signals}
    parts += [given[key].evidence for key in _BIASES if key in given and given[key].value is SignalValue.FAIL]
    return _sentence(parts) if parts else "None noticed by rule, which does not mean that there are none."


def flags(contents: Contents) -> str:
    """Signals that are shown and not rated, findings of single items by kind, caption errors."""
    shown = [s.evidence for s in contents.report.assessment.signals if not s.weight and s.value is SignalValue.FAIL]
    counts: dict[str, int] = {}
    for finding, _ in findings_of(contents.report):
        if finding.severity is not Severity.NOTE and not finding.code.startswith("SRC"):
            counts[finding.code] = counts.get(finding.code, 0) + 1
    known = shipped_rulebook().codes
    codes = [
        f"{known[code].title if code in known else 'finding'}{f', {count} times' if count > 1 else ''} ({code})"
        for code, count in sorted(counts.items())
    ]
    captions = sum(state.caption_error for state in contents.report.states.values())
    parts = [*shown, *codes]
    parts += [f"{number_of(captions, 'caption error')} marked by reviewers"] if captions else []
    return _sentence(parts) if parts else "None."


def unchecked(contents: Contents) -> list[str]:
    """Every question that found no answer, and why."""
    lines = [
        f"{source} could not be asked {number_of(count, 'time')}: {reason}."
        for (source, reason), count in unavailable(contents.report.receipts).items()
    ]
    references, quotations, claims = contents.references, contents.quotations, contents.claims
    if open_ones := [r for r in references if r.check is None or r.check.verdict is CitationVerdict.UNCHECKED]:
        keys = ", ".join(reference_key(row) for row in open_ones)
        lines.append(f"{_of(open_ones, references, 'citation')} unchecked: {keys}.")
    if uncompared := [row for row in quotations if row.check is None]:
        lines.append(f"{_of(uncompared, quotations, 'quotation')} compared with no transcript.")
    if unasked := [row for row in claims if not (row.evidence and row.evidence.receipts)]:
        lines.append(f"For {len(unasked)} of {number_of(len(claims), 'claim')} listed nothing was looked up.")
    if contents.summary and not contents.talk:
        lines.append("The transcript is not at hand, so nothing could be compared with what was said.")
    if lost := _without_place(contents):
        where = "the document as it is now; what was decided is kept and counts for nothing here"
        lines.append(f"{number_of(lost, 'decided item')} could not be placed in {where}.")
    signals = contents.report.assessment.signals
    if unknown := sum(signal.value is SignalValue.UNKNOWN for signal in signals):
        lines.append(
            f"{unknown} of {number_of(len(signals), 'signal')} {agreeing(unknown, 'is', 'are')} unknown, see above."
        )
    return lines


def _without_place(contents: Contents) -> int:
    """How many items somebody decided that are in neither document any more."""
    lost = {decision.item_id for decision in contents.report.decisions}
    for extraction in (each.extraction for each in contents.annotations):
        lost -= {claim.id for claim in extraction.claims}
        lost -= {quotation.id for quotation in extraction.quotations}
        lost -= {citation.id for citation in extraction.citations}
    return len(lost)


def method(contents: Contents) -> list[str]:
    """What was read, asked and applied, so that the report can be made again."""
    report = contents.report
    lines = []
    for document in (annotation.document for annotation in contents.annotations):
        name = f"{document.kind.capitalize()}: {file_name(document)}"
        lines.append(f"{name}, read as {document.format}, SHA-256 {document.fingerprint}.")
    lines.append(
        f"Program {report.program_version or 'unknown'}, rules {report.annotation.rules_version or 'unknown'}."
    )
    lines.append(_asked(report.receipts))
    lines.append(f"Key claims: {report.assessment.key_items_rule}.")
    return [*lines, HEURISTIC]


def _asked(receipts: Iterable[Receipt]) -> str:
    """How often each source answered, and which could not be asked at all or not always."""
    answered: dict[str, int] = {}
    failed: dict[str, int] = {}
    for receipt in receipts:
        name = f"{receipt.source}{f' (state {receipt.snapshot})' if receipt.snapshot else ''}"
        counts = failed if receipt.outcome is Outcome.UNAVAILABLE else answered
        counts[name] = counts.get(name, 0) + 1
    asked, in_vain = (", ".join(f"{name} {n}×" for name, n in counts.items()) for counts in (answered, failed))
    return f"Literature asked: {asked or 'none'}{f'; could not be asked: {in_vain}' if in_vain else ''}."


def corrections(contents: Contents) -> list[str]:
    """Verdicts that were changed after they had been given, and what later look-ups found to be different."""
    texts = {claim.id: claim.text for each in contents.annotations for claim in each.extraction.claims}
    texts |= {row.quotation.id: row.quotation.text for row in contents.quotations}
    cited = {row.citation.id: row.citation.raw for row in contents.references}
    changes = [change for each in contents.annotations for change in each.changes]
    return [
        *corrected_verdicts(contents.report.decisions, texts | cited),
        *(
            f"{change.noticed_at:%Y-%m-%d}: {'citation' if change.item_id in cited else 'claim'} "
            f"“{(texts | cited).get(change.item_id, change.item_id)}” — {change.kind}: {change.before} → {change.after}"
            for change in changes
        ),
    ]


def reviewers(contents: Contents) -> list[str]:
    """Who decided how much, and until when."""
    deciding = [decision for decision in contents.report.decisions if decision.action in DECIDING]
    if not deciding:
        return ["Nobody has reviewed this document yet."]
    counts: dict[str, int] = {}
    for decision in deciding:
        counts[decision.reviewer] = counts.get(decision.reviewer, 0) + 1
    last = max(decision.decided_at for decision in deciding)
    lines = [f"{name}: {number_of(count, 'decision')}" for name, count in counts.items()]
    return [*lines, f"Last decision: {last:%Y-%m-%d}."]


def reference_key(row: ReferenceRow) -> str:
    """What a reference is called: the moment of a spoken mention, else its own key."""
    return clock(row.citation.start) if row.citation.start is not None else row.citation.key


def _sentence(parts: Sequence[str]) -> str:
    line = "; ".join(parts)
    symbol = line[:1] != "a" and not line[1:2].isalpha()  # the n of "n of N" is no word
    return (line[0] if symbol else line[0].upper()) + line[1:] + ("" if line.endswith((".", ".”")) else ".")


def _of(some: Sized, all_of_them: Sized, noun: str) -> str:
    return f"{len(some)} of {number_of(len(all_of_them), noun)} {agreeing(len(some), 'is', 'are')}"
