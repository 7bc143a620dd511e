"""Files into the library: streamed, a transaction a batch, taken up again where an import was cut short."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import chain, islice
from pathlib import Path

from obelize.errors import UnreadableInputError
from obelize.literature.formats import FileFormat, MalformedRecord
from obelize.literature.formats.lines import bounded_lines
from obelize.literature.formats.reading import format_of, open_stored
from obelize.literature.formats.retractions import RetractionEntry, parse_retractions
from obelize.literature.library.collecting import rarely_collected
from obelize.literature.library.library import Library
from obelize.literature.library.writing import Additions

_WORTH_A_PROCESS = 1 << 24  # bytes as stored
# Keys fall all over their B-tree: a commit writes most of its pages, so large files are committed in larger steps.
_CHUNKS_TOGETHER = 10


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of one file. `resumed_at` is how many of its entries an earlier, cut-short import had done.

    `idle` rows of a table of retractions are well-formed and say nothing of a work with a DOI.
    """

    path: str
    format: str
    additions: Additions
    malformed: int
    resumed_at: int = 0
    idle: int = 0


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an import is: bytes of the file as stored, and entries."""

    bytes_read: int
    bytes_total: int
    entries: int


def import_file(
    library: Library,
    path: Path,
    *,
    on_malformed: Callable[[MalformedRecord], None] = lambda _: None,
    on_progress: Callable[[Progress], None] = lambda _: None,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> ImportReport:
    """Add every work of a file. Records that can't be read are handed to `on_malformed` and skipped.

    What was committed before an error or a kill stays; the same call goes on from there.
    """
    if format_of(path) is FileFormat.RETRACTIONS:
        return _import_notices(library, path, on_malformed, clock)
    with rarely_collected():
        return _import_works(library, path, on_malformed, on_progress, clock)


def _import_works(
    library: Library,
    path: Path,
    on_malformed: Callable[[MalformedRecord], None],
    on_progress: Callable[[Progress], None],
    clock: Callable[[], datetime],
) -> ImportReport:
    job = library.begin_import(path.resolve().as_uri(), _file_digest(path), clock())
    total, malformed, done = Additions(), 0, job.entries
    with open_stored(path) as file:
        size = path.stat().st_size
        in_parallel = size > _WORTH_A_PROCESS
        # Only an import needs what starts processes, and loading that takes long.
        from obelize.literature.library.preparing import prepared_chunks

        chunks = prepared_chunks(file, path, done, in_parallel=in_parallel)
        while group := list(islice(chunks, 1)):
            with library.transaction():
                for chunk in chain(group, islice(chunks, _CHUNKS_TOGETHER - 1 if in_parallel else 0)):
                    for record in chunk.malformed:
                        on_malformed(record)
                    malformed += len(chunk.malformed)
                    done += chunk.entries
                    total += library.add_batch(chunk.works, job, done)
            on_progress(Progress(file.stored.tell(), size, done))
        library.finish_import(job, clock())
        return ImportReport(str(path), file.format, total, malformed, job.entries)


def _import_notices(
    library: Library, path: Path, on_malformed: Callable[[MalformedRecord], None], clock: Callable[[], datetime]
) -> ImportReport:
    """The table is small and a snapshot: it goes in whole, each notice with how far the table goes.

    That is the date of its newest notice: the day of the import says nothing of how old the data is.
    """
    noticed: list[RetractionEntry] = []
    malformed = idle = 0
    with open_stored(path) as file:
        # The table is known to hold bytes that are no UTF-8; names in it don't matter here, DOIs are ASCII.
        file.text.reconfigure(errors="replace", newline="")
        for entry in parse_retractions(bounded_lines(file.text), "Retraction Watch"):
            match entry:
                case RetractionEntry():
                    noticed.append(entry)
                case MalformedRecord():
                    malformed += 1
                    on_malformed(entry)
                case None:
                    idle += 1
    imported = f"imported {clock().date().isoformat()}"
    newest = max((entry.notice.date for entry in noticed if entry.notice.date), default=None)
    source = f"Retraction Watch (data up to {newest}, {imported})" if newest else f"Retraction Watch ({imported})"
    notices = [(entry.doi, replace(entry.notice, source=source)) for entry in noticed]
    return ImportReport(str(path), FileFormat.RETRACTIONS, library.add_notices(notices), malformed, idle=idle)


def _file_digest(path: Path) -> str:
    """Identifies a file's content cheaply: its size, its first and its last megabyte."""
    size = path.stat().st_size
    digest = hashlib.sha256(str(size).encode())
    try:
        with path.open("rb") as stored:
            digest.update(stored.read(1 << 20))
            stored.seek(max(0, size - (1 << 20)))
            digest.update(stored.read(1 << 20))
    except OSError as error:
        raise UnreadableInputError(str(path), error.strerror or str(error)) from error
    return digest.hexdigest()[:32]
