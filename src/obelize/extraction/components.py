"""The components of the pipeline, registered with spaCy: sentences, cues, worthiness."""

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from obelize.domain.document import SegmentRole
from obelize.extraction.attributions import is_byline
from obelize.extraction.cues import CueMatcher, shipped_cues
from obelize.extraction.model.network import shipped_network
from obelize.extraction.model.tokens import tokens_of
from obelize.extraction.passages import Passage, passage_of
from obelize.extraction.sentences import sentence_spans

SENTENCES = "obelize_sentences"
CUES = "obelize_cues"
WORTHINESS = "obelize_worthiness"


@Language.component(SENTENCES)
def find_sentences(doc: Doc) -> Doc:
    """Lay the sentences into the passage: one a stretch where the passage is `whole`, else by `sentence_spans`.

    In writing a line that only says whose words stood before it is no sentence.
    """
    passage = passage_of(doc)
    for owner, (offset, stretch) in enumerate(zip(passage.offsets, passage.stretches, strict=True)):
        shift = offset - stretch.start_char
        end = offset + stretch.end_char - stretch.start_char
        if passage.whole or stretch.marked:
            passage.spans.append(_trimmed(passage, offset, end))
        else:
            joints = [joint + shift for joint in stretch.joints]
            pauses = [pause + shift for pause in stretch.pauses]
            spoken = stretch.segment.role is SegmentRole.SPEECH
            for first, last in sentence_spans(passage.text, offset, end, joints, pauses, spoken=spoken):
                if spoken or not is_byline(passage.text[first:last]):
                    passage.spans.append((first, last))
        passage.owners.extend([owner] * (len(passage.spans) - len(passage.owners)))
    return doc


@Language.factory(CUES)
class CueFinder:
    """Lays the rules' places into the passage."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name
        self._matcher = CueMatcher(nlp, shipped_cues())

    def __call__(self, doc: Doc) -> Doc:
        """The same `doc`, its passage with hits."""
        passage = passage_of(doc)
        passage.found.hits = self._matcher.hits(doc, passage.text, passage.spans)
        return doc


@Language.factory(WORTHINESS)
class SentenceScorer:
    """Lays the network's scores into the passage."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name
        self.vocab = nlp.vocab
        self._network = shipped_network()

    def __call__(self, doc: Doc) -> Doc:
        """The same `doc`, its passage with scores."""
        passage = passage_of(doc)
        tokens = tokens_of(doc)
        begins = np.array([start for start, _ in passage.spans], np.intp)
        passage.found.scores = self._network.scores(tokens, np.searchsorted(tokens.chars, begins))
        return doc


def _trimmed(passage: Passage, start: int, end: int) -> tuple[int, int]:
    text = passage.text[start:end]
    first = start + len(text) - len(text.lstrip())
    return first, max(first, start + len(text.rstrip()))
