"""PubMed: biomedicine, with publication types and retractions as the National Library of Medicine records them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from xml.etree.ElementTree import Element

from obelize.domain.identifiers import stated_doi, stated_pmid
from obelize.domain.literature import Author, Notice, NoticeKind, Work, WorkQuery
from obelize.literature.protocol import Politeness
from obelize.literature.sources.needs import IDS, Batches, Need, by_identifier
from obelize.literature.sources.notices import notice_kind
from obelize.literature.sources.online import OnlineSource
from obelize.literature.sources.payload import (
    PayloadError,
    expect_status,
    joined,
    parse_json,
    parse_xml,
    record_in,
    xml_text,
    year_of,
)
from obelize.network.messages import Answer, Pace, Request

_MOST_WORDS = 15


class PubMed(OnlineSource):
    """Asks for records by PMID; anything else is searched for PMIDs first.

    Its "none" is a search that counts 0, or a set of records without the PMID asked for.
    """

    source_name = "pubmed"
    endpoint = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils"
    manners = Politeness(
        0.34, 3, contact_used=True, key_setting="pubmed_key", limits="3 requests a second, 10 with a key"
    )
    batches = Batches(doi=20, pmid=100, title=1, text=1)
    control = WorkQuery(pmid="26017442")
    has_notices = True

    @property
    def pace(self) -> Pace:
        """Faster with a key."""
        return Pace(0.1, 3) if self.key else Pace(self.manners.interval, self.manners.concurrency)

    def request(self, needs: Sequence[Need]) -> Request:
        """The records of PMIDs, or a search for PMIDs."""
        match needs[0].field:
            case "pmid":
                return self._records([need.value for need in needs])
            case "doi":
                term, most = " OR ".join(f'"{need.value}"[doi]' for need in needs), 2 * len(needs)
            case kind:
                tag = "[ti]" if kind == "title" else ""
                words = re.findall(r"[^\W_]{2,}", needs[0].value.lower())[:_MOST_WORDS]
                asked = " AND ".join(word + tag for word in words) or needs[0].value
                term, most = asked, min(50, max(1, needs[0].query.limit))
        params = {"db": "pubmed", "term": term, "retmode": "json", "retmax": str(most), "sort": "relevance"}
        return self._polite("esearch.fcgi", params)

    async def ask(self, needs: Sequence[Need]) -> list[list[Work]]:
        """One request for PMIDs, two for anything else."""
        answer = await self.send(self.request(needs))
        if needs[0].field != "pmid":
            expect_status(answer)
            pmids = pmids_from_search(parse_json(answer))
            if not pmids:
                return [[] for _ in needs]
            answer = await self.send(self._records(pmids))
        return self.read(answer, needs)

    def read(self, answer: Answer, needs: Sequence[Need]) -> list[list[Work]]:
        """The records of a set."""
        expect_status(answer)
        works = works_from_pubmed(parse_xml(answer, forbid_dtd=False))
        return by_identifier(needs, works) if needs[0].field in IDS else [works]

    def _records(self, pmids: Sequence[str]) -> Request:
        return self._polite("efetch.fcgi", {"db": "pubmed", "id": ",".join(pmids), "retmode": "xml"})

    def _polite(self, tool: str, params: dict[str, str]) -> Request:
        secrets = {"tool": "obelize"}
        if self.contact:
            secrets["email"] = self.contact
        if self.key:
            secrets["api_key"] = self.key
        accept = "application/json" if params["retmode"] == "json" else "application/xml"
        return Request(f"{self.address}/{tool}", params, secrets=secrets, accept=accept, pace=self.pace)


def pmids_from_search(payload: Any) -> list[str]:
    """The PMIDs that a search found."""
    result = record_in(record_in(payload, "the top").get("esearchresult"), "esearchresult")
    count, ids = result.get("count"), result.get("idlist")
    if "ERROR" in result or not isinstance(ids, list) or not isinstance(count, str) or not count.isdecimal():
        raise PayloadError("its search failed")
    pmids = [pmid for value in ids if (pmid := stated_pmid(value))]
    if count.strip("0") and not pmids:
        raise PayloadError("its answer counts hits and shows none")
    return pmids


def works_from_pubmed(root: Element) -> list[Work]:
    """The works of a `PubmedArticleSet`, articles and book chapters."""
    if root.tag != "PubmedArticleSet":
        raise PayloadError("its answer is no set of PubMed records")
    works = []
    for record in root:
        inner = record.find("MedlineCitation")
        if record.tag in {"PubmedArticle", "PubmedBookArticle"}:
            works.append(_article(record, inner) if inner is not None else _book_document(record))
    return works


def _article(record: Element, citation: Element) -> Work:
    pmid = _pmid(citation)
    article = citation.find("Article")
    if article is None:
        raise PayloadError("its answer holds a record without article")
    issue = article.find("Journal/JournalIssue")
    date = issue.find("PubDate") if issue is not None else None
    types = tuple(text for kind in article.iterfind("PublicationTypeList/PublicationType") if (text := xml_text(kind)))
    return Work(
        id=pmid,
        title=_title(article.find("ArticleTitle")) or _title(article.find("VernacularTitle")),
        source="pubmed",
        authors=tuple(_authors(article.find("AuthorList"))),
        year=_year(date) or year_of(xml_text(article.find("ArticleDate/Year"))),
        venue=xml_text(article.find("Journal/Title")) or xml_text(article.find("Journal/ISOAbbreviation")),
        volume=xml_text(issue.find("Volume")) if issue is not None else None,
        issue=xml_text(issue.find("Issue")) if issue is not None else None,
        pages=xml_text(article.find("Pagination/MedlinePgn")),
        doi=_doi(record, article),
        pmid=pmid,
        url=f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/",
        type="article" if "Preprint" in types else "article-journal",
        abstract=_abstract(article.find("Abstract")),
        publication_types=types,
        notices=tuple(_notices(citation, types)),
    )


def _book_document(record: Element) -> Work:
    document = record.find("BookDocument")
    if document is None:
        raise PayloadError("its answer holds a record that is neither article nor book")
    pmid = _pmid(document)
    chapter, book = _title(document.find("ArticleTitle")), _title(document.find("Book/BookTitle"))
    return Work(
        id=pmid,
        title=chapter or book,
        source="pubmed",
        authors=tuple(_authors(document.find("AuthorList")) or _authors(document.find("Book/AuthorList"))),
        year=year_of(xml_text(document.find("Book/PubDate/Year"))),
        venue=book if chapter else xml_text(document.find("Book/Publisher/PublisherName")),
        doi=next(_dois(document.iterfind("ArticleIdList/ArticleId")), None),
        pmid=pmid,
        url=f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/",
        type="chapter" if chapter else "book",
        abstract=_abstract(document.find("Abstract")),
    )


def _pmid(element: Element) -> str:
    pmid = stated_pmid(xml_text(element.find("PMID")))
    if pmid is None:
        raise PayloadError("its answer holds a record without PMID")
    return pmid


def _title(element: Element | None) -> str:
    """A title without the full stop that ends it, or the brackets of one that was translated."""
    title = (xml_text(element) or "").removesuffix(".")
    return title[1:-1].removesuffix(".") if title.startswith("[") and title.endswith("]") else title


def _authors(element: Element | None) -> list[Author]:
    authors = []
    for person in element if element is not None else ():
        family, group = xml_text(person.find("LastName")), xml_text(person.find("CollectiveName"))
        if family:
            authors.append(Author(family, xml_text(person.find("ForeName")) or xml_text(person.find("Initials")) or ""))
        elif group:
            authors.append(Author(group))
    return authors


def _year(date: Element | None) -> int | None:
    if date is None:
        return None
    return year_of(xml_text(date.find("Year"))) or year_of(xml_text(date.find("MedlineDate")))


def _doi(record: Element, article: Element) -> str | None:
    listed = [*record.iterfind("PubmedData/ArticleIdList/ArticleId"), *article.iterfind("ELocationID")]
    return next(_dois(listed), None)


def _dois(elements: Iterable[Element]) -> Iterator[str]:
    for element in elements:
        kind = element.get("IdType") or element.get("EIdType")
        if kind == "doi" and (doi := stated_doi(xml_text(element))):
            yield doi


def _abstract(element: Element | None) -> str | None:
    if element is None:
        return None
    parts = [
        joined((part.get("Label"), xml_text(part)), ": ") for part in element.iterfind("AbstractText") if xml_text(part)
    ]
    return joined(parts)


def _notices(citation: Element, types: tuple[str, ...]) -> Iterator[Notice]:
    kinds = set()
    for link in citation.iterfind("CommentsCorrectionsList/CommentsCorrections"):
        words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", link.get("RefType") or "")
        if words.endswith(" In") and (kind := notice_kind(words[:-3])):
            kinds.add(kind)
            yield Notice(kind, "PubMed", _doi_in(xml_text(link.find("RefSource"))))
    if NoticeKind.RETRACTION not in kinds and "Retracted Publication" in types:
        yield Notice(NoticeKind.RETRACTION, "PubMed, publication type")


def _doi_in(reference: str | None) -> str | None:
    found = re.search(r"doi:\s*(10\.\S+?)\.?(?:\s|$)", reference or "", re.IGNORECASE)
    return stated_doi(found[1]) if found else None
