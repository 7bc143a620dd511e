"""Mentions held against the document's own references: a reader has to be able to find what is cited."""

from collections.abc import Sequence
from dataclasses import replace

from obelize.domain.appraisal import CitationCheck
from obelize.domain.claim import Citation, CitationForm
from obelize.domain.counting import number_of
from obelize.domain.names import author_and_year
from obelize.rulebook import finding

_FEWEST = 2
"""A single reference is no list in which others could be missing."""


def with_unlisted(citations: Sequence[Citation], checks: Sequence[CitationCheck]) -> list[CitationCheck]:
    """The checks, those told of whose author and year no reference of their document has."""
    listed: dict[str, list[tuple[str, int] | None]] = {}
    for citation in citations:
        if citation.form is CitationForm.REFERENCE:
            listed.setdefault(citation.document_id, []).append(author_and_year(citation.cited))
    told: list[CitationCheck] = []
    for citation, check in zip(citations, checks, strict=True):
        others, key = listed.get(citation.document_id, []), author_and_year(citation.cited)
        if citation.form is CitationForm.VAGUE and len(others) >= _FEWEST and key and key not in others:
            message = f"none of the {number_of(len(others), 'reference')} in this document has this author and year"
            check = replace(check, findings=(*check.findings, finding("CIT028", message)))
        told.append(check)
    return told
