"""Works told by an identifier: DOIs, arXiv ids and PubMed ids in running text and in the addresses behind links."""

import re
from collections.abc import Iterator, Sequence
from typing import Protocol

from obelize.domain.document import Segment
from obelize.domain.identifiers import DOI_IN_TEXT, arxiv_of_doi, bare_arxiv, bare_doi
from obelize.domain.literature import CitedWork

_DOI = re.compile(
    rf"https?://(?:dx\.)?doi\.org/10\.\d{{4,9}}%2F[^\s\"<>“”]+|(?:https?://(?:dx\.)?doi\.org/|\bdoi:\s*)?\b{DOI_IN_TEXT}",
    re.IGNORECASE,
)
_ARXIV = re.compile(
    r"(?:https?://)?(?:www\.)?arxiv\.org/(?:abs|pdf|html)/[\w.\-]+(?:/\d{7})?(?:v\d+)?|"
    r"\barXiv:?\s?(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z-]{2,9})?/\d{7})(?:v\d+)?",
    re.IGNORECASE,
)
_PMID = re.compile(r"\bPMID:?\s?\d{5,9}\b|pubmed\.ncbi\.nlm\.nih\.gov/\d{5,9}", re.IGNORECASE)
# Each pattern with the strings without one of which it need not be tried.
_IDENTIFIERS = ((_DOI, ("10.",)), (_ARXIV, ("arxiv",)), (_PMID, ("pmid", "pubmed")))
_PUBMED_NUMBER = re.compile(r"\d{5,9}")


class _Passages(Protocol):
    def holding(self, gates: Sequence[str], /) -> Iterator[Segment]: ...


def identified_works(passages: _Passages) -> Iterator[tuple[int, int, CitedWork]]:
    """Where an identifier stands in the document's text, and the work it is of."""
    for pattern, gates in _IDENTIFIERS:
        for segment in passages.holding(gates):
            for found in pattern.finditer(segment.text):
                if cited := work_in(found[0]):
                    start = segment.start_char + found.start()
                    yield start, start + len(found[0].rstrip(".,;:)]")), cited


def work_in(text: str) -> CitedWork | None:
    """The work that an identifier or an address with one in it is of; None where it names none."""
    if not any(pattern.search(text) for pattern, _ in _IDENTIFIERS):
        return None
    doi = bare_doi(text)
    arxiv = arxiv_of_doi(doi) or (bare_arxiv(text) if "arxiv" in text.lower() else None)
    pmid = _PUBMED_NUMBER.search(text) if not (doi or arxiv) else None
    if not (doi or arxiv or pmid):
        return None
    return CitedWork(doi=doi, arxiv=arxiv, pmid=pmid[0] if pmid else None)
