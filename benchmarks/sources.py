"""Parses every recorded answer of literature sources in a folder and says what became of each.

    python -m benchmarks.sources FOLDER

FOLDER holds `<source>.jsonl.gz` with `method, url, status, headers, body` a line. Every answer ends up as works, as
"none", as unavailable (what a look-up would have said, with the reason), or as an answer about something else than
works, with what it is about. Nothing may crash. Prints JSON.
"""

import argparse
import gzip
import json
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from obelize.domain.literature import Work
from obelize.literature.formats import Reference, parse_references
from obelize.literature.sources.arxiv import works_from_arxiv
from obelize.literature.sources.crossref import work_from_crossref, works_from_crossref
from obelize.literature.sources.datacite import work_from_datacite, works_from_datacite
from obelize.literature.sources.doi import agency_from_doi
from obelize.literature.sources.europepmc import work_from_europepmc, works_from_europepmc
from obelize.literature.sources.openalex import work_from_openalex, works_from_openalex
from obelize.literature.sources.payload import PayloadError, expect_status, json_from, parse_json, parse_xml, record_in
from obelize.literature.sources.pubmed import works_from_pubmed
from obelize.literature.sources.semanticscholar import work_from_semanticscholar, works_from_search
from obelize.literature.sources.unpaywall import work_from_unpaywall
from obelize.network.messages import Answer


class OtherMatterError(Exception):
    """A recorded answer that isn't about works; the message says what it is about."""


@dataclass(frozen=True, slots=True)
class Recording:
    """One recorded answer."""

    url: str
    path: str
    method: str
    answer: Answer

    @property
    def payload(self) -> Any:
        """The body as JSON, after the checks that a look-up makes."""
        return parse_json(self.answer)


def main() -> None:
    """Parse the folder named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    print(
        json.dumps(
            {path.name.partition(".")[0]: measured(path) for path in sorted(folder.glob("*.jsonl.gz"))}, indent=1
        )
    )


def measured(path: Path) -> dict[str, object]:
    """The counts for one source's recordings."""
    read = READERS[path.name.partition(".")[0]]
    ends: Counter[str] = Counter()
    reasons: dict[str, Counter[str]] = {"unavailable": Counter(), "other matter": Counter(), "crashed": Counter()}
    works: list[Work] = []
    begin = time.perf_counter()
    for recording in recordings(path):
        try:
            found = read(recording)
        except PayloadError as error:
            end, reason = "unavailable", str(error)
        except OtherMatterError as error:
            end, reason = "other matter", str(error)
        except Exception as error:  # noqa: BLE001 - a crash is what is looked for
            end, reason = "crashed", f"{type(error).__name__}: {error} ({recording.url})"
        else:
            end, reason = ("works" if found else "none"), ""
            works += found
        ends[end] += 1
        if reason:
            reasons[end][reason] += 1
    return {
        "answers": ends.total(),
        "answers with works": ends["works"],
        "answers that say none": ends["none"],
        "unavailable": ends["unavailable"],
        "other matter": ends["other matter"],
        "crashed": ends["crashed"],
        "works": len(works),
        "works without": {
            name: sum(not getattr(work, name) for work in works) for name in ("title", "authors", "year", "doi")
        },
        "notices": sum(len(work.notices) for work in works),
        "reasons": {end: dict(found) for end, found in reasons.items() if found},
        "seconds": round(time.perf_counter() - begin, 2),
    }


