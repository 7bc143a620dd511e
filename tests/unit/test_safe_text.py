"""Nothing that could steer a terminal or hide itself gets through, and nothing harmless is touched."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from obelize.safe_text import safe_line, safe_text


@pytest.mark.parametrize(
    "hostile",
    ["\x1b]52;c;aGk=\x07", "\x1b]8;;http://x\x1b\\", "\x9b2J", "\u202eabc", "a\u200bb", "\U000e0041", "\x7f", "\ud800"],
)
def test_hostile_characters_become_visible(hostile: str) -> None:
    shown = safe_text(hostile)
    assert shown != hostile
    assert shown.encode("utf-8")


@given(st.text())
def test_only_printable_text_comes_out(text: str) -> None:
    for character in safe_text(text):
        category = unicodedata.category(character)
        assert category not in {"Cc", "Cs"} or character in "\t\n"


@pytest.mark.parametrize("harmless", ["naïve “quotes” – 5 % of €", "👩\u200d🔬 ❤\ufe0f", "日本語 العربية", "a\tb\nc"])
def test_ordinary_text_stays_as_it_is(harmless: str) -> None:
    assert safe_text(harmless) == harmless


def test_a_line_is_one_line() -> None:
    assert safe_line("a\r\nb\tc\nd") == "a b c d"
