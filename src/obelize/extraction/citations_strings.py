"""A reference string taken apart: identifiers, authors, year, title, volume and pages, as far as they can be told.

Styles differ, and text pulled from PDFs breaks words at line ends, so everything here is a guess for looking the
work up; whether a record is the cited work is decided by holding the record against the whole string.
"""

import re
from collections.abc import Sequence

from obelize.domain.identifiers import OLD_ARXIV, arxiv_in, arxiv_of_doi, bare_doi
from obelize.domain.literature import Author, CitedWork
from obelize.domain.names import person
from obelize.domain.reference_text import mended
from obelize.domain.reference_years import ANY_YEAR, YEAR, YEAR_IN_BRACKETS, own_years
from obelize.domain.titles import plain_text
from obelize.extraction.citations_title_first import title_first

_UPPER = "A-Z" + "".join(filter(str.isupper, map(chr, range(0xC0, 0x250))))
_LOWER = "a-z" + "".join(filter(str.islower, map(chr, range(0xC0, 0x250))))
_LABEL = re.compile(r"^\s*(?:\[\d{1,4}\]|\(\d{1,4}\)|\d{1,4}[.)]|\[\w{2,12}\+?\d{2}[a-z]?\]|[-*•–])\s+")
_BACK_LINK = re.compile(r"[\s↩︎↵]+$")
_URL = re.compile(r"https?://[^\s<>\"]+")
_PMID = re.compile(r"\bPMID:?\s*(\d{5,9})\b", re.IGNORECASE)
_YEAR_SENTENCE = re.compile(rf"(?<=[.,])\s*{ANY_YEAR}[a-z]?[.:,]\s+(?=[A-Z“\"])")
_BARE_YEAR = re.compile(rf"[\s,.:;]*{ANY_YEAR}[a-z]?(?:[,.:;)]|\s+(?=[A-Z“\"]))")
_FIRST_YEAR = re.compile(rf"^[\s,.(]*{ANY_YEAR}[a-z]?")
_QUOTED = re.compile(r"[“\"](?:([^“”\"]{12,400}?)[,.?!]?|([^“”\"]{4,11})[,.?!])[”\"](?!\w)")
_INITIALS = (
    rf"(?:[{_UPPER}]\.(?:\s?-?[{_UPPER}][a-z]?\.){{0,4}}(?:\s[a-z]\.){{0,2}}|"  # J. R. R., J. W. v. d.
    rf"[{_UPPER}](?:[-‐ ]?[{_UPPER}](?![{_LOWER}])){{0,3}}\.?|"  # JRR, J R
    r"[A-Z][a-z]\.)(?![\w’'])"  # Yu.
)
_PARTICLE = r"(?:van|von|de|der|den|da|di|du|del|della|la|le|el|al|ten|ter|op|dos|das|bin|ibn|zu|zur|af|d’|d'|O’|O')"
_FAMILY = (
    rf"(?:{_PARTICLE}\s*)*(?:(?:Ma?c|St\.?|Op den|El|De|Van|Den)\s)?"
    rf"[{_UPPER}][\w’'`-]+(?:[ -][{_UPPER}][\w’'-]+)?"
)
_NAME_FAMILY_FIRST = rf"{_FAMILY},?\s+{_INITIALS}(?:,?\s*(?:Jr|Sr|III?|3rd|2nd)\b\.?)?"
_NAME_GIVEN_FIRST = rf"(?:{_INITIALS}\s*){{1,4}}{_FAMILY}"
# "wang Y", "W. li": some people write their names so, and where a name stands it is no other word.
_NAME_BEHIND = r"(?=\s*(?:[,;:.&(…]|$)|\s+(?:and|et)\b)"
_LOWER_WORD = (
    rf"(?<!\w)(?!(?:and|or|et|al|with|others|at|by|for|in|of|on|the|to|via|{_PARTICLE})\b)[{_LOWER}]{{2}}[\w’'-]*"
)
_LOWER_FAMILY_FIRST = (
    rf"{_LOWER_WORD},?\s+(?:[{_UPPER}]\.(?:\s?-?[{_UPPER}]\.){{0,3}}|[{_UPPER}]{{1,2}}(?!\w)){_NAME_BEHIND}"
)
_LOWER_GIVEN_FIRST = rf"(?<!\w)(?:[{_UPPER}]\.[\s-]?){{1,4}}{_LOWER_WORD}{_NAME_BEHIND}"
_LOWER_NAME = re.compile(rf"{_LOWER_FAMILY_FIRST}|{_LOWER_GIVEN_FIRST}|{_LOWER_WORD}(?=\s+et\.?\sal\b)")
_NAME = rf"(?:{_NAME_FAMILY_FIRST}|{_NAME_GIVEN_FIRST}|{_LOWER_NAME.pattern})"
_SEPARATOR = r"\s*(?:,\s*(?:and|&)?|;|and|&|/)\s*"
_AUTHORS = re.compile(
    rf"^(?:{_NAME}{_SEPARATOR})*{_NAME}(?:,?\s*(?:…|\.\.\.))?(?:,?\s*(?:(?:and|&) others|et\.? ?al\.?))?"
)
_DOTTED_NAME = rf"(?=[{_UPPER}][a-z]?\.)(?:{_NAME_GIVEN_FIRST}|{_LOWER_GIVEN_FIRST})"
# "J. Yi, L. Zhang, A Single-Pass Algorithm for Data, ICML 75 (2014) 453–466": only commas between the parts.
_DOTTED_NAMES = re.compile(rf"^{_DOTTED_NAME}(?:,\s(?:(?:and|&)\s)?{_DOTTED_NAME})*")
_TITLE_BEFORE_VOLUME = re.compile(rf",\s([A-Z\d].{{7,400}}?),\s[A-Z][^,]{{1,160}}\s\d{{1,4}}\s\({ANY_YEAR}\)")
_ET_AL = re.compile(r"\bet\.? ?al\b|(?:\band|&) others\b|…", re.IGNORECASE)
_NO_END = r"(?<!\b[A-Z])(?<!\bvs)(?<!\bcf)(?<!\bno)(?<!\bsp)(?<!\bvar)(?<!\bsubsp)(?<!\bSt)"
_TITLE_END = re.compile(rf"{_NO_END}[.?!]\s+(?=[\WA-Z0-9]|in\b)|\s+In:?\s|[.\s]+//\s|[.?!]$")
_PLACE = re.compile(
    r"(?<![\d.-])(?!(?:1[89]|20)\d\d\s*[;:,])(\d{1,4})\s*(?:\([^)]{1,20}\)|,?\s*(?:no|issue|pt)\.?\s*\d+)?"
    r"\s*[:,;]\s*(?:pp?\.?\s*)?([A-Za-z]{0,2}\d{1,6})"
)
# "// Journal. – 2019. – Т. 3, № 2. – С. 1–9": what Russian standards have, in either alphabet.
_DASHED_PLACE = re.compile(
    r"[–—-]\s*(?:Т|T|V|Vol|Bd)\.\s?(\d{1,4})(?:\W{1,5}(?:№|No|Вып|Iss|Is)\.?\s?\d+)?\W{1,5}(?:С|C|P|Pp|S)\.\s?(\w?\d{1,6})"
)
_ASIDE = re.compile(
    r"\s(?:\[(?:Text|Текст|Electronic resource|Электронный ресурс)\]|/\s[^/]{3,300}(?=\s//\s))", re.IGNORECASE
)
_VENUE = re.compile(
    r"[^\w(]*(?:\b(?:presented\sat|published\sin|in)\b:?\s+)?(?:the\s)?(?P<name>[A-Z][^\d;\[\]<>“”\"]{1,160}?)"
    r"(?=\W*(?:$|\d|;|\[|[“\"]|\(|,?\s(?:vol|no|pp?|pages|ed|eds|series)\b\.?))",
    re.IGNORECASE,
)
_VENUE_NAME = re.compile(r"^[^\W\d_][^\n]*[^\W\d_]")
_DASHED = re.compile(
    rf"^(?P<authors>(?:[^()“”\"]|\([A-Z]{{2,8}}\)){{2,120}}?)[,(]?\s*(?P<year>{ANY_YEAR})[a-z]?\)?\s*[–—:-]\s+(?P<title>\S.{{3,}}?)[.\s]*$"
)
# Identifiers behind a title, in brackets or not ("doi:10.1/x", "arXiv:2001.08361 [cs.LG]", "(DOI 10.1/x)"), and the
# label left where a URL was taken out.
_IDENTIFIER = re.compile(
    r"[\s.,;:–—]*[(\[]?(?:"
    r"(?:\bdoi(?:\.org/|\s*[:.]?\s*))?\b10\.\d{4,9}/[^\s\"<>“”]+|"
    r"(?:\barXiv\spreprint\s)?\barXiv:?\s?(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?"
    r"(?:\s*\[[\w.-]+\])?|"
    rf"\b{OLD_ARXIV}|"
    r"\bPMID\s*:?\s*\d{5,9}|"
    r"\b(?:doi|url|available\s(?:at|from))\s*:?(?=[\s.)\]]*$)|"
    r"(?<=[(\[])(?=[\s.)\]]*$)"
    r")[)\].,;\s]*",
    re.IGNORECASE,
)
_JOINING = frozenset({
    "af", "al", "and", "bin", "da", "das", "de", "del", "della", "den", "der", "di", "dos", "du", "ed", "eds", "el",
    "et", "for", "group", "ibn", "jr", "la", "le", "of", "op", "others", "ten", "ter", "the", "van", "von", "with",
    "y", "zu", "zur",
})  # fmt: skip
_GIVEN_WORDS = rf"[{_UPPER}][\w’'-]*[{_LOWER}][\w’'-]*(?:\s(?:[A-Z]\.?|[{_UPPER}][{_LOWER}][\w’'-]*)){{0,2}}"
_ONE_WORD = re.compile(rf"(?:{_PARTICLE}\s)*[{_UPPER}][\w’'-]*[{_LOWER}][\w’'-]*")
_CAPITALISED = re.compile(rf"{_ONE_WORD.pattern}|[{_UPPER}][{_UPPER}’'-]+")
_GIVEN = re.compile(rf"{_GIVEN_WORDS}(?:\s{_PARTICLE})*")
_INVERTED = re.compile(
    rf"(?:{_ONE_WORD.pattern}(?:\s{_ONE_WORD.pattern})?|[{_UPPER}][{_UPPER}’'-]+),\s{_GIVEN_WORDS}(?:\s{_PARTICLE})*"
)
_SPELT_OUT = re.compile(rf"(?:[A-Z]\.\s){{0,2}}{_GIVEN_WORDS}(?:\s{_PARTICLE})*\s{_ONE_WORD.pattern}")
_NO_STOP = r"(?:[^.]|(?<=\b[A-Z])\.)"
_SPELT_OUT_LIST = re.compile(rf"(?={_NO_STOP}{{2,80}}?(?:,|\sand\b|&)){_NO_STOP}{{3,1200}}?(?<!\b[A-Z])\.\s")
_NO_NAME = r"(?:a|an|and|are|as|at|by|for|from|in|is|of|on|or|the|to|using|via|with)"
_ANY_NAME = re.compile(
    rf"(?!.*(?<!\w){_NO_NAME}(?!\w))[^\W\d_][\w’'.-]*(?:\s(?:[^\W\d_][\w’'.-]*|\([{_UPPER}][\w-]+\))){{1,3}}"
)
_ODD_SHARE = 0.4
_FEWEST_REGULAR = 2
_EACH_NAME = re.compile(
    rf"({_NAME_FAMILY_FIRST}|{_LOWER_FAMILY_FIRST}|{_LOWER_WORD}(?=\s+et\.?\sal\b))|({_NAME_GIVEN_FIRST}|{_LOWER_GIVEN_FIRST})"
)
_COLON = re.compile(rf"(?<=[A-Z{_LOWER}.])[:.]\s+(?=[A-Z“\"])")
_LONGEST = 2000


