"""Google Fact Check Tools: what fact checkers have published about a claim."""

from collections.abc import Iterator, Sequence
from typing import Any

from obelize.domain.literature import Author, Work, WorkQuery
from obelize.literature.protocol import Politeness
from obelize.literature.sources.needs import Batches, Need
from obelize.literature.sources.online import OnlineSource
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
from obelize.network.messages import Answer, Request


class FactCheck(OnlineSource):
    """Searches texts only, so nothing is asked unless text may leave. Its "none" is an object without claims."""

    source_name = "factcheck"
    endpoint = "https://factchecktools.googleapis.com"
    manners = Politeness(0.5, 2, key_setting="factcheck_key", key_needed=True, limits="as granted to the key")
    batches = Batches(text=1)
    control = WorkQuery(text="vaccines cause autism")

    def request(self, needs: Sequence[Need]) -> Request:
        """A search for published checks."""
        params = {"query": needs[0].value[:300], "pageSize": str(min(20, max(1, needs[0].query.limit)))}
        headers = {"X-Goog-Api-Key": self.key}
        return Request(f"{self.address}/v1alpha1/claims:search", params, secret_headers=headers, pace=self.pace)

    def read(self, answer: Answer, needs: Sequence[Need]) -> list[list[Work]]:  # noqa: ARG002 - one question each
        """The reviews of the claims."""
        expect_status(answer)
        return [works_from_factcheck(parse_json(answer))]


def works_from_factcheck(payload: Any) -> list[Work]:
    """One work for each published review of each claim."""
    outer = record_in(payload, "the top")
    if set(outer) - {"claims", "nextPageToken"}:
        raise PayloadError("its answer is no list of claims")
    claims = records_in(outer.get("claims", []), "claims")
    return [work for claim in claims for work in _reviews(claim)]


def _reviews(claim: Record) -> Iterator[Work]:
    text, claimant = text_of(claim.get("text")), text_of(claim.get("claimant"))
    for review in inner_records(claim.get("claimReview")):
        url = text_of(review.get("url"))
        if url is None:
            raise PayloadError("its answer holds a review without address")
        publisher = inner_record(review.get("publisher"))
        name, site = text_of(publisher.get("name")), text_of(publisher.get("site"))
        rating = text_of(review.get("textualRating"))
        said = f"{claimant or 'Somebody'} said: “{text}”." if text else None
        yield Work(
            id=url,
            title=text_of(review.get("title")) or text or "",
            source="factcheck",
            authors=(Author(name),) if name else (),
            year=year_of(review.get("reviewDate")),
            venue=site or name,
            url=url,
            type="webpage",
            abstract=joined((said, f"Rated: {rating}." if rating else None)),
            publication_types=("fact check",),
        )
