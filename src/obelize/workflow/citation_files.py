"""Files of references read as citations: bibliographies, lists of reference strings, documents."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from obelize.domain.claim import Anchor, Citation, CitationForm
from obelize.domain.document import Document
from obelize.domain.identifiers import year_in
from obelize.domain.literature import CitedWork
from obelize.errors import UnreadableInputError
from obelize.literature.formats import MalformedRecord, Reference, open_references, recognise

_BIBLIOGRAPHIES = frozenset({".bib", ".bibtex", ".ris", ".jsonl", ".ndjson", ".gz"})
_TEXTS = frozenset({".txt", ".text", ".refs", ".lst", ""})
_WRAPPED_WIDTH = 120
_REFERENCE_SHARE = 0.6
_NUMBERED_SHARE = 0.4
_LIMIT = 64 << 20
_NUMBERED = re.compile(r"^\s*(?:\[(\d{1,4})\]|(\d{1,4})[.)])\s+\S")
_IDENTIFIER = re.compile(
    r"\b10\.\d{4,9}/|arxiv\W{0,2}(?:\d{4}\.\d|org/|[a-z.-]+/\d)|\bPMID:?\s?\d|^\W*https?://\S+$", re.IGNORECASE
)
_ANY_YEAR = r"(?:1[5-9]|20)\d\d[a-z]?"
# "(2020). Title", "Journal, 2020;", "NeurIPS 2017.", "2020; 12(3):4"
_YEAR_OF_REFERENCE = re.compile(
    rf"[(\[](?:[^()\[\]]*[\s,])?{_ANY_YEAR}(?:,[^()]{{1,20}})?[)\]](?:[.,:;]|\s*[–—-]|\s+[A-Z\d\"“‘']|\s*$)|"
    rf"[.,;:’'”\"?!]\s*(?:[A-Z][a-z]{{2,8}}\.?\s(?:\d{{1,2}},?\s)?)?{_ANY_YEAR}\s*(?:[.,;:–—-]|$)|"
    rf"\b(?!(?:In|By|Since|Until|From|After|Before|During|Around|About)\s)(?:[A-Z][\w.'’-]*|\bal\.?),?\s{_ANY_YEAR}(?:\s+[A-Z\"“]|\s*[.,;:–—-]|\s*$)|"
    rf"\b{_ANY_YEAR}\s*[;:,]\s*\d|\b\d+\s*\(\d+\)\s*[:,]\s*\w?\d"
)
_PROSE_WORD = re.compile(
    r"\b(?:we|they|he|she|I|was|were|had|have|has|been|our|their|them|said|did|you|everybody|nobody)\b(?!\.)"
)
_NAMES_FIRST = re.compile(
    rf"^\W*(?:\d{{1,4}}[.)\]]\W*)?[^\W\d_][\w.,&’'\s-]{{2,150}}?[(,]\s*{_ANY_YEAR}(?:,[^()]{{1,20}})?(?:\)[.,:;]|\s*[–—-])"
)
_PROSE_SHARE = 0.07
_HEADING = re.compile(r"^\W*(?:references|bibliography|works cited|literature(?: cited)?|sources)\W*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CitationFile:
    """The citations of a file in order, and the records that could not be read."""

    citations: tuple[Citation, ...]
    malformed: tuple[MalformedRecord, ...] = ()


def read_citations(path: Path) -> CitationFile:
    """The citations in a bibliography, a text of one reference a line, or any document the readers know.

    `UnreadableInputError` names the file and the reason.
    """
    if path.suffix.lower() in _BIBLIOGRAPHIES or _is_bibliography(path):
        return _from_bibliography(path)
    if path.suffix.lower() in _TEXTS:
        records = reference_records(_text_of(path))
        if records is not None:
            return CitationFile(tuple(_from_strings(records, path.name)))
    return CitationFile(_from_document(path))


def reference_records(text: str) -> list[tuple[str, str]] | None:
    """Keys and strings of a text that is a list of references; None where it is something else.

    Numbered lines begin a reference each. Else paragraphs are references where blank lines separate them, else
    every line is one, unless the text was wrapped at a narrow width: then lines run on until one ends a reference.
    A heading above the list is left out; with text above the heading it is no list but a document.
    """
    lines = [line.rstrip() for line in text.splitlines()]
    filled = [line for line in lines if line.strip()]
    if filled and _HEADING.match(filled[0]):
        lines = lines[lines.index(filled[0]) + 1 :]
        filled = filled[1:]
    if not filled:
        return []
    if any(map(_HEADING.match, filled)):
        return None
    if sum(1 for line in filled if _NUMBERED.match(line)) >= max(2, len(filled) // 8):
        groups = _grouped(lines)
        return _numbered(groups) if _share_of_references(groups) >= _NUMBERED_SHARE else None
    blocks = _blocks(lines)
    records = blocks if len(blocks) > 1 and len(blocks) < len(filled) else filled
    if _share_of_references(records) >= _REFERENCE_SHARE:
        return _keyed(records)
    if max(map(len, filled)) <= _WRAPPED_WIDTH and _share_of_references(_unwrapped(filled)) >= _REFERENCE_SHARE:
        return _keyed(_unwrapped(filled))
    return None


def citations_of(references: Iterable[Reference], name: str) -> Iterator[Citation]:
    """The entries of a bibliography as citations. Ids follow from the file's name, the entry and its number."""
    for number, reference in enumerate(references, 1):
        yield _citation(reference.key or str(number), reference.raw, reference.cited, name, number)


