"""Each rule's examples, found by the compiled packs as the pipeline runs them."""

import pytest
import spacy

from obelize.extraction.cues import CueMatcher, plain_text, shipped_cues
from obelize.rulebook import Rule

NLP = spacy.blank("en")
MATCHER = CueMatcher(NLP, shipped_cues())


def rules_in(text: str) -> set[str]:
    doc = NLP.make_doc(plain_text(text))
    return {hit.rule.id for hit in MATCHER.hits(doc, text, [(0, len(text))])[0]}


@pytest.mark.parametrize("rule", shipped_cues(), ids=lambda rule: rule.id)
def test_the_matcher_agrees_with_the_examples(rule: Rule) -> None:
    assert [example for example in rule.match if rule.id not in rules_in(example)] == []
    assert [example for example in rule.skip if rule.id in rules_in(example)] == []


def test_a_hit_says_where_it_is() -> None:
    text = "Sleep loss leads to slower reactions."
    hit = next(h for h in MATCHER.hits(NLP.make_doc(text), text, [(0, len(text))])[0] if h.rule.id == "causal.verb")
    assert text[hit.start : hit.end] == "leads to"


def test_hits_are_given_to_their_own_sentence() -> None:
    text = "It may rain. Smoking causes cancer."
    hits = MATCHER.hits(NLP.make_doc(text), text, [(0, 12), (13, 35)])
    first, second = hits[0], hits[1]
    assert "hedge.may" in {hit.rule.id for hit in first}
    assert "causal.verb" in {hit.rule.id for hit in second}
    assert "causal.verb" not in {hit.rule.id for hit in first}
