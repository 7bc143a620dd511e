"""Bibliographies read as `Reference`s: BibTeX, CSL-JSON, RIS, MEDLINE, EndNote, gzipped too, told by content."""

from obelize.literature.formats.reading import FileFormat, ReferenceFile, open_references, parse_references, recognise
from obelize.literature.formats.reference import Entry, MalformedRecord, Reference

__all__ = [
    "Entry",
    "FileFormat",
    "MalformedRecord",
    "Reference",
    "ReferenceFile",
    "open_references",
    "parse_references",
    "recognise",
]
