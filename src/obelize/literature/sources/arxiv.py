"""arXiv: preprints by id or title, as an Atom feed."""

import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element

from obelize.domain.identifiers import doi_of_arxiv, stated_arxiv, stated_doi
from obelize.domain.literature import Notice, NoticeKind, Work, WorkQuery
from obelize.literature.protocol import Politeness
from obelize.literature.sources.names import authors_from
from obelize.literature.sources.needs import IDS, Batches, Need, by_identifier
from obelize.literature.sources.online import OnlineSource, RejectedBatchError
from obelize.literature.sources.payload import PayloadError, expect_status, parse_xml, xml_text, year_of
from obelize.network.messages import Answer, Request

_ATOM = "{http://www.w3.org/2005/Atom}"
_ARXIV = "{http://arxiv.org/schemas/atom}"
_OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"
_WITHDRAWN = re.compile(
    r"\b(?:paper|article|manuscript|submission|preprint)\s+(?:has been|have been|was|is)\s+withdrawn|^\s*withdrawn\b",
    re.IGNORECASE,
)
_MOST_WORDS = 12


class Arxiv(OnlineSource):
    """Asks by id in lists, and by the words of a title. An empty feed means "none"; a 404 is a fault."""

    source_name = "arxiv"
    endpoint = "https://export.arxiv.org"
    manners = Politeness(3.0, 1, limits="one request in 3 seconds over one connection")
    batches = Batches(arxiv=50, title=1, text=1)
    control = WorkQuery(arxiv="1706.03762")

    def request(self, needs: Sequence[Need]) -> Request:
        """A list of ids, or all words of the title, or of a text."""
        if needs[0].field == "arxiv":
            params = {"id_list": ",".join(need.value for need in needs), "max_results": str(len(needs))}
        else:
            prefix = "ti" if needs[0].field == "title" else "all"
            words = re.findall(r"[^\W_]{2,}", needs[0].value.lower())[:_MOST_WORDS]
            asked = " AND ".join(f"{prefix}:{word}" for word in words) or f'{prefix}:"{needs[0].value}"'
            params = {"search_query": asked, "max_results": str(min(50, max(1, needs[0].query.limit)))}
        return Request(f"{self.address}/api/query", params, accept="application/atom+xml", pace=self.pace)

    def read(self, answer: Answer, needs: Sequence[Need]) -> list[list[Work]]:
        """The entries of the feed."""
        if answer.body[:40].lstrip().lower().startswith(b"rate exceeded"):
            raise PayloadError("asked too often (its answer is “Rate exceeded.”)")
        if answer.status == 400:
            raise RejectedBatchError("it rejected the question (400)")
        expect_status(answer)
        feed = parse_xml(answer, forbid_dtd=True)
        if needs[0].field in IDS:
            return by_identifier(needs, works_from_arxiv(feed, by_id=True))
        return [works_from_arxiv(feed)]


def works_from_arxiv(feed: Element, *, by_id: bool = False) -> list[Work]:
    """The works of a feed. A feed that announces results and has none is incomplete, not empty.

    In a feed asked for `by_id`, an id that arXiv doesn't have is announced all the same: it has no entry, or one
    without id.
    """
    if feed.tag != f"{_ATOM}feed":
        raise PayloadError("its answer is no Atom feed")
    total = xml_text(feed.find(f"{_OPENSEARCH}totalResults"))
    if total is None or not total.isdecimal():
        raise PayloadError("its answer doesn't say how many results there are")
    entries = feed.findall(f"{_ATOM}entry")
    if by_id:
        entries = [entry for entry in entries if xml_text(entry.find(f"{_ATOM}id"))]
    elif not entries and total.strip("0"):
        raise PayloadError("its answer announces results and has none")
    return [work_from_arxiv(entry) for entry in entries]


def work_from_arxiv(entry: Element) -> Work:
    """One entry. The year is that of the first version; `doi` the published version's, else arXiv's own."""
    address = xml_text(entry.find(f"{_ATOM}id")) or ""
    summary = xml_text(entry.find(f"{_ATOM}summary"))
    if "/api/errors" in address:
        raise RejectedBatchError(f"it rejected the question ({(summary or 'no reason given')[:100]})")
    arxiv = stated_arxiv(address.partition("/abs/")[2])
    if arxiv is None:
        raise PayloadError("its answer holds an entry without arXiv id")
    comment = xml_text(entry.find(f"{_ARXIV}comment")) or ""
    withdrawn = _WITHDRAWN.search(comment) or (summary and _WITHDRAWN.search(summary[:200]))
    return Work(
        id=arxiv,
        title=xml_text(entry.find(f"{_ATOM}title")) or "",
        source="arxiv",
        authors=authors_from([xml_text(name) for name in entry.iterfind(f"{_ATOM}author/{_ATOM}name")]),
        year=year_of(xml_text(entry.find(f"{_ATOM}published"))),
        venue=xml_text(entry.find(f"{_ARXIV}journal_ref")) or "arXiv",
        doi=stated_doi(xml_text(entry.find(f"{_ARXIV}doi"))) or doi_of_arxiv(arxiv),
        arxiv=arxiv,
        url=f"https://arxiv.org/abs/{arxiv}",
        type="article",
        abstract=summary,
        notices=(Notice(NoticeKind.WITHDRAWAL, "arXiv, comment of the authors"),) if withdrawn else (),
    )
