"""What the parsers yield: a reference, or the record that could not be read with its place and the reason."""

import re
from dataclasses import dataclass

from obelize.domain.literature import Author, CitedWork, Work


@dataclass(frozen=True, slots=True)
class Reference:
    """One entry of a bibliography or dump.

    `key` is the entry's own key, label or id ("" where it has none), `raw` its text as it stands. `work` is the entry
    as a record; its `source` is the format's name. `et_al` says that the author list is openly cut short.
    `line` is where the entry begins, from 1.
    """

    key: str
    raw: str
    work: Work
    et_al: bool = False
    line: int = 0

    @property
    def cited(self) -> CitedWork:
        """What the entry says of the work, as a citation."""
        work = self.work
        return CitedWork(
            title=work.title or None,
            authors=work.authors,
            et_al=self.et_al,
            year=work.year,
            venue=work.venue,
            volume=work.volume,
            issue=work.issue,
            pages=work.pages,
            doi=work.doi,
            arxiv=work.arxiv,
            pmid=work.pmid,
            url=work.url,
            type=work.type,
        )


@dataclass(frozen=True, slots=True)
class MalformedRecord:
    """A record that was skipped. `place` is a spot in the file ("line 12"), `reason` one line of plain words."""

    place: str
    reason: str


Entry = Reference | MalformedRecord

_DOI = re.compile(r"10\.\d{4,9}/[^\s\"<>]+", re.IGNORECASE)
_ARXIV = re.compile(
    r"(?:arxiv\s*[:./]\s*|arxiv\.org/(?:abs|pdf|html)/|^)((?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?/\d{7}))(?:v\d+)?(?!\d)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d|21\d\d)(?!\d)")
_ARXIV_DOI = "10.48550/arxiv."


def bare_doi(text: str) -> str | None:
    """The DOI in `text` ("https://doi.org/10.1/X", "doi:10.1/x"), bare and in lower case; None where there is none."""
    found = _DOI.search(text)
    if not found:
        return None
    doi = found[0].rstrip(".,;:'")
    while doi.endswith((")", "]", "}")) and doi.count(doi[-1]) > doi.count({")": "(", "]": "[", "}": "{"}[doi[-1]]):
        doi = doi[:-1].rstrip(".,;:'")
    return doi.lower()


def bare_arxiv(text: str) -> str | None:
    """The arXiv id in `text` (an id, link, "arXiv:2001.08361v2 [cs.LG]", arXiv DOI), bare, without its version."""
    found = _ARXIV.search(text.strip())
    return found[1].lower() if found else None


def arxiv_of_doi(doi: str | None) -> str | None:
    """The arXiv id that an arXiv DOI stands for."""
    return bare_arxiv(doi.removeprefix(_ARXIV_DOI)) if doi and doi.startswith(_ARXIV_DOI) else None


def year_in(text: str) -> int | None:
    """The first year between 1500 and 2199 in `text`."""
    found = _YEAR.search(text)
    return int(found[1]) if found else None


def person(name: str) -> Author:
    """An author from one string: "Family, Given", "Given von Family", or an organisation of one word."""
    name = name.strip()
    if "," in name:
        parts = [part.strip() for part in name.split(",")]
        # BibTeX's "von Last, Jr, First"
        return Author(parts[0], parts[-1]) if len(parts) < 3 else Author(f"{parts[0]} {parts[1]}", parts[2])
    words = name.split()
    if len(words) < 2:
        return Author(name)
    start = next((i for i, word in enumerate(words[:-1]) if i > 0 and word[0].islower()), len(words) - 1)
    if start == len(words) - 1 and words[-1].rstrip(".").lower() in {"jr", "sr", "ii", "iii", "iv"} and len(words) > 2:
        start -= 1
    return Author(" ".join(words[start:]), " ".join(words[:start]))
