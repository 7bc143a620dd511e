"""Opening a bibliography or dump: decompressed, decoded, its format told by content."""

import codecs
import gzip
import io
import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import IO, TypeVar, cast

from obelize.errors import UnreadableInputError
from obelize.literature.formats.bibtex import parse_bibtex
from obelize.literature.formats.csl import parse_csl_array, parse_csl_lines
from obelize.literature.formats.lines import bounded_lines
from obelize.literature.formats.reference import Entry
from obelize.literature.formats.retractions import is_retraction_table

T = TypeVar("T")

_GZIP = b"\x1f\x8b"
_HEAD_BYTES = 1 << 16
_WHOLE_FILE_LIMIT = 1 << 28


class FileFormat(StrEnum):
    """The formats that can be told apart."""

    BIBTEX = "BibTeX"
    CSL_ARRAY = "CSL-JSON"
    CSL_LINES = "CSL-JSON lines"
    RIS = "RIS"
    MEDLINE = "MEDLINE"
    ENDNOTE = "EndNote"
    OPENALEX = "OpenAlex works"
    CROSSREF = "Crossref records"
    ARXIV = "arXiv metadata"
    PUBMED = "PubMed XML"
    ANTHOLOGY = "ACL Anthology XML"
    RETRACTIONS = "Retraction Watch table"


@dataclass(frozen=True, slots=True)
class ReferenceFile:
    """An open file of references; its entries can be read once."""

    path: Path
    format: FileFormat
    entries: Iterator[Entry]


