"""DataCite: DOIs of data, software, theses and of arXiv, whose DOIs no other registry has."""

from collections.abc import Iterator, Sequence
from typing import Any

from obelize.domain.identifiers import arxiv_of_doi, stated_doi
from obelize.domain.literature import Author, Work, WorkQuery
from obelize.literature.protocol import Politeness
from obelize.literature.sources.names import author_from_name
from obelize.literature.sources.needs import IDS, Batches, Need, by_identifier
from obelize.literature.sources.online import OnlineSource, RejectedBatchError
from obelize.literature.sources.payload import (
    PayloadError,
    Record,
    expect_status,
    first_text,
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

_TYPES = {
    "Preprint": "article",
    "JournalArticle": "article-journal",
    "ConferencePaper": "paper-conference",
    "ConferenceProceeding": "book",
    "Dissertation": "thesis",
    "Dataset": "dataset",
    "Software": "software",
    "Book": "book",
    "BookChapter": "chapter",
    "Report": "report",
    "Standard": "standard",
}


class DataCite(OnlineSource):
    """Asks with a query over lists, whose empty list means "none"; a 404 is a fault."""

    source_name = "datacite"
    endpoint = "https://api.datacite.org"
    manners = Politeness(
        0.4, 3, contact_used=True, limits="1,000 requests in 5 minutes with a contact address, 500 without"
    )
    batches = Batches(doi=25, title=1, text=1)
    control = WorkQuery(doi="10.48550/arxiv.1706.03762")

    def request(self, needs: Sequence[Need]) -> Request:
        """DOIs joined by OR, or the words of a title or text."""
        if needs[0].field == "doi":
            query = "doi:(" + " OR ".join(f'"{need.value}"' for need in needs) + ")"
            size = 2 * len(needs)
        else:
            words = " ".join(plain_words(needs[0].value))
            query = f"titles.title:({words})" if needs[0].field == "title" else words
            size = min(50, max(1, needs[0].query.limit))
        secrets = {"mailto": self.contact} if self.contact else {}
        params = {"query": query.replace("\\", ""), "page[size]": str(size)}
        return Request(f"{self.address}/dois", params, secrets=secrets, pace=self.pace)

    def read(self, answer: Answer, needs: Sequence[Need]) -> list[list[Work]]:
        """The works listed."""
        if answer.status == 400:
            raise RejectedBatchError("it rejected the question (400)")
        expect_status(answer)
        works = works_from_datacite(parse_json(answer))
        return by_identifier(needs, works) if needs[0].field in IDS else [works]


def works_from_datacite(payload: Any) -> list[Work]:
    """The works of a list (`/dois?…`)."""
    return [work_from_datacite(item) for item in records_in(record_in(payload, "the top").get("data"), "data")]


def work_from_datacite(item: Record) -> Work:
    """One record (`data` of a single one, an entry of a list)."""
    fields = inner_record(item.get("attributes"))
    doi = stated_doi(fields.get("doi")) or stated_doi(item.get("id"))
    if doi is None:
        raise PayloadError("its answer holds a record without DOI")
    container = inner_record(fields.get("container"))
    kinds = inner_record(fields.get("types"))
    general = text_of(kinds.get("resourceTypeGeneral")) or ""
    publisher = fields.get("publisher")
    return Work(
        id=doi,
        title=_title(fields),
        source="datacite",
        authors=tuple(_creators(fields.get("creators"))),
        year=year_of(fields.get("publicationYear")),
        venue=text_of(container.get("title")) or text_of(publisher) or text_of(inner_record(publisher).get("name")),
        volume=text_of(container.get("volume")),
        issue=text_of(container.get("issue")),
        pages=joined((text_of(container.get("firstPage")), text_of(container.get("lastPage"))), "–"),
        doi=doi,
        arxiv=arxiv_of_doi(doi),
        url=f"https://doi.org/{doi}",
        type=_TYPES.get(general) or text_of(kinds.get("citeproc")),
        abstract=_abstract(fields),
        publication_types=tuple(text for text in (text_of(kinds.get("resourceType")),) if text),
    )


def _title(fields: Record) -> str:
    titles = inner_records(fields.get("titles"))
    main = [text for title in titles if not title.get("titleType") and (text := text_of(title.get("title")))]
    more = [text_of(title.get("title")) for title in titles if title.get("titleType") == "Subtitle"]
    first = first_text(main) or first_text([title.get("title") for title in titles])
    return joined((first, *more), ": ") or ""


def _creators(value: Any) -> Iterator[Author]:
    for creator in inner_records(value):
        name, family = text_of(creator.get("name")), text_of(creator.get("familyName"))
        if family:
            yield Author(family, text_of(creator.get("givenName")) or "")
        elif name and creator.get("nameType") == "Organizational":
            yield Author(name)
        elif name and (author := author_from_name(name)):
            yield author


def _abstract(fields: Record) -> str | None:
    descriptions = inner_records(fields.get("descriptions"))
    abstracts = [d for d in descriptions if d.get("descriptionType") == "Abstract"]
    return first_text([description.get("description") for description in abstracts])
