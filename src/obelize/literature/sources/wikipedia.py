"""Wikipedia: articles that speak to a text. An encyclopedia is a pointer, not a reference."""

from collections.abc import Sequence
from typing import Any

from obelize.domain.literature import Work, WorkQuery
from obelize.literature.protocol import Politeness
from obelize.literature.sources.needs import Batches, Need
from obelize.literature.sources.online import OnlineSource
from obelize.literature.sources.payload import (
    PayloadError,
    Record,
    expect_status,
    parse_json,
    record_in,
    records_in,
    text_of,
)
from obelize.literature.sources.words import plain_words
from obelize.network.messages import Answer, Pace, Request


class Wikipedia(OnlineSource):
    """Searches texts only, so nothing is asked unless text may leave. Its "none" is an empty list of hits."""

    source_name = "wikipedia"
    endpoint = "https://en.wikipedia.org"
    manners = Politeness(6.0, 1, contact_used=True, limits="10 requests a minute, 60 are made with a contact address")
    batches = Batches(text=1)
    control = WorkQuery(text="Retraction in academic publishing")

    @property
    def pace(self) -> Pace:
        """Ten times faster where the operator has said who asks."""
        return Pace(1.0 if self.contact else self.manners.interval, self.manners.concurrency)

    def request(self, needs: Sequence[Need]) -> Request:
        """A full-text search."""
        params = {
            "action": "query",
            "list": "search",
            "srsearch": " ".join(plain_words(needs[0].value))[:300],
            "srlimit": str(min(20, max(1, needs[0].query.limit))),
            "format": "json",
            "formatversion": "2",
        }
        return Request(f"{self.address}/w/api.php", params, pace=self.pace)

    def read(self, answer: Answer, needs: Sequence[Need]) -> list[list[Work]]:  # noqa: ARG002 - one question each
        """The hits."""
        expect_status(answer)
        return [works_from_wikipedia(parse_json(answer), self.address)]


def works_from_wikipedia(payload: Any, address: str) -> list[Work]:
    """The articles of a search; `address` is the wiki's own."""
    outer = record_in(payload, "the top")
    hits = records_in(record_in(outer.get("query"), "query").get("search"), "query.search")
    return [_article(hit, address) for hit in hits]


def _article(hit: Record, address: str) -> Work:
    page, title = hit.get("pageid"), text_of(hit.get("title"))
    if not isinstance(page, int) or title is None:
        raise PayloadError("its answer holds a hit without page")
    return Work(
        id=f"wikipedia:{page}",
        title=title,
        source="wikipedia",
        venue="Wikipedia",
        url=f"{address}/?curid={page}",
        type="entry-encyclopedia",
        abstract=text_of(hit.get("snippet")),
    )
