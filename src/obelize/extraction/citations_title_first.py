"""References that begin with the title, as lists written by hand or by a language model do.

"Scaling Laws for Neural Language Models — Kaplan et al., arXiv, 2020", "“Distilling the Knowledge” (Hinton & Dean,
2015)", "Scaling Laws for Neural Language Models. Kaplan et al. 2020." The string has to be that and no more. A single
name has to have a venue beside it, for a publisher stands there, too.
"""

import re
from dataclasses import dataclass

from obelize.domain.literature import Author
from obelize.domain.names import person
from obelize.domain.reference_years import ANY_YEAR

_PARTICLE = r"(?:van|von|de|der|den|da|di|du|del|della|la|le|el|al|ten|ter|dos|bin|ibn|zu)"
_WORD = r"(?=[^\W\d_a-z])(?![A-Z]{2,}\b)[^\W\d_][\w’'-]*[^\W\d_A-Z]"
_INITIAL = r"(?=[^\W\d_a-z])[^\W\d_]\.[\s-]?"
_PERSON = rf"(?:{_INITIAL}|{_WORD}\s){{0,3}}(?:{_PARTICLE}\s){{0,3}}{_WORD}"
_LONE = rf"(?:{_INITIAL}){{0,3}}(?:{_PARTICLE}\s){{0,3}}{_WORD}"
_PUBLISHER = (
    r"(?:Taylor|Chapman|Simon|Farrar|John\sWiley|Wiley|Faber|Harper|Rowman|Little|Allyn|Houghton|Holt|Norton|"
    r"Springer)\b"
)
_SEVERAL = rf"(?:{_PERSON},\s){{0,20}}{_PERSON},?\s(?:and|&)\s{_PERSON}"
_OTHERS = rf"(?:{_PERSON},\s){{0,20}}{_PERSON},?\set\sal\b\.?"
_GROUP = rf"(?P<people>{_OTHERS}|(?!{_PUBLISHER}){_SEVERAL})"
_YEAR = rf"{ANY_YEAR}[a-z]?"
_VENUE = r"[A-Z][^“”\"\[\];]{1,160}?"
_TOLD_VENUE = (
    r"(?=[^()]*?(?:[A-Z]\w*[A-Z]{2}|[A-Z][a-z]+[A-Z]|Journal|Proc|Conf|Trans|Symposium|Workshop|Letters|arXiv))"
    rf"{_VENUE}"
)
_AT_END = r"(?:[\s.,;:]+(?:doi:|arXiv:|https?://|10\.\d{4})\S+)?[\s.]*$"
_TITLE = r"(?P<title>[^\W_][^\n]{8,300}?)"
_OPENING, _CLOSING = r"^[“\"*_]{0,3}", r"[.,]?[”\"*_]{0,3}\s+"
_DASHED = re.compile(
    rf"{_OPENING}{_TITLE}{_CLOSING}[–—-]\s+(?:{_GROUP}[,.]?\s(?:{_VENUE}[,.]?\s)?|(?P<lone>{_LONE}),\s{_TOLD_VENUE}[,.]?\s)"
    rf"\(?{_YEAR}\)?{_AT_END}"
)
_BRACKETED = re.compile(
    rf"{_OPENING}{_TITLE}{_CLOSING}[(\[](?:{_GROUP},?\s(?:{_VENUE}[,.]?\s)?{_YEAR}(?:,\s{_VENUE})?|"
    rf"(?P<lone>{_LONE}),\s(?:{_TOLD_VENUE}[,.]?\s{_YEAR}|{_YEAR},\s{_TOLD_VENUE}))[)\]]{_AT_END}"
)
_STOPPED = re.compile(rf"^{_TITLE}[.?!]\s+(?P<people>{_OTHERS}),?\s\(?{_YEAR}\)?{_AT_END}")
_SEPARATOR = re.compile(r",?\s(?:and|&)\s|,\s|,?\set\sal\b\.?")
_FEWEST_WORDS = 3


@dataclass(frozen=True, slots=True)
class TitleFirst:
    """The parts of a reference that begins with its title; `behind` is where the people end."""

    title: str
    people: str
    behind: int

    @property
    def authors(self) -> tuple[Author, ...]:
        """The people one by one."""
        return tuple(person(name) for name in _SEPARATOR.split(self.people) if name.strip())


def title_first(text: str) -> TitleFirst | None:
    """The parts of `text`, if it is a reference that begins with its title and nothing else."""
    for form in (_DASHED, _BRACKETED, _STOPPED):
        if (found := form.match(text)) and len(found["title"].split()) >= _FEWEST_WORDS:
            groups = found.groupdict()
            kind = "people" if groups["people"] else "lone"
            return TitleFirst(found["title"].strip(" .,*_"), found[kind], found.end(kind))
    return None
