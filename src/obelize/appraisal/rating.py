"""The rating: from signals and verdicts, by the rule that `rules/credibility.toml` publishes."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from obelize.appraisal.signals import (
    DocumentSignals,
    Lists,
    Rubric,
    document_signals,
    shipped_rubric,
    verdict_signals,
)
from obelize.appraisal.signals.verdicts import Tally
from obelize.domain.annotation import Annotation, ItemState
from obelize.domain.counting import agreeing, number_of
from obelize.domain.credibility import Assessment, Rating, Signal, SignalValue
from obelize.domain.finding import Finding
from obelize.rulebook import finding


@dataclass(frozen=True, slots=True)
class Weights:
    """Sums of weight over the signals that enter the rating, and the ids of those that fail."""

    passed: float
    known: float
    checked: float
    total: float
    failed: frozenset[str] = frozenset()

    @property
    def score(self) -> float:
        """Share of the known weight that passes; 0 where nothing is known."""
        return self.passed / self.known if self.known else 0.0


def assess(
    annotation: Annotation,
    states: Mapping[str, ItemState],
    paired: Annotation | None = None,
    *,
    lists: Lists | None = None,
    rubric: Rubric | None = None,
) -> Assessment:
    """The assessment of `annotation` with its pair. `states` holds both documents' items, by item id."""
    return rate(document_signals(annotation, paired, rubric or shipped_rubric(), lists), states)


def rate(document: DocumentSignals, states: Mapping[str, ItemState]) -> Assessment:
    """The assessment under `states`, from signals computed once: a what-if needs only this."""
    rubric, facts = document.rubric, document.facts
    signals = verdict_signals(document, states)
    tally = Tally.of(facts.key_claims, states)
    weights = weigh(signals, rubric)
    rating = grade(weights, tally, rubric)
    confidence, reason = _confidence(document, signals, weights, tally)
    return Assessment(
        rating=rating,
        rule=rule_in_words(rubric, weights, tally),
        signals=signals,
        sensitivity=tuple(_sensitivity(signals, tally, rating, rubric)),
        confidence=confidence,
        confidence_reason=reason,
        key_items=tuple(claim.id for claim in facts.key_claims),
        key_items_rule=facts.key_rule,
        findings=tuple(_findings(signals, rubric)),
    )


def weigh(signals: Collection[Signal], rubric: Rubric) -> Weights:
    """The sums of weight. A signal of style has none, whatever its entry says."""
    groups = {rule.id: rule.group for rule in rubric.signals}
    passed = known = checked = total = 0.0
    for signal in signals:
        weight = 0.0 if signal.style else signal.weight
        total += weight
        if signal.value is SignalValue.UNKNOWN:
            continue
        known += weight
        passed += weight if signal.value is SignalValue.PASS else 0.0
        checked += weight if groups[signal.id] in rubric.rating.checked_groups else 0.0
    failed = frozenset(signal.id for signal in signals if signal.value is SignalValue.FAIL and not signal.style)
    return Weights(passed, known, checked, total, failed)


def grade(weights: Weights, tally: Tally, rubric: Rubric) -> Rating:
    """The published rule: Unrated before Low before High before Medium."""
    rule = rubric.rating
    if weights.known < rule.known_weight or weights.checked < rule.checked_weight:
        return Rating.UNRATED
    refuted = tally.refuted >= rule.low_refuted_count and tally.refuted >= rule.low_refuted * tally.decided
    together = bool(rule.low_failed_together) and weights.failed.issuperset(rule.low_failed_together)
    if refuted or together or weights.score < rule.low_score:
        return Rating.LOW
    decided_enough = tally.decided > 0 and tally.decided >= min(rule.high_decided, tally.total)
    verified_enough = tally.verified >= rule.high_verified * tally.decided and not tally.refuted
    barred = not weights.failed.isdisjoint(rule.high_barred_by)
    if weights.score >= rule.high_score and decided_enough and verified_enough and not barred:
        return Rating.HIGH
    return Rating.MEDIUM


def rule_in_words(rubric: Rubric, weights: Weights, tally: Tally) -> str:
    """The rule with this document's numbers filled in."""
    rule = rubric.rating
    titles = {signal.id: f"“{signal.title}”" for signal in rubric.signals}
    bars = [titles[key] for key in rule.high_barred_by if key in weights.failed]
    together = [titles[key] for key in rule.low_failed_together]
    return (
        f"Unrated below {rule.known_weight:g} of known weight (here {weights.known:g} of {weights.total:g}) or below "
        f"{rule.checked_weight:g} of it from verdicts, checks and sources (here {weights.checked:g}). "
        f"Low when less than {rule.low_score:.0%} of the known weight passes (here {weights.score:.0%}), when at "
        f"least {rule.low_refuted_count} key claims and {rule.low_refuted:.0%} of those decided are refuted "
        f"(here {tally.refuted} of {tally.decided}), "
        f"or when {' and '.join(together)} fail together. "
        f"High when at least {rule.high_score:.0%} passes and at least "
        f"{rule.high_decided} key claims (or all, where there are fewer) are decided, {rule.high_verified:.0%} of them "
        f"verified and none refuted (here {tally.verified} verified of {tally.decided} decided), and none "
        f"of {', '.join(titles[key] for key in rule.high_barred_by)} fails (here {', '.join(bars) or 'none'}). "
        "Else Medium."
    )


