"""Modality has a scope: terminators end it, pseudo cues cancel it, content must stand in it."""

import pytest
import spacy

from obelize.domain.claim import Modality
from obelize.extraction.cues import CueMatcher, plain_text, shipped_cues
from obelize.extraction.modality import ScopedCue, modalities, scoped_cues

NLP = spacy.blank("en")
MATCHER = CueMatcher(NLP, shipped_cues())


def cues_in(text: str) -> tuple[ScopedCue, ...]:
    plain = plain_text(text)
    hits = MATCHER.hits(NLP.make_doc(plain), plain, [(0, len(plain))])
    return scoped_cues(plain, len(plain), hits[0])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sleep may lower the risk of stroke.", {Modality.HEDGED}),
        ("The model doesn’t use attention.", {Modality.NEGATED}),
        ("It is not only faster, it is cheaper.", set()),
        ("According to the agency, prices fell.", {Modality.REPORTED}),
        ("If you fast, ketones rise.", {Modality.CONDITIONAL}),
        ("Obviously the earth is round.", {Modality.BOOSTED}),
        ("All swans are white.", {Modality.OVERGENERAL}),
        ("Almost all swans are white.", set()),
        ("The earth is round.", set()),
    ],
)
def test_the_modality_of(text: str, expected: set[Modality]) -> None:
    assert set(modalities(cues_in(text))) == expected


def test_a_terminator_ends_the_scope() -> None:
    text = "It may fail but the first engine worked in 1903."
    hedge = next(cue for cue in cues_in(text) if cue.modality is Modality.HEDGED)
    assert text[hedge.scope_start : hedge.scope_end].strip() == "fail"


def test_a_short_reach_ends_the_scope() -> None:
    text = "About 40 percent of all the patients in the long trial of the drug got better."
    hedge = next(cue for cue in cues_in(text) if cue.hit.rule.id == "hedge.quantity")
    assert text[hedge.scope_start : hedge.scope_end].strip() == "40 percent of all the"


def test_a_cue_that_governs_nothing_sets_nothing() -> None:
    assert cues_in("Well, maybe.") == ()
