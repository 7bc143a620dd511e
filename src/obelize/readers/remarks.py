"""Remarks on one file, counted by kind, so that a thousand equal oddities are one finding with its first place."""

from obelize.domain.finding import Finding
from obelize.readers.input_file import InputFile
from obelize.rulebook import finding


class Remarks:
    """Collects what was odd. One finding for each code and message, with the first place and how often."""

    def __init__(self, file: InputFile) -> None:
        self._file = file
        self._seen: dict[tuple[str, str], tuple[str | None, int]] = {}

    def add(self, code: str, message: str, at: int | None = None, place: str | None = None) -> None:
        """Note one oddity. `at` is a character offset in the file, `place` a place in words where there is none."""
        key = (code, message)
        if key in self._seen:
            first, count = self._seen[key]
            self._seen[key] = (first, count + 1)
        else:
            self._seen[key] = (self._file.line_at(at) if at is not None else place, 1)

    def findings(self) -> tuple[Finding, ...]:
        """All remarks, in the order in which each first occurred."""
        return tuple(
            finding(code, f"{message} ({count} times)" if count > 1 else message, place=place)
            for (code, message), (place, count) in self._seen.items()
        )
