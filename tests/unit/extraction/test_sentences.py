"""Sentences end where they end, and unpunctuated speech is cut where a speaker would breathe."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from obelize.extraction.sentences import sentence_spans


def split(text: str, joints: tuple[int, ...] = (), pauses: tuple[int, ...] = ()) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text, 0, len(text), joints, pauses)]


@pytest.mark.parametrize(
    "text",
    [
        "Kaplan et al. (2020) measured it.",
        "As Fig. 3 shows, loss falls.",
        "The paper (2019) was early.",
        "It grew by 3.5 percent.",
        "J. R. Smith wrote it.",
        "The U.S. Senate voted.",
        "See e.g. the appendix.",
        'He said "Why?" and left.',
        "It cost approx. 20 dollars.",
    ],
)
def test_these_are_one_sentence(text: str) -> None:
    assert split(text) == [text]


@pytest.mark.parametrize(
    "sentences",
    [
        ["It fell.", "Then it rose."],
        ["Is it true?", "Nobody knows!", "We do."],
        ["They moved to the U.S.", "The firm stayed."],
        ['He said "no."', '"Yes," she said.'],
        ["It was over…", "Or so we thought."],
        ["It has vitamin C.", "The dose is low."],
    ],
)
def test_these_are_several(sentences: list[str]) -> None:
    assert split(" ".join(sentences)) == sentences


def test_unpunctuated_speech_is_cut_at_a_pause() -> None:
    words = "the model was trained on code for many months and the results were published in the spring of that year"
    tail = "the second version came out after that and it was smaller and cheaper to run than the first one had been"
    text = f"{words} {tail}"
    assert split(text, joints=(len(words) + 1,), pauses=(len(words) + 1,)) == [words, tail]


def test_unpunctuated_speech_without_pauses_is_cut_at_a_connective_and_never_too_long() -> None:
    text = " ".join(["word"] * 20 + ["because"] + ["word"] * 100)
    pieces = split(text)
    assert pieces[1].startswith("because")
    assert max(len(piece.split()) for piece in pieces) <= 28


@given(st.text(alphabet=st.sampled_from("ab.?! \n\"'(A1…"), max_size=200))
def test_every_word_is_in_exactly_one_sentence(text: str) -> None:
    spans = list(sentence_spans(text, 0, len(text), (), ()))
    assert " ".join(text[a:b] for a, b in spans).split() == text.split()
    assert all(a < b for a, b in spans)
    assert all(one[1] <= two[0] for one, two in pairwise(spans))
