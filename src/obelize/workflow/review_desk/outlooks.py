"""The rating of a document under review, and what would move it."""

from collections.abc import Mapping

from obelize.appraisal.rating import rate
from obelize.appraisal.signals import DocumentSignals, document_signals, shipped_rubric
from obelize.domain.annotation import ItemState
from obelize.domain.credibility import Assessment
from obelize.store import Repository
from obelize.workflow.review_desk.what_if import Outlook, outlook

_MOST_TRIES = 160
_MOST_WORK = 200_000  # tries times claims: what can be rated while a reviewer reads one item


class Outlooks:
    """What-ifs for documents of the store. What doesn't depend on verdicts is computed once a document."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        self._signals: dict[str, DocumentSignals] = {}

    def of(self, document_id: str, states: Mapping[str, ItemState]) -> Outlook:
        """The outlook of one document. `states` are those of the document's items and of its pair's."""
        signals = self._signals.get(document_id)
        if signals is None:
            signals = self._signals[document_id] = self._compute(document_id)

        def rated(changed: Mapping[str, ItemState]) -> Assessment:
            return rate(signals, changed)

        checked = [quotation.id for quotation, _ in signals.facts.quotations]
        tries = max(2, min(_MOST_TRIES, _MOST_WORK // max(1, len(signals.facts.all_claims))))
        return outlook(rated, states, checked, tries)

    def _compute(self, document_id: str) -> DocumentSignals:
        annotation = self._repository.annotation(document_id)
        paired_id = paired_with(self._repository, document_id)
        paired = self._repository.annotation(paired_id) if paired_id else None
        return document_signals(annotation, paired, shipped_rubric(), None)


def paired_with(repository: Repository, document_id: str) -> str | None:
    """The transcript that a summary belongs to, or the first summary of a transcript."""
    entries = {entry.id: entry for entry in repository.documents()}
    if own := entries[document_id].transcript_id:
        return own if own in entries else None
    return next((entry.id for entry in entries.values() if entry.transcript_id == document_id), None)
