"""A document's asserting parts in portions that the pipeline works off one after the other."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from spacy.tokens import Doc

from obelize.domain.document import Document
from obelize.extraction.cues import Hits, plain_text
from obelize.extraction.model.network import SentenceScores
from obelize.extraction.stretches import Stretch, stretches

_PORTION_CHARS = 60_000
_KEY = "obelize"


@dataclass(slots=True)
class Found:
    """The rules' places and the network's scores, sentence by sentence; empty until the components have run."""

    hits: Hits = field(default_factory=lambda: Hits((), (), (), (), 0))
    scores: SentenceScores = field(default_factory=lambda: SentenceScores(*(np.zeros(0, np.float32),) * 5))


@dataclass(slots=True)
class Passage:
    """Some stretches of one document as one text, and what the components find in it.

    `offsets` are where the stretches begin in `text`; `whole` makes each stretch one sentence. For every sentence
    `spans` has its characters in `text` and `owners` its stretch; `found` is what else the components lay into it.
    """

    text: str
    stretches: list[Stretch]
    offsets: list[int]
    whole: bool
    spans: list[tuple[int, int]] = field(default_factory=list)
    owners: list[int] = field(default_factory=list)
    found: Found = field(default_factory=Found)

    def in_document(self, sentence: int) -> int:
        """What must be added to a place in `text` within `sentence` to get the place in the document."""
        owner = self.owners[sentence]
        return self.stretches[owner].start_char - self.offsets[owner]


def passages(document: Document, *, one_per_segment: bool = False) -> Iterator[Passage]:
    """The passages of `document`, each of some 60,000 characters or a little more."""
    held: list[Stretch] = []
    length = 0
    for stretch in stretches(document, one_per_segment=one_per_segment):
        held.append(stretch)
        length += stretch.end_char - stretch.start_char + 1
        if length >= _PORTION_CHARS:
            yield _passage(document, held, whole=one_per_segment)
            held, length = [], 0
    if held:
        yield _passage(document, held, whole=one_per_segment)


def passage_of(doc: Doc) -> Passage:
    """The passage that a `Doc` of the pipeline was made from."""
    passage: Passage = doc.user_data[_KEY]
    return passage


def attach(doc: Doc, passage: Passage) -> Doc:
    """`doc` with the passage that it was made from."""
    doc.user_data[_KEY] = passage
    return doc


def _passage(document: Document, held: list[Stretch], *, whole: bool) -> Passage:
    offsets = []
    length = 0
    for stretch in held:
        offsets.append(length)
        length += stretch.end_char - stretch.start_char + 1
    text = "\n".join(document.text[stretch.start_char : stretch.end_char] for stretch in held)
    return Passage(plain_text(text), held, offsets, whole)
