"""Identifiers compared: DOIs, arXiv ids, and what an arXiv id says of the date."""

import re

from obelize.domain.finding import Finding, Severity
from obelize.domain.literature import CitedWork, Work
from obelize.rulebook import finding

_VERSION = re.compile(r"(?:v\d+|/v\d+|\.v\d+)$")
_REPOSITORIES = (
    "10.48550/", "10.1101/", "10.31234/", "10.31219/", "10.2139/", "10.20944/", "10.21203/", "10.26434/", "10.5281/",
    "10.6084/", "10.13140/", "10.17605/", "10.5555/", "10.17863/", "10.3929/", "10.14279/", "10.1184/",
)  # fmt: skip
_ARXIV_MONTH = re.compile(r"(?:[a-z-]+(?:\.[a-z]{2})?/)?(\d{2})(\d{2})")


def same_doi(one: str | None, other: str | None) -> bool:
    """Whether both name one DOI, versions of a preprint not told apart."""
    return bool(one and other) and _unversioned(one or "") == _unversioned(other or "")


def same_arxiv(one: str | None, other: str | None) -> bool:
    """Whether both name one arXiv id, versions not told apart."""
    return bool(one and other) and _unversioned(one or "") == _unversioned(other or "")


def shares_identifier(cited: CitedWork, work: Work) -> bool:
    """Whether the citation gives an identifier that is this record's."""
    return (
        same_doi(cited.doi, work.doi)
        or same_arxiv(cited.arxiv, work.arxiv)
        or bool(cited.pmid and cited.pmid == work.pmid)
    )


def compare_dois(cited: CitedWork, work: Work) -> list[Finding]:
    """Another DOI than the record's. A repository's or preprint server's DOI beside the publisher's is a note."""
    if not cited.doi or not work.doi or not work.doi.startswith("10.") or same_doi(cited.doi, work.doi):
        return []
    second_home = cited.doi.startswith(_REPOSITORIES) or work.doi.startswith(_REPOSITORIES)
    severity = Severity.NOTE if second_home else None
    message = f"the record has another DOI: cited {cited.doi}, found {work.doi}"
    return [finding("CIT014", message, severity=severity, field="doi", cited=cited.doi, found=work.doi)]


def compare_arxiv_ids(cited: CitedWork, work: Work) -> list[Finding]:
    """Another arXiv id than the record's."""
    if not cited.arxiv or not work.arxiv or same_arxiv(cited.arxiv, work.arxiv):
        return []
    message = f"the record has another arXiv id: cited {cited.arxiv}, found {work.arxiv}"
    return [finding("CIT014", message, field="arxiv", cited=cited.arxiv, found=work.arxiv)]


def check_arxiv_date(cited: CitedWork) -> list[Finding]:
    """An arXiv id begins with year and month: the work can't be from an earlier year."""
    month = arxiv_month(cited.arxiv)
    if cited.arxiv is None or month is None or cited.year is None:
        return []
    year, number = month
    if not 1 <= number <= 12:
        message = f"{cited.arxiv} is no arXiv id: there is no month {number}"
        return [finding("CIT016", message, field="arxiv", cited=cited.arxiv)]
    if cited.year < year - 1:
        message = f"{cited.arxiv} was submitted in {year}, after the year cited, {cited.year}"
        return [finding("CIT016", message, field="year", cited=str(cited.year), found=str(year))]
    return []


def arxiv_month(arxiv: str | None) -> tuple[int, int] | None:
    """Year and month in an arXiv id, old ("hep-th/9901001") or new ("2001.08361")."""
    found = _ARXIV_MONTH.match(arxiv or "")
    if not found:
        return None
    two_digits = int(found[1])
    return (1900 if two_digits >= 91 else 2000) + two_digits, int(found[2])


def _unversioned(identifier: str) -> str:
    return _VERSION.sub("", identifier.lower())
