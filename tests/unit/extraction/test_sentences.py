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
        ["It costs $799 in the U.S., £799 in the U.K.", "Compared to last year it is cheap."],
    ],
)
def test_these_are_several(sentences: list[str]) -> None:
    assert split(" ".join(sentences)) == sentences


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[MUSIC] Prices rose by half.", ["Prices rose by half."]),
        ("[upbeat music] (applause) ♪♪ Prices rose.", ["Prices rose."]),
        ("[Laughter]", []),
        ("[The pump] broke.", ["[The pump] broke."]),
        ("(Prices rose.)", ["(Prices rose.)"]),
    ],
)
def test_sounds_in_brackets_are_not_said(text: str, said: list[str]) -> None:
    assert split(text) == said


def test_sounds_in_brackets_are_kept_in_writing() -> None:
    text = "[Music] is one of the tags."
    assert list(sentence_spans(text, 0, len(text), (), (), spoken=False)) == [(0, len(text))]


def test_unpunctuated_speech_is_cut_at_a_pause() -> None:
    words = "the model was trained on code for many months and the results were published in the spring of that year"
    tail = "the second version came out after that and it was smaller and cheaper to run than the first one had been"
    text = f"{words} {tail}"
    assert split(text, joints=(len(words) + 1,), pauses=(len(words) + 1,)) == [words, tail]


def test_unpunctuated_speech_is_not_cut_between_a_number_and_what_it_counts() -> None:
    text = "so today i want to talk about inflation um inflation in turkey reached eighty five percent in october"
    text += " 2022 which was the highest in many years and it has come down since then but not by much as we all know"
    assert any("eighty five percent" in piece for piece in split(text))


def test_unpunctuated_speech_without_pauses_is_cut_at_a_connective_and_never_too_long() -> None:
    text = " ".join(["word"] * 20 + ["because"] + ["word"] * 100)
    pieces = split(text)
    assert pieces[1].startswith("because")
    assert max(len(piece.split()) for piece in pieces) <= 28


_FIRST = "the lab in geneva built its own reactor in the old hangar"
_FILL = " ".join(["copper"] * 40)


@pytest.mark.parametrize("opening", ["so the", "okay the", "well the", "but they", "there's", "it's", "i'm"])
def test_speech_is_cut_where_a_sentence_seems_to_begin(opening: str) -> None:
    assert split(f"{_FIRST} {opening} {_FILL}")[0] == _FIRST


@pytest.mark.parametrize("word", ["the", "of", "because", "and", "would", "his", "very"])
def test_speech_is_not_cut_after_a_word_that_wants_another(word: str) -> None:
    pieces = split(f"{_FIRST} {word} they {_FILL}")
    assert not any(piece.startswith("they") for piece in pieces)


def test_the_end_of_a_line_cuts_nothing_before_a_piece_grows_too_long() -> None:
    text = f"{_FIRST} {_FILL}"
    line_end = text.index("reactor")
    assert split(text, joints=(line_end,))[0] == split(text)[0]
    nearer = len(" ".join(text.split()[:20])) + 1
    assert split(text, joints=(nearer,))[0] == text[: nearer - 1]


def test_a_likely_beginning_before_a_pause_is_not_lost() -> None:
    tail = "so the second one came later and the third"
    text = f"{_FIRST} {tail} {_FILL}"
    pause = len(_FIRST) + 1 + len(tail) + 1
    assert split(text, pauses=(pause,))[:2] == [_FIRST, tail]


@given(st.text(alphabet=st.sampled_from("ab.?! \n\"'(A1…"), max_size=200))
def test_every_word_is_in_exactly_one_sentence(text: str) -> None:
    spans = list(sentence_spans(text, 0, len(text), (), ()))
    assert " ".join(text[a:b] for a, b in spans).split() == text.split()
    assert all(a < b for a, b in spans)
    assert all(one[1] <= two[0] for one, two in pairwise(spans))
