"""What documents and the people who speak in them are called in a report."""

import re
from collections.abc import Sequence
from pathlib import PurePath, PurePosixPath

from obelize.domain.annotation import Annotation
from obelize.domain.document import Document, DocumentKind, SegmentRole
from obelize.domain.speakers import names_nobody

_LONGEST_TITLE = 80
_WORD = re.compile(r"\w+(?:[.,]\d+)*")


def title_of(annotations: Sequence[Annotation]) -> str:
    """The title stated, else the first heading or the first words of what is written, else the file's name."""
    for document in (each.document for each in annotations):
        if document.source.title:
            return document.source.title
    for document in (each.document for each in annotations if each.document.kind is not DocumentKind.TRANSCRIPT):
        said = [segment for segment in document.segments if len(segment.text.split()) > 1]  # "YOUTUBE" is no title
        headings = (segment for segment in said if segment.role is SegmentRole.HEADING)
        if first := next(headings, None) or next(iter(said), None):
            return _first_words(first.text)
    return PurePath(file_name(annotations[0].document)).stem or file_name(annotations[0].document)


def _first_words(text: str) -> str:
    line = " ".join(text.split())
    if len(line) <= _LONGEST_TITLE:
        return line
    return f"{line[:_LONGEST_TITLE].rsplit(' ', 1)[0].rstrip(',;:–— ')}…"


def main_speaker(document: Document) -> str | None:
    """The speaker stated, or an author who is not the channel, else whoever speaks most, else the author."""
    source = document.source
    if source.speaker:
        return source.speaker
    if source.author and source.author not in (source.channel, source.publisher):
        return source.author
    spoken: dict[str, int] = {}
    for segment in document.segments:
        if segment.speaker and not names_nobody(segment.speaker):
            spoken[segment.speaker] = spoken.get(segment.speaker, 0) + len(segment.text)
    return max(spoken, key=lambda name: spoken[name], default=source.author)


def file_name(document: Document) -> str:
    """The name of the document's file without its folders, which concern nobody else."""
    return PurePath(document.name.replace("\\", "/")).name


def shared_path(document: Document) -> str:
    """The document's path as it can be shared: relative to where it was read from, else its file's name."""
    path = PurePosixPath(document.name.replace("\\", "/"))
    outside = path.is_absolute() or ".." in path.parts or (bool(path.parts) and ":" in path.parts[0])
    return file_name(document) if outside else path.as_posix()


def plain_words(text: str) -> str:
    """The words alone: a sentence between quotation marks is the same sentence."""
    return " ".join(_WORD.findall(text.casefold()))