def recordings(path: Path) -> Iterator[Recording]:
    """The recorded answers of one file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            headers = {name.lower(): value for name, value in (row["headers"] or {}).items()}
            body = row["body"] if isinstance(row["body"], str) else json.dumps(row["body"])
            answer = Answer(row["status"], headers, body.encode("utf-8", "surrogatepass"))
            yield Recording(row["url"], urlsplit(row["url"]).path, row["method"], answer)


def crossref(recording: Recording) -> list[Work]:
    """Lists, single works, and what `/transform` turns a work into."""
    answer = recording.answer
    if recording.url.startswith("("):
        raise OtherMatterError("another program's own rendering of a work")
    if answer.status == 404 and "/works/" in recording.path and answer.body.strip() == b"Resource not found.":
        return []
    expect_status(answer)
    if answer.media_type.endswith("-bibliography") or "/transform" in recording.path:
        return _rendered(answer)
    payload = record_in(recording.payload, "the top")
    kind = payload.get("message-type")
    if kind == "work":
        return [work_from_crossref(record_in(payload.get("message"), "message"))]
    if kind == "work-list":
        return works_from_crossref(payload)
    if kind is None and "DOI" in payload:
        return [work_from_crossref(payload)]
    raise OtherMatterError(f"{kind}")


def _rendered(answer: Answer) -> list[Work]:
    """A work as `/transform` renders it: CSL-JSON, BibTeX, or a line in a citation style."""
    if answer.body.startswith(b"{"):
        return [work_from_crossref(record_in(json_from(answer.body), "the top"))]
    if not answer.body.lstrip().startswith(b"@"):
        raise OtherMatterError("a reference rendered in a citation style, or as XML or RDF")
    entries = list(parse_references(answer.body.decode("utf-8", "replace"), "answer.bib"))
    return [entry.work for entry in entries if isinstance(entry, Reference)]


def openalex(recording: Recording) -> list[Work]:
    """Lists and single works."""
    if recording.url.startswith("("):
        raise OtherMatterError("another program's own rendering of a work")
    if recording.answer.status == 404 and recording.path.startswith("/works/"):
        return []
    expect_status(recording.answer)
    payload = record_in(recording.payload, "the top")
    return works_from_openalex(payload) if "results" in payload else [work_from_openalex(payload)]


def arxiv(recording: Recording) -> list[Work]:
    """Feeds."""
    expect_status(recording.answer)
    return works_from_arxiv(parse_xml(recording.answer, forbid_dtd=True))


def datacite(recording: Recording) -> list[Work]:
    """Single works and lists."""
    if recording.answer.status == 404 and "errors" in recording.payload:
        return []
    expect_status(recording.answer)
    payload = record_in(recording.payload, "the top")
    if isinstance(payload.get("data"), dict):
        return [work_from_datacite(payload["data"])]
    return works_from_datacite(payload)


def doi(recording: Recording) -> list[Work]:
    """Agencies, and where DOIs lead."""
    if recording.path.startswith("/ra/"):
        expect_status(recording.answer)
        agency = agency_from_doi(recording.payload)
        raise OtherMatterError(f"prefix registered with {agency}" if agency else "prefix registered with nobody")
    if recording.answer.status in {404, 410}:
        return []
    if recording.answer.status in {301, 302} and recording.url.startswith("https:"):
        found = recording.path.strip("/").lower()
        return [Work(found, "", "doi", doi=found)]
    return _refused(recording.answer)


def europepmc(recording: Recording) -> list[Work]:
    """Pages of a search; a recording may hold several, or the records alone."""
    payload = recording.payload
    if isinstance(payload, list):
        pages = [page for page in payload if isinstance(page, dict) and "resultList" in page]
        records = [item for item in payload if isinstance(item, dict) and "resultList" not in item]
        return [work for page in pages for work in works_from_europepmc(page)] + [
            work_from_europepmc(item) for item in records
        ]
    return works_from_europepmc(payload)


def pubmed(recording: Recording) -> list[Work]:
    """Sets of records."""
    expect_status(recording.answer)
    return works_from_pubmed(parse_xml(recording.answer, forbid_dtd=False))


def semanticscholar(recording: Recording) -> list[Work]:
    """Papers, batches, matches and searches; authors, releases and recommendations are other matter."""
    if recording.url.startswith("("):
        raise OtherMatterError("another program's own rendering of a work")
    answer, payload = recording.answer, recording.payload
    if answer.status == 404 and str(payload.get("error", "")).lower().endswith("not found"):
        return []
    expect_status(answer)
    area = recording.path.strip("/").split("/")
    if area[0] == "datasets" or area[2:3] in (["author"], ["snippet"]):
        raise OtherMatterError(f"{area[0]}/{area[2] if len(area) > 2 else ''}")
    if isinstance(payload, list):
        return [work_from_semanticscholar(record_in(item, "the list")) for item in payload if item is not None]
    if "recommendedPapers" in payload:
        return [work_from_semanticscholar(item) for item in payload["recommendedPapers"]]
    if area[-1] in {"authors", "citations", "references", "autocomplete"} or "matches" in payload:
        raise OtherMatterError(f"{area[-1]} of a paper")
    if "data" in payload or "total" in payload:
        return works_from_search(payload)
    return [work_from_semanticscholar(payload)]


def unpaywall(recording: Recording) -> list[Work]:
    """Single works, and searches, whose hits are wrapped."""
    if recording.url.startswith("("):
        raise OtherMatterError("another program's own rendering of a work")
    payload = record_in(recording.payload, "the top")
    if "results" in payload:
        return [work_from_unpaywall(record_in(hit, "results").get("response", {})) for hit in payload["results"]]
    return [work_from_unpaywall(payload)]


def _refused(answer: Answer) -> list[Work]:
    raise PayloadError(f"it answered with status {answer.status}")


READERS: dict[str, Callable[[Recording], list[Work]]] = {
    "arxiv": arxiv,
    "crossref": crossref,
    "datacite": datacite,
    "doi": doi,
    "europepmc": europepmc,
    "openalex": openalex,
    "pubmed": pubmed,
    "semanticscholar": semanticscholar,
    "unpaywall": unpaywall,
}

if __name__ == "__main__":
    main()
