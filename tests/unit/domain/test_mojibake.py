"""Letters read in the wrong encoding are put right, and only those."""

import pytest

from obelize.domain.mojibake import in_right_letters
from obelize.domain.reference_text import mended

_WORDS = ("Müller", "São João", "Šimon Černý", "Łukasz", "José – “Über” den Café’s", "Ærø", "Dvořák", "5 °C")


@pytest.mark.parametrize("words", _WORDS)
def test_what_was_read_as_latin_1_is_put_right(words: str) -> None:
    assert in_right_letters(words.encode("utf-8").decode("latin-1")) == words


@pytest.mark.parametrize("words", ["Müller", "São João", "Šimon Černý", "Łukasz Dvořák", "José – Café’s", "Ãngel"])
def test_what_was_read_as_windows_1252_is_put_right(words: str) -> None:
    misread = words.encode("utf-8").decode("cp1252", errors="replace")
    assert "�" in misread or in_right_letters(misread) == words


@pytest.mark.parametrize("words", [*_WORDS, "NÃO, “LÄ” – Å–Ä, CAFÉ\u00a0» Â, â€", "Ä”, Å—", "JOÃO", "Ñandú Ðoković"])
def test_what_is_right_stays(words: str) -> None:
    assert in_right_letters(words) == words


def test_a_reference_is_mended() -> None:
    assert mended("MÃ¼ller, K. (2006). Ãœber Teiche.") == "Müller, K. (2006). Über Teiche."
