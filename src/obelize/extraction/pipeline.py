"""What runs the pipeline on a document: a blank English tokenizer and the registered components."""

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from itertools import chain

import numpy as np
import spacy
from numpy.typing import NDArray

from obelize.domain.claim import Citation, Claim, Extraction
from obelize.domain.document import Document, SegmentRole
from obelize.extraction import components
from obelize.extraction.anchors import with_distinct_ids
from obelize.extraction.assembly import claims_of
from obelize.extraction.citations import find_citations, without_references
from obelize.extraction.duplicates import group_duplicates
from obelize.extraction.model.judgement import REACH, shipped_judgement
from obelize.extraction.neighbours import LOOK_BACK
from obelize.extraction.passages import Passage, attach, passages
from obelize.extraction.quotations import find_quotations
from obelize.extraction.tokenization import CachedTokenizer
from obelize.extraction.trained import TrainedModel
from obelize.extraction.zones import zones_in


class Extractor:
    """Extracts from documents. Holds a spaCy pipeline, so make one per process; it keeps nothing of a document.

    `rules_only` leaves the trained network out of the judgement. `spacy_model` names a trained spaCy model whose
    names become cues of check-worthy claims; `SettingsError` where it can't be loaded.
    """

    def __init__(self, *, rules_only: bool = False, spacy_model: str = "") -> None:
        self._nlp = spacy.blank("en")
        self._nlp.tokenizer = CachedTokenizer(self._nlp)
        for name in (components.SENTENCES, components.CUES, components.WORTHINESS):
            self._nlp.add_pipe(name)
        self._judgement = shipped_judgement()
        self._rules_only = rules_only
        self._trained = TrainedModel(spacy_model) if spacy_model else None

    def extract(self, document: Document, *, one_per_segment: bool = False) -> Extraction:
        """Everything in `document`. With `one_per_segment` each segment is taken as one sentence."""
        with _collector_paused():
            citations = tuple(with_distinct_ids(find_citations(document)))
            claims = tuple(self._claims(document, lambda _: citations, one_per_segment=one_per_segment))
            groups = group_duplicates(claim for claim in claims if claim.check_worthy)
            grouped = tuple(replace(c, duplicates=groups[c.id]) if c.id in groups else c for c in claims)
            quotations = tuple(with_distinct_ids(find_quotations(document)))
            return Extraction(grouped, quotations, citations, zones_in(document, grouped))

    def claims(self, document: Document, *, one_per_segment: bool = False) -> Iterator[Claim]:
        """Every sentence of `document` that may assert something, scored, in order; duplicates are not marked.

        Works in portions: of what was passed on only the ids are held.
        """
        return self._claims(document, find_citations, one_per_segment=one_per_segment)

    def _claims(
        self, document: Document, cited_in: Callable[[Document], Sequence[Citation]], *, one_per_segment: bool
    ) -> Iterator[Claim]:
        claims = self._scored(document, one_per_segment=one_per_segment)
        if any(segment.role is not SegmentRole.SPEECH for segment in document.segments):  # nobody speaks in references
            claims = without_references(claims, cited_in(document))
        return with_distinct_ids(claims)

    def _scored(self, document: Document, *, one_per_segment: bool) -> Iterator[Claim]:
        analysed = self._analysed(document, one_per_segment=one_per_segment)
        before, said = np.zeros(0), list[str]()
        here = next(analysed, None)
        for following in chain(analysed, [None]):
            if here is None:
                return
            talk = _talk(here)
            judged = self._judgement.judge(
                here.found.scores,
                here.found.hits.weight_sums,
                before,
                _talk(following)[:REACH] if following else np.zeros(0),
                rules_only=self._rules_only,
            )
            for claim in claims_of(document, here, judged, said):
                said = [*said[1 - LOOK_BACK :], claim.text]
                if self._trained is not None and claim.check_worthy:
                    yield replace(claim, cues=(*claim.cues, *self._trained.entity_cues(claim)))
                else:
                    yield claim
            before = np.concatenate([before, talk])[-REACH:]
            here = following

    def _analysed(self, document: Document, *, one_per_segment: bool) -> Iterator[Passage]:
        for passage in passages(document, one_per_segment=one_per_segment):
            self._nlp(attach(self._nlp.make_doc(passage.text), passage))
            yield passage


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Without the search for cycles: values that stay and hold none are made by the hundred thousand.

    Each would bring the collector nearer to going through the whole document again.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@cache
def _shared() -> Extractor:
    return Extractor()


def extract(document: Document, *, one_per_segment: bool = False) -> Extraction:
    """Everything in `document`, by an extractor shared within the process."""
    return _shared().extract(document, one_per_segment=one_per_segment)


def _talk(passage: Passage) -> NDArray[np.float64]:
    return passage.found.scores.talk.astype(np.float64)
