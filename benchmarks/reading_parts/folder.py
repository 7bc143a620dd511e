"""Read every file below some folders: how many are read, by which reader, and what is said of the rest."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from obelize.errors import UnreadableInputError
from obelize.readers import read_document


def files_below(folders: Iterable[Path]) -> list[Path]:
    """All regular files, in a fixed order."""
    return [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]


def read_folder(folders: Iterable[Path]) -> dict[str, object]:
    """Counts by reader and by finding, and the error of every file that could not be read."""
    readers: Counter[str] = Counter()
    findings: Counter[str] = Counter()
    errors: list[str] = []
    for path in files_below(folders):
        try:
            document = read_document(path)
        except UnreadableInputError as error:
            message = str(error)
            assert "\n" not in message
            errors.append(message.replace(str(path.parent), ""))
            continue
        readers[document.format] += 1
        findings.update(finding.code for finding in document.findings)
        assert all(document.text[s.start_char : s.end_char] == s.text for s in document.segments)
    return {"read": sum(readers.values()), "by_reader": dict(readers), "findings": dict(findings), "errors": errors}
