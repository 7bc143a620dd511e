"""What a claim leans on: the sentence before it, and the likely referent of the pronoun that it opens with."""

import re
from collections.abc import Mapping, Sequence
from enum import Enum, auto

from obelize.extraction.subjects import persons_in, subject_of

_OPENING = (
    r"""^\W*(?:(?:and|so|but|because|then|now|well|also|or|I think|I mean|you know|actually|basically),? ){0,3}"""
)
# "It is clear that", "it turns out", "it's why": this "it" stands for nothing said before.
_EMPTY = re.compile(
    _OPENING
    + r"it(?:'s| is| was| isn't| wasn't| will be| would be)? (?:(?:also|really|just|not|absolutely|so|very|more|"
    r"only|actually|essentially|all|always|still|quite|probably|definitely|too|as) )*(?:(?:(?:im)?possible|easy|easier|"
    r"hard|harder|difficult|clear|unclear|likely|unlikely|true|important|good|great|best|better|nice|bad|natural|"
    r"interesting|safe|fair|necessary|common|rare|tempting|useful|helpful|crucial|simple|obvious|said|known|thought|"
    r"estimated|believed|reported) (?:\w+ )?(?:to|that|if|how|why|when|whether|for|as)\b|(?:worth|that|because|why|how|"
    r"what|when|where|who|whether|as if|like|about|up to|time|takes|took|turns|turned|seems|seemed|appears|looks|"
    r"sounds|means|meant|comes|came|rains|rained|depends|happens|happened|feels|felt|says|literally)\b)",
    re.IGNORECASE,
)
_WHAT_IT_IS = re.compile(_OPENING + r"it(?:'s| is| was) (?:an?|the)\b", re.IGNORECASE)
_LEANING = re.compile(
    _OPENING + r"(?:he|she|his|her|it|its|it's|they|they're|they've|their|this|that|that's|these|those|both|neither|"
    r"which|about|around|roughly|over|under|more|less|only|maybe|probably|not|same)\b",
    re.IGNORECASE,
)
_SHORT_WORDS = 5
LOOK_BACK = 2


class _Wanted(Enum):
    """What a pronoun asks for."""

    PERSON = auto()
    SEVERAL = auto()
    THING = auto()


_PRONOUNS: Mapping[_Wanted, re.Pattern[str]] = {
    _Wanted.PERSON: re.compile(_OPENING + r"(?:he|she|his|her)\b", re.IGNORECASE),
    _Wanted.SEVERAL: re.compile(_OPENING + r"(?:they|their|(?:these|those)(?= (?:are|were|have)))\b", re.IGNORECASE),
    _Wanted.THING: re.compile(_OPENING + r"its?\b", re.IGNORECASE),
}


def context_for(text: str, before: Sequence[str]) -> tuple[str, ...]:
    """The sentence before `text` where `text` leans on it: it opens with a pronoun, or is a mere fragment."""
    if not before or (len(text.split()) > _SHORT_WORDS and not _LEANING.match(text)):
        return ()
    return (before[-1],)


def antecedent_for(text: str, before: Sequence[str]) -> str | None:
    """The likely referent of the pronoun that `text` opens with: the subject of the sentence before, if it agrees.

    The sentence before that one is asked only where the nearer goes on with the same pronoun. A hint, and none in
    doubt: a bare "this" or "that" mostly takes up a whole statement and gets none.
    """
    wanted = next((wanted for wanted, pronoun in _PRONOUNS.items() if pronoun.match(text)), None)
    if wanted is None or _EMPTY.match(text):
        return None
    for sentence in reversed(before[-LOOK_BACK:]):
        if referent := _referent(sentence, wanted, text):
            return referent
        if not _PRONOUNS[wanted].match(sentence) or _EMPTY.match(sentence):
            return None
    return None


def _referent(sentence: str, wanted: _Wanted, text: str) -> str | None:
    subject = subject_of(sentence)
    if wanted is _Wanted.PERSON:
        if subject and subject.is_person:
            return subject.text
        persons = set(persons_in(sentence))
        return persons.pop() if len(persons) == 1 else None
    if subject is None:
        return None
    if wanted is _Wanted.SEVERAL:
        return subject.text if subject.is_plural or subject.is_group else None
    if subject.is_plural or subject.is_person or (subject.is_group and _WHAT_IT_IS.match(text)):
        return None  # "it was a test" takes up what the company made, not the company
    return subject.text
