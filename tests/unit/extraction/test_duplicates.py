"""Near-identical claims are grouped; a changed number or a negation keeps them apart."""

from itertools import product

import pytest

from obelize.domain.claim import Anchor, Claim
from obelize.extraction import group_duplicates


def claim(key: str, text: str) -> Claim:
    return Claim(key, "d", text, 0, len(text), Anchor(text), 0.9, True)


def test_the_same_assertion_with_fillers_is_one_group() -> None:
    one = claim("a", "GPT-4 was released in March 2023 by OpenAI.")
    two = claim("b", "So, you know, GPT-4 was released in March 2023 by OpenAI")
    assert group_duplicates([one, two]) == {"a": "a", "b": "a"}


def test_another_number_or_a_negation_is_another_claim() -> None:
    claims = [
        claim("a", "The model has 70 billion parameters in total."),
        claim("b", "The model has 71 billion parameters in total."),
        claim("c", "The model does not have 70 billion parameters in total."),
    ]
    assert group_duplicates(claims) == {}


def test_a_claim_is_compared_only_with_claims_that_share_a_rare_word(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = 0

    def counting_ratio(one: str, two: str, *, score_cutoff: float) -> float:
        nonlocal compared
        compared += 1
        return 0.0

    monkeypatch.setattr("rapidfuzz.fuzz.ratio", counting_ratio)
    words = ["".join(letters) for letters in product("abcdefghij", repeat=3)]
    claims = [claim(w, f"the station {w} holds crate {words[i // 3]}x for others") for i, w in enumerate(words)]
    group_duplicates(claims)
    assert 0 < compared <= 4 * 50 * len(claims) < len(claims) ** 2 / 2
