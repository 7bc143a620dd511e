"""Crossref: the DOIs of most publishers, with notices from publishers and Retraction Watch."""

import re
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import quote

from obelize.domain.identifiers import stated_doi
from obelize.domain.literature import Author, Notice, Work, WorkQuery
from obelize.literature.protocol import Politeness
from obelize.literature.sources.needs import IDS, Batches, Need, by_identifier
from obelize.literature.sources.notices import notice_kind, without_mark
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
    texts_of,
    year_of,
)
from obelize.network.messages import Answer, Request

_MOST_AUTHORS = 5_000
CSL_TYPES = {
    "journal-article": "article-journal",
    "proceedings-article": "paper-conference",
    "posted-content": "article",
    "book-chapter": "chapter",
    "book-section": "chapter",
    "book": "book",
    "monograph": "book",
    "edited-book": "book",
    "reference-book": "book",
    "reference-entry": "entry-encyclopedia",
    "report": "report",
    "dissertation": "thesis",
    "dataset": "dataset",
    "standard": "standard",
    "peer-review": "review",
}


class Crossref(OnlineSource):
    """Asks by DOI with a filter, which answers "none" with an empty list: a 404 is a fault, never "none".

    A filter ends at a comma and has no escape for one, so a DOI with a comma is asked for by its own address.
    """

    source_name = "crossref"
    endpoint = "https://api.crossref.org"
    manners = Politeness(
        0.2, 3, contact_used=True, limits="5 requests a second, 10 with a contact address; less for lists"
    )
    batches = Batches(doi=25, title=1, text=1, arxiv_dois=False)
    control = WorkQuery(doi="10.1038/nature14539")
    has_notices = True

    def batch_of(self, need: Need) -> int:
        """One where the need has an address of its own."""
        return 1 if _is_unlisted(need) else super().batch_of(need)

    def request(self, needs: Sequence[Need]) -> Request:
        """A filtered list for DOIs, a search in titles for a title, in all that identifies a work for a text."""
        secrets = {"mailto": self.contact} if self.contact else {}
        if _is_unlisted(needs[0]):
            return Request(f"{self.address}/works/{quote(needs[0].value)}", secrets=secrets, pace=self.pace)
        if needs[0].field == "doi":
            params = {"filter": ",".join(f"doi:{need.value}" for need in needs), "rows": str(2 * len(needs))}
        else:
            kind = "query.title" if needs[0].field == "title" else "query.bibliographic"
            params = {kind: needs[0].value, "rows": str(min(20, max(1, needs[0].query.limit)))}
        return Request(f"{self.address}/works", params, secrets=secrets, pace=self.pace)

    def read(self, answer: Answer, needs: Sequence[Need]) -> list[list[Work]]:
        """The works listed."""
        if answer.status == 400:
            raise RejectedBatchError("it rejected the question (400)")
        expect_status(answer)
        payload = parse_json(answer)
        if _is_unlisted(needs[0]):
            message = record_in(record_in(payload, "the top").get("message"), "message")
            return by_identifier(needs, [work_from_crossref(message)])
        works = works_from_crossref(payload)
        return by_identifier(needs, works) if needs[0].field in IDS else [works]


def _is_unlisted(need: Need) -> bool:
    return need.field == "doi" and "," in need.value


def works_from_crossref(payload: Any) -> list[Work]:
    """The works of a list (`/works?…`)."""
    message = record_in(record_in(payload, "the top").get("message"), "message")
    return [work_from_crossref(item) for item in records_in(message.get("items"), "message.items")]


def work_from_crossref(item: Record) -> Work:
    """One record. Title and subtitle are joined, the year is that of `issued`, notices come from `updated-by`."""
    doi = stated_doi(item.get("DOI"))
    if doi is None:
        raise PayloadError("its answer holds a record without DOI")
    title, marks = without_mark(_title(item), "Crossref")
    return Work(
        id=doi,
        title=title,
        source="crossref",
        authors=tuple(_authors(item.get("author"))),
        year=_year(item),
        venue=first_text(item.get("container-title")) or text_of(inner_record(item.get("event")).get("name")),
        volume=text_of(item.get("volume")),
        issue=text_of(item.get("issue")),
        pages=text_of(item.get("page")) or text_of(item.get("article-number")),
        doi=doi,
        url=f"https://doi.org/{doi}",
        type=CSL_TYPES.get(text_of(item.get("type")) or ""),
        abstract=text_of(item.get("abstract")),
        publication_types=tuple(_roles(item)),
        notices=(*_notices(item.get("updated-by")), *marks),
    )


def _title(item: Record) -> str:
    title = first_text(item.get("title")) or ""
    subtitle = joined(
        (text for text in texts_of(item.get("subtitle")) if text.casefold() not in title.casefold()), ": "
    )
    return joined((title, subtitle), ": ") or ""


def _authors(value: Any) -> Iterator[Author]:
    for person in inner_records(value)[:_MOST_AUTHORS]:
        family = text_of(person.get("family"))
        if family:
            yield Author(family, text_of(person.get("given")) or "")
        elif name := text_of(person.get("name")) or text_of(person.get("given")):
            yield Author(name)


def _year(item: Record) -> int | None:
    for name in ("issued", "published", "published-print", "published-online"):
        if date := _date(item.get(name)):
            return year_of(date)
    return None


def _date(value: Any) -> str | None:
    """ISO 8601 as precise as `date-parts` says."""
    outer = inner_record(value).get("date-parts")
    parts = outer[0] if isinstance(outer, list) and outer else None
    if not isinstance(parts, list) or not parts or year_of(parts[0]) is None:
        return None
    rest = []
    for part, most in zip(parts[1:3], (12, 31), strict=False):
        if isinstance(part, bool) or not isinstance(part, int) or not 1 <= part <= most:
            break
        rest.append(f"-{part:02d}")
    return f"{year_of(parts[0])}{''.join(rest)}"


def _notices(value: Any) -> Iterator[Notice]:
    for update in inner_records(value):
        if kind := notice_kind(text_of(update.get("type"))):
            reporter = re.sub(r"[-_]+", " ", text_of(update.get("source")) or "publisher")
            yield Notice(kind, f"Crossref ({reporter})", stated_doi(update.get("DOI")), _date(update.get("updated")))


def _roles(item: Record) -> Iterator[str]:
    """What the record says it is, and "notice of …" where it is itself the notice about another work."""
    yield from texts_of(item.get("subtype"))
    for update in inner_records(item.get("update-to")):
        if kind := notice_kind(text_of(update.get("type"))):
            yield f"notice of {kind}"
