"""The subject of a sentence, as far as word lists tell: its words, its number, whether it is a person or a group.

The lists stand in `rules/antecedents.toml`. Where they don't tell, there is no subject.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from obelize.rulebook import shipped_rulebook, word_list

_TOKEN = re.compile(r"(?:Dr|Prof|Mrs?|Ms|St)\.|[\w$%][\w'’$%-]*(?:\.\d[\w-]*)?|[^\w\s]")
_NAME = re.compile(r"(?:(?:Dr|Prof|Mrs?|Ms)\. )?[A-Z][\w'’-]+(?: (?:van |von |de )?[A-Z](?:[\w-]+|\.))*")
_MOST_WORDS = 6
_INTRODUCTION_WORDS = 12
_RELATIVE = ("which", "who", "whose")
_RELATIVE_WORDS = 14


@dataclass(frozen=True, slots=True)
class Subject:
    """The words that name a subject. `is_plural` is None where neither verb nor noun tells."""

    text: str
    is_plural: bool | None
    is_person: bool
    is_group: bool


def subject_of(sentence: str) -> Subject | None:
    """The subject that `sentence` opens with, where it is named and followed by a verb."""
    tokens = _without_opening(list(_TOKEN.finditer(sentence)))
    words = [token[0] for token in tokens]
    for length in range(1, min(_MOST_WORDS, len(words) - 1) + 1):
        word = words[length - 1].lower()
        if _is_in("barriers", word) or not re.match(r"[\w$%]", word):
            return None
        if length == 1 and _is_in("determiners", word):
            continue
        place = _behind_relative(words, length)
        verb, following = words[place].lower(), words[place + 1].lower() if place + 1 < len(words) else ""
        number = _number_by(verb, following)
        if number is None:
            continue
        return _named(sentence[tokens[0].start() : tokens[length - 1].end()], words[:length], verb, number)
    return None


def _behind_relative(words: Sequence[str], place: int) -> int:
    """Where the sentence goes on: at `place`, or behind a clause between commas (", which most people drink,")."""
    if words[place] == "," and words[place + 1 : place + 2] and words[place + 1].lower() in _RELATIVE:
        ends = (at for at in range(place + 2, min(place + _RELATIVE_WORDS, len(words) - 1)) if words[at] == ",")
        return next(ends, place - 1) + 1
    return place


def persons_in(sentence: str) -> Iterator[str]:
    """The names in `sentence` that look like a person's: with a title, or of several words and of nothing else."""
    for match in _NAME.finditer(sentence):
        words = match[0].split()
        while words and (_is_in("fillers", words[0].lower()) or words[0].lower() in _no_names()):
            words.pop(0)
        if words and _person_by_name(words) and (len(words) > 1 or _is_in("titles", words[0].lower().rstrip("."))):
            yield " ".join(words).removesuffix("'s").removesuffix("’s")


def _without_opening(tokens: Sequence[re.Match[str]]) -> Sequence[re.Match[str]]:
    while passed := _passed_over(tokens):
        tokens = tokens[passed:]
    if tokens and _is_in("introductions", tokens[0][0].lower()):
        commas = (place for place, token in enumerate(tokens[:_INTRODUCTION_WORDS]) if token[0] == ",")
        return tokens[next(commas, len(tokens)) + 1 :]
    return tokens


def _passed_over(tokens: Sequence[re.Match[str]]) -> int:
    """How many of the first tokens say nothing of the subject: a mark, "so", "you know", "luckily,"."""
    words = [token[0].lower() for token in tokens[:2]]
    if not words:
        return 0
    if _is_in("asides", " ".join(words)):
        return 2
    return int(
        not re.match(r"[\w$%]", words[0])
        or _is_in("fillers", words[0])
        or (words[0].endswith("ly") and words[1:] == [","])
    )


def _number_by(verb: str, following: str) -> str | None:
    """What `verb` tells of its subject's number: "singular", "plural" or "" for nothing; None where it is no verb."""
    if _is_in("singular_verbs", verb):
        return "singular"
    if _is_in("plural_verbs", verb):
        return "plural"
    if _is_in("other_verbs", verb) or (verb.endswith("ed") and len(verb) > 4):
        return ""
    if verb.endswith("s") and not verb.endswith(("ss", "'s", "’s")) and _is_in("after_verbs", following):
        return "singular"
    return None


def _named(text: str, words: Sequence[str], verb: str, number: str) -> Subject | None:
    lowered = [word.lower() for word in words]
    determined = _is_in("determiners", lowered[0])
    head = lowered[lowered.index("of") - 1] if "of" in lowered[1:] else lowered[-1]
    several = "and" in lowered or _is_in("plural_determiners", lowered[0]) or _is_in("irregular_plurals", head)
    capital = words[0][0].isupper() and not determined and not several and (len(words) == 1 or not words[-1].islower())
    if any(word in _unfit() for word in (head, lowered[0], lowered[-1])) or not re.search(r"[^\W\d]", text):
        return None
    ending = head.endswith("s") and not head.endswith(("ss", "us", "is", "'s"))
    if not determined and not capital and not ending and not several:
        return None
    if capital and lowered[0] in _no_names():
        return None
    plural = number == "plural" or (number != "singular" and (several or (ending and len(words) == 1) or None))
    if plural is None and not capital:
        plural = ending
    return Subject(
        text,
        plural,
        is_person=_is_in("people", head)
        if determined or not capital
        else _person_by_name(words) and (_is_in("person_verbs", verb) or len(words) > 1),
        is_group=_is_in("groups", head) or text.lower() in _organisations(),
    )


def _person_by_name(words: Sequence[str]) -> bool:
    lowered = [word.lower().removesuffix("'s").rstrip(".") for word in words]
    if _is_in("titles", lowered[0]):
        return len(words) > 1
    if any(any(c.isdigit() for c in word) or (len(word) > 1 and word.isupper()) for word in words):
        return False
    return not any(
        _is_in("not_persons", word) or word in _unfit() or word in _organisations() or word in ("and", "of", "the")
        for word in lowered
    )


def _is_in(name: str, word: str) -> bool:
    return word in word_list("antecedents", name)


@cache
def _unfit() -> frozenset[str]:
    return word_list("antecedents", "discourse") | word_list("antecedents", "calendar")


@cache
def _no_names() -> frozenset[str]:
    return word_list("sentences", "no_names")


@cache
def _organisations() -> frozenset[str]:
    rules = shipped_rulebook().packs["claims"]
    return frozenset(phrase for rule in rules if rule.id == "entity.organisation" for phrase in rule.phrases)