def parse_reference(raw: str) -> CitedWork:
    """What the string seems to say. Never fails: what can't be told stays empty."""
    text = _ASIDE.sub("", tidy(raw))
    doi = bare_doi(text)
    arxiv = arxiv_of_doi(doi) or arxiv_in(text)
    url = _URL.search(text)
    pmid = _PMID.search(text)
    plain = _URL.sub(" ", text)
    year = read_year(plain)
    printed = _IDENTIFIER.sub(" ", plain)
    first = None if _AUTHORS.match(plain) else title_first(printed)
    authors_text, title = (first.people, first.title) if first else _authors_and_title(plain)
    behind = printed.find(title) + len(title) if title and title in printed else 0
    behind = first.behind if first else behind
    place = _PLACE.search(printed, behind) or _DASHED_PLACE.search(printed, behind)
    return CitedWork(
        title=title,
        authors=first.authors if first else read_authors(authors_text),
        et_al=bool(_ET_AL.search(authors_text)),
        year=year,
        venue=_venue(_FIRST_YEAR.sub("", printed[behind:]) if first else printed[behind:]) if behind else None,
        volume=place[1] if place else None,
        pages=place[2] if place else None,
        doi=doi,
        arxiv=arxiv,
        pmid=pmid[1] if pmid else None,
        url=url[0].rstrip(".,;)]") if url else None,
    )