def _from_bibliography(path: Path) -> CitationFile:
    references: list[Reference] = []
    malformed: list[MalformedRecord] = []
    with open_references(path) as opened:
        for entry in opened.entries:
            if isinstance(entry, Reference):
                references.append(entry)
            else:
                malformed.append(entry)
    return CitationFile(tuple(citations_of(references, path.name)), tuple(malformed))


def _from_document(path: Path) -> tuple[Citation, ...]:
    from obelize.extraction.citations import find_citations
    from obelize.readers import read_document

    document: Document = read_document(path)
    return find_citations(document)


def _from_strings(records: Sequence[tuple[str, str]], name: str) -> Iterator[Citation]:
    from obelize.extraction.citations_strings import parse_reference

    for number, (key, raw) in enumerate(records, 1):
        yield _citation(key, raw, parse_reference(raw), name, number, guessed=True)


def _citation(key: str, raw: str, cited: CitedWork, name: str, number: int, *, guessed: bool = False) -> Citation:
    digest = hashlib.blake2b(f"{name}\x1f{number}\x1f{raw}".encode("utf-8", "surrogatepass"), digest_size=8)
    form = CitationForm.REFERENCE if cited.title else CitationForm.IDENTIFIED
    return Citation(digest.hexdigest(), name, key, raw, form, cited, 0, len(raw), Anchor(raw), guessed=guessed)


def _is_bibliography(path: Path) -> bool:
    if path.suffix.lower() in {".md", ".markdown", ".html", ".htm"}:
        return False
    head = _text_of(path, 1 << 16)
    return recognise(head) is not None


def _text_of(path: Path, limit: int = _LIMIT) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except OSError as error:
        raise UnreadableInputError(str(path), error.strerror or "cannot be read") from error
    if len(data) > limit == _LIMIT:
        raise UnreadableInputError(str(path), f"larger than {_LIMIT >> 20} MB")
    return data[:limit].decode("utf-8-sig", errors="replace")


def _keyed(records: Sequence[str]) -> list[tuple[str, str]]:
    return [(str(number), record) for number, record in enumerate(records, 1)]


def _numbered(records: Sequence[str]) -> list[tuple[str, str]]:
    """Records with the numbers that they bear, unless one of them bears none or two bear the same."""
    numbers = [found[1] or found[2] for record in records if (found := _NUMBERED.match(record))]
    return list(zip(numbers, records, strict=True)) if len(set(numbers)) == len(records) else _keyed(records)


def _blocks(lines: Sequence[str]) -> list[str]:
    return [block for block in re.split(r"\n\s*\n", "\n".join(lines)) if block.strip()]


def _grouped(lines: Sequence[str]) -> list[str]:
    groups: list[list[str]] = []
    for line in lines:
        if not line.strip():
            continue
        if _NUMBERED.match(line) or not groups:
            groups.append([line])
        else:
            groups[-1].append(line)
    return ["\n".join(group) for group in groups]


def _unwrapped(lines: Sequence[str]) -> list[str]:
    """Lines joined until one ends a reference: with a full stop or page numbers, a year having been named."""
    records: list[list[str]] = [[]]
    for line in lines:
        records[-1].append(line)
        whole = " ".join(records[-1])
        if re.search(r"(?:\.|\d|\))\s*$", line) and year_in(whole) and len(line) < _WRAPPED_WIDTH * 0.9:
            records.append([])
    return ["\n".join(record) for record in records if record]


def _share_of_references(records: Sequence[str]) -> float:
    return sum(map(_looks_like_reference, records)) / len(records) if records else 0.0


def _looks_like_reference(record: str) -> bool:
    """Whether a year stands where references have it, or an identifier anywhere, and the words are not a story's."""
    words = len(record.split())
    if len(_PROSE_WORD.findall(record)) > _PROSE_SHARE * words and not _names_first(record):
        return False
    if _IDENTIFIER.search(record):
        return True
    return words >= 4 and _YEAR_OF_REFERENCE.search(record) is not None


def _names_first(record: str) -> bool:
    """Whether it begins with names and a year behind them: "Vaswani et al., 2017 – What you have"."""
    return _NAMES_FIRST.match(record) is not None
