"""Names before a colon at the beginning of a cue or paragraph ("Mara Lindqvist: Today…"), told from other colons."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from obelize.readers.structure import known_words

_LABEL = re.compile(
    r"(?:>>+\s*|-\s*)?(?P<name>\[?(?:[^\W\d_a-z]|[\dA-Z]{2})[\w.'’()#&-]*(?:[ _][\w.'’()#&-]+){0,3}\]?):(?=\s|$)"
)
# Of the candidates for names, this share must recur; of all cues, this share has a name where it is given on change.
_RECURRING = 0.6
_ON_CHANGE = 0.1


def label_of(text: str) -> tuple[str, str] | None:
    """(name, rest) if `text` begins with what could be a speaker's name and a colon."""
    match = _LABEL.match(text)
    if match is None:
        return None
    name = match["name"].strip("[]")
    if name.split()[0].lower() in known_words("speakers", "no_names") or len(name) > 40:
        return None
    return name, text[match.end() :].strip()


@dataclass(frozen=True, slots=True)
class LabelHabit:
    """How a file uses names before a colon: not at all, now and then, or wherever the speaker changes.

    Only if `hold` is true does a name hold until the next one.
    """

    used: bool
    hold: bool


def label_habit(texts: Iterable[str]) -> LabelHabit:
    """Whether colons at the beginning of these texts mark speakers: names that come back, or one in most texts.

    Where few of the candidates recur, a colon is only a colon.
    """
    total = 0
    names: Counter[str] = Counter()
    for text in texts:
        total += 1
        if ":" in text[:48] and (found := label_of(text)):
            names[found[0]] += 1
    labelled = sum(names.values())
    recurring = sum(count for count in names.values() if count > 1)
    used = labelled >= 2 and (recurring >= _RECURRING * labelled or labelled >= 0.5 * total)
    return LabelHabit(used, used and len(names) > 1 and labelled >= _ON_CHANGE * total)