def _venue(behind_title: str) -> str | None:
    """The name that stands between the title and the first number, if it is written like one."""
    found = _VENUE.match(behind_title)
    name = found["name"].strip(" .,;:") if found else ""
    return name if _VENUE_NAME.search(name) else None


def tidy(raw: str) -> str:
    """The string on one line, mended, without its number or label and footnote arrows."""
    text = _LABEL.sub("", raw[:_LONGEST])
    if "\\" in text or "&" in text:
        text = plain_text(text)
    return _BACK_LINK.sub("", mended(text))


def read_authors(text: str) -> tuple[Author, ...]:
    """Names with initials, in either order; one name before "et al."; else an organisation of a few words."""
    names = _EACH_NAME.findall(text)
    if spelt_out := _full_names(text):
        return spelt_out
    if names:
        return tuple(_author(family_first or given_first, bool(family_first)) for family_first, given_first in names)
    lone = _ET_AL.sub("", text).strip(" ,.;:(")
    words = lone.split()
    if not words or len(words) > 6 or not words[0][:1].isupper() or not _are_names(lone) or YEAR.search(lone):
        return ()
    if _ET_AL.search(text) and len(words) > 1:
        return tuple(Author(part.strip().split()[-1]) for part in re.split(r",|\band\b|&", lone) if part.strip())
    parts = [part.strip() for part in re.split(r",|\band\b|&", lone) if part.strip()]
    return tuple(Author(part) for part in parts)