def _sensitivity(signals: tuple[Signal, ...], tally: Tally, rating: Rating, rubric: Rubric) -> Iterable[str]:
    """What single change would give another rating: one signal the other way, or more key claims decided."""
    for signal in signals:
        if signal.style or not signal.weight or signal.id in ("claims-verified", "claims-not-refuted"):
            continue
        others: dict[SignalValue, Rating] = {}
        for value in (SignalValue.PASS, SignalValue.FAIL):
            changed = [_with(signal, value) if each is signal else each for each in signals]
            if value is not signal.value:
                others[value] = grade(weigh(changed, rubric), tally, rubric)
        if len(others) == 2 and len(set(others.values())) == 1:
            other = others[SignalValue.PASS]
            if other is not rating:
                yield f"{rating}; would be {other} if “{signal.title}” was known"
            continue
        for value, other in others.items():
            if other is not rating:
                verb = "passed" if value is SignalValue.PASS else "failed"
                yield f"{rating}; would be {other} if “{signal.title}” {verb}"
    yield from _with_more_verdicts(signals, tally, rating, rubric)


def _with_more_verdicts(signals: tuple[Signal, ...], tally: Tally, rating: Rating, rubric: Rubric) -> Iterable[str]:
    open_claims = tally.total - tally.decided
    outcomes = (("verified", (1, 0, 0)), ("unverified", (0, 1, 0)), ("refuted", (0, 0, 1)))
    for word, (verified, unverified, refuted) in outcomes:
        for count in range(1, open_claims + 1):
            more = Tally(
                tally.total,
                tally.verified + verified * count,
                tally.unverified + unverified * count,
                tally.refuted + refuted * count,
            )
            other = grade(weigh([_under(signal, more, rubric) for signal in signals], rubric), more, rubric)
            if other is not rating:
                some = f"all {open_claims}" if count == open_claims else f"{count} of the {open_claims}"
                what = "the open key claim" if open_claims == 1 else f"{some} open key claims"
                yield f"{rating}; would be {other} if {what} {'was' if count == 1 else 'were'} {word}"
                break


def _under(signal: Signal, tally: Tally, rubric: Rubric) -> Signal:
    """The two signals of verdicts as they would be under another tally of the key claims."""
    rule = rubric.signal(signal.id)
    match signal.id:
        case "claims-verified" if tally.decided >= rule.minimum:
            share = tally.verified / tally.decided
            if share >= rule.pass_at:
                return _with(signal, SignalValue.PASS)
            return _with(signal, SignalValue.FAIL if share < rule.fail_below else SignalValue.UNKNOWN)
        case "claims-not-refuted" if tally.refuted:
            return _with(signal, SignalValue.FAIL)
        case "claims-not-refuted" if tally.decided >= rule.minimum and signal.value is SignalValue.UNKNOWN:
            return _with(signal, SignalValue.PASS)
        case _:
            return signal


def _with(signal: Signal, value: SignalValue) -> Signal:
    return Signal(signal.id, value, signal.evidence, signal.framework, signal.weight, signal.style, signal.title)


def _confidence(
    document: DocumentSignals, signals: tuple[Signal, ...], weights: Weights, tally: Tally
) -> tuple[Rating, str]:
    rule = document.rubric.confidence
    known = weights.known / weights.total if weights.total else 0.0
    decided = tally.decided / tally.total if tally.total else 0.0
    incomplete = any(each and each.incomplete for each in (document.facts.summary, document.facts.talk)) or (
        document.facts.annotation.incomplete
    )
    poor = any(s.id == "transcript-quality" and s.value is SignalValue.FAIL for s in signals)
    reasons = [
        f"{known:.0%} of the signals' weight is known",
        f"{tally.decided} of {number_of(tally.total, 'key claim')} {agreeing(tally.decided, 'is', 'are')} decided",
        *(["a source could not be reached"] if incomplete else []),
        *(["the transcript is of low quality"] if poor else []),
    ]
    if known < rule.low_known or not tally.decided:
        level = Rating.LOW
    elif known >= rule.high_known and decided >= rule.high_decided and not incomplete and not poor:
        level = Rating.HIGH
    else:
        level = Rating.MEDIUM
    return level, "; ".join(reasons)


def _findings(signals: tuple[Signal, ...], rubric: Rubric) -> Iterable[Finding]:
    for signal in signals:
        code = rubric.signal(signal.id).finding
        if code and signal.value is SignalValue.FAIL:
            yield finding(code, signal.evidence)
