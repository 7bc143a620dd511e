"""Collections as XML, read element by element: PubMed's sets of articles and the ACL Anthology's volumes."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, cast
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from obelize.domain.identifiers import bare_doi, year_in
from obelize.domain.literature import Author, Work
from obelize.literature.formats.lines import MOST_CHARACTERS
from obelize.literature.formats.reference import Entry, MalformedRecord, Reference
from obelize.literature.sources.payload import PayloadError, xml_text
from obelize.literature.sources.pubmed import works_from_pubmed

_PUBMED_RECORDS = frozenset({"PubmedArticle", "PubmedBookArticle"})


def parse_pubmed(data: IO[bytes]) -> Iterator[Entry]:
    """The articles of a `PubmedArticleSet`, one in memory at a time."""
    for number, record in _elements(data, _PUBMED_RECORDS, 0):
        if isinstance(record, MalformedRecord):
            yield record
            return
        one = Element("PubmedArticleSet")
        one.append(record)
        try:
            works = works_from_pubmed(one)
        except PayloadError as error:
            yield MalformedRecord(f"record {number}", str(error))
            continue
        yield from (_entry(work, number) for work in works)


def parse_anthology(data: IO[bytes]) -> Iterator[Entry]:
    """The papers of an ACL Anthology collection; a paper's year and venue are those of its volume."""
    volume = _Volume()
    collection = ""
    for number, element in _elements(data, frozenset({"collection", "volume", "meta", "paper"}), 0, starts=True):
        if isinstance(element, MalformedRecord):
            yield element
            return
        match element.tag:
            case "collection":
                collection = element.get("id", "")
            case "volume":
                volume = _Volume(element.get("id", ""))
            case "meta":
                volume = _Volume(volume.id, xml_text(element.find("booktitle")), xml_text(element.find("year")))
            case _:
                yield _entry(_paper(element, volume, collection), number)


@dataclass(frozen=True, slots=True)
class _Volume:
    id: str = ""
    title: str | None = None
    year: str | None = None


def _paper(paper: Element, volume: _Volume, collection: str) -> Work:
    own_id = f"{collection}-{volume.id}.{paper.get('id', '')}"
    url = xml_text(paper.find("url"))
    return Work(
        id=own_id,
        title=xml_text(paper.find("title")) or "",
        source="anthology",
        authors=tuple(_anthology_authors(paper)),
        year=year_in(volume.year or ""),
        venue=volume.title,
        pages=(xml_text(paper.find("pages")) or "").replace("–", "-") or None,
        doi=bare_doi(xml_text(paper.find("doi")) or ""),
        url=url if url and url.startswith("http") else f"https://aclanthology.org/{url or own_id}",
        type="paper-conference",
        abstract=xml_text(paper.find("abstract")),
    )


def _anthology_authors(paper: Element) -> Iterator[Author]:
    for author in paper.iterfind("author"):
        family, given = xml_text(author.find("last")), xml_text(author.find("first"))
        if family or given:
            yield Author(family or given or "", given or "" if family else "")


def _elements(
    data: IO[bytes], wanted: frozenset[str], count: int, *, starts: bool = False
) -> Iterator[tuple[int, Element | MalformedRecord]]:
    """Each wanted element when it is complete, then emptied. With `starts`, containers come when they begin."""
    containers = {"collection", "volume"} if starts else set()
    bounded = _BoundedBytes(data)
    try:
        # PubMed's files name their DTD; defusedxml still refuses entities and external references.
        parsed = iterparse(cast("IO[bytes]", bounded), events=("start", "end"), forbid_dtd=False)
        root: Element | None = None
        for event, element in parsed:
            root = element if root is None else root
            if event == "start" and element.tag in containers:
                yield count, element
            elif event == "end" and element.tag in wanted - containers:
                count += 1
                bounded.since_record = 0
                yield count, element
                element.clear()
            elif event == "end" and element.tag in containers and root is not None:
                root.clear()
            if event == "end" and not starts and element.tag in wanted and root is not None:
                root.clear()
    except (ParseError, DefusedXmlException) as error:
        yield count, MalformedRecord(f"after record {count}", f"not valid XML: {error}; the rest is left out")
    except _TooLongError:
        reason = f"longer than {MOST_CHARACTERS:,} bytes; the rest is left out"
        yield count, MalformedRecord(f"record {count + 1}", reason)


class _TooLongError(Exception):
    """A record that goes on and on."""


class _BoundedBytes:
    """Bytes for the parser, which keeps all of them until a record is complete."""

    def __init__(self, data: IO[bytes]) -> None:
        self._data = data
        self.since_record = 0

    def read(self, size: int) -> bytes:
        """Up to `size` bytes."""
        data = self._data.read(size)
        self.since_record += len(data)
        if self.since_record > MOST_CHARACTERS:
            raise _TooLongError
        return data


def _entry(work: Work, number: int) -> Entry:
    # A record's own text can be megabytes of markup; its id says enough.
    return Reference(work.id, work.id, work) if work.title else MalformedRecord(f"record {number}", "no title")
