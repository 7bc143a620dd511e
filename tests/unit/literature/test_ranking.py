from collections import Counter

import pytest

from obelize.domain.literature import Work
from obelize.literature.library import Library
from obelize.literature.library.resemblance import with_resemblance


def said(text: str) -> Counter[str]:
    return Counter(text.split())


def test_of_two_equal_works_the_one_like_the_best_comes_first() -> None:
    works = [said("sleep memory rats hippocampus replay"), said("sleep traffic"), said("sleep hippocampus replay")]
    best, other, alike = with_resemblance([0.8, 0.3, 0.3], works)
    assert best == pytest.approx(0.8, abs=1e-3)
    assert best > alike > other


def test_resemblance_stays_on_the_scale_of_the_scores() -> None:
    works = [said("a b c"), said("a b c"), said("d e")]
    scores = with_resemblance([0.9, 0.2, 0.0], works)
    assert all(0 <= score <= 0.9 + 1e-9 for score in scores)


@pytest.mark.parametrize("scores", [[], [0.0], [0.0, 0.0]])
def test_where_nothing_is_found_nothing_is_a_model(scores: list[float]) -> None:
    assert with_resemblance(scores, [said("a")] * len(scores)) == scores


def test_the_only_work_keeps_its_score() -> None:
    assert with_resemblance([0.4], [said("a b b")]) == [pytest.approx(0.4)]


def test_works_without_words_resemble_nothing() -> None:
    assert with_resemblance([0.5, 0.0], [said("a b"), said("")])[1] == 0.0


def test_a_work_in_other_words_is_found_through_the_best_one() -> None:
    library = Library.in_memory(
        [
            Work("best", "Sleep deprivation impairs recall", "t", abstract="Hippocampus replay consolidates traces."),
            Work("alike", "Recall and hippocampus replay", "t", abstract="Replay consolidates traces."),
            Work("other", "Recall of defective cars", "t", abstract="Brakes and airbags fail."),
        ],
        "library",
    )
    assert [hit.work.id for hit in library.search("sleep deprivation impairs recall")] == ["best", "alike", "other"]
