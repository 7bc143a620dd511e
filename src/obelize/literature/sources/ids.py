"""Identifiers out of the fields that sources keep them in, made comparable: bare and in lower case."""

import re
from typing import Any

from obelize.domain import identifiers
from obelize.domain.identifiers import arxiv_of_doi

__all__ = ["arxiv_of_doi", "bare_arxiv", "bare_doi", "bare_pmid", "doi_of_arxiv"]

# A field holds nothing but the DOI, so that every character counts: "10.1002/(sici)1097(30)17:15<1661::aid>3.0.co;2-2".
_DOI = re.compile(r"10\.\d{4,9}/\S+")


def bare_doi(value: Any) -> str | None:
    """A DOI without resolver or "doi:"."""
    found = _DOI.search(value.strip().lower()) if isinstance(value, str) and len(value) < 2_000 else None
    return found[0] if found else None


def bare_arxiv(value: Any) -> str | None:
    """An arXiv id without archive address, "arXiv:" or version."""
    return identifiers.bare_arxiv(value) if isinstance(value, str) and len(value) < 500 else None


def bare_pmid(value: Any) -> str | None:
    """A PubMed id: digits, from an id, a link or a number."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value) if 0 < value < 10**9 else None
    found = re.search(r"(?<!\d)\d{1,9}(?=/?$)", value.strip()[-40:]) if isinstance(value, str) else None
    return found[0] if found else None


def doi_of_arxiv(arxiv: str) -> str:
    """The DOI that DataCite keeps for an arXiv id."""
    return f"10.48550/arxiv.{bare_arxiv(arxiv) or arxiv.lower()}"
