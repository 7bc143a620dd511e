"""Files of references read as citations: bibliographies, lists of reference strings, documents."""

import codecs
import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from obelize.domain.claim import Anchor, Citation, CitationForm
from obelize.domain.document import Document
from obelize.domain.literature import CitedWork
from obelize.errors import UnreadableInputError
from obelize.literature.formats import (
    Entry,
    FileFormat,
    MalformedRecord,
    Reference,
    open_references,
    parse_references,
    recognise,
)

_BIBLIOGRAPHIES = frozenset({".bib", ".bibtex", ".ris", ".nbib", ".enw", ".jsonl", ".ndjson", ".gz"})
_TEXTS = frozenset({".txt", ".text", ".refs", ".lst", ""})
_LATEX = frozenset({".tex", ".bbl"})
_MARKDOWN = frozenset({".md", ".markdown"})
_PAGES = _MARKDOWN | {".html", ".htm"}
_UTF16_MARKS = frozenset({codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE})
_LIMIT = 64 << 20
_FENCED_BIBTEX = re.compile(
    r"^[ \t]*(?P<fence>`{3,}|~{3,})[ \t]*(?:bib(?:la)?tex)?[ \t]*\n(?P<text>\s*@.*?)^[ \t]*(?P=fence)",
    re.IGNORECASE | re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class CitationFile:
    """The citations of a file in order, the records that could not be read, and what else was odd about it."""

    citations: tuple[Citation, ...]
    malformed: tuple[MalformedRecord, ...] = ()
    notes: tuple[str, ...] = ()


def read_citations(path: Path) -> CitationFile:
    """The citations in a bibliography, a text of one reference a line, or any document the readers know.

    `UnreadableInputError` names the file and the reason. A file in which no reference was recognised says so in a note.
    """
    suffix = path.suffix.lower()
    if suffix in _BIBLIOGRAPHIES or (suffix not in _PAGES and _is_bibliography(path)):
        read = _from_bibliography(path)
    else:
        read = _from_text(path) if suffix in _TEXTS | _LATEX | _MARKDOWN else CitationFile(_from_document(path))
    if read.citations or read.malformed:
        return read
    return replace(read, notes=(*read.notes, "no reference was recognised in it"))


def citations_of(references: Iterable[Reference], name: str) -> Iterator[Citation]:
    """The entries of a bibliography as citations. Ids follow from the file's name, the entry and its number."""
    for number, reference in enumerate(references, 1):
        yield _citation(reference.key or str(number), reference.raw, reference.cited, name, number)


def _from_bibliography(path: Path) -> CitationFile:
    notes: tuple[str, ...] = ()
    try:
        with open_references(path) as opened:
            entries = list(opened.entries)
    except UnreadableInputError:
        head = _bytes_of(path, 2)
        if head == b"\x1f\x8b":
            raise
        text, notes = _text_of(path)
        if not notes and head not in _UTF16_MARKS:
            raise
        entries = list(parse_references(text, str(path)))
    references, malformed = _sorted_out(entries)
    return CitationFile(tuple(citations_of(references, path.name)), malformed, notes)


def _sorted_out(entries: Iterable[Entry]) -> tuple[list[Reference], tuple[MalformedRecord, ...]]:
    references: list[Reference] = []
    malformed: list[MalformedRecord] = []
    for entry in entries:
        if isinstance(entry, Reference):
            references.append(entry)
        else:
            malformed.append(entry)
    return references, tuple(malformed)


def _from_text(path: Path) -> CitationFile:
    from obelize.workflow.reference_lists import reference_records

    text, notes = _text_of(path)
    if path.suffix.lower() in _TEXTS or "\\bibitem" in text:
        records = reference_records(text)
        if records is not None:
            return CitationFile(tuple(_from_strings(records, path.name)), notes=notes)
    references, malformed = _sorted_out(_fenced_bibtex(text))
    return CitationFile((*citations_of(references, path.name), *_from_document(path)), malformed, notes)


def _fenced_bibtex(text: str) -> Iterator[Entry]:
    """The entries of the blocks of BibTeX in a text."""
    for block in _FENCED_BIBTEX.finditer(text):
        # Empty lines above keep the entries' lines true.
        above = "\n" * text.count("\n", 0, block.start("text"))
        if recognise(block["text"]) is FileFormat.BIBTEX:
            yield from parse_references(above + block["text"], "a block of BibTeX")


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
    return recognise(_bytes_of(path, 1 << 16).decode("utf-8-sig", errors="replace")) is not None


def _text_of(path: Path) -> tuple[str, tuple[str, ...]]:
    """The text of a file, and notes on how it was decoded where it is no UTF-8."""
    data = _bytes_of(path, _LIMIT + 1)
    if len(data) > _LIMIT:
        raise UnreadableInputError(str(path), f"larger than {_LIMIT >> 20} MB")
    if b"\0" not in data:
        with suppress(UnicodeDecodeError):
            return data.decode("utf-8-sig"), ()
    from obelize.readers.input_file import open_bytes

    opened = open_bytes(data, str(path))
    return opened.text, tuple(remark.message for remark in opened.findings)


def _bytes_of(path: Path, limit: int) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(limit)
    except OSError as error:
        raise UnreadableInputError(str(path), error.strerror or "cannot be read") from error
