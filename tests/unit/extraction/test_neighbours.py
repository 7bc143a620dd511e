"""Context and antecedents are shown where a sentence leans on what came before."""

from obelize.extraction.neighbours import antecedent_for, context_for

BEFORE = ["We met on a Monday.", "The Transformer was published by Google Brain in 2017."]


def test_a_fragment_keeps_its_neighbour() -> None:
    assert context_for("About 40 percent.", BEFORE) == (BEFORE[-1],)


def test_a_sentence_that_opens_with_a_pronoun_keeps_its_neighbour() -> None:
    assert context_for("And it uses attention in every single layer.", BEFORE) == (BEFORE[-1],)


def test_a_sentence_of_its_own_keeps_none() -> None:
    assert context_for("Convolutions share their weights across the whole image.", BEFORE) == ()
    assert context_for("Yes.", []) == ()


def test_the_subject_before_is_the_likely_antecedent_of_it() -> None:
    assert antecedent_for("It uses attention.", BEFORE) == "The Transformer"


def test_a_name_is_the_likely_antecedent_of_she() -> None:
    assert antecedent_for("She won the prize.", ["Then Marie Curie left Warsaw."]) == "Marie Curie"


def test_a_title_belongs_to_the_name_after_it() -> None:
    assert antecedent_for("She won the prize.", ["Then Dr. Curie left Warsaw."]) == "Dr. Curie"


def test_without_a_pronoun_there_is_no_antecedent() -> None:
    assert antecedent_for("Attention is quadratic.", BEFORE) is None
    assert antecedent_for("It rains.", []) is None
