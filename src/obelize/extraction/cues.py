"""The cue packs of `rules/cues`, compiled: phrases for one PhraseMatcher, patterns behind gate words."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import IDX, LENGTH
from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from obelize.errors import RuleError
from obelize.rulebook import Rule, shipped_rulebook

PACKS = ("ai", "claims", "form", "language", "modality", "quantity", "speech", "zones")
DIGIT_SIGN = "#"
OPEN_GATE = "*"
_DIGIT = re.compile(r"\d")
_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " ", "\n": " ", "\t": " ", "\r": " "})


class Hit(NamedTuple):
    """One rule's match: characters in the text that was searched, the rule's weight, and its modality, if any."""

    rule: Rule
    start: int
    end: int
    weight: float
    modality: str | None


@dataclass(frozen=True)
class Hits:
    """All rules' places in some sentences. `rows` are (sentence, start, end, rule's index), in order."""

    rules: Sequence[Rule]
    weights: Sequence[float]
    modalities: Sequence[str | None]
    rows: Sequence[tuple[int, int, int, int]]
    sentences: int

    def __getitem__(self, sentence: int) -> list[Hit]:
        first, last = self._borders[sentence], self._borders[sentence + 1]
        rules, weights, modalities = self.rules, self.weights, self.modalities
        return [
            Hit(rules[rule], start, end, weights[rule], modalities[rule])
            for _, start, end, rule in self.rows[first:last]
        ]

    @cached_property
    def weight_sums(self) -> NDArray[np.float64]:
        """For each sentence the sum of the weights of the rules that apply, each rule once."""
        pairs = {(row[0], row[3]) for row in self.rows}
        places = np.array([place for place, _ in pairs], np.intp)
        weights = [self.weights[rule] for _, rule in pairs]
        return np.bincount(places, weights, minlength=self.sentences).astype(np.float64)

    @cached_property
    def _borders(self) -> list[int]:
        places = np.array([row[0] for row in self.rows], np.intp)
        borders: list[int] = np.searchsorted(places, np.arange(self.sentences + 1)).tolist()
        return borders


def plain_text(text: str) -> str:
    """`text` with straight quotes and blanks only, character for character."""
    return text.translate(_PLAIN)


def rule_weight(rule: Rule) -> float:
    """The change in log-odds of worthiness when only rules are used."""
    weight = rule.settings.get("weight", 0.0)
    if isinstance(weight, bool) or not isinstance(weight, int | float):
        raise RuleError(f"rule {rule.id!r}: 'weight' must be a number")
    return float(weight)


def rule_modality(rule: Rule) -> str | None:
    """What the rule does to how a sentence asserts something, if that is what it is for."""
    modality = rule.settings.get("modality")
    return None if modality is None else str(modality)


def shipped_cues() -> tuple[Rule, ...]:
    """All rules of the packs that claims are found with, by id."""
    packs = shipped_rulebook().packs
    return tuple(sorted((rule for name in PACKS for rule in packs[name]), key=lambda rule: rule.id))


class CueMatcher:
    """Finds the rules' places in a `Doc` whose text went through `plain_text`.

    Phrases of all rules go through one PhraseMatcher, as do the gate words; a pattern is tried only in a sentence
    that one of its rule's gates opens. A gate with "#" is an expression in which that stands for a digit.
    """

    def __init__(self, nlp: Language, rules: Sequence[Rule]) -> None:
        self.rules = tuple(rules)
        self.weights = tuple(rule_weight(rule) for rule in rules)
        self.modalities = tuple(rule_modality(rule) for rule in rules)
        self._matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
        self._phrased: dict[int, int] = {}
        self._gated: dict[int, list[int]] = {}
        self._number_gated = [
            (re.compile(gate.replace(DIGIT_SIGN, r"\d"), re.IGNORECASE), index)
            for index, rule in enumerate(rules)
            for gate in sorted(_gate(rule))
            if DIGIT_SIGN in gate
        ]
        self._ungated = [i for i, rule in enumerate(rules) if OPEN_GATE in _gate(rule)]
        self._patterns = {i: rule.pattern for i, rule in enumerate(rules) if rule.pattern is not None}
        gates: dict[str, list[int]] = defaultdict(list)
        for index, rule in enumerate(rules):
            if rule.phrases:
                self._phrased[self._add(nlp, f"phrase:{rule.id}", rule.phrases)] = index
            for word in _gate(rule) - {OPEN_GATE}:
                if DIGIT_SIGN not in word:
                    gates[word].append(index)
        for word, gated in gates.items():
            self._gated[self._add(nlp, f"gate:{word}", (word,))] = gated

    def hits(self, doc: Doc, text: str, spans: Sequence[tuple[int, int]]) -> Hits:
        """The rules' places in the sentences whose characters in `text`, which is `doc.text`, are `spans`, ascending.

        The text is asked for because spaCy puts `doc.text` together anew, token by token.
        """
        found: list[tuple[int, int, int, int]] = []
        opened: set[tuple[int, int]] = set()
        begins = np.array([start for start, _ in spans], np.intp)
        for key, place, start, end in self._phrase_matches(doc, begins):
            if end > spans[place][1]:
                continue
            rule = self._phrased.get(key)
            if rule is not None:
                found.append((place, start, end, rule))
            else:
                opened.update((place, gated) for gated in self._gated[key])
        for place, (start, end) in enumerate(spans):
            if _DIGIT.search(text, start, end):
                opened.update((place, gated) for gate, gated in self._number_gated if gate.search(text, start, end))
        opened.update(product(range(len(spans)), self._ungated))
        for place, gated in opened:
            start, end = spans[place]
            if match := self._patterns[gated].search(text[start:end]):
                found.append((place, start + match.start(), start + match.end(), gated))
        found.sort()
        return Hits(self.rules, self.weights, self.modalities, found, len(spans))

    def _phrase_matches(self, doc: Doc, begins: NDArray[np.intp]) -> Iterable[tuple[int, int, int, int]]:
        matches = self._matcher(doc)
        if not matches or not len(begins):
            return ()
        keys, firsts, ends = zip(*matches, strict=True)
        characters = doc.to_array([IDX, LENGTH]).astype(np.intp)
        starts = characters[list(firsts), 0]
        stops = characters[np.array(ends) - 1].sum(axis=1)
        places = np.maximum(np.searchsorted(begins, starts, side="right") - 1, 0)
        return zip(keys, places.tolist(), starts.tolist(), stops.tolist(), strict=True)

    def _add(self, nlp: Language, name: str, phrases: Sequence[str]) -> int:
        self._matcher.add(name, [nlp.make_doc(plain_text(phrase)) for phrase in phrases])
        return nlp.vocab.strings[name]


def _gate(rule: Rule) -> set[str]:
    if rule.pattern is None:
        return set()
    gate = rule.settings.get("gate")
    if not isinstance(gate, list) or not gate:
        raise RuleError(f"rule {rule.id!r}: a pattern needs 'gate', the words without which it need not be tried")
    return set(gate)
