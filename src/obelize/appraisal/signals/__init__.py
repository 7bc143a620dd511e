"""Credibility signals: what `rules/credibility.toml` defines, computed from one annotated document."""

from obelize.appraisal.signals.compute import DocumentSignals, document_signals, verdict_signals
from obelize.appraisal.signals.facts import Facts, Lists, gather_facts
from obelize.appraisal.signals.rubric import Rubric, SignalRule, shipped_rubric

__all__ = [
    "DocumentSignals",
    "Facts",
    "Lists",
    "Rubric",
    "SignalRule",
    "document_signals",
    "gather_facts",
    "shipped_rubric",
    "verdict_signals",
]
