"""Computes every signal of the rubric: those of the document once, those of the verdicts on every change."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from obelize.appraisal.signals import literature, provenance, sourcing, style, verdicts
from obelize.appraisal.signals.facts import Facts, Lists, gather_facts
from obelize.appraisal.signals.reading import Case, Reading, States, unknown
from obelize.appraisal.signals.rubric import Rubric, SignalRule
from obelize.domain.annotation import Annotation
from obelize.domain.credibility import Signal
from obelize.errors import RuleError

DocumentSignal = Callable[[Case], Reading]
VerdictSignal = Callable[[Case, States], Reading]

DOCUMENT_SIGNALS: Mapping[str, DocumentSignal] = {
    "not-retracted": literature.not_retracted,
    "citation-specificity": sourcing.citation_specificity,
    "reviewed-works": literature.reviewed_works,
    "venue-in-doaj": literature.venue_in_doaj,
    "evidence-level": literature.evidence_level,
    "population-match": literature.population_match,
    "causal-language": literature.causal_language,
    "summary-grounded": verdicts.summary_grounded,
    "claims-attributed": sourcing.claims_attributed,
    "anonymous-attribution": sourcing.anonymous_attribution,
    "sample-size": sourcing.sample_size,
    "counter-view": sourcing.counter_view,
    "corrections": sourcing.corrections,
    "named-author": provenance.named_author,
    "credentials": provenance.credentials,
    "topic-match": provenance.topic_match,
    "dated": provenance.dated,
    "first-hand": provenance.first_hand,
    "sponsor-labelled": provenance.sponsor_labelled,
    "no-conflict": provenance.no_conflict,
    "outlet-list": provenance.outlet_list,
    "hedges-and-boosters": style.hedges_and_boosters,
    "emotive-rate": style.emotive_rate,
    "title-restrained": style.title_restrained,
    "transcript-quality": style.transcript_quality,
}

VERDICT_SIGNALS: Mapping[str, VerdictSignal] = {
    "claims-verified": verdicts.claims_verified,
    "claims-not-refuted": verdicts.claims_not_refuted,
    "quotations-faithful": verdicts.quotations_faithful,
    "numbers-agree": verdicts.numbers_agree,
    "citations-resolve": verdicts.citations_resolve,
    "metadata-match": verdicts.metadata_match,
    "independent-support": literature.independent_support,
}


@dataclass(frozen=True, slots=True)
class DocumentSignals:
    """All that can be computed without a verdict, kept so that a what-if costs only the rest."""

    facts: Facts
    rubric: Rubric
    signals: Mapping[str, Signal]


def document_signals(
    annotation: Annotation, paired: Annotation | None, rubric: Rubric, lists: Lists | None = None
) -> DocumentSignals:
    """The signals of the document and its pair that no verdict changes."""
    if strange := [r.id for r in rubric.signals if r.id not in DOCUMENT_SIGNALS and r.id not in VERDICT_SIGNALS]:
        raise RuleError(f"credibility.toml: this program does not compute the signal {strange[0]!r}")
    facts = gather_facts(annotation, paired, rubric.rating, lists or Lists())
    rules = [rule for rule in rubric.signals if rule.id in DOCUMENT_SIGNALS]
    signals = {
        rule.id: _signal(rule, _foreign(rule, facts) or DOCUMENT_SIGNALS[rule.id](Case(facts, rule, rubric)))
        for rule in rules
    }
    return DocumentSignals(facts, rubric, signals)


def verdict_signals(document: DocumentSignals, states: States) -> tuple[Signal, ...]:
    """Every signal in the order of the rubric, with `states` taken into account."""
    return tuple(
        document.signals[rule.id]
        if rule.id in document.signals
        else _signal(
            rule,
            _foreign(rule, document.facts)
            or VERDICT_SIGNALS[rule.id](Case(document.facts, rule, document.rubric), states),
        )
        for rule in document.rubric.signals
    )


def _foreign(rule: SignalRule, facts: Facts) -> Reading | None:
    """Unknown for a signal that goes by English words where the text is not English; None for every other."""
    return unknown("the text is not in English, which this goes by") if rule.english and not facts.english else None


def _signal(rule: SignalRule, reading: Reading) -> Signal:
    return Signal(rule.id, reading.value, reading.evidence, rule.framework, rule.weight, rule.style, rule.title)
