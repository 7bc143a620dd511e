"""The years in a reference string: which of them are the work's own.

A string may name other years, too: in the name of the event ("Proceedings of the 2017 Conference on …", "NAACL HLT 2010
Workshop"), and the day on which somebody looked at a page.
"""

import re
from collections.abc import Iterable

ANY_YEAR = r"(?:1[5-9]|20)\d\d"
YEAR = re.compile(rf"(?<![\d.:/–−-])({ANY_YEAR})(?=[a-z]?(?![\w-]|[–−]\d))")
YEAR_IN_BRACKETS = re.compile(
    rf"[(\[]\s*(?:[A-Za-z]+\.?,?\s+)?({ANY_YEAR})[a-z]?(?:,\s*[A-Za-z]+\.?(?:\s\d+)?)?\s*[)\]]"
)
_ALONE = re.compile(rf"(?<=[.,;])(?<!\bp\.)(?<!\bpp\.)(?<!\bno\.)\s+({ANY_YEAR})[a-z]?\s*(?=[.,;:]|$)")
_PAGE = re.compile(rf"(?<![\d–−-])(?<!\bno\.\s)\d{{1,4}}(?:\s?\(\d+\))?[,:]\s+({ANY_YEAR})(?=\W*$)")
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_OF_AN_EVENT = re.compile(
    rf"\bthe\s+({ANY_YEAR})(?![\w-])|\b[A-Z]{{2}}[\w/-]*\s+({ANY_YEAR})(?=[):])|"
    rf"[^\W\d_]\s+({ANY_YEAR})\s+(?!{_MONTH})(?=[A-Z][\w-]{{2}})"
)
_OF_A_VISIT = re.compile(
    rf"\b(?:accessed|retrieved|visited|viewed|last (?:checked|updated))\b[^\[\]()]{{0,30}}?\b({ANY_YEAR})\b",
    re.IGNORECASE,
)
_OF_OTHERS = (_OF_AN_EVENT, _OF_A_VISIT)


def own_years(text: str, of_names: Iterable[int] = ()) -> list[int]:
    """The years that a reference string states, without those of events and visits unless it sets no other apart.

    Set apart are years in brackets, which come first, and between punctuation marks, which come next. `of_names` are
    years that stand in the string as parts of names known to be in it, once each.
    """
    bracketed = {found.start(1) for found in YEAR_IN_BRACKETS.finditer(text)}
    alone = {found.start(1) for found in _ALONE.finditer(text)} - {found.start(1) for found in _PAGE.finditer(text)}
    places = [found.start(1) for found in YEAR.finditer(text)]
    places.sort(key=lambda place: (place not in bracketed, place not in alone))
    others = {found.start(found.lastindex or 0) for kind in _OF_OTHERS for found in kind.finditer(text)}
    for year in of_names:
        same = [place for place in places if place not in others and text.startswith(str(year), place)]
        others.update(same[-1:])
    own = [place for place in places if place not in others]
    return [int(text[place : place + 4]) for place in (own if bracketed.union(alone).intersection(own) else places)]
