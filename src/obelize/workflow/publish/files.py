"""Reports as files of a folder, under names that no document can choose freely."""

import hashlib
import os
import re
import tempfile
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count
from pathlib import Path, PurePath

from obelize.domain.annotation import Report
from obelize.errors import ExportError
from obelize.exporters import Exporter
from obelize.exporters.folder import folder_html, folder_markdown
from obelize.exporters.markdown.merging import Merged, holds_sections, merge
from obelize.workflow.publish.assembly import Frame, Material
from obelize.workflow.publish.bundle import make_bundle
from obelize.workflow.publish.folder import STATE_FILE, Published, changes_since, export_state, folder_report

_LONGEST_STEM = 60
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Written:
    """One report on disk. `kept` names the sections that were left as somebody had edited them.

    `edited` says that it holds words of somebody's own, in sections or between them; `aside` is where a file that
    stood in the report's place, and was no report, has been put.
    """

    path: Path
    document_id: str
    kept: tuple[str, ...] = ()
    edited: bool = False
    aside: Path | None = None

    @property
    def remarks(self) -> tuple[str, ...]:
        """What its reader should be told."""
        kept = f"{self.path}: kept as edited by hand: {', '.join(self.kept)}" if self.kept else ""
        aside = f"{self.path}: the file there was no report with section marks; it is now {self.aside}"
        return tuple(remark for remark in (kept, aside if self.aside else "") if remark)


def write_report(report: Report, folder: Path, exporter: Exporter) -> Written:
    """One report as a file of `folder`; what was edited by hand in the file there is kept."""
    document = report.annotation.document
    path = folder / report_file_name(document.name, document.id, exporter.suffix)
    text = exporter.render(report)
    existing = _existing(path) if exporter.editable else ""
    if existing.strip() and not holds_sections(existing):
        aside = _put_aside(path)
        write_text(path, text)
        return Written(path, document.id, aside=aside)
    merged = merge(text, existing) if existing.strip() else Merged(text, ())
    write_text(path, merged.text)
    return Written(path, document.id, merged.kept, merged.text != text)


def write_index(reports: Sequence[Published], folder: Path, today: date, suffix: str) -> Path:
    """The page over the reports just written, in Markdown or HTML by `suffix`, with what has changed since last time.

    `today` decides which predictions have come due.
    """
    changes, state = changes_since(folder, export_state(reports))
    whole = folder_report(reports, today, changes)
    path = folder / f"index{suffix}"
    write_text(path, folder_html(whole) if suffix == ".html" else folder_markdown(whole))
    write_text(folder / STATE_FILE, state)
    return path


def report_file_name(document_name: str, document_id: str, suffix: str) -> str:
    """A file name of letters, digits and hyphens from the document's name, made unique by its id."""
    stem = PurePath(document_name.replace("\\", "/")).name.rsplit(".", 1)[0]
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST_STEM].strip("-")
    if not slug or _RESERVED.fullmatch(slug):
        slug = f"document-{slug}".strip("-")
    return f"{slug}-{hashlib.sha256(document_id.encode()).hexdigest()[:6]}{suffix}"


def write_bundle(material: Material, frame: Frame, folder: Path) -> Path:
    """The report's bundle as a file of `folder`."""
    document = material.annotation.document
    path = folder / report_file_name(document.name, document.id, ".obelize.zip")
    write_bytes(path, make_bundle(material, frame))
    return path


def write_text(path: Path, text: str) -> None:
    """`text` in UTF-8 in place of the file at `path`, whole or not at all."""
    write_bytes(path, text.encode("utf-8", errors="replace"))


def write_bytes(path: Path, data: bytes) -> None:
    """`data` in place of the file at `path`, whole or not at all. `ExportError` names what can't be written.

    A file that is there keeps its permissions; a pipe or device is written to as it is.
    """
    try:
        target = path.resolve()
        if target.exists() and not target.is_file():
            target.write_bytes(data)
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".obelize-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(name).chmod(target.stat().st_mode & 0o777 if target.exists() else 0o644)
            Path(name).replace(target)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise ExportError(f"{path}: can't be written: {error.strerror or error}") from error


def _put_aside(path: Path) -> Path:
    """The file under another name beside its own, one that is free."""
    names = (f"{path.stem}.kept{f'-{number}' if number > 1 else ''}{path.suffix}" for number in count(1))
    aside = next(path.with_name(name) for name in names if not os.path.lexists(path.with_name(name)))
    try:
        path.rename(aside)
    except OSError as error:
        raise ExportError(f"{path}: can't be put aside: {error.strerror or error}") from error
    return aside


def _existing(path: Path) -> str:
    """What stands at `path`; empty where there is no file."""
    try:
        return path.read_text(encoding="utf-8-sig") if path.is_file() else ""
    except (OSError, UnicodeDecodeError) as error:
        raise ExportError(f"{path}: the report there can't be read to keep what was edited in it") from error
