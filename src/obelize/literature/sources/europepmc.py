"""Europe PMC: the life sciences, preprints included."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from obelize.domain.identifiers import stated_doi, stated_pmid
from obelize.domain.literature import Author, Notice, NoticeKind, Work, WorkQuery
from obelize.literature.protocol import Politeness
from obelize.literature.sources.names import authors_from
from obelize.literature.sources.needs import IDS, Batches, Need, by_identifier
from obelize.literature.sources.notices import notice_kind
from obelize.literature.sources.online import OnlineSource
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


class EuropePmc(OnlineSource):
    """Every question is a search; its "none" is a hit count of 0. A 404 is a fault."""

    source_name = "europepmc"
    endpoint = "https://www.ebi.ac.uk/europepmc/webservices/rest"
    manners = Politeness(0.2, 3, limits="no stated limit; 5 requests a second at most are made")
    batches = Batches(doi=20, pmid=50, title=1, text=1)
    control = WorkQuery(pmid="26017442")
    has_notices = True

    def request(self, needs: Sequence[Need]) -> Request:
        """Fielded searches joined by OR, or plain words."""
        match needs[0].field:
            case "doi":
                query = " OR ".join(f'DOI:"{need.value}"' for need in needs)
            case "pmid":
                query = " OR ".join(f"(EXT_ID:{need.value} AND SRC:MED)" for need in needs)
            case kind:
                words = " ".join(plain_words(needs[0].value))
                query = f'TITLE:"{words}"' if kind == "title" else words
        size = 2 * len(needs) if needs[0].field in IDS else min(100, max(1, needs[0].query.limit))
        params = {"query": query, "resultType": "core", "format": "json", "pageSize": str(size)}
        return Request(f"{self.address}/search", params, pace=self.pace)

    def read(self, answer: Answer, needs: Sequence[Need]) -> list[list[Work]]:
        """The hits."""
        expect_status(answer)
        works = works_from_europepmc(parse_json(answer))
        return by_identifier(needs, works) if needs[0].field in IDS else [works]


def works_from_europepmc(payload: Any) -> list[Work]:
    """The works of a search. An answer that counts hits and shows none is incomplete, not empty."""
    outer = record_in(payload, "the top")
    results = records_in(record_in(outer.get("resultList"), "resultList").get("result"), "resultList.result")
    count = outer.get("hitCount")
    if not isinstance(count, int) or (count > 0 and not results):
        raise PayloadError("its answer counts hits and shows none")
    return [work_from_europepmc(item) for item in results]


def work_from_europepmc(item: Record) -> Work:
    """One record of any result type: "lite" has less than "core"."""
    source, key = text_of(item.get("source")), text_of(item.get("id"))
    if source is None or key is None:
        raise PayloadError("its answer holds a record without source and id")
    journal = inner_record(item.get("journalInfo"))
    place = inner_record(journal.get("journal"))
    types = tuple(texts_of(inner_record(item.get("pubTypeList")).get("pubType") or item.get("pubType")))
    doi = stated_doi(item.get("doi"))
    return Work(
        id=f"{source}:{key}",
        title=(text_of(item.get("title")) or "").removesuffix("."),
        source="europepmc",
        authors=tuple(_authors(item)),
        year=year_of(item.get("pubYear")) or year_of(journal.get("yearOfPublication")),
        venue=text_of(place.get("title")) or text_of(item.get("journalTitle")),
        volume=text_of(journal.get("volume")) or text_of(item.get("journalVolume")),
        issue=text_of(journal.get("issue")) or text_of(item.get("issue")),
        pages=text_of(item.get("pageInfo")),
        doi=doi,
        pmid=stated_pmid(item.get("pmid")),
        url=f"https://europepmc.org/article/{source}/{key}",
        type=_type(source, types),
        abstract=text_of(item.get("abstractText")),
        publication_types=types,
        notices=tuple(_notices(item, types)),
    )


def _authors(item: Record) -> Iterator[Author]:
    people = inner_records(inner_record(item.get("authorList")).get("author"))
    for person in people:
        if family := text_of(person.get("lastName")):
            yield Author(family, text_of(person.get("firstName")) or text_of(person.get("initials")) or "")
        elif group := text_of(person.get("collectiveName")):
            yield Author(group)
    if not people:
        # "Schoenfeld JD, Haas-Kogan DA." – family name first, initials last.
        for name in (text_of(item.get("authorString")) or "").rstrip(".").split(", "):
            found = re.fullmatch(r"(.+?)\s+([A-Z]{1,4})", name)
            if found:
                yield Author(found[1], found[2])
            else:
                yield from authors_from([name])


def _type(source: str, types: tuple[str, ...]) -> str | None:
    lowered = {kind.lower() for kind in types}
    if source == "PPR" or "preprint" in lowered:
        return "article"
    return "article-journal" if any("article" in kind or kind == "review" for kind in lowered) else None


def _notices(item: Record, types: tuple[str, ...]) -> Iterator[Notice]:
    links = inner_records(inner_record(item.get("commentCorrectionList")).get("commentCorrection"))
    kinds = set()
    for link in links:
        words = text_of(link.get("type")) or ""
        if words.lower().endswith(" in") and (kind := notice_kind(words[:-3])):
            kinds.add(kind)
            yield Notice(kind, "Europe PMC")
    if NoticeKind.RETRACTION not in kinds and "retracted publication" in {kind.lower() for kind in types}:
        yield Notice(NoticeKind.RETRACTION, "Europe PMC, publication type")
