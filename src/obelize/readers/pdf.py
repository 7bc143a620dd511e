"""PDF, with the optional extra `documents`: the text layer of every page, read as pasted text. No pictures, no OCR."""

import logging
import struct
import time
import zlib
from dataclasses import replace
from io import BytesIO

from obelize.domain.document import Document, Source
from obelize.readers import pasted_text, plain_text
from obelize.readers.input_file import InputFile

NAME = "pdf"
_MAX_PAGES = 500
_MAX_CHARS = 10_000_000
_MAX_SECONDS = 120.0


def recognises(head: str, name: str) -> int:  # noqa: ARG001 - every reader is asked the same way
    """By its signature."""
    return 100 if head.startswith("%PDF-") else 0


def read(file: InputFile) -> Document:
    """A summary or page, one segment a paragraph. Places are not known: PDF keeps no such order."""
    text, source = _text(file)
    if not text.strip():
        raise file.unreadable("the PDF has no text layer (a scan?)")
    pages = replace(file, text=text)
    read_text = pasted_text.read if pasted_text.recognises(text, file.name) else plain_text.read
    document = read_text(pages)
    segments = tuple(replace(segment, origin=None) for segment in document.segments)
    title = source.title or document.source.title
    return replace(document, format=NAME, segments=segments, source=replace(source, title=title))


def _text(file: InputFile) -> tuple[str, Source]:
    """The pages' text with an empty line between them, and what the file's properties state."""
    try:
        import pypdf
    except ImportError as error:
        raise file.unreadable("reading PDF needs an extra: pip install 'obelize[documents]'") from error
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it reports every flaw of a file on standard error
    try:
        reader = pypdf.PdfReader(BytesIO(file.data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise file.unreadable("the PDF is locked with a password")
        if len(reader.pages) > _MAX_PAGES:
            raise file.unreadable(f"more than {_MAX_PAGES} pages")
        pages: list[str] = []
        deadline = time.monotonic() + _MAX_SECONDS
        for number, page in enumerate(reader.pages, start=1):
            pages.append(page.extract_text())
            if time.monotonic() > deadline or sum(map(len, pages)) > _MAX_CHARS:
                raise file.unreadable("takes more time or text than any document does", f"page {number}")
        stated = reader.metadata
        source = Source(title=stated.title or None, author=stated.author or None) if stated else Source()
    except (
        pypdf.errors.PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, AssertionError,
        OverflowError, NotImplementedError, struct.error, zlib.error,
    ) as error:  # fmt: skip
        # Damaged objects surface in pypdf as whatever the Python operation on them raises.
        raise file.unreadable(f"not a sound PDF: {type(error).__name__}: {error}") from error
    return "\n\n".join(pages).replace("\r", "").replace("\0", ""), source
