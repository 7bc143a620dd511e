"""Context and antecedents are shown where a sentence leans on what came before."""

import pytest

from obelize.extraction.neighbours import antecedent_for, context_for

BEFORE = ["We met on a Monday.", "The Transformer was published by Google Brain in 2017."]


def test_a_fragment_keeps_its_neighbour() -> None:
    assert context_for("About 40 percent.", BEFORE) == (BEFORE[-1],)


def test_a_sentence_that_opens_with_a_pronoun_keeps_its_neighbour() -> None:
    assert context_for("And it uses attention in every single layer.", BEFORE) == (BEFORE[-1],)


def test_a_sentence_of_its_own_keeps_none() -> None:
    assert context_for("Convolutions share their weights across the whole image.", BEFORE) == ()
    assert context_for("Yes.", []) == ()


@pytest.mark.parametrize(
    ("before", "text", "referent"),
    [
        # The subject of the sentence before, where it agrees.
        ("The Transformer was published in 2017.", "It uses attention.", "The Transformer"),
        ("In 2017, the new network beat the record.", "And it uses attention.", "the new network"),
        ("Claude 4 came out in May.", "It was able to write tests.", "Claude 4"),
        ("Researchers found a new gene.", "They named it after a town.", "Researchers"),
        ("The neural networks are large.", "They need much memory.", "The neural networks"),
        ("The old pumps can fail in winter.", "Their valves freeze.", "The old pumps"),
        ("Google has bought the firm.", "They paid two billion dollars.", "Google"),
        ("The committee rejected the plan.", "They asked for another one.", "The committee"),
        ("People are afraid of spiders.", "They avoid cellars.", "People"),
        ("The price of the chip fell.", "Its maker closed in 2019.", "The price of the chip"),
        ("the model is open", "it has two billion parameters", "the model"),
        ("Anecdotally, women report more pain.", "They get fewer drugs.", None),
        ("You know, the brain needs the sugar.", "It uses 120 grams a day.", "the brain"),
        ("Coffee, which most people drink daily, contains the alkaloid.", "It blocks adenosine.", "Coffee"),
        ("Coffee, which most people drink.", "It blocks adenosine.", None),
        ("Most economists think it's the other way around.", "It was even worse.", None),
        # Persons.
        ("Then Marie Curie left Warsaw.", "She won the prize twice.", "Marie Curie"),
        ("Then Dr. Curie left Warsaw.", "She won the prize twice.", "Dr. Curie"),
        ("The author was born in Ghent.", "He wrote nine novels.", "The author"),
        ("The prize went to Ada Lovelace in the end.", "Her notes hold the first program.", "Ada Lovelace"),
        ("Noam Brown and Ada Byron met in Bath.", "He told her of his plan.", None),
        ("The model was trained in 2023.", "He called it a failure.", None),
        ("Stanford University has opened a laboratory.", "She leads it.", None),
        ("OpenAI released a model.", "He wrote the report.", None),
        # No agreement, no antecedent.
        ("The systems are searching a space.", "It grows every day.", None),
        ("The engine was built in Leeds.", "They sold it in 1903.", None),
        ("Marie Curie left Warsaw.", "It has two million inhabitants.", None),
        # Numbers, dates, pronouns, stop words and talk about the talk are nothing to take up.
        ("40 is the answer.", "It surprised everybody.", None),
        ("Monday was a holiday.", "It rained in Paris.", None),
        ("There were 40 of them.", "They left in 1998.", None),
        ("That is absolutely right.", "It lowers the risk of stroke.", None),
        ("The point is simple.", "It lowers the risk of stroke.", None),
        ("Super easy.", "It has one line of code.", None),
        # "It" that stands for nothing, and "this" that takes up a whole statement.
        ("The engine was built in Leeds.", "It is clear that prices rose.", None),
        ("The engine was built in Leeds.", "It turns out that prices rose.", None),
        ("The engine was built in Leeds.", "This is why prices rose.", None),
        ("The engine was built in Leeds.", "That means that prices rose.", None),
        ("OpenAI has released an exam.", "It was a double blind test.", None),
        ("We met on a Monday.", "Attention is quadratic.", None),
    ],
)
def test_the_antecedent(before: str, text: str, referent: str | None) -> None:
    assert antecedent_for(text, ["The chemist wrote a book.", before]) == referent


def test_the_sentence_before_the_last_is_asked_where_the_last_goes_on_with_the_pronoun() -> None:
    before = ["The systems are searching a space.", "They are not fast."]
    assert antecedent_for("They find proofs.", before) == "The systems"
    assert antecedent_for("They find proofs.", [before[0], "Nobody knew that."]) is None
    assert antecedent_for("They find proofs.", [before[0], before[1], "They never stop."]) is None


def test_without_a_sentence_before_there_is_no_antecedent() -> None:
    assert antecedent_for("It rains.", []) is None