@contextmanager
def open_references(path: Path) -> Iterator[ReferenceFile]:
    """Open `path` for one pass. `UnreadableInputError` names the file where it can't be opened, decoded or recognised.

    The same error may come while `entries` is consumed: where the gzip stream breaks off or the text is not UTF-8.
    """
    with open_stored(path) as file:
        yield ReferenceFile(path, file.format, parse_stored(file, path))


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file as stored, decompressed, and decoded on top of that: only one of the last two is to be read."""

    format: FileFormat
    stored: IO[bytes]
    data: IO[bytes]
    text: io.TextIOWrapper


@contextmanager
def open_stored(path: Path) -> Iterator[StoredFile]:
    """The file with its format told by content. Errors as `open_references` has them."""
    try:
        with path.open("rb") as stored:
            packed = stored.read(len(_GZIP)) == _GZIP
            stored.seek(0)
            data = cast("IO[bytes]", gzip.GzipFile(fileobj=stored)) if packed else stored
            head = data.read(_HEAD_BYTES)
            data.seek(0)
            kind = recognise(head.decode("utf-8", errors="replace"))
            if kind is None:
                raise UnreadableInputError(str(path), _unrecognised(head))
            text = io.TextIOWrapper(data, encoding="utf-8-sig", errors="strict")
            try:
                yield StoredFile(kind, stored, data, text)
            finally:
                # Else the wrapper would close the file a second time when it is collected.
                text.detach()
    except OSError as error:
        raise UnreadableInputError(str(path), error.strerror or str(error)) from error
    except (EOFError, zlib.error) as error:
        raise UnreadableInputError(str(path), f"the gzip data is damaged: {error}") from error


def parse_references(text: str, name: str) -> Iterator[Entry]:
    """The entries of `text` in any known format; `name` is for the error message."""
    kind = recognise(text[:_HEAD_BYTES])
    if kind is None:
        raise UnreadableInputError(name, _unrecognised(text[:100].encode()))
    data = io.BytesIO(text.encode())
    return _parse(StoredFile(kind, data, data, io.TextIOWrapper(data, encoding="utf-8-sig")), Path(name))


def recognise(head: str) -> FileFormat | None:
    """The format of a file that begins with `head`; None where it is none of ours."""
    head = head.removeprefix("\ufeff")
    start = head.lstrip()
    if start.startswith("["):
        return FileFormat.CSL_ARRAY if re.match(r"\[\s*(\{|\])", start) else None
    if start.startswith("{"):
        if start.partition("\n")[0].strip() == "{":
            return FileFormat.CSL_ARRAY  # a single item, printed over several lines
        return _kind_of_lines(start.partition("\n")[0])
    if start.startswith("<"):
        found = re.search(r"<(PubmedArticleSet|collection)\b", start)
        return {"PubmedArticleSet": FileFormat.PUBMED, "collection": FileFormat.ANTHOLOGY}[found[1]] if found else None
    if is_retraction_table(start):
        return FileFormat.RETRACTIONS
    if re.search(r"^TY  ?- ", head, re.MULTILINE):
        return FileFormat.RIS
    if re.match(r"PMID- ?\d", start):
        return FileFormat.MEDLINE
    if re.match(r"%0 \S", start):
        return FileFormat.ENDNOTE
    if re.search(r"^[^\S\n]*@\s*[A-Za-z]+\s*[{(]", head, re.MULTILINE):
        return FileFormat.BIBTEX
    return None


def _kind_of_lines(line: str) -> FileFormat:
    """Whose JSON lines begin so: names of fields that only one of them has."""
    if re.search(r'"id"\s*:\s*"https://openalex\.org/W', line):
        return FileFormat.OPENALEX
    if re.search(r'"authors_parsed"\s*:', line):
        return FileFormat.ARXIV
    if re.search(r'"title"\s*:\s*\[', line) or re.search(r'"(?:reference-count|is-referenced-by-count)"\s*:', line):
        return FileFormat.CROSSREF
    return FileFormat.CSL_LINES


def parse_stored(file: StoredFile, path: Path) -> Iterator[Entry]:
    """The entries of an open file, once."""
    return translated(_parse(file, path), path)


def format_of(path: Path) -> FileFormat:
    """The format of a file. Errors as `open_references` has them."""
    with open_stored(path) as file:
        return file.format


LINE_FORMATS = frozenset({FileFormat.CSL_LINES, FileFormat.OPENALEX, FileFormat.CROSSREF, FileFormat.ARXIV})


def parse_lines(lines: Iterable[str], kind: FileFormat, first: int = 1) -> Iterator[Entry]:
    """The entries of JSON lines of one of the `LINE_FORMATS`, numbered from `first`."""
    if kind is FileFormat.CSL_LINES:
        return parse_csl_lines(lines, first)
    # A dump's parser brings the online sources' modules along; a bibliography shouldn't wait for them.
    from obelize.literature.formats import dumps

    readers = {
        FileFormat.OPENALEX: dumps.parse_openalex_lines,
        FileFormat.CROSSREF: dumps.parse_crossref_lines,
        FileFormat.ARXIV: dumps.parse_arxiv_lines,
    }
    return readers[kind](lines, first)


def _parse(file: StoredFile, path: Path) -> Iterator[Entry]:
    match file.format:
        case FileFormat.BIBTEX:
            content = file.text.read(_WHOLE_FILE_LIMIT + 1)
            if len(content) > _WHOLE_FILE_LIMIT:
                raise UnreadableInputError(str(path), f"larger than {_WHOLE_FILE_LIMIT >> 20} MB of BibTeX")
            yield from parse_bibtex(content)
        case FileFormat.CSL_ARRAY:
            yield from parse_csl_array(file.text)
        case FileFormat.CSL_LINES | FileFormat.OPENALEX | FileFormat.CROSSREF | FileFormat.ARXIV:
            yield from parse_lines(bounded_lines(file.text), file.format)
        case FileFormat.RIS | FileFormat.MEDLINE | FileFormat.ENDNOTE:
            yield from _tagged_parser(file.format)(bounded_lines(file.text))
        case FileFormat.PUBMED | FileFormat.ANTHOLOGY:
            from obelize.literature.formats import xml

            yield from (xml.parse_pubmed if file.format is FileFormat.PUBMED else xml.parse_anthology)(file.data)
        case FileFormat.RETRACTIONS:
            raise UnreadableInputError(str(path), "a table of retractions holds no references; the library imports it")


def _tagged_parser(kind: FileFormat) -> Callable[[Iterable[str]], Iterator[Entry]]:
    """The parser of a format of tagged lines, which other bibliographies do not wait for."""
    if kind is FileFormat.RIS:
        from obelize.literature.formats.ris import parse_ris

        return parse_ris
    if kind is FileFormat.MEDLINE:
        from obelize.literature.formats.medline import parse_medline

        return parse_medline
    from obelize.literature.formats.endnote import parse_endnote

    return parse_endnote


def translated(parts: Iterable[T], path: Path) -> Iterator[T]:
    """The parts, with bytes that are no UTF-8 reported as the file's error."""
    try:
        yield from parts
    except UnicodeDecodeError as error:
        raise UnreadableInputError(
            str(path),
            f"not valid UTF-8 (byte {error.object[error.start]:#04x}); save it as UTF-8",
            _undecodable_line(path),
        ) from error


def _undecodable_line(path: Path) -> str | None:
    """Which line is no UTF-8; the decoder reads in blocks and does not know."""
    with path.open("rb") as stored:
        packed = stored.read(len(_GZIP)) == _GZIP
        stored.seek(0)
        data = cast("IO[bytes]", gzip.GzipFile(fileobj=stored)) if packed else stored
        decoder, line, block = codecs.getincrementaldecoder("utf-8")(), 1, b"-"
        while block:
            block = data.read(_HEAD_BYTES)
            try:
                line += decoder.decode(block, final=not block).count("\n")
            except UnicodeDecodeError as error:
                # Its text may begin with the last bytes of the block before.
                line += error.object.count(b"\n", 0, error.start)
                return f"line {line}"
    return None


def _unrecognised(head: bytes) -> str:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "encoded as UTF-16; save it as UTF-8"
    return "the file is empty" if not head.strip() else f"none of the known formats ({', '.join(FileFormat)})"
