"""The rating of a document under review, and what would move it."""

from collections.abc import Mapping

from obelize.appraisal.rating import rate
from obelize.appraisal.signals import DocumentSignals, document_signals, shipped_rubric
from obelize.domain.annotation import ItemState
from obelize.domain.credibility import Assessment
from obelize.store import DocumentEntry, Repository
from obelize.workflow.review_desk.what_if import Outlook, outlook

MOST_ITEMS = 4_000  # of a document whose rating is tried out unasked: about a second of work
_MOST_TRIES = 160
_MOST_WORK = 200_000  # tries times claims


class Outlooks:
    """What-ifs for documents of the store. What doesn't depend on verdicts is computed once a document."""

    def __init__(self, repository: Repository, pairs: Mapping[str, str]) -> None:
        self._repository = repository
        self._pairs = pairs
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
        pair = self._pairs.get(document_id)
        return document_signals(annotation, self._repository.annotation(pair) if pair else None, shipped_rubric(), None)


def pairs_of(documents: Mapping[str, DocumentEntry]) -> dict[str, str]:
    """Which documents belong together: a summary's transcript, and a transcript's first summary."""
    pairs: dict[str, str] = {}
    for entry in documents.values():
        if entry.transcript_id in documents:
            pairs[entry.id] = str(entry.transcript_id)
            pairs.setdefault(str(entry.transcript_id), entry.id)
    return pairs
