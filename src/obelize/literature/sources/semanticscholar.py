"""Semantic Scholar: by DOI, arXiv id or PMID in batches, by title with its own matching."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from obelize.domain.identifiers import arxiv_of_doi, stated_arxiv, stated_doi, stated_pmid
from obelize.domain.literature import Work, WorkQuery
from obelize.literature.protocol import Politeness
from obelize.literature.sources.names import authors_from
from obelize.literature.sources.needs import IDS, Batches, Need
from obelize.literature.sources.online import OnlineSource, RejectedBatchError
from obelize.literature.sources.payload import (
    PayloadError,
    Record,
    expect_status,
    inner_record,
    inner_records,
    parse_json,
    record_in,
    records_in,
    text_of,
    texts_of,
    year_of,
)
from obelize.literature.sources.words import plain_words
from obelize.network.messages import Answer, Request

_FIELDS = "title,year,venue,journal,publicationTypes,externalIds,authors,abstract,url"
_PREFIXES = {"doi": "DOI:", "arxiv": "ARXIV:", "pmid": "PMID:"}
_TYPES = {
    "JournalArticle": "article-journal",
    "Conference": "paper-conference",
    "Book": "book",
    "BookSection": "chapter",
    "Dataset": "dataset",
    "Review": "article-journal",
}


class SemanticScholar(OnlineSource):
    """Its "none" is a 404 with a JSON object whose `error` ends in "not found", or a null in a batch.

    For a text it is an empty list. There a word with a hyphen matches nothing.
    """

    source_name = "semanticscholar"
    endpoint = "https://api.semanticscholar.org"
    manners = Politeness(
        1.0, 1, key_setting="semanticscholar_key", limits="one request a second with a key; often refused without"
    )
    batches = Batches(doi=100, arxiv=100, pmid=100, title=1, text=1)
    control = WorkQuery(doi="10.1038/nature14539")
    says_none = frozenset({*IDS, "title"})

    def request(self, needs: Sequence[Need]) -> Request:
        """One paper by its id, a batch of ids, a title match, or a search."""
        papers = f"{self.address}/graph/v1/paper"
        params = {"fields": _FIELDS}
        body = None
        match needs[0].field, len(needs):
            case "title", _:
                url, params = f"{papers}/search/match", {"query": needs[0].value, **params}
            case "text", _:
                limit = str(min(100, max(1, needs[0].query.limit)))
                query = " ".join(plain_words(needs[0].value))
                url, params = f"{papers}/search", {"query": query, "limit": limit, **params}
            case kind, 1:
                url = f"{papers}/{_PREFIXES[kind]}{quote(needs[0].value, safe='/:')}"
            case kind, _:
                url, body = f"{papers}/batch", {"ids": [_PREFIXES[kind] + need.value for need in needs]}
        headers = {"x-api-key": self.key} if self.key else {}
        return Request(url, params, secret_headers=headers, json=body, pace=self.pace)

    def read(self, answer: Answer, needs: Sequence[Need]) -> list[list[Work]]:
        """A paper, a list of papers and nulls in the order asked, or the hits of a search."""
        if answer.status == 400 and len(needs) > 1:
            raise RejectedBatchError("it rejected the question (400)")
        expect_status(answer, 404)
        payload = parse_json(answer)
        if answer.status == 404:
            return _none(payload, needs)
        if needs[0].field not in IDS:
            return [works_from_search(payload)]
        if len(needs) == 1:
            return [[work_from_semanticscholar(record_in(payload, "the top"))]]
        return works_from_batch(payload, len(needs))


def works_from_search(payload: Any) -> list[Work]:
    """The works of a search or title match. A total of 0 may come without a list."""
    outer = record_in(payload, "the top")
    if "data" not in outer and outer.get("total") == 0:
        return []
    return [work_from_semanticscholar(item) for item in records_in(outer.get("data"), "data")]


def works_from_batch(payload: Any, asked: int) -> list[list[Work]]:
    """One list for each id asked, empty where the answer has null."""
    if not isinstance(payload, list) or len(payload) != asked:
        raise PayloadError("its answer is no list of the length asked for")
    return [[] if item is None else [work_from_semanticscholar(record_in(item, "the list"))] for item in payload]


def work_from_semanticscholar(item: Record) -> Work:
    """One record."""
    key = text_of(item.get("paperId"))
    if key is None:
        raise PayloadError("its answer holds a record without paperId")
    ids = inner_record(item.get("externalIds"))
    journal = inner_record(item.get("journal"))
    doi = stated_doi(ids.get("DOI"))
    types = tuple(texts_of(item.get("publicationTypes")))
    return Work(
        id=key,
        title=text_of(item.get("title")) or "",
        source="semanticscholar",
        authors=authors_from([text_of(author.get("name")) for author in inner_records(item.get("authors"))]),
        year=year_of(item.get("year")),
        venue=text_of(journal.get("name")) or text_of(item.get("venue")),
        volume=text_of(journal.get("volume")),
        pages=text_of(journal.get("pages")),
        doi=doi,
        arxiv=stated_arxiv(ids.get("ArXiv")) or arxiv_of_doi(doi),
        pmid=stated_pmid(ids.get("PubMed")),
        url=text_of(item.get("url")),
        type=next((_TYPES[kind] for kind in types if kind in _TYPES), None),
        abstract=text_of(item.get("abstract")),
        publication_types=types,
    )


def _none(payload: Any, needs: Sequence[Need]) -> list[list[Work]]:
    words = text_of(record_in(payload, "the top").get("error")) or ""
    if len(needs) != 1 or not words.lower().endswith("not found"):
        raise PayloadError("it answered with status 404")
    return [[]]
