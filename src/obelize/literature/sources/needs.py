"""Questions as sources take them: by one field, normalised, so many at a time."""

from collections.abc import Sequence
from dataclasses import dataclass

from obelize.domain.identifiers import arxiv_of_doi, doi_of_arxiv, stated_arxiv, stated_doi, stated_pmid
from obelize.domain.literature import Work, WorkQuery
from obelize.literature.sources.payload import PayloadError

IDS = ("doi", "arxiv", "pmid")
_FIELDS = (*IDS, "title", "text")


@dataclass(frozen=True, slots=True)
class Need:
    """A question a source understands, by the field it is looked up with."""

    field: str
    value: str
    query: WorkQuery


@dataclass(frozen=True, slots=True)
class Batches:
    """How many questions of each kind one request can carry; 0 where the source can't be asked that way.

    Without `arxiv_dois` it is asked nothing about arXiv's own DOIs: its silence about them would mean nothing.
    """

    doi: int = 0
    arxiv: int = 0
    pmid: int = 0
    title: int = 0
    text: int = 0
    arxiv_dois: bool = True

    def of(self, kind: str) -> int:
        """The number for a field's name."""
        size: int = getattr(self, kind)
        return size


def need_of(query: WorkQuery, batches: Batches) -> Need | None:
    """The most exact question that a source with these batches can be asked; None where there is none."""
    doi = stated_doi(query.doi)
    # An arXiv id is asked as such where that is possible, and by its DOI elsewhere.
    order = _FIELDS if doi and not arxiv_of_doi(doi) else ("arxiv", *_FIELDS)
    kinds = (kind for kind in order if batches.of(kind))
    return next((Need(kind, value, query) for kind in kinds if (value := _value(query, kind, batches))), None)


def by_identifier(needs: Sequence[Need], works: Sequence[Work]) -> list[list[Work]]:
    """The works of an answer given to the needs whose id they carry.

    A need is answered "none" only if every work in the answer belongs to another need: a work that nobody asked
    for means that the source understood something else, and then its silence about an id proves nothing.
    """
    rows = [[work for work in works if need.value in _ids_of(work, need.field)] for need in needs]
    if not all(rows) and any(not any(work in row for row in rows) for work in works):
        raise PayloadError("it answered with another work than the one asked for")
    return rows


def _ids_of(work: Work, kind: str) -> set[str | None]:
    match kind:
        case "doi":
            return {work.doi, doi_of_arxiv(work.arxiv) if work.arxiv else None}
        case "arxiv":
            return {work.arxiv, arxiv_of_doi(work.doi)}
        case _:
            return {work.pmid}


def _value(query: WorkQuery, kind: str, batches: Batches) -> str | None:
    """The value that `query` has for a field, normalised. arXiv ids and their DOIs stand for one another."""
    match kind:
        case "doi":
            doi = stated_doi(query.doi) or (doi_of_arxiv(query.arxiv) if query.arxiv else None)
            return doi if batches.arxiv_dois or not arxiv_of_doi(doi) else None
        case "arxiv":
            return stated_arxiv(query.arxiv) or arxiv_of_doi(stated_doi(query.doi))
        case "pmid":
            return stated_pmid(query.pmid)
        case "title":
            return " ".join(query.title.split())[:500] if query.title and query.title.strip() else None
        case "text":
            return " ".join(query.text.split())[:500] if query.text and query.text.strip() else None
        case _:
            raise AssertionError(f"no such field: {kind}")
