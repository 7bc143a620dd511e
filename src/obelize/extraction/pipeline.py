"""The pipeline: components registered with spaCy over a blank English tokenizer, and what runs it on a document."""

import math
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from obelize.domain.claim import Claim, Cue, Extraction
from obelize.domain.document import Document
from obelize.domain.timing import segment_at, time_at
from obelize.extraction.anchors import anchor_at, item_id
from obelize.extraction.citations import find_citations
from obelize.extraction.cues import CueMatcher, Hit, plain_text, rule_kind, rule_weight, shipped_cues
from obelize.extraction.quotations import find_quotations
from obelize.extraction.sentences import sentence_spans
from obelize.extraction.stretches import Stretch, stretches

_BASE = -2.2
_THRESHOLD = 0.3


@dataclass(slots=True)
class Passage:
    """One stretch on its way through the pipeline. Offsets are characters in the stretch."""

    stretch: Stretch
    whole: bool
    spans: list[tuple[int, int]]
    hits: list[list[Hit]]


@Language.component("obelize_sentences")
def find_sentences(doc: Doc) -> Doc:
    """Lay the sentence spans of the passage into it."""
    passage: Passage = doc.user_data["passage"]
    stretch = passage.stretch
    shift = stretch.start_char
    if passage.whole:
        text = doc.text
        first = len(text) - len(text.lstrip())
        passage.spans = [(first, len(text.rstrip()))] if text.strip() else [(0, 0)]
    else:
        joints = [joint - shift for joint in stretch.joints]
        pauses = [pause - shift for pause in stretch.pauses]
        passage.spans = list(sentence_spans(doc.text, 0, len(doc.text), joints, pauses))
    return doc


@Language.factory("obelize_cues")
class CueFinder:
    """Lays the rules' hits into the passage."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name
        self._matcher = CueMatcher(nlp, shipped_cues())

    def __call__(self, doc: Doc) -> Doc:
        """The same `Doc`, its passage with hits."""
        passage: Passage = doc.user_data["passage"]
        idx = [token.idx for token in doc]
        starts = [bisect_left(idx, start) for start, _ in passage.spans]
        passage.hits = self._matcher.hits(doc, starts, passage.spans)
        return doc


class Extractor:
    """Extracts from documents. Holds a spaCy pipeline; make one per process."""

    def __init__(self) -> None:
        self._nlp = spacy.blank("en")
        self._nlp.add_pipe("obelize_sentences")
        self._nlp.add_pipe("obelize_cues")

    def extract(self, document: Document, *, one_per_segment: bool = False) -> Extraction:
        """Everything in `document`. With `one_per_segment` each segment is taken as one sentence."""
        claims = tuple(self.claims(document, one_per_segment=one_per_segment))
        return Extraction(claims, find_quotations(document), find_citations(document))

    def claims(self, document: Document, *, one_per_segment: bool = False) -> Iterator[Claim]:
        """Every sentence of `document` that may assert something, scored, in order."""
        for stretch in stretches(document, one_per_segment=one_per_segment):
            text = plain_text(document.text[stretch.start_char : stretch.end_char])
            doc = self._nlp.make_doc(text)
            passage = Passage(stretch, one_per_segment, [], [])
            doc.user_data["passage"] = passage
            self._nlp(doc)
            for span, hits in zip(passage.spans, passage.hits, strict=True):
                yield _claim(document, stretch, span, hits)


def _claim(document: Document, stretch: Stretch, span: tuple[int, int], hits: list[Hit]) -> Claim:
    shift = stretch.start_char
    start_char, end_char = span[0] + shift, span[1] + shift
    start = time_at(document, start_char)
    end = None if start is None else _end_time(document, end_char)
    anchor = anchor_at(document, start_char, end_char, start)
    log_odds = _BASE + sum(rule_weight(rule) for rule in {hit.rule.id: hit.rule for hit in hits}.values())
    worthiness = 1 / (1 + math.exp(-log_odds))
    return Claim(
        id=item_id(document.id, anchor),
        document_id=document.id,
        text=" ".join(document.text[start_char:end_char].split()),
        start_char=start_char,
        end_char=end_char,
        anchor=anchor,
        worthiness=round(worthiness, 4),
        check_worthy=worthiness >= _THRESHOLD,
        kind=next((kind for hit in hits if (kind := rule_kind(hit.rule))), None),
        cues=tuple(
            Cue(hit.rule.id, document.text[begin:stop], begin, stop, rule_weight(hit.rule))
            for hit in hits
            for begin, stop in [(hit.start + shift, hit.end + shift)]
        ),
        start=start,
        end=end,
        speaker=stretch.segment.speaker,
        scope=stretch.segment.scope,
    )


def _end_time(document: Document, end_char: int) -> float | None:
    segment = segment_at(document, end_char - 1)
    return segment.end if segment and segment.end_char == end_char else time_at(document, end_char)


@cache
def _shared() -> Extractor:
    return Extractor()


def extract(document: Document, *, one_per_segment: bool = False) -> Extraction:
    """Everything in `document`, by an extractor shared within the process."""
    return _shared().extract(document, one_per_segment=one_per_segment)
