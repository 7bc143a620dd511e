"""A file's works made ready for writing, in pieces; files of lines in a process of their own, beside the writing."""

import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TypeVar

from obelize.domain.literature import Work
from obelize.errors import UnreadableInputError
from obelize.literature.formats import Entry, FileFormat, MalformedRecord, Reference
from obelize.literature.formats.lines import MOST_CHARACTERS, bounded_lines
from obelize.literature.formats.reading import LINE_FORMATS, StoredFile, parse_lines, parse_stored, translated
from obelize.literature.library.collecting import collect_rarely
from obelize.literature.library.records import Prepared, prepare

T = TypeVar("T")

_CHUNK = 5_000
_AHEAD = 3


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some works in order, what could not be read among them, and how many entries (or lines) it was made from."""

    works: Sequence[Prepared]
    malformed: Sequence[MalformedRecord]
    entries: int


def prepared_chunks(file: StoredFile, path: Path, skipped: int, *, in_parallel: bool) -> Iterator[Chunk]:
    """The works of a file after its first `skipped` entries; of a file of lines, after so many lines."""
    if file.format not in LINE_FORMATS:
        entries = islice(parse_stored(file, path), skipped, None)
        for batch in _pieces(entries, lambda entry: len(entry.raw) if isinstance(entry, Reference) else 0):
            yield _chunk(batch, len(batch))
        return
    # Not the file itself: `yield from` would close it when the generator is given up.
    lines = islice(translated(bounded_lines(file.text), path), skipped, None)
    pieces = _pieces(lines, len)
    if in_parallel:
        yield from _beside(pieces, file.format, skipped + 1, path)
        return
    first = skipped + 1
    for piece in pieces:
        yield prepare_lines(piece, file.format, first)
        first += len(piece)


def prepare_lines(lines: Sequence[str], kind: FileFormat, first: int) -> Chunk:
    """The works of consecutive lines, the first of which has the number `first`."""
    return _chunk(parse_lines(lines, kind, first), len(lines))


def _pieces(parts: Iterator[T], size_of: Callable[[T], int]) -> Iterator[list[T]]:
    """The parts by thousands, by fewer where they are large: `size_of` tells their characters."""
    piece: list[T] = []
    size = 0
    for part in parts:
        piece.append(part)
        size += size_of(part)
        if len(piece) == _CHUNK or size > MOST_CHARACTERS:
            yield piece
            piece, size = [], 0
    if piece:
        yield piece


def _beside(pieces: Iterable[Sequence[str]], kind: FileFormat, first: int, path: Path) -> Iterator[Chunk]:
    # A spawned process inherits neither connections nor threads.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(1, mp_context=context, initializer=_settle_in)
    under_way: deque[Future[Chunk]] = deque()
    try:
        for piece in pieces:
            under_way.append(pool.submit(prepare_lines, piece, kind, first))
            first += len(piece)
            if len(under_way) > _AHEAD:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()
    except BrokenProcessPool as error:
        raise UnreadableInputError(
            str(path), "the process that reads it ended; the import can be taken up again"
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)


def _chunk(entries: Iterable[Entry], count: int) -> Chunk:
    works: list[Prepared] = []
    malformed: list[MalformedRecord] = []
    for entry in entries:
        match entry:
            case Reference(work=Work(title="")):
                malformed.append(MalformedRecord(f"line {entry.line}", "no title"))
            case Reference():
                works.append(prepare(entry.work))
            case MalformedRecord():
                malformed.append(entry)
    return Chunk(works, malformed, count)


def _settle_in() -> None:
    """Interrupts are the parent's to handle."""
    collect_rarely()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
