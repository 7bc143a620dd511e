"""The works of a report as a bibliography: CSL-JSON, BibTeX and RIS."""

import json
import re
import unicodedata
from collections.abc import Iterator, Sequence

from obelize.domain.annotation import Report
from obelize.domain.literature import Author, Work
from obelize.exporters.protocol import Exporter

_BIBTEX_TYPES = {
    "article-journal": "article",
    "paper-conference": "inproceedings",
    "book": "book",
    "chapter": "incollection",
    "thesis": "phdthesis",
    "report": "techreport",
}
_RIS_TYPES = {
    "article-journal": "JOUR",
    "paper-conference": "CPAPER",
    "book": "BOOK",
    "chapter": "CHAP",
    "thesis": "THES",
    "report": "RPRT",
    "webpage": "ELEC",
}
_TEX = str.maketrans(
    {"\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "%": r"\%", "&": r"\&", "$": r"\$", "#": r"\#", "_": r"\_",
     "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
)  # fmt: skip
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def works_of(report: Report) -> tuple[Work, ...]:
    """Works matched to citations and works that a reviewer chose as evidence, each once, in order of appearance."""
    works: dict[tuple[str, str], Work] = {}
    for annotation in (report.annotation, *([report.paired] if report.paired else [])):
        for claim in annotation.extraction.claims:
            offered = annotation.evidence[claim.id].evidence if claim.id in annotation.evidence else ()
            chosen = report.states[claim.id].evidence if claim.id in report.states else ()
            found = [e.candidate.work for e in offered if e.candidate.work.id in chosen]
            works |= {(work.source, work.id): work for work in found}
        for citation in annotation.extraction.citations:
            check = annotation.citation_checks.get(citation.id)
            if check and check.work:
                works.setdefault((check.work.source, check.work.id), check.work)
    return tuple(works.values())


def to_csl_json(report: Report) -> str:
    """An array of CSL-JSON items."""
    return json.dumps([_csl(work, key) for key, work in _keyed(report)], ensure_ascii=False, indent=1) + "\n"


def _one_array(texts: Sequence[str]) -> str:
    """Several arrays as one, each item once."""
    items = [item for text in texts for item in json.loads(text)]
    distinct = {json.dumps(item, sort_keys=True): item for item in items}
    return json.dumps(list(distinct.values()), ensure_ascii=False, indent=1) + "\n"


def to_bibtex(report: Report) -> str:
    """BibTeX entries in UTF-8, TeX's own characters escaped."""
    return "\n".join(_bibtex(work, key) for key, work in _keyed(report))


def to_ris(report: Report) -> str:
    """RIS records."""
    return "".join(_ris(work) for _, work in _keyed(report))


def _keyed(report: Report) -> Iterator[tuple[str, Work]]:
    """Each work with a key of first author, year and first word of the title, made unique by a letter."""
    used: dict[str, int] = {}
    for work in works_of(report):
        name = _ascii(work.authors[0].family if work.authors else "anon")
        word = next((w for w in re.findall(r"[a-z0-9]+", _ascii(work.title)) if len(w) > 3), "")
        key = f"{re.sub('[^a-z0-9]', '', name) or 'anon'}{work.year or ''}{word}"
        used[key] = used.get(key, 0) + 1
        yield f"{key}{_letters(used[key] - 1)}", work


def _csl(work: Work, key: str) -> dict[str, object]:
    fields: dict[str, object] = {
        "id": key,
        "type": work.type or "document",
        "title": work.title,
        "author": [_csl_name(author) for author in work.authors],
        "issued": {"date-parts": [[work.year]]} if work.year else None,
        "container-title": work.venue,
        "volume": work.volume,
        "issue": work.issue,
        "page": work.pages,
        "DOI": work.doi,
        "PMID": work.pmid,
        "URL": work.url,
        "archive": "arXiv" if work.arxiv else None,
        "archive_location": work.arxiv,
        "note": "RETRACTED" if work.is_retracted else None,
    }
    return {name: value for name, value in fields.items() if value not in (None, [])}


def _csl_name(author: Author) -> dict[str, str]:
    return {"family": author.family, "given": author.given} if author.given else {"literal": author.family}


def _bibtex(work: Work, key: str) -> str:
    kind = _BIBTEX_TYPES.get(work.type or "", "misc")
    venue = {"article": "journal", "inproceedings": "booktitle", "incollection": "booktitle"}.get(kind, "howpublished")
    names = [f"{_tex(a.family)}, {_tex(a.given)}" if a.given else f"{{{_tex(a.family)}}}" for a in work.authors]
    fields = {
        "title": f"{{{_tex(work.title)}}}",
        "author": " and ".join(names),
        "year": str(work.year or ""),
        venue: _tex(work.venue or ""),
        "volume": _tex(work.volume or ""),
        "number": _tex(work.issue or ""),
        "pages": _tex(work.pages or ""),
        "doi": _tex(work.doi or ""),
        "eprint": _tex(work.arxiv or ""),
        "archiveprefix": "arXiv" if work.arxiv else "",
        "url": _tex(work.url or ""),
        "note": "Retracted" if work.is_retracted else "",
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@{kind}{{{key},\n{lines}}}\n"


def _ris(work: Work) -> str:
    lines = [("TY", _RIS_TYPES.get(work.type or "", "GEN")), ("TI", work.title)]
    lines += [("AU", f"{a.family}, {a.given}" if a.given else a.family) for a in work.authors]
    start, _, end = (work.pages or "").replace("–", "-").partition("-")
    lines += [
        ("PY", str(work.year or "")), ("T2", work.venue or ""), ("VL", work.volume or ""), ("IS", work.issue or ""),
        ("SP", start), ("EP", end), ("DO", work.doi or ""), ("UR", work.url or ""),
        ("N1", "RETRACTED" if work.is_retracted else ""),
    ]  # fmt: skip
    return "".join(f"{tag}  - {_line(value)}\r\n" for tag, value in lines if value) + "ER  - \r\n\r\n"


def _tex(text: str) -> str:
    return _line(text).translate(_TEX)


def _line(text: str) -> str:
    return _CONTROL.sub(" ", text).strip()


def _ascii(text: str) -> str:
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()


def _letters(number: int) -> str:
    """0 is no letter, 1 "b", 2 "c", … 26 "26": the first of its key needs none."""
    return "" if number == 0 else chr(ord("a") + number) if number < 26 else str(number)


CSL_JSON = Exporter(".csl.json", "the works found, as CSL-JSON", to_csl_json, join=_one_array)
BIBTEX = Exporter(".bib", "the works found, as BibTeX", to_bibtex)
RIS = Exporter(".ris", "the works found, as RIS", to_ris)
