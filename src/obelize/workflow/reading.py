"""The part of annotating that runs in worker processes: bytes → document → extraction, without network or store."""

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from obelize.config import load_settings
from obelize.domain.claim import Extraction
from obelize.domain.document import Document, DocumentKind
from obelize.extraction import Extractor
from obelize.readers import read_document


@dataclass(frozen=True, slots=True)
class Reading:
    """One file read, with what can be checked in it."""

    document: Document
    extraction: Extraction


@cache
def prepare_worker() -> Extractor:
    """The extractor of this process: a pipeline can't be pickled, so each process builds its own, once."""
    return Extractor(spacy_model=load_settings().spacy_model)


def read_and_extract(
    path: Path, document_id: str | None, kind: DocumentKind | None = None, name: str | None = None
) -> Reading:
    """The document at `path` and its extraction.

    `document_id` is the id that the store already has for this file, None for a new one; `kind` is what the user
    said that it is, `name` what it is called if not by its path. Raises `UnreadableInputError`.
    """
    document = _taken_as(kind, read_document(path, name=name))
    if document_id is not None:
        document = replace(document, id=document_id)
    return Reading(document, prepare_worker().extract(document))


def _taken_as(kind: DocumentKind | None, document: Document) -> Document:
    """`document` as what it was said to be, if its content allows it: speech with times is no summary."""
    untimed = all(segment.start is None for segment in document.segments)
    is_page = document.kind is DocumentKind.PAGE
    if (kind is DocumentKind.SUMMARY and untimed) or (kind is DocumentKind.TRANSCRIPT and is_page):
        return replace(document, kind=kind)
    return document
