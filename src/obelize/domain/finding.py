"""Findings: what the machine noticed. A finding has a stable code; what the code means is kept in `rules/`."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding weighs: a note never changes a verdict, a warning asks to be looked at, an error is sure."""

    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark with its evidence.

    `code` is a family of three letters and three digits ("CIT003"). `field`, `cited` and `found` hold the two
    sides of a comparison where there is one (for a quotation: what was quoted, what was said). Offsets are
    characters in the text of the document the finding is about; `start` and `end` are seconds in the recording.
    `place` is a spot in the file ("line 12") for findings about reading.
    """

    code: str
    severity: Severity
    message: str
    field: str | None = None
    cited: str | None = None
    found: str | None = None
    start_char: int | None = None
    end_char: int | None = None
    start: float | None = None
    end: float | None = None
    place: str | None = None
