"""OpenAlex: the broadest free index. Searches cost a budget; look-ups by DOI in lists hardly anything."""

from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import quote

from obelize.domain.identifiers import arxiv_of_doi, stated_arxiv, stated_doi, stated_pmid
from obelize.domain.literature import Notice, NoticeKind, Work, WorkQuery
from obelize.literature.protocol import Politeness
from obelize.literature.sources.names import authors_from
from obelize.literature.sources.needs import IDS, Batches, Need, by_identifier
from obelize.literature.sources.notices import without_mark
from obelize.literature.sources.online import OnlineSource, RejectedBatchError
from obelize.literature.sources.payload import (
    PayloadError,
    Record,
    expect_status,
    inner_record,
    inner_records,
    joined,
    parse_json,
    record_in,
    records_in,
    text_of,
    year_of,
)
from obelize.literature.sources.words import plain_words
from obelize.network.messages import Answer, Request

_REJECTION = b"invalid query parameters"
_LONGEST_ABSTRACT = 20_000  # words
_TYPES = {
    "article": "article-journal",
    "preprint": "article",
    "book": "book",
    "book-chapter": "chapter",
    "dissertation": "thesis",
    "dataset": "dataset",
    "report": "report",
    "standard": "standard",
    "review": "article-journal",
    "reference-entry": "entry-encyclopedia",
    "peer-review": "review",
}


class OpenAlex(OnlineSource):
    """Asks by DOI (an arXiv id has one, too) with a filter, whose empty list means "none"; a 404 is a fault.

    A DOI that holds an operator of filters is asked for by its own address.
    """

    source_name = "openalex"
    endpoint = "https://api.openalex.org"
    manners = Politeness(
        0.1,
        5,
        key_setting="openalex_key",
        limits="a daily budget: with a free key about 1,000 searches, without one about 100; lists by id cost a tenth",
    )
    batches = Batches(doi=50, title=1, text=1)
    control = WorkQuery(doi="10.1038/nature14539")
    has_notices = True

    def batch_of(self, need: Need) -> int:
        """One where the need has an address of its own."""
        return 1 if _is_unlisted(need) else super().batch_of(need)

    def request(self, needs: Sequence[Need]) -> Request:
        """A filtered list, or a search."""
        secrets = {"api_key": self.key} if self.key else {}
        if _is_unlisted(needs[0]):
            return Request(f"{self.address}/works/doi:{quote(needs[0].value)}", secrets=secrets, pace=self.pace)
        if needs[0].field == "doi":
            params = {
                "filter": "doi:" + "|".join(need.value for need in needs),
                "per_page": str(min(100, 2 * len(needs))),
            }
        else:
            words = " ".join(plain_words(needs[0].value))
            limit = {"per_page": str(min(50, max(1, needs[0].query.limit)))}
            params = ({"filter": f"title.search:{words}"} if needs[0].field == "title" else {"search": words}) | limit
        return Request(f"{self.address}/works", params, secrets=secrets, pace=self.pace, rejection=_REJECTION)

    def read(self, answer: Answer, needs: Sequence[Need]) -> list[list[Work]]:
        """The works listed."""
        about_the_question = answer.status == 400 or (answer.status == 403 and answer.says(_REJECTION))
        if about_the_question and len(needs) > 1:
            raise RejectedBatchError(f"it rejected the question ({answer.status})")
        expect_status(answer)
        payload = parse_json(answer)
        if _is_unlisted(needs[0]):
            return by_identifier(needs, [work_from_openalex(record_in(payload, "the top"))])
        works = works_from_openalex(payload)
        return by_identifier(needs, works) if needs[0].field in IDS else [works]


def _is_unlisted(need: Need) -> bool:
    return need.field == "doi" and any(operator in need.value for operator in ",|")


def works_from_openalex(payload: Any) -> list[Work]:
    """The works of a list (`/works?…`)."""
    results = records_in(record_in(payload, "the top").get("results"), "results")
    return [work_from_openalex(item) for item in results]


def work_from_openalex(item: Record) -> Work:
    """One record. The abstract is put together from its inverted index."""
    ids = inner_record(item.get("ids"))
    doi = stated_doi(item.get("doi")) or stated_doi(ids.get("doi"))
    key = text_of(item.get("id")) or text_of(ids.get("openalex")) or doi
    if key is None:
        raise PayloadError("its answer holds a record without id")
    title, marks = without_mark(text_of(item.get("title")) or text_of(item.get("display_name")) or "", "OpenAlex")
    place = inner_record(item.get("primary_location"))
    biblio = inner_record(item.get("biblio"))
    return Work(
        id=key.rsplit("/", 1)[-1] if key.startswith("http") else key,
        title=title,
        source="openalex",
        authors=authors_from([_name(entry) for entry in inner_records(item.get("authorships"))]),
        year=year_of(item.get("publication_year")),
        venue=text_of(inner_record(place.get("source")).get("display_name")),
        volume=text_of(biblio.get("volume")),
        issue=text_of(biblio.get("issue")),
        pages=joined((text_of(biblio.get("first_page")), text_of(biblio.get("last_page"))), "–"),
        doi=doi,
        arxiv=arxiv_of_doi(doi) or _arxiv(item),
        pmid=stated_pmid(ids.get("pmid")),
        url=f"https://doi.org/{doi}" if doi else key,
        type=_TYPES.get(text_of(item.get("type")) or ""),
        abstract=abstract_from_index(item.get("abstract_inverted_index")),
        notices=(*_retraction(item), *marks),
    )


def abstract_from_index(index: Any) -> str | None:
    """The running text of an inverted index, word → positions."""
    if not isinstance(index, dict):
        return None
    words = {
        position: word
        for word, positions in index.items()
        if isinstance(positions, list)
        for position in positions[:_LONGEST_ABSTRACT]
        if isinstance(position, int) and 0 <= position < _LONGEST_ABSTRACT
    }
    return text_of(" ".join(words[position] for position in sorted(words)))


def _name(authorship: Record) -> str | None:
    author = inner_record(authorship.get("author"))
    return text_of(author.get("display_name")) or text_of(authorship.get("raw_author_name"))


def _arxiv(item: Record) -> str | None:
    for location in inner_records(item.get("locations")):
        url = text_of(location.get("landing_page_url")) or ""
        if "arxiv.org/" in url:
            return stated_arxiv(url)
    return None


def _retraction(item: Record) -> Iterator[Notice]:
    if item.get("is_retracted") is True:
        updated = text_of(item.get("updated_date"))
        yield Notice(NoticeKind.RETRACTION, f"OpenAlex{f', record of {updated[:10]}' if updated else ''}")
