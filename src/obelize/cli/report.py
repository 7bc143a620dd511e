"""`obelize report`: credibility reports from what was annotated and decided."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from obelize.cli.exit_codes import ExitCode
from obelize.cli.output import print_text, say

if TYPE_CHECKING:
    from obelize.store import DocumentEntry, Repository

DEFAULT_FOLDER = "reports"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument(
        "documents", nargs="*", metavar="DOCUMENT", help="file name or id (default: everything that was annotated)"
    )
    parser.add_argument("--format", default="markdown", metavar="FORMAT", help="markdown (default), json, html, …")
    parser.add_argument(
        "--out",
        default=DEFAULT_FOLDER,
        metavar="DIR",
        help=f"the reports' folder (default: {DEFAULT_FOLDER}); - prints",
    )


def run(arguments: argparse.Namespace) -> int:
    """Write the reports and print where they are, or print them."""
    from obelize.config import load_settings
    from obelize.exporters import exporter_named
    from obelize.store import Repository
    from obelize.workflow.publish import build_report, write_reports

    exporter = exporter_named(arguments.format)
    repository = Repository.open(load_settings().store_location)
    entries = _chosen(repository, arguments.documents)
    if not entries:
        say("Nothing has been annotated yet.")
        return ExitCode.DONE
    reports = (build_report(repository, entry.id) for entry in entries)
    if arguments.out == "-":
        for report in reports:
            sys.stdout.write(exporter.render(report))
        return ExitCode.DONE
    for written in write_reports(reports, Path(arguments.out), exporter):
        print_text(str(written.path))
        if written.kept:
            say(f"{written.path}: kept as edited by hand: {', '.join(written.kept)}")
    return ExitCode.DONE


def _chosen(repository: "Repository", wanted: list[str]) -> "list[DocumentEntry]":
    from obelize.workflow.publish import reportable

    if wanted:
        return [repository.document_named(name) for name in wanted]
    return reportable(repository.documents())
