"""What a claim leans on: the sentences around it, and the likely referent of the pronoun it opens with."""

import re
from collections.abc import Sequence

from obelize.rulebook import word_list

_OPENING = (
    r"""^\W*(?:(?:and|so|but|because|then|now|well|also|or|I think|I mean|you know|actually|basically),? ){0,3}"""
)
_PERSON = re.compile(_OPENING + r"(?:he|she|his|her)\b", re.IGNORECASE)
_THING = re.compile(
    _OPENING + r"(?:it|its|it's|they|they're|they've|their|this|that|that's|these|those|both|neither|which)\b",
    re.IGNORECASE,
)
_ELLIPSIS = re.compile(
    _OPENING + r"(?:about|around|roughly|over|under|more|less|only|maybe|probably|not|same)\b", re.IGNORECASE
)
_NAME = re.compile(
    r"\b(?:(?:Dr|Prof|Mrs?|Ms)\. )?[A-Z][\w'-]*(?:[- ](?:[A-Z][\w.-]*|\d+(?:\.\d+)?|of the|of|the)(?= |$|[.,;:?!'\"]))*"
)
_LEADING = re.compile(
    r"^\W*(?:(?:And|So|But|Now|Well),? )?((?:The|This|That|These|Those|A|An|Our|Their|His|Her|Its|the|this|a|an)"
    r"(?: [\w'-]+){1,3}?) "
    r"(?:is|was|are|were|has|have|had|can|could|will|would|does|did|do|may|might|should|\w+ed|\w+s)\b"
)
_SHORT_WORDS = 5
LOOK_BACK = 3


def context_for(text: str, before: Sequence[str]) -> tuple[str, ...]:
    """The sentence before `text` where `text` leans on it: it opens with a pronoun, or is a mere fragment."""
    if not before or not (_leans(text)):
        return ()
    return (before[-1],)


def antecedent_for(text: str, before: Sequence[str]) -> str | None:
    """The likely referent of the pronoun that `text` opens with, from the three sentences before; a hint, no more."""
    person = _PERSON.match(text) is not None
    if not person and not _THING.match(text):
        return None
    for sentence in reversed(before[-LOOK_BACK:]):
        if not person and (leading := _LEADING.match(sentence)):
            return leading[1]
        if names := _names(sentence):
            return names[0]
    return None


def _leans(text: str) -> bool:
    if len(text.split()) <= _SHORT_WORDS:
        return True
    return any(pattern.match(text) for pattern in (_PERSON, _THING, _ELLIPSIS))


def _names(sentence: str) -> list[str]:
    no_names = word_list("sentences", "no_names")
    found = []
    for match in _NAME.finditer(sentence):
        words = match[0].split()
        while words and words[0].lower() in no_names:
            words.pop(0)
        while words and words[-1] in {"of", "the"}:
            words.pop()
        if words and not words[0].lower().startswith(("i'", "it'")):
            found.append(" ".join(words))
    return found