def _full_names(text: str) -> tuple[Author, ...]:
    """Authors with given names written out; none where the text is not such a list through and through.

    "Silver, David; Huang, Aja", "Wei, Jason and Wang, Xuezhi", "Hinton, Geoffrey, Oriol Vinyals, and Jeff Dean",
    "Diederik P. Kingma and Jimmy Ba", "Hinton, Geoffrey, et al."
    """
    listed = _ET_AL.sub("", YEAR_IN_BRACKETS.sub("", text)).strip(" ,.;:(")
    joined = [part.strip(" ,") for part in re.split(r";|,?\s+(?:and|&)\s+", listed) if part.strip(" ,")]
    if len(joined) > 1 and all(_INVERTED.fullmatch(part) for part in joined):
        return tuple(map(person, joined))
    parts = [part.strip() for part in re.split(r",\s*(?:and\s|&\s)?|\s(?:and|&)\s", listed) if part.strip()]
    if len(parts) > 1 and (
        (_CAPITALISED.fullmatch(parts[0]) and _GIVEN.fullmatch(parts[1])) or _is_odd_and_inverted(parts)
    ):
        parts = [f"{parts[0]}, {parts[1]}", *parts[2:]]
        if len(parts) == 1 and not _ET_AL.search(text):
            return ()
    elif len(parts) < 2:
        return ()
    return tuple(_listed_author(part) for part in parts) if _are_full_names(parts) else ()


def _are_full_names(parts: Sequence[str]) -> bool:
    """Whether parts of a list are full names, but for some that have initials and a few that are odd.

    A list that begins like "Smith J" ends at a stop behind an initial and is not told so.
    """
    short = [part for part in parts if not (_INVERTED.fullmatch(part) or _SPELT_OUT.fullmatch(part))]
    odd = [part for part in short if not _EACH_NAME.fullmatch(part)]
    if not short:
        return True
    if (len(short) == len(parts) and not odd) or ((first := _EACH_NAME.fullmatch(parts[0])) and first[1]):
        return False
    return not odd or _are_odd_names(odd, len(parts))


