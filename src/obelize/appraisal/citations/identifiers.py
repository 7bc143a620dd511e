"""Identifiers compared: DOIs, arXiv ids, and what an arXiv id says of the date."""

import re

from obelize.appraisal.citations.knowledge import words_of
from obelize.appraisal.citations.venues import is_preprint_server
from obelize.domain.finding import Finding, Severity
from obelize.domain.literature import CitedWork, Work
from obelize.rulebook import finding

_VERSION = re.compile(r"(?:v\d+|/v\d+|\.v\d+)$")
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
    """Another DOI than the record's. A note where one is a repository's and the other may be the publisher's."""
    if not cited.doi or not work.doi or not work.doi.startswith("10.") or same_doi(cited.doi, work.doi):
        return []
    published = bool(cited.venue) and not is_preprint_server(cited.venue or "")
    second_home = _is_repository_doi(cited.doi) or (_is_repository_doi(work.doi) and published)
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


def is_preprint_doi(doi: str) -> bool:
    """Whether the DOI is one of a preprint server's."""
    return doi.startswith(words_of("venues", "preprint_dois"))


def _is_repository_doi(doi: str) -> bool:
    return is_preprint_doi(doi) or doi.startswith(words_of("venues", "repository_dois"))


def _unversioned(identifier: str) -> str:
    return _VERSION.sub("", identifier.lower())
