"""Which summary belongs to which transcript: by what the user says, by what the summary says, by the names of files."""

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import PurePath

from obelize.domain.document import Document, DocumentKind
from obelize.readers.structure import known_words

_Fits = Callable[[Document, Document], bool]
_SEPARATORS = re.compile(r"[.\s_]+|(?<=\w)-(?=\w)")
_WATCH = re.compile(r"(?:v=|youtu\.be/|/embed/|/shorts/|/live/)([\w-]{11})(?![\w-])")


def pair_documents(
    documents: Iterable[Document],
    explicit: Mapping[str, str] | None = None,
    earlier: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """Summary id → transcript id. A summary that fits no transcript, or several equally well, has no entry.

    `explicit` (summary id → transcript id) comes first; then what the summary states (`summary_of`, the address or
    id of a recording); then the pair it was in so far, by `earlier`; then its name, within its folder before other
    folders.
    """
    everything = list(documents)
    transcripts = [document for document in everything if document.kind is DocumentKind.TRANSCRIPT]
    pairs = dict(explicit or {})
    for summary in everything:
        if summary.kind is DocumentKind.SUMMARY and summary.id not in pairs:
            found = (
                _first(transcripts, summary, (_is_stated, _is_same_recording))
                or (earlier or {}).get(summary.id)
                or _first(transcripts, summary, (_has_same_name_beside, _has_same_name))
            )
            if found is not None:
                pairs[summary.id] = found
    return pairs


def _first(transcripts: list[Document], summary: Document, tests: Iterable[_Fits]) -> str | None:
    """The id of the one transcript that passes the first test that exactly one passes; None if there is none."""
    for fits in tests:
        found = {transcript.id for transcript in transcripts if fits(summary, transcript)}
        if len(found) == 1:
            return found.pop()
    return None


def _is_stated(summary: Document, transcript: Document) -> bool:
    """Whether the summary's front matter names the transcript: its file, its address or its recording's id."""
    stated = (summary.summary_of or "").strip()
    if not stated:
        return False
    path = PurePath(transcript.name)
    named = PurePath(stated.replace("\\", "/"))
    is_file = named.name in {path.name, path.stem} and _ends_with(path, named)
    source = transcript.source
    return is_file or stated in {source.media_id, source.url} or _media_id(stated) in _media_ids(transcript)


def _ends_with(path: PurePath, named: PurePath) -> bool:
    """Whether the folders given with the name, if any, are those of the path."""
    folders = [part for part in named.parent.parts if part not in {".", ".."}]
    return not folders or list(path.parent.parts[-len(folders) :]) == folders


def _is_same_recording(summary: Document, transcript: Document) -> bool:
    return bool(_media_ids(summary) & _media_ids(transcript))


def _media_ids(document: Document) -> set[str | None]:
    """The ids of the recording that a document is about. Never holds None."""
    ids = {document.source.media_id, _media_id(document.source.url or "")}
    return ids - {None, ""}


def _media_id(url: str) -> str | None:
    match = _WATCH.search(url)
    return match[1] if match else None


def _has_same_name_beside(summary: Document, transcript: Document) -> bool:
    beside = PurePath(summary.name).parent == PurePath(transcript.name).parent
    return beside and _has_same_name(summary, transcript)


def _has_same_name(summary: Document, transcript: Document) -> bool:
    stem = _core(summary.name)
    return bool(stem) and stem == _core(transcript.name)


def _core(name: str) -> tuple[str, ...]:
    """The parts of a file's name that say which talk it is: no suffix, no "summary", no language.

    The first part where none says more: "talk" of `talk.en.vtt` and of `talk-notes.txt`.
    """
    stem = PurePath(name).stem.lower()
    telling = known_words("file_names", "parts")
    parts = [bare for part in _SEPARATORS.split(stem) if (bare := part.strip("()[]"))]
    return tuple(part for part in parts if part not in telling) or tuple(parts[:1])
