"""The author field of BibTeX and BibLaTeX: braces keep a name together, "and" joins names, others do what they like."""

import re

from obelize.domain.author_lists import AuthorList, authors_listed, sealed
from obelize.domain.titles import plain_text

_AND = re.compile(r"(?:^|\s|(?<=[}.,]))\\?and(?:\s|$)", re.IGNORECASE)
_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
_ET_AL = re.compile(r"\{\s*et\.?\s*al\b", re.IGNORECASE)
_DOTS = re.compile(r"\\l?dots\b")
_TIE = re.compile(r"(?<!\\)~")
_PART = re.compile(r"(?:^|,)\s*(family|given|prefix|suffix)\s*=\s*([^,]*)", re.IGNORECASE)


def authors_of_field(field: str) -> AuthorList:
    """The authors that a BibTeX field names, whatever joins them."""
    field = " ".join(field.split())
    if "{" in field:
        field = _sealed_braces(field)
    if "\\" in field:
        field = _DOTS.sub("…", field)
    entries = [plain for name in _AND.split(field) if (plain := _plain(name))]
    return authors_listed([_extended(entry) if "=" in entry else entry for entry in entries])


def _sealed_braces(field: str) -> str:
    """The field with what stands in braces made indivisible, accents and braces around a whole list apart."""
    pieces: list[str] = []
    depth = start = 0
    for found in _BRACE.finditer(field):
        if found[0] == "{":
            if depth == 0:
                pieces.append(field[start : found.start()])
                start = found.start()
            depth += 1
        elif found[0] == "}" and depth:
            depth -= 1
            if depth == 0:
                pieces.append(_sealed_group(field[start : found.end()], whole=found.end() - start == len(field)))
                start = found.end()
    return "".join([*pieces, field[start:]])


def _sealed_group(group: str, *, whole: bool) -> str:
    if group[1] == "\\" or _ET_AL.match(group):
        return group
    if whole and len(_AND.split(group)) > 2:
        return group[1:-1]
    return sealed(group)


def _extended(entry: str) -> str:
    """BibLaTeX's "family=He, given=Kaiming" in the usual order; any other entry as it is."""
    parts = {name.lower(): value.strip() for name, value in _PART.findall(entry)}
    if "family" not in parts:
        return entry
    family = " ".join(filter(None, (parts.get("prefix"), parts["family"], parts.get("suffix"))))
    return ", ".join(sealed(part) for part in (family, parts.get("given")) if part)


def _plain(text: str) -> str:
    return plain_text(_TIE.sub(" ", text) if "~" in text else text)
