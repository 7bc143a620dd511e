"""When predictions come due."""

from datetime import date

import pytest

from obelize.appraisal.predictions import due_date, foretells


@pytest.mark.parametrize(
    ("text", "said", "due"),
    [
        ("By 2030 every phone will run such a model.", None, date(2030, 12, 31)),
        ("It will happen by the end of 2027.", "2026-01-01", date(2027, 12, 31)),
        ("Within five years nobody will drive.", "2024-03-10", date(2029, 3, 10)),
        ("In the next 18 months prices will halve.", "2024-08-31", date(2026, 2, 28)),
        ("In ten years it will be over.", "2024", date(2034, 12, 31)),
        ("Over the next decade it will double.", "2024-05", date(2034, 5, 31)),
        ("Next year we will see it.", "2024-05-01", date(2025, 12, 31)),
        ("In five years it will be over.", None, None),
        ("It will be over soon.", "2024-01-01", None),
        ("It will cost 2030 dollars.", "2024-01-01", None),
        ("It will reach 12,2030 units.", "2024-01-01", None),
        ("By 2030 it will be done.", "not a date", date(2030, 12, 31)),
    ],
)
def test_due_dates(text: str, said: str | None, due: date | None) -> None:
    assert due_date(text, said) == due


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Within five years the price will fall by half.", True),
        ("By 2030 they are going to close.", True),
        ("In 2030 it won’t matter.", True),
        ("Within five years the price had fallen by half.", False),
    ],
)
def test_what_is_to_come(text: str, expected: bool) -> None:
    assert foretells(text) is expected
