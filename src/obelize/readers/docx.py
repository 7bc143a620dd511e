"""Word documents (.docx), with the optional extra `documents`: headings, lists, tables, footnotes, core properties.

Pictures, headers, footers, comments and tracked deletions are dropped. Places in the file are not known.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any

from obelize.domain.document import Document, DocumentKind, SegmentRole, Source
from obelize.readers.input_file import InputFile
from obelize.readers.rich_text import RichText, cut, joined
from obelize.readers.scoped_page import ScopedPage

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

NAME = "docx"
_MAX_UNPACKED_BYTES = 200 * 2**20
_MAX_RATIO = 200
_MAX_ENTRIES = 5000
# What archives, XML and documents of the wrong shape raise inside python-docx, besides its own errors.
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, SyntaxError, KeyError, ValueError, TypeError, AttributeError, IndexError, EOFError,
    OSError, NotImplementedError, RuntimeError,
)  # fmt: skip
_HEADING = re.compile(r"(?:heading|überschrift|titre) ?(\d)|(title)$", re.IGNORECASE)
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LINK_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def recognises(head: str, name: str) -> int:
    """By the signature of a ZIP file, under the suffix or with Word's folder in it."""
    if not head.startswith("PK\x03\x04"):
        return 0
    return 95 if name.lower().endswith(".docx") or "word/" in head else 0


def read(file: InputFile) -> Document:
    """A summary where it carries marks or credibility lines; else a page."""
    try:
        return _read(file, _open(file))
    except _DAMAGE as error:
        raise file.unreadable(f"not a sound .docx file: {type(error).__name__}: {error}") from error


def _read(file: InputFile, word: "WordDocument") -> Document:
    page = ScopedPage(file)
    notes = _footnotes(word)
    for element in word.element.body.iterchildren():
        if element.tag == f"{_W}p":
            _add_paragraph(element, word, page)
        elif element.tag == f"{_W}tbl":
            for row in element.iter(f"{_W}tr"):
                cells = [joined([_rich(p, word) for p in cell.iter(f"{_W}p")], " ") for cell in row.iter(f"{_W}tc")]
                page.block(joined(cells, " | "), None, SegmentRole.TABLE, "\n")
    for label, block in notes:
        page.footnote(label, block, None)
    properties = word.core_properties
    source = Source(
        title=properties.title or None,
        author=properties.author or None,
        date=properties.created.date().isoformat() if properties.created else None,
    )
    return page.sheet.document(DocumentKind.SUMMARY if page.sums_up else DocumentKind.PAGE, NAME, source)


def _open(file: InputFile) -> "WordDocument":
    """The document, if its archive stays within the limits."""
    try:
        import docx
        from docx.opc.exceptions import OpcError
    except ImportError as error:
        raise file.unreadable("reading .docx needs an extra: pip install 'obelize[documents]'") from error
    with zipfile.ZipFile(BytesIO(file.data)) as archive:
        entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > _MAX_ENTRIES or unpacked > _MAX_UNPACKED_BYTES or unpacked > _MAX_RATIO * len(file.data):
        raise file.unreadable("unpacks to more than any document does")
    try:
        return docx.Document(BytesIO(file.data))
    except OpcError as error:
        raise file.unreadable(f"not a sound .docx file: {error}") from error


def _add_paragraph(element: Any, word: "WordDocument", page: ScopedPage) -> None:
    block = _rich(element, word)
    style = _style(element, word)
    if match := _HEADING.match(style):
        page.heading(int(match[1] or 1), block, None)
    elif "quote" in style.lower():
        page.block(block, None, SegmentRole.QUOTE)
    elif "list" in style.lower() or element.find(f"{_W}pPr/{_W}numPr") is not None:
        page.block(block, None, SegmentRole.LIST_ITEM, "\n")
    else:
        page.block(block, None)


def _style(element: Any, word: "WordDocument") -> str:
    """The name of a paragraph's style; empty for the default one."""
    found = element.find(f"{_W}pPr/{_W}pStyle")
    key = found.get(f"{_W}val") if found is not None else None
    style = next((each for each in word.styles if each.style_id == key), None) if key else None
    return (style.name or "") if style is not None else ""


def _rich(element: Any, word: "WordDocument | None") -> RichText:
    """A paragraph's text with its footnote calls and links. Tracked deletions are `delText` and so left out."""
    text = ""
    references: list[tuple[str, int]] = []
    links: list[tuple[int, int, str]] = []
    for node in element.iter():
        match node.tag.removeprefix(_W) if isinstance(node.tag, str) else "":
            case "t":
                text += node.text or ""
            case "tab" | "br" | "cr":
                text += " "
            case "footnoteReference":
                references.append((node.get(f"{_W}id", ""), len(text)))
            case "hyperlink":
                url = _target(node.get(_LINK_ID), word)
                length = sum(len(t.text or "") for t in node.iter(f"{_W}t"))
                if url and length:
                    links.append((len(text), len(text) + length, url))
    whole = RichText(text, tuple(references), tuple(links))
    return cut(whole, 0, len(text))


def _target(key: str | None, word: "WordDocument | None") -> str | None:
    relation = word.part.rels.get(key) if key and word is not None else None
    url = relation.target_ref if relation is not None and relation.is_external else None
    return url if url and url.startswith(("http://", "https://")) else None


def _footnotes(word: "WordDocument") -> Iterator[tuple[str, RichText]]:
    """Label and text of every footnote; Word keeps its separators under the same roof."""
    from docx.oxml import parse_xml

    for relation in word.part.rels.values():
        if relation.reltype.endswith("/footnotes") and not relation.is_external:
            for note in parse_xml(relation.target_part.blob).iter(f"{_W}footnote"):
                block = joined([_rich(paragraph, None) for paragraph in note.iter(f"{_W}p")], " ")
                if note.get(f"{_W}type") is None and block.text:
                    yield note.get(f"{_W}id", ""), block
