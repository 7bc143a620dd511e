"""Annotating many files: read and extract in processes, look up in one event loop, save each document when it is done.

Transcripts and pages are finished as they come. Summaries wait until every transcript is in the store, because they
are compared with theirs. Whatever is saved is whole: a run that is killed and started again does only what is left.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor, Executor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import assert_never

from obelize.domain.annotation import Annotation
from obelize.domain.document import Document, DocumentKind, Source
from obelize.errors import ObelizeError
from obelize.safe_text import path_text
from obelize.store import DocumentEntry, Repository
from obelize.workflow.appraise import appraise
from obelize.workflow.identity import Identities, fingerprint_of
from obelize.workflow.own_output import own_output
from obelize.workflow.pairing import pair_documents
from obelize.workflow.reading import Reading, read_and_extract
from obelize.workflow.sources import Sources

# Files read ahead of the look-ups: enough to keep the processes busy, few enough to keep memory flat.
READ_AHEAD = 8


@dataclass(frozen=True, slots=True)
class Annotated:
    """A file that was annotated in this run.

    `orphans` says how many of its decided items have no place in it any more; `same_as` is its document's own file, if
    that is another.
    """

    path: Path
    annotation: Annotation
    orphans: int
    same_as: str | None = None


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A file whose annotation in the store is still good; `same_as` is its document's own file, if that is another."""

    path: Path
    entry: DocumentEntry
    same_as: str | None = None


@dataclass(frozen=True, slots=True)
class Same:
    """A file with the same content as one before it in the run: they are one document."""

    path: Path
    first: Path


@dataclass(frozen=True, slots=True)
class Failed:
    """A file that could not be annotated, and why, in one line."""

    path: Path
    reason: str


FileOutcome = Annotated | Unchanged | Same | Failed
_Begun = asyncio.Future[Reading] | Unchanged | Same | Failed


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run is asked to do. `summary_of` maps a summary's path to its transcript's; `again` redoes everything."""

    files: Sequence[Path]
    summary_of: Mapping[Path, Path]
    rules_version: str
    again: bool = False


@dataclass(slots=True)
class _Run:
    """One run's collaborators and what it has learnt so far."""

    plan: Plan
    repository: Repository
    executor: Executor
    sources: Sources
    entries: Mapping[str, DocumentEntry]
    paired: frozenset[str]  # summaries and transcripts that are pairs in the store
    identities: Identities
    homes: dict[Path, DocumentEntry] = field(default_factory=dict)  # of files whose document has another place
    documents: dict[Path, Document] = field(default_factory=dict)  # without their text, for pairing
    renewed: set[str] = field(default_factory=set)


async def annotate(
    plan: Plan, repository: Repository, executor: Executor, sources: Sources
) -> AsyncIterator[FileOutcome]:
    """One outcome a file, in the order in which they are finished; each is in the store before it is yielded.

    Summaries of the store are compared again, and yielded, where their transcript has changed.
    """
    entries = {entry.id: entry for entry in repository.documents()}
    paired = frozenset(id_ for each in entries.values() if each.transcript_id for id_ in (each.id, each.transcript_id))
    run = _Run(plan, repository, executor, sources, entries, paired, Identities(entries.values()))
    summaries: dict[Path, Reading | Unchanged] = {}
    async for path, result in _read_all(run):
        match result:
            case Failed():
                yield result
                continue
            case Same(first=first):
                if first in run.documents:
                    run.documents[path] = replace(run.documents[first], name=path_text(path))
                yield result
                continue
            case Reading(document=document):
                run.documents[path] = replace(document, text="", segments=())
            case Unchanged(entry=entry):
                run.documents[path] = _document_from(entry)
            case _:
                assert_never(result)
        if run.documents[path].kind is DocumentKind.SUMMARY:
            summaries[path] = result
        elif path in plan.summary_of:
            yield Failed(path, f"{path}: holds speech with times, so it can't be a summary (--summary-of)")
        else:
            yield await _finish(run, path, result, None)
    pairs = _pair(run)
    for path, result in summaries.items():
        if refusal := _refusal(run, path):
            yield Failed(path, refusal)
        else:
            yield await _finish(run, path, result, pairs.get(run.documents[path].id))
    for entry in _left_behind(run):
        path = Path(entry.location)
        yield await _finish(run, path, Unchanged(path, entry), entry.transcript_id)


async def _read_all(run: _Run) -> AsyncIterator[tuple[Path, Reading | Unchanged | Same | Failed]]:
    """Every file read and extracted in the order given, some files ahead of the one asked for."""
    under_way: deque[tuple[Path, _Begun]] = deque()
    for path in run.plan.files:
        under_way.append((path, _begin(run, path)))
        if len(under_way) > READ_AHEAD:
            first, begun = under_way.popleft()
            yield first, await _result(first, begun)
    for path, begun in under_way:
        yield path, await _result(path, begun)


def _begin(run: _Run, path: Path) -> _Begun:
    try:
        if not path.is_file():
            return Failed(path, f"{path}: not a regular file")
        if written := own_output(path):
            return Failed(path, f"{path}: {written} that obelize wrote, no document to annotate")
        fingerprint = fingerprint_of(path)
        known = run.identities.of(path, fingerprint)
        if known.twin:
            return Same(path, known.twin)
        if known.home:
            run.homes[path] = known.home
        kind = _said_kind(run, path, known.entry)
        is_good = known.entry and kind in {None, known.entry.kind} and _is_current(run, known.entry, fingerprint)
        if known.entry and is_good and known.is_at_home(path):
            return Unchanged(path, known.entry, known.home.name if known.home else None)
        where, name = (Path(known.home.location), known.home.name) if known.home else (path, None)
        return asyncio.wrap_future(run.executor.submit(read_and_extract, where, known.document_id, kind, name))
    except (ObelizeError, OSError) as error:
        return Failed(path, _in_one_line(path, error))
    except BrokenExecutor:
        return Failed(path, f"{path}: not read, because a worker process died; run the command again")


