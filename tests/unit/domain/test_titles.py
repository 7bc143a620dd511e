import pytest
from hypothesis import given
from hypothesis import strategies as st

from obelize.domain.titles import fold_name, main_title, plain_text, title_key, title_words


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        (r"G{\"o}del", "Gödel"),
        (r"{\'E}cole \c{c}a \v{S}koda", "École ça Škoda"),
        (r"\L{}ukasz Nie\ss{}ner", "Łukasz Nießner"),
        (r"Hal Daum\'e III", "Hal Daumé III"),
        (r"Nicol\`o Cesa-Bianchi, Ko\v{c}isk\'y", "Nicolò Cesa-Bianchi, Kočiský"),
        (r"Mart\'\i nez, Mart\'{\i} nez", "Martínez, Martí nez"),
        (r"S\o ren, S\o{} ren, {\'{e} } x", "Søren, Sø ren, é x"),
        (r"$\beta$-VAE", "β-VAE"),
        (r"\emph{Loud} \& {Proud}", "Loud & Proud"),
        ("<i>In vitro</i> A&amp;B", "In vitro A&B"),
        ("a $5 and $6 book", "a $5 and $6 book"),
    ],
)
def test_markup_is_taken_out_of_text(marked: str, plain: str) -> None:
    assert plain_text(marked) == plain


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Meta-Learning: A Survey", "metalearning -- a survey"),
        ("β-VAE", r"$\beta$-VAE"),
        ("Über Gödel", r"{\"U}ber G{\"o}del"),
        ("TNF-α in mice", "TNF alpha in mice"),
    ],
)
def test_spellings_of_one_title_share_a_key(one: str, other: str) -> None:
    assert title_key(one) == title_key(other)


def test_different_titles_have_different_keys() -> None:
    assert title_key("Vitamin D and health") != title_key("Vitamin E and health")


@given(st.text())
def test_a_key_is_its_own_key(title: str) -> None:
    key = title_key(title)
    assert title_key(key) == key or not title.isascii()


@pytest.mark.parametrize(
    ("title", "main"),
    [
        ("BERT: Pre-training", "BERT"),
        ("What is it? A study", "What is it"),
        ("GPT-4 Technical Report", None),
        ("1:1 matching", None),
        ("Is 3.5 better than 4.0 models?", None),
    ],
)
def test_the_main_title_ends_before_the_subtitle(title: str, main: str | None) -> None:
    assert main_title(title) == main


def test_words_of_a_title_are_folded() -> None:
    assert title_words("Über GPT-4's Größe") == ["uber", "gpt", "4", "s", "grosse"]


@pytest.mark.parametrize(
    ("name", "folded"),
    [("O’Brien", "obrien"), ("Müller-Lüdenscheidt", "muller ludenscheidt"), ("Wei Wang 0001", "wei wang")],
)
def test_names_are_folded(name: str, folded: str) -> None:
    assert fold_name(name) == folded
