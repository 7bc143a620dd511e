"""Unpaywall: where a DOI's text can be read freely."""

from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import quote

from obelize.domain.identifiers import stated_doi
from obelize.domain.literature import Author, Work, WorkQuery
from obelize.literature.protocol import Politeness
from obelize.literature.sources.crossref import CSL_TYPES
from obelize.literature.sources.names import author_from_name
from obelize.literature.sources.needs import Batches, Need
from obelize.literature.sources.online import OnlineSource
from obelize.literature.sources.payload import (
    PayloadError,
    Record,
    expect_status,
    inner_record,
    inner_records,
    parse_json,
    record_in,
    text_of,
    year_of,
)
from obelize.network.messages import Answer, Request


class Unpaywall(OnlineSource):
    """Its "none" is a 404 with a JSON object that repeats the status; any other 404 is a fault."""

    source_name = "unpaywall"
    endpoint = "https://api.unpaywall.org"
    manners = Politeness(0.1, 3, contact_needed=True, limits="100,000 requests a day; a real contact address")
    batches = Batches(doi=1, arxiv_dois=False)
    control = WorkQuery(doi="10.1038/nature14539")
    says_none = frozenset({"doi"})

    def request(self, needs: Sequence[Need]) -> Request:
        """One DOI."""
        url = f"{self.address}/v2/{quote(needs[0].value, safe='/:;().,_-')}"
        return Request(url, secrets={"email": self.contact}, pace=self.pace)

    def read(self, answer: Answer, needs: Sequence[Need]) -> list[list[Work]]:
        """The record."""
        expect_status(answer, 404)
        payload = record_in(parse_json(answer), "the top")
        if answer.status == 404:
            if payload.get("HTTP_status_code") != 404:
                raise PayloadError("it answered with status 404")
            return [[]]
        work = work_from_unpaywall(payload)
        if work.doi != needs[0].value:
            raise PayloadError("it answered with another work than the one asked for")
        return [[work]]


def work_from_unpaywall(item: Record) -> Work:
    """One record. `url` is the free copy where there is one."""
    doi = stated_doi(item.get("doi"))
    if doi is None:
        raise PayloadError("its answer holds a record without DOI")
    free = inner_record(item.get("best_oa_location"))
    return Work(
        id=doi,
        title=text_of(item.get("title")) or "",
        source="unpaywall",
        authors=tuple(_authors(item.get("z_authors"))),
        year=year_of(item.get("year")) or year_of(item.get("published_date")),
        venue=text_of(item.get("journal_name")),
        doi=doi,
        url=text_of(free.get("url")) or f"https://doi.org/{doi}",
        type=CSL_TYPES.get(text_of(item.get("genre")) or ""),
    )


def _authors(value: Any) -> Iterator[Author]:
    for person in inner_records(value):
        name = text_of(person.get("raw_author_name")) or text_of(person.get("name"))
        if family := text_of(person.get("family")):
            yield Author(family, text_of(person.get("given")) or "")
        elif name and (author := author_from_name(name)):
            yield author
