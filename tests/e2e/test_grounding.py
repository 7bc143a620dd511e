"""Grounding on the labelled talks, through readers, extraction and appraisal."""

from pathlib import Path

import pytest
from benchmarks.grounding import figures, judged

FIXTURES = Path(__file__).parents[2] / "fixtures" / "grounding"


@pytest.mark.parametrize("name", ["bread", "chips", "glaciers", "memory", "rivers", "schools"])
def test_most_sentences_of_each_talk_are_judged_as_labelled(name: str) -> None:
    measured = figures(judged(FIXTURES, name, show=False))
    assert measured["accuracy"] >= 0.8  # type: ignore[operator]
    assert measured["first_passage_right"] >= 0.95  # type: ignore[operator]
