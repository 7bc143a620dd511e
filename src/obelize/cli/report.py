"""`obelize report`: credibility reports from what was annotated and decided."""

import argparse
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from obelize.cli.exit_codes import ExitCode
from obelize.cli.output import complain, print_data, print_text, say
from obelize.domain.counting import number_of
from obelize.errors import ExportError

if TYPE_CHECKING:
    from obelize.domain.annotation import Report
    from obelize.exporters import Exporter
    from obelize.store import DocumentEntry, Repository
    from obelize.workflow.publish import Frame


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument(
        "documents", nargs="*", metavar="DOCUMENT", help="file name or id (default: everything that was annotated)"
    )
    parser.add_argument("--format", default="markdown", metavar="FORMAT", help="markdown (default), html, json, …")
    parser.add_argument(
        "--out", default="reports", metavar="DIR", help="the reports' folder (default: reports); - prints them"
    )
    parser.add_argument("--url", metavar="URL", help="where the report is published (needed by claimreview)")
    parser.add_argument("--outlets", type=Path, metavar="CSV", help="your list of outlets: outlet,yes|no")
    parser.add_argument("--journals", type=Path, metavar="CSV", help="your copy of the DOAJ's list of journals")
    parser.add_argument(
        "--as-of",
        type=_day,
        default=datetime.now(UTC).date(),
        metavar="DATE",
        help="day for predictions (today)",
    )
    parser.add_argument(
        "--bundle", action="store_true", help="also write an archive from which `verify-report` rebuilds the report"
    )
    parser.add_argument(
        "--fail-on", choices=("note", "warning", "error"), help="exit with 1 if there is a finding as grave as this"
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is no day; write it as YYYY-MM-DD") from error


def run(arguments: argparse.Namespace) -> int:
    """Write the reports and print where they are, or print them."""
    from obelize.config import load_settings
    from obelize.exporters import exporter_named
    from obelize.store import Repository

    if arguments.bundle and arguments.out == "-":
        raise ExportError("a bundle can't be printed: give --out a folder")
    exporter = exporter_named(arguments.format)
    repository = Repository.open(load_settings().store_location)
    try:
        reports = (
            _print_all(repository, arguments, exporter)
            if arguments.out == "-"
            else (_write_all(repository, arguments, exporter))
        )
    finally:
        repository.close()
    grave = sum(_as_grave_as(arguments.fail_on, report) for report in reports)
    if grave:
        complain(f"{number_of(grave, 'finding')} of severity {arguments.fail_on} or worse")
        return ExitCode.FINDINGS
    return ExitCode.DONE


def _print_all(repository: "Repository", arguments: argparse.Namespace, exporter: "Exporter") -> "list[Report]":
    from obelize.workflow.publish import gather_material, put_together

    frame = _frame(arguments)
    known = repository.documents()
    chosen = _chosen(repository, known, arguments.documents)
    if len(chosen) > 1 and exporter.join is None:
        raise ExportError(f"{arguments.format} is printed for one document at a time: name one, or give --out a folder")
    reports = [put_together(gather_material(repository, entry.id, known), frame) for entry in chosen]
    texts = [exporter.render(report) for report in reports]
    print_data(exporter.join(texts) if exporter.join and len(texts) != 1 else "".join(texts))
    return reports


def _write_all(repository: "Repository", arguments: argparse.Namespace, exporter: "Exporter") -> "list[Report]":
    from obelize.workflow.publish import gather_material, put_together, write_report
    from obelize.workflow.publish.files import write_bundle, write_index
    from obelize.workflow.publish.folder import published

    folder, frame = Path(arguments.out), _frame(arguments)
    reports, listed, paths = [], [], []
    known = repository.documents()
    for entry in _chosen(repository, known, arguments.documents):
        material = gather_material(repository, entry.id, known)
        report = put_together(material, frame)
        file = write_report(report, folder, exporter)
        reports.append(report)
        listed.append(published(report, file.path.name))
        paths.append(file.path)
        for remark in file.remarks:
            say(remark)
        if arguments.bundle:
            bundle = write_bundle(material, frame, folder)
            paths.append(bundle)
            if file.edited:
                say(f"{bundle}: holds the report as generated, without what was edited by hand in {file.path}")
    if len(listed) > 1 and not arguments.documents and exporter.suffix in (".md", ".html"):
        paths.append(write_index(listed, folder, arguments.as_of, exporter.suffix))
    for path in paths:
        print_text(str(path))
    return reports


def _frame(arguments: argparse.Namespace) -> "Frame":
    from obelize.workflow.publish import Frame
    from obelize.workflow.publish.lists import read_lists

    return Frame(read_lists(arguments.outlets, arguments.journals), arguments.url)


def _chosen(repository: "Repository", known: "list[DocumentEntry]", wanted: list[str]) -> "list[DocumentEntry]":
    from obelize.workflow.identity import named_document
    from obelize.workflow.publish import reportable

    if wanted:
        return [named_document(repository, name) for name in wanted]
    entries = reportable(known)
    if not entries:
        say("Nothing has been annotated yet.")
    return entries


def _as_grave_as(limit: str | None, report: "Report") -> int:
    from obelize.domain.finding import Severity
    from obelize.exporters.findings import findings_of

    if limit is None:
        return 0
    order = list(Severity)
    return sum(order.index(f.severity) >= order.index(Severity(limit)) for f, _ in findings_of(report))
