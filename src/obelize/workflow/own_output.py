"""What obelize itself has written, told by its marks: reports, pages over them, review sheets and bundles."""

import re
from pathlib import Path

_HEAD_BYTES = 65_536
_SECTION = "<!-- obelize:section "
_MARKS = (
    ("a page over reports", re.compile(r"# .*\n\n<!-- obelize:index -->\n")),
    ("a review sheet", re.compile(r"# Review\n\n<!-- obelize:as-of \S+ -->\n")),
    ("a report", re.compile(r'<!DOCTYPE html>[^<]*(?:<[^>]*>\s*){3}<meta name="generator" content="obelize">')),
    ("a report", re.compile(r'\[?\s*\{\s*(?:"type": "report", )?"shape": "obelize-report-\d')),
    ("the state of an export", re.compile(r'\{"shape": \d+, "before": ')),
    ("a bundle", re.compile(r"PK\x03\x04(?s:.){26}annotation\.json")),
)


def own_output(path: Path) -> str | None:
    """What the regular file at `path` is, if obelize wrote it ("a report"). `OSError` if it can't be read."""
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    text = head.decode("latin-1").removeprefix("\xef\xbb\xbf").replace("\r\n", "\n")
    if _is_markdown_report(text):
        return "a report"
    return next((what for what, mark in _MARKS if mark.match(text)), None)


def _is_markdown_report(text: str) -> bool:
    """Whether front matter that names the program stands above a section's mark. A page may quote such a mark."""
    opening, _, rest = text.removeprefix("---\n").partition("\n---\n")
    stated = text.startswith("---\n") and "\nobelize: " in opening and "\nfingerprint: " in opening
    return stated and f"\n{_SECTION}" in rest
