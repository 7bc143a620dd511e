"""The talk's sentences, searchable by what is said in them."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from obelize.appraisal.quotations.lexicon import lexicon
from obelize.appraisal.quotations.units import units_of
from obelize.appraisal.stems import stem
from obelize.domain.appraisal import Passage
from obelize.domain.claim import Claim
from obelize.domain.document import Document
from obelize.rulebook import shipped_rulebook

_NUMBER = 0.7  # a number's weight beside the rarest word's: it must not keep a changed one from its passage
_WIDEST = 3
_PENALTY = 0.93  # for each sentence that a passage is longer


@dataclass(frozen=True, slots=True)
class TalkSentence:
    """One sentence of the talk. Offsets are characters in the transcript, times seconds."""

    text: str
    start_char: int
    end_char: int
    start: float | None
    end: float | None
    speaker: str | None
    terms: frozenset[str]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Sentences [first, last) of the talk with the share of a wanted sentence's weight that they carry."""

    first: int
    last: int
    score: float


def terms_of(text: str) -> Counter[str]:
    """The stems of weight in `text`; words that stand for one another are one stem, numbers their value."""
    words, groups = lexicon(), _groups()
    keys = (key for key in units_of(text).keys if not words.is_light(key))
    return Counter(groups.get(key) or groups.get(stem(key)) or stem(key) for key in keys)


class Talk:
    """A transcript's sentences with an index over their stems. Immutable after construction."""

    def __init__(self, document: Document, claims: Iterable[Claim]) -> None:
        self.document = document
        self.sentences: Sequence[TalkSentence] = tuple(
            TalkSentence(c.text, c.start_char, c.end_char, c.start, c.end, c.speaker, frozenset(terms_of(c.text)))
            for c in claims
        )
        where: dict[str, list[int]] = defaultdict(list)
        for at, sentence in enumerate(self.sentences):
            for term in sentence.terms:
                where[term].append(at)
        self._where: Mapping[str, list[int]] = where

    @property
    def speakers(self) -> frozenset[str]:
        """All named speakers."""
        return frozenset(sentence.speaker for sentence in self.sentences if sentence.speaker)

    def weight(self, term: str) -> float:
        """How telling a term is: its inverse document frequency over sentences, 0 to 1; numbers weigh less."""
        total = max(2, len(self.sentences))
        weight = math.log(1 + total / max(1, len(self._where.get(term, ())))) / math.log(1 + total)
        return _NUMBER * weight if term[0].isdigit() else weight

    def best(self, wanted: Iterable[str], limit: int = 3) -> list[Stretch]:
        """The stretches of up to three sentences that carry most of the `wanted` terms, best first."""
        weights = {term: self.weight(term) for term in wanted}
        total = sum(weights.values())
        if not total:
            return []
        touched = {at for term in weights for at in self._where.get(term, ())}
        found = [
            Stretch(first, last, score)
            for first, last in self._windows(touched)
            if (score := self._carried(first, last, weights) / total * _PENALTY ** (last - first - 1)) > 0
        ]
        found.sort(key=lambda stretch: (-stretch.score, stretch.first, stretch.last))
        chosen: list[Stretch] = []
        for stretch in found:
            if all(stretch.last <= other.first or stretch.first >= other.last for other in chosen):
                chosen.append(stretch)
                if len(chosen) == limit:
                    break
        return chosen

    def carried_by(self, stretches: Sequence[Stretch], wanted: Iterable[str]) -> float:
        """The share, 0 to 1, of the weight of the `wanted` terms that the stretches carry together."""
        weights = {term: self.weight(term) for term in wanted}
        terms = frozenset[str]().union(*(s.terms for x in stretches for s in self.sentences[x.first : x.last]))
        total = sum(weights.values())
        return sum(weight for term, weight in weights.items() if term in terms) / total if total else 0.0

    def text(self, first: int, last: int) -> str:
        """The talk's words from sentence `first` up to and without `last`."""
        return " ".join(sentence.text for sentence in self.sentences[max(0, first) : last])

    def passage(self, stretch: Stretch) -> Passage:
        """The stretch as the domain shows it."""
        first, last = self.sentences[stretch.first], self.sentences[stretch.last - 1]
        text = self.document.text[first.start_char : last.end_char]
        score = min(1.0, stretch.score)
        return Passage(text, first.start_char, last.end_char, score, first.start, last.end, first.speaker)

    def _windows(self, touched: set[int]) -> set[tuple[int, int]]:
        count = len(self.sentences)
        return {
            (first, first + width)
            for at in touched
            for width in range(1, _WIDEST + 1)
            for first in range(max(0, at - width + 1), at + 1)
            if first + width <= count and self._same_speaker(first, first + width)
        }

    def _same_speaker(self, first: int, last: int) -> bool:
        return all(sentence.speaker == self.sentences[first].speaker for sentence in self.sentences[first:last])

    def _carried(self, first: int, last: int, weights: Mapping[str, float]) -> float:
        terms = frozenset().union(*(sentence.terms for sentence in self.sentences[first:last]))
        return sum(weight for term, weight in weights.items() if term in terms)


@cache
def _groups() -> Mapping[str, str]:
    """Each word of a synonym group, and its stem, to the group's name."""
    groups: list[str] = dict(shipped_rulebook().tables["grounding"]["synonyms"])["groups"]  # type: ignore[call-overload]
    found: dict[str, str] = {}
    for group in groups:
        words = group.split()
        for word in words:
            found.setdefault(word, f"={words[0]}")
            found.setdefault(stem(word), f"={words[0]}")
    return found