async def _result(path: Path, begun: _Begun) -> Reading | Unchanged | Same | Failed:
    if not isinstance(begun, asyncio.Future):
        return begun
    try:
        return await begun
    except (ObelizeError, OSError) as error:
        return Failed(path, _in_one_line(path, error))
    except BrokenExecutor:
        return Failed(path, f"{path}: the worker process died while reading; run the command again")


async def _finish(run: _Run, path: Path, result: Reading | Unchanged, transcript_id: str | None) -> FileOutcome:
    """Look up, compare and save; nothing is done for an unchanged file whose transcript is the same as before."""
    if isinstance(result, Unchanged):
        if result.entry.transcript_id == transcript_id and transcript_id not in run.renewed:
            return result
        earlier = run.repository.annotation(result.entry.id)
        result = Reading(earlier.document, earlier.extraction)
    transcript = None
    if transcript_id is not None:
        paired = run.repository.annotation(transcript_id)
        transcript = Reading(paired.document, paired.extraction)
    gathered = await appraise(result, run.sources, transcript)
    known = run.entries.get(gathered.document.id)
    changes = run.repository.annotation(known.id).changes if known else ()
    annotation = replace(gathered, rules_version=run.plan.rules_version, basis=run.sources.basis, changes=changes)
    home = run.homes.get(path)
    run.repository.save_annotation(annotation, home.location if home else path_text(path.resolve()))
    run.renewed.add(annotation.document.id)
    orphans = len(run.repository.orphans(annotation.document.id))
    return Annotated(path, annotation, orphans, home.name if home else None)


def _said_kind(run: _Run, path: Path, entry: DocumentEntry | None) -> DocumentKind | None:
    """What the user says a file is, by naming it as one of a pair now or earlier; None where nothing was said."""
    if path in run.plan.summary_of:
        return DocumentKind.SUMMARY
    if path.resolve() in {transcript.resolve() for transcript in run.plan.summary_of.values()}:
        return DocumentKind.TRANSCRIPT
    return entry.kind if entry and entry.id in run.paired else None


def _refusal(run: _Run, path: Path) -> str | None:
    """Why the summary at `path` can't be compared with the transcript that the user named for it, in one line."""
    transcript = run.plan.summary_of.get(path)
    if transcript is None:
        return None
    document = {each.resolve(): document for each, document in run.documents.items()}.get(transcript.resolve())
    if document is None:
        return f"{path}: not annotated, because its transcript {transcript} could not be read"
    if document.id == run.documents[path].id:
        return f"{path}: has the same content as the transcript named for it, {transcript}"
    if document.kind is DocumentKind.SUMMARY:
        return f"{path}: {transcript} is a summary itself, so it can't be the transcript (--summary-of)"
    return None


def _pair(run: _Run) -> Mapping[str, str]:
    """Summary id → transcript id: by what the user says, over the files of this run, and as it was in the store."""
    by_path = {path.resolve(): document.id for path, document in run.documents.items()}
    explicit = {
        by_path[summary.resolve()]: by_path[transcript.resolve()]
        for summary, transcript in run.plan.summary_of.items()
        if summary.resolve() in by_path and transcript.resolve() in by_path
    }
    kinds = {entry.id: entry.kind for entry in run.entries.values()}
    kinds |= {document.id: document.kind for document in run.documents.values()}
    earlier = {
        entry.id: entry.transcript_id
        for entry in run.entries.values()
        if entry.transcript_id and kinds.get(entry.transcript_id, DocumentKind.SUMMARY) is not DocumentKind.SUMMARY
    }
    documents = list(run.documents.values())
    same = {
        each.id for each in documents if each.id in earlier and run.entries[each.id].fingerprint == each.fingerprint
    }
    held = {summary: earlier[summary] for summary in same}
    return pair_documents(documents, {**held, **explicit}, earlier)


def _left_behind(run: _Run) -> list[DocumentEntry]:
    """The summaries that are no part of this run and were compared with what their transcripts held before it."""
    here = {document.id: document.kind for document in run.documents.values()}
    return [
        entry
        for entry in run.entries.values()
        if entry.transcript_id in run.renewed
        and entry.id not in here
        and here[entry.transcript_id] is not DocumentKind.SUMMARY
    ]


def _is_current(run: _Run, entry: DocumentEntry, fingerprint: str) -> bool:
    """Whether the annotation in the store is complete and what this run would make again."""
    wanted = (fingerprint, run.plan.rules_version, run.sources.basis)
    same = (entry.fingerprint, entry.rules_version, entry.basis) == wanted
    return same and not entry.incomplete and not run.plan.again


def _document_from(entry: DocumentEntry) -> Document:
    source = Source(title=entry.title, url=entry.url)
    return Document(entry.id, entry.location, entry.kind, "", "", entry.fingerprint, (), source)


def _in_one_line(path: Path, error: ObelizeError | OSError) -> str:
    return f"{path}: {error.strerror}" if isinstance(error, OSError) else str(error)
