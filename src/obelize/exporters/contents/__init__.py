"""What goes into a report, before any format."""

from obelize.exporters.contents.gathering import contents_of, counted, unavailable
from obelize.exporters.contents.grounds import grounds_of
from obelize.exporters.contents.naming import file_name, main_speaker, shared_path, title_of
from obelize.exporters.contents.rows import (
    SHOWN_MISSING,
    ClaimRow,
    Contents,
    KeyPoint,
    MarkRow,
    Place,
    QuotationRow,
    ReferenceRow,
)

__all__ = [
    "SHOWN_MISSING",
    "ClaimRow",
    "Contents",
    "KeyPoint",
    "MarkRow",
    "Place",
    "QuotationRow",
    "ReferenceRow",
    "contents_of",
    "counted",
    "file_name",
    "grounds_of",
    "main_speaker",
    "shared_path",
    "title_of",
    "unavailable",
]