def _listed_author(name: str) -> Author:
    found = None if _SPELT_OUT.fullmatch(name) else _EACH_NAME.fullmatch(name)
    return _author(name, bool(found[1])) if found else person(name)


def _is_odd_and_inverted(parts: Sequence[str]) -> bool:
    """Whether the first two parts are one name, "li, wenjie", before two others at least."""
    return len(parts) > _FEWEST_REGULAR + 1 and " " not in parts[0] and " " not in parts[1]


def _are_odd_names(odd: Sequence[str], listed: int) -> bool:
    """Whether parts of a list of names are names, too, written otherwise: "yongbo wang", "AN ZHANG", "Jo (Ed) Li"."""
    few = len(odd) <= _ODD_SHARE * listed and listed - len(odd) >= _FEWEST_REGULAR
    return few and all(_ANY_NAME.fullmatch(name.replace(",", "")) for name in odd)


def _author(name: str, family_first: bool) -> Author:
    name = name.strip(" ,")
    if family_first:
        found = re.fullmatch(rf"({_FAMILY}|{_LOWER_WORD}),?\s+(.*)", name)
        return Author(found[1], found[2]) if found else Author(name)
    found = re.fullmatch(rf"((?:{_INITIALS}\s*){{1,4}})({_FAMILY}|{_LOWER_WORD})", name)
    return Author(found[2], found[1].strip()) if found else Author(name)


def read_year(text: str) -> int | None:
    """The year in brackets, else the first one that stands alone, else the first; no event's if there is another."""
    return next(iter(own_years(text)), None)


def _authors_and_title(text: str) -> tuple[str, str | None]:
    if dashed := _DASHED.match(text):
        title = _IDENTIFIER.sub(" ", dashed["title"]).strip(" .,;:–—")
        return dashed["authors"], title or None
    if (listed := _DOTTED_NAMES.match(text)) and (titled := _TITLE_BEFORE_VOLUME.match(text, listed.end())):
        return listed[0], titled[1]
    authors = _AUTHORS.match(text)
    if quoted := _QUOTED.search(text):
        before = YEAR.split(text[: quoted.start()], maxsplit=1)[0]
        return authors[0] if authors else before, (quoted[1] or quoted[2]).strip()
    names, rest = _names_and_rest(text, authors.end() if authors else 0)
    end = _TITLE_END.search(rest, 8)
    title = rest[: end.start() + (end[0][0] in "?!")] if end else rest
    if (identifier := _IDENTIFIER.search(title, 4)) and identifier[0].strip():
        title = title[: identifier.start()]
    title = title.strip(" ,;:")
    return names, title if len(title) > 3 else None


def _names_and_rest(text: str, after_names: int) -> tuple[str, str]:
    """Where the authors end and the title begins: at a year that only names stand before, else after the names.

    Without either, the title begins after a colon in the first half, or at the beginning.
    """
    year = YEAR_IN_BRACKETS.search(text) or _YEAR_SENTENCE.search(text)
    if year and year.start() < 0.7 * len(text) and _are_names(text[: year.start()]):
        return text[: year.start()], text[year.end() :].lstrip(" ,.:;)-–")
    if (spelt := _SPELT_OUT_LIST.match(text)) and _full_names(spelt[0]):
        rest = text[spelt.end() :]
        given = YEAR_IN_BRACKETS.match(rest) or _BARE_YEAR.match(rest)
        return spelt[0], rest[given.end() if given else 0 :].lstrip(" ,.:;)-–")
    if after_names:
        rest = text[after_names:].lstrip(" ,.:;")
        given = YEAR_IN_BRACKETS.match(rest) or _BARE_YEAR.match(rest)
        return text[:after_names], rest[given.end() if given else 0 :].lstrip(" ,.:;)-–")
    colon = _COLON.search(text)
    names_end = colon is not None and (colon.end() <= len(text) // 2 or bool(_full_names(text[: colon.start()])))
    start = colon.end() if colon and names_end else 0
    return text[:start], text[start:].lstrip(" ,.:;)-–")


def _are_names(text: str) -> bool:
    """Whether a stretch is names and what joins them: hardly a word in lower case."""
    words = re.findall(r"[^\W\d_]+", _LOWER_NAME.sub(" ", text))
    common = [word for word in words if word[0].islower() and word not in _JOINING]
    return bool(words) and len(common) <= 0.15 * len(words)
