"""Which document of the store a file is: the one read at its place, else the one with its content.

Files with the same content are one document, which keeps the name and place of the first as long as that file is
there. A copy of what a document's file held before it was edited is a document of its own.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from obelize.errors import NotInStoreError
from obelize.safe_text import path_text
from obelize.store import DocumentEntry, Repository


@dataclass(frozen=True, slots=True)
class Identity:
    """`document_id` is the id to keep, None for that of the content; `entry` what the store has of the document.

    `home` is the entry whose name and place the document keeps, where these are not the file's own; `twin` the file
    of the same content that came earlier in the run.
    """

    document_id: str | None = None
    entry: DocumentEntry | None = None
    home: DocumentEntry | None = None
    twin: Path | None = None

    def is_at_home(self, path: Path) -> bool:
        """Whether the store has its place right. One that was moved has to be told, or it is lost when edited there."""
        return self.home is not None or (self.entry is not None and self.entry.location == path_text(path.resolve()))


class Identities:
    """The documents of the store and those met in this run."""

    def __init__(self, entries: Iterable[DocumentEntry]) -> None:
        known = list(entries)
        self._ids = {entry.id for entry in known}
        self._by_location = {entry.location: entry for entry in known}
        self._by_fingerprint = {entry.fingerprint: entry for entry in reversed(known)}
        self._first: dict[str, Path] = {}

    def of(self, path: Path, fingerprint: str) -> Identity:
        """Who the file at `path` is. `fingerprint` is the SHA-256 of its bytes."""
        location = path_text(path.resolve())
        if entry := self._by_location.get(location):
            self._first.setdefault(fingerprint, path)
            return Identity(entry.id, entry)
        if twin := self._first.get(fingerprint):
            return Identity(twin=twin)
        self._first[fingerprint] = path
        entry = self._by_fingerprint.get(fingerprint)
        content = _fingerprint(Path(entry.location)) if entry else None
        if entry and content in {None, fingerprint}:
            return Identity(entry.id, entry, entry if content else None)
        if fingerprint[:12] in self._ids:
            return Identity(hashlib.sha256(f"{fingerprint} {location}".encode()).hexdigest()[:12])
        return Identity()


def named_document(repository: Repository, wanted: str) -> DocumentEntry:
    """The document by id, name or location, or that of the file at the path `wanted`: its place, else its content.

    `NotInStoreError` lists the nearest names.
    """
    try:
        return repository.document_named(wanted)
    except NotInStoreError:
        path = Path(wanted)
        found = repository.find_document(path_text(path.resolve()), _fingerprint(path) or "")
        if found is None:
            raise
        return repository.document_named(found)


def _fingerprint(path: Path) -> str | None:
    """The fingerprint of what the file holds now; None if it isn't there."""
    try:
        return fingerprint_of(path) if path.is_file() else None
    except (OSError, ValueError):  # ValueError: a NUL in the path
        return None


def fingerprint_of(path: Path) -> str:
    """The SHA-256 of the file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
