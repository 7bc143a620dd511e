"""The words of a title or text as search engines take them: none of them can be read as an operator."""

import unicodedata

_APOSTROPHES = "'’"


def plain_words(text: str) -> list[str]:
    """The words in lower case, since AND, OR and NOT are operators, split at hyphens and all other signs."""
    signs = (sign if _is_within_words(sign) else " " for sign in text.lower())
    return [word for part in "".join(signs).split() if (word := part.strip(_APOSTROPHES))]


def _is_within_words(sign: str) -> bool:
    """Letters, digits, the marks that go with them ("é" in two characters), apostrophes."""
    return sign.isalnum() or sign in _APOSTROPHES or unicodedata.category(sign).startswith("M")
