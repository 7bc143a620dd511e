"""Whom a summary's sentence gives a statement to."""

import re
from collections.abc import Iterable
from functools import cache

from obelize.rulebook import shipped_rulebook

_TITLES = {"the", "dr", "dr.", "prof", "prof.", "professor", "mr", "mr.", "ms", "ms.", "mrs", "mrs."}
_LEADING = 3  # words before a name that can belong to it
_WORD = re.compile(r"[^\W\d_]+")


def speaker_named(sentence: str, speakers: Iterable[str]) -> str | None:
    """The one speaker of the talk whom the sentence makes the sayer or doer; None where none or several are named.

    A name counts where it is a subject ("Varga warns", "Varga's pupil"), or follows "according to", "by" or a verb
    of saying.
    """
    named = {speaker for speaker in speakers if _is_subject(sentence, speaker)}
    return named.pop() if len(named) == 1 else None


def name_words(speaker: str) -> frozenset[str]:
    """The words by which a speaker may be called, in lower case."""
    return frozenset(word.casefold() for word in _WORD.findall(speaker) if len(word) > 2)


def _is_subject(sentence: str, speaker: str) -> bool:
    for word in name_words(speaker):
        for match in re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", sentence, re.IGNORECASE):
            lead = sentence[: match.start()].strip()
            if _opens(lead):
                return True
            if _leads().search(lead):
                return True
    return False


def _opens(lead: str) -> bool:
    """Whether nothing but an article, a title or more of the name stands before."""
    words = lead.split()
    return len(words) <= _LEADING and all(word[0].isupper() or word.casefold() in _TITLES for word in words)


@cache
def _leads() -> re.Pattern[str]:
    verbs: str = dict(shipped_rulebook().tables["quotations"]["attribution"])["verbs"]  # type: ignore[call-overload]
    return re.compile(
        rf"(?:\baccording to|\bby|\bfor|\b(?:{'|'.join(verbs.split())}))(?: the| dr| prof)?$", re.IGNORECASE
    )
