"""Annotations and decisions on disk, by SQLModel: SQLite by default, any SQLAlchemy URL by setting."""

from obelize.store.adoption import Stranger
from obelize.store.entries import DocumentEntry, ItemDetail, ItemEntry, ItemList, LogEntry, Orphan
from obelize.store.repository import Repository

__all__ = ["DocumentEntry", "ItemDetail", "ItemEntry", "ItemList", "LogEntry", "Orphan", "Repository", "Stranger"]
