"""Identifiers made comparable: bare and in lower case."""

import re
from typing import Any

_DOI = re.compile(r"10\.\d{4,9}/\S+")
_ARXIV = re.compile(r"(?:\d{4}\.\d{4,5}|[a-z-]{2,20}(?:\.[a-z]{2})?/\d{7})(?=v\d{1,3}\b|$|[^\w.])")
_ARXIV_DOI = "10.48550/arxiv."


def bare_doi(value: Any) -> str | None:
    """A DOI without resolver or "doi:"."""
    found = _DOI.search(value.strip().lower()) if isinstance(value, str) and len(value) < 2_000 else None
    return found[0] if found else None


def bare_arxiv(value: Any) -> str | None:
    """An arXiv id without archive address, "arXiv:" or version."""
    found = _ARXIV.search(value.strip().lower()) if isinstance(value, str) and len(value) < 500 else None
    return found[0] if found else None


def bare_pmid(value: Any) -> str | None:
    """A PubMed id: digits, from an id, a link or a number."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value) if 0 < value < 10**9 else None
    found = re.search(r"(?<!\d)\d{1,9}(?=/?$)", value.strip()[-40:]) if isinstance(value, str) else None
    return found[0] if found else None


def arxiv_of_doi(doi: str | None) -> str | None:
    """The arXiv id behind an arXiv DOI."""
    return bare_arxiv(doi.removeprefix(_ARXIV_DOI)) if doi and doi.startswith(_ARXIV_DOI) else None


def doi_of_arxiv(arxiv: str) -> str:
    """The DOI that DataCite keeps for an arXiv id."""
    return _ARXIV_DOI + (bare_arxiv(arxiv) or arxiv.lower())
