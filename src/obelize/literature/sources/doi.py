"""doi.org: whether a DOI is registered at all, and with which agency. It has no titles."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

from obelize.domain.identifiers import arxiv_of_doi
from obelize.domain.literature import Work, WorkQuery
from obelize.literature.protocol import Politeness
from obelize.literature.sources.needs import Batches, Need
from obelize.literature.sources.online import Access, OnlineSource
from obelize.literature.sources.payload import PayloadError, expect_status, parse_json, records_in, text_of
from obelize.network.failures import NetworkError
from obelize.network.messages import Answer, Request

_MOVED = {301, 302, 303, 307, 308}
_UNKNOWN = {404, 410}


class DoiOrg(OnlineSource):
    """A DOI that leads somewhere is registered; 404 and 410 alone mean "none". Nothing is fetched from where it leads.

    The work found has no title: it says that the DOI exists and, where known, which agency registered it.
    """

    source_name = "doi"
    endpoint = "https://doi.org"
    manners = Politeness(0.05, 8, limits="no stated limit; 20 requests a second at most are made")
    batches = Batches(doi=1)
    control = WorkQuery(doi="10.1038/nature14539")

    def __init__(self, access: Access) -> None:
        super().__init__(access)
        self._agencies: dict[str, str | None] = {}

    def request(self, needs: Sequence[Need]) -> Request:
        """The DOI's own address."""
        url = f"{self.address}/{quote(needs[0].value, safe='/:;().,_-')}"
        return Request(url, accept="*/*", pace=self.pace, follow_redirects=False)

    async def ask(self, needs: Sequence[Need]) -> list[list[Work]]:
        """One request for the DOI, and once for each prefix one for the agency."""
        found = await super().ask(needs)
        if not found[0]:
            return found
        doi = needs[0].value
        agency = await self._agency(doi.partition("/")[0])
        known = (f"DOI registered with {agency}",) if agency else ()
        url = f"https://doi.org/{doi}"
        return [[Work(doi, "", "doi", doi=doi, arxiv=arxiv_of_doi(doi), url=url, publication_types=known)]]

    def read(self, answer: Answer, needs: Sequence[Need]) -> list[list[Work]]:
        """A work without title if the DOI leads somewhere."""
        if answer.status in _UNKNOWN:
            return [[]]
        if answer.status in _MOVED:
            here = self.request(needs).url
            there = urljoin(here, answer.headers.get("location", ""))
            if urlsplit(there)._replace(scheme="") == urlsplit(here)._replace(scheme=""):
                raise PayloadError("it sends every question to another address; set endpoints to that one")
        else:
            expect_status(answer)
        doi = needs[0].value
        return [[Work(doi, "", "doi", doi=doi)]]

    async def _agency(self, prefix: str) -> str | None:
        """The registration agency of a DOI prefix; None where it can't be learnt, which takes nothing away."""
        if prefix not in self._agencies:
            try:
                answer = await self.send(Request(f"{self.address}/ra/{prefix}", pace=self.pace))
                expect_status(answer)
                self._agencies[prefix] = agency_from_doi(parse_json(answer))
            except (NetworkError, PayloadError):
                self._agencies[prefix] = None
        return self._agencies[prefix]


def agency_from_doi(payload: Any) -> str | None:
    """The agency that an answer of `/ra/…` names; None where it says that the prefix doesn't exist."""
    records = records_in(payload, "the top")
    if len(records) != 1 or not (text_of(records[0].get("RA")) or text_of(records[0].get("status"))):
        raise PayloadError("its answer names no agency")
    return text_of(records[0].get("RA"))
