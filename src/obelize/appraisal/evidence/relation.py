"""Whether a sentence seems to support or contradict a claim: suggested only where both say plainly which way it goes.

A sentence is compared only if it speaks of most that the claim speaks of. The same direction suggests support, the
opposite one or a claim's bare denial contradiction. Where either goes both ways, speaks of something's absence, or
their numbers differ, nothing is suggested.
"""

import re
from dataclasses import dataclass

from obelize.appraisal.evidence.rules import EvidenceRules, evidence_rules
from obelize.appraisal.numbers.comparison import number_mismatches
from obelize.appraisal.stems import stem
from obelize.domain.appraisal import Relation
from obelize.domain.titles import fold

_WORD = re.compile(r"[^\W_]+")
# Shares of the claim's content words, set on labelled claims so that four suggestions of five are right.
_RISING_SHARE = 0.6
_FALLING_SHARE = 0.7
_OPPOSED_SHARE = 0.7
_LEAST_SHARED = 3


@dataclass(frozen=True, slots=True)
class Comparison:
    """A claim against one sentence: the words they share, the share of the claim's words that is, the suggestion."""

    sentence: str
    shared: tuple[str, ...]
    share: float
    relation: Relation | None


def compare(claim: str, sentence: str) -> Comparison:
    """The claim's content words that the sentence has, and what the two suggest together."""
    rules = evidence_rules()
    said = {stem(word) for word in _WORD.findall(fold(sentence))}
    words = content_words(claim)
    shared = tuple(word for word in words if stem(word) in said)
    share = len(shared) / len(words) if words else 0.0
    relation = _relation(claim, sentence, share, rules) if len(shared) >= _LEAST_SHARED else None
    return Comparison(sentence, shared, share, relation)


def content_words(text: str) -> tuple[str, ...]:
    """The folded words that say what a text is about: no function words, directions or negations. In order, once."""
    rules = evidence_rules()
    words = dict.fromkeys(_WORD.findall(fold(text)))
    return tuple(
        word
        for word in words
        if word not in rules.common
        and not any(rule.fullmatch(word) for rule in (rules.up, rules.down, rules.negations, rules.absences))
    )


def _relation(claim: str, sentence: str, share: float, rules: EvidenceRules) -> Relation | None:
    one, other = _bearing(claim, rules), _bearing(sentence, rules)
    if one is None or other is None or other.negated or number_mismatches(claim, sentence, ""):
        return None
    if one.negated:
        opposed = bool(one.direction) and one.direction == -other.direction
        return Relation.CONTRADICTS if share >= _OPPOSED_SHARE and not opposed else None
    if not one.direction or not other.direction:
        return None
    if one.direction == other.direction:
        return Relation.SUPPORTS if share >= (_RISING_SHARE if one.direction > 0 else _FALLING_SHARE) else None
    return Relation.CONTRADICTS if share >= _OPPOSED_SHARE else None


@dataclass(frozen=True, slots=True)
class _Bearing:
    """`direction` is 1 where something goes up, -1 down, 0 where no word says."""

    direction: int
    negated: bool


def _bearing(text: str, rules: EvidenceRules) -> _Bearing | None:
    """None where the text asserts nothing, goes both ways, or speaks of something's absence: no words could tell."""
    up, down = rules.up.search(text), rules.down.search(text)
    if (up and down) or rules.absences.search(text) or rules.unasserted.search(text):
        return None
    return _Bearing(1 if up else -1 if down else 0, rules.negations.search(text) is not None)
