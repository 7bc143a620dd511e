"""The Retraction Watch table: a CSV of notices about works, by DOI."""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from obelize.domain.identifiers import bare_doi
from obelize.domain.literature import Notice
from obelize.literature.formats.reference import MalformedRecord
from obelize.literature.sources.notices import notice_kind

COLUMNS = ("OriginalPaperDOI", "RetractionDOI", "RetractionNature", "RetractionDate")
_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})|(\d{4}-\d\d-\d\d)")


@dataclass(frozen=True, slots=True)
class RetractionEntry:
    """One row: the DOI of the work concerned, and the notice."""

    doi: str
    notice: Notice


def is_retraction_table(head: str) -> bool:
    """Whether a file that begins with `head` is such a table."""
    first = head.partition("\n")[0]
    return all(column in first for column in COLUMNS)


def parse_retractions(lines: Iterable[str], source: str) -> Iterator[RetractionEntry | MalformedRecord | None]:
    """The notices of the table; None for a row that concerns no DOI or is no notice (a reinstatement, say)."""
    rows = csv.DictReader(lines, strict=False)
    try:
        for row in rows:
            kind = notice_kind((row.get("RetractionNature") or "").strip())
            doi = bare_doi(row.get("OriginalPaperDOI") or "")
            if kind is None or doi is None:
                yield None
            else:
                notice = bare_doi(row.get("RetractionDOI") or "")
                yield RetractionEntry(doi, Notice(kind, source, notice, iso_date(row.get("RetractionDate") or "")))
    except csv.Error as error:
        yield MalformedRecord(f"line {rows.line_num}", f"not valid CSV: {error}; the rest is left out")


def iso_date(text: str) -> str | None:
    """The date of "5/23/2011 0:00" (month first) or "2011-05-23"; None where there is no such day."""
    found = _DATE.search(text)
    if not found:
        return None
    text = found[4] or f"{found[3]}-{int(found[1]):02d}-{int(found[2]):02d}"
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return None
