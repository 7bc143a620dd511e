"""The cue packs of `rules/cues`, compiled: phrases for one PhraseMatcher, patterns behind gate words."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from obelize.domain.claim import ClaimKind
from obelize.errors import RuleError
from obelize.rulebook import Rule, shipped_rulebook

PACKS = ("ai", "claims", "modality", "quantity", "speech", "zones")
NUMBER_GATE = "#"
_DIGIT = re.compile(r"\d")
_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " ", "\n": " ", "\t": " ", "\r": " "})


@dataclass(frozen=True, slots=True)
class Hit:
    """One rule's match: characters in the text that was searched."""

    rule: Rule
    start: int
    end: int


def plain_text(text: str) -> str:
    """`text` with straight quotes and blanks only, character for character."""
    return text.translate(_PLAIN)


def rule_kind(rule: Rule) -> ClaimKind | None:
    """The kind that a rule gives a claim."""
    kind = rule.settings.get("kind")
    return ClaimKind(str(kind)) if kind else None


def rule_weight(rule: Rule) -> float:
    """The change in log-odds of worthiness when only rules are used."""
    weight = rule.settings.get("weight", 0.0)
    if isinstance(weight, bool) or not isinstance(weight, int | float):
        raise RuleError(f"rule {rule.id!r}: 'weight' must be a number")
    return float(weight)


def shipped_cues() -> tuple[Rule, ...]:
    """All rules of the packs that claims are found with, by id."""
    packs = shipped_rulebook().packs
    return tuple(sorted((rule for name in PACKS for rule in packs[name]), key=lambda rule: rule.id))


class CueMatcher:
    """Finds the rules' places in a `Doc` whose text went through `plain_text`.

    Phrases of all rules go through one PhraseMatcher, as do the gate words; a pattern is tried only in a sentence
    that holds one of its rule's gate words.
    """

    def __init__(self, nlp: Language, rules: Sequence[Rule]) -> None:
        self._matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
        self._phrased: dict[int, Rule] = {}
        self._gated: dict[int, list[Rule]] = {}
        self._number_gated = [rule for rule in rules if NUMBER_GATE in _gate(rule)]
        gates: dict[str, list[Rule]] = defaultdict(list)
        for rule in rules:
            if rule.phrases:
                self._phrased[self._add(nlp, f"phrase:{rule.id}", rule.phrases)] = rule
            for word in _gate(rule) - {NUMBER_GATE}:
                gates[word].append(rule)
        for word, gated in gates.items():
            self._gated[self._add(nlp, f"gate:{word}", (word,))] = gated

    def hits(self, doc: Doc, starts: Sequence[int], spans: Sequence[tuple[int, int]]) -> list[list[Hit]]:
        """The rules' places, sentence by sentence, in order of appearance.

        `starts` are the sentences' first tokens, `spans` their characters in `doc.text`.
        """
        text = doc.text
        found: list[list[Hit]] = [[] for _ in spans]
        opened: list[dict[str, Rule]] = [{} for _ in spans]
        for key, first, end in self._matcher(doc):
            place = bisect_right(starts, first) - 1
            if place < 0:
                continue
            if rule := self._phrased.get(key):
                start_char = doc[first].idx
                last = doc[end - 1]
                end_char = last.idx + len(last)
                if end_char <= spans[place][1]:
                    found[place].append(Hit(rule, start_char, end_char))
            else:
                opened[place].update((rule.id, rule) for rule in self._gated[key])
        for place, (start_char, end_char) in enumerate(spans):
            rules = opened[place]
            if self._number_gated and _DIGIT.search(text, start_char, end_char):
                rules.update((rule.id, rule) for rule in self._number_gated)
            if rules:
                sentence = text[start_char:end_char]
                for rule in rules.values():
                    if rule.pattern is not None and (match := rule.pattern.search(sentence)):
                        found[place].append(Hit(rule, start_char + match.start(), start_char + match.end()))
            found[place].sort(key=_order)
        return found

    def _add(self, nlp: Language, name: str, phrases: Sequence[str]) -> int:
        self._matcher.add(name, [nlp.make_doc(plain_text(phrase)) for phrase in phrases])
        return nlp.vocab.strings[name]


def _order(hit: Hit) -> tuple[int, int, str]:
    return hit.start, hit.end, hit.rule.id


def _gate(rule: Rule) -> set[str]:
    if rule.pattern is None:
        return set()
    gate = rule.settings.get("gate")
    if not isinstance(gate, list) or not gate:
        raise RuleError(f"rule {rule.id!r}: a pattern needs 'gate', the words without which it need not be tried")
    return set(gate)
