"""`obelize annotate PATH…`: the main job, from files to reports."""

import argparse
import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from obelize.cli.exit_codes import ExitCode
from obelize.cli.output import complain, print_text, say
from obelize.domain.counting import number_of
from obelize.errors import UnreadableInputError

if TYPE_CHECKING:
    from obelize.config import Settings
    from obelize.domain.annotation import Annotation
    from obelize.store import Repository
    from obelize.workflow.annotate import Annotated, FileOutcome, Plan, Unchanged


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("paths", nargs="+", type=_path, metavar="PATH", help="a transcript, summary, page or folder")
    parser.add_argument("--library", metavar="DB", help="the local library of works (default: see `config show`)")
    parser.add_argument("--offline", action="store_true", default=None, help="ask no online source")
    parser.add_argument(
        "--out", type=_path, default=Path("reports"), metavar="DIR", help="folder for reports (reports)"
    )
    parser.add_argument(
        "--jobs", type=_count, metavar="N", help="processes for reading (default: by the amount of work)"
    )
    parser.add_argument("--summary-of", type=_path, metavar="TRANSCRIPT", help="the transcript of the summary PATH")
    parser.add_argument("--again", action="store_true", help="annotate unchanged files again, too")


def _path(text: str) -> Path:
    """An empty name would be the working folder."""
    if not text:
        raise argparse.ArgumentTypeError("an empty name is no path")
    return Path(text)


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"must be a whole number from 1, not {text!r}")
    return int(text)


def run(arguments: argparse.Namespace) -> int:
    """Annotate, save, write the reports, say where they are."""
    from obelize.config import load_settings
    from obelize.rulebook import shipped_rulebook
    from obelize.store import Repository
    from obelize.workflow.annotate import Annotated, Failed, Plan, Same

    settings = load_settings({name: getattr(arguments, name) for name in ("library", "offline", "jobs")})
    files, summary_of, closed = _chosen_files(arguments)
    plan = Plan(files, summary_of, shipped_rulebook().fingerprint, arguments.again)
    repository = Repository.open(settings.store_location)
    outcomes: list[FileOutcome] = []
    try:
        asyncio.run(_annotate_all(plan, repository, settings, outcomes))
    finally:
        finished = [outcome for outcome in outcomes if not isinstance(outcome, Failed | Same)]
        _write_reports(repository, {_document_id(outcome) for outcome in finished}, arguments.out)
        repository.close()
    failed = closed + sum(isinstance(outcome, Failed) for outcome in outcomes)
    incomplete = sum(isinstance(outcome, Annotated) and outcome.annotation.incomplete for outcome in outcomes)
    say(f"{len(finished)} annotated, {failed} could not be read; reports are in {arguments.out}")
    for outcome in finished:
        if isinstance(outcome, Annotated) and outcome.orphans:
            say(f"{outcome.path}: {_lost(outcome.orphans)}")
    if incomplete:
        complain(f"{incomplete} incomplete: a literature source could not be reached; the reports say what is missing")
    if failed:
        return ExitCode.USAGE
    return ExitCode.INCOMPLETE if incomplete else ExitCode.DONE


def _chosen_files(arguments: argparse.Namespace) -> tuple[list[Path], dict[Path, Path], int]:
    """The files to annotate, the transcript of each summary that was named, and how many folders can't be read."""
    from obelize.workflow.discovery import find_documents

    closed: list[OSError] = []
    transcript: Path | None = arguments.summary_of
    if transcript:
        _check_pair(arguments.paths, transcript)
    paths = [*arguments.paths, transcript] if transcript else arguments.paths
    files = list(find_documents(paths, arguments.out, closed.append))
    for error in closed:
        complain(f"{error.filename}: this folder can't be read: {error.strerror}")
    if not files:
        raise UnreadableInputError(", ".join(map(str, arguments.paths)), "no transcript, summary or page found there")
    return files, dict.fromkeys(arguments.paths, transcript) if transcript else {}, len(closed)


def _check_pair(summaries: list[Path], transcript: Path) -> None:
    """`--summary-of` says of files that they are summaries of another file."""
    for path in (*summaries, transcript):
        if path.is_dir():
            raise UnreadableInputError(str(path), "a folder; --summary-of pairs one file with another")
    for path in summaries:
        if path.resolve() == transcript.resolve():
            raise UnreadableInputError(str(path), "can't be a summary of itself (--summary-of)")


async def _annotate_all(
    plan: "Plan", repository: "Repository", settings: "Settings", outcomes: "list[FileOutcome]"
) -> None:
    """Fill `outcomes` as files are finished, so that what is done is known even when the run is interrupted."""
    from obelize.cli.progress import counting
    from obelize.workflow.annotate import annotate
    from obelize.workflow.execution import choose_jobs, open_executor
    from obelize.workflow.reading import prepare_worker
    from obelize.workflow.sources import open_all_sources

    jobs = choose_jobs(settings.jobs, len(plan.files), sum(map(_size, plan.files)))
    with counting(len(plan.files), "annotating") as advance:
        async with open_all_sources(settings) as sources:
            with open_executor(jobs, prepare_worker) as executor:
                async for outcome in annotate(plan, repository, executor, sources):
                    outcomes.append(outcome)
                    advance(_in_words(outcome))


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:  # said where the file is read
        return 0


def _write_reports(repository: "Repository", documents: set[str], out: Path) -> None:
    """A Markdown report for each document, a summary's joined to its transcript's, and over several an index page.

    Prints where they are.
    """
    from obelize.exporters import exporter_named
    from obelize.workflow.publish import build_report, reportable, write_report
    from obelize.workflow.publish.files import write_index
    from obelize.workflow.publish.folder import published

    exporter = exporter_named("markdown")
    listed, paths = [], []
    known = repository.documents()
    own = reportable(known)
    # A summary that has no report of its own stands in its transcript's.
    joined = {entry.transcript_id for entry in known if entry.id in documents and entry not in own}
    for entry in own:
        if entry.id not in documents and entry.id not in joined:
            continue
        report = build_report(repository, entry.id)
        written = write_report(report, out, exporter)
        paths.append(written.path)
        for remark in written.remarks:
            say(remark)
        listed.append(published(report, written.path.name))
    if len(listed) > 1:
        paths.append(write_index(listed, out, datetime.now(UTC).date(), exporter.suffix))
    for path in paths:
        print_text(str(path))


def _in_words(outcome: "FileOutcome") -> str:
    from obelize.workflow.annotate import Annotated, Same, Unchanged

    match outcome:
        case Annotated(path=path, annotation=annotation, same_as=None):
            return f"{path}: {_counted(annotation)}"
        case Annotated(path=path, annotation=annotation, same_as=name):
            return f"{path}: the same document as {name}: {_counted(annotation)}"
        case Unchanged(path=path, same_as=name):
            return f"{path}: unchanged{f', the same document as {name}' if name else ''}"
        case Same(path=path, first=first):
            return f"{path}: the same document as {first}"
        case _:
            return outcome.reason


def _counted(annotation: "Annotation") -> str:
    extraction = annotation.extraction
    worthy = sum(claim.check_worthy for claim in extraction.claims)
    quotations, citations = len(extraction.quotations), len(extraction.citations)
    return f"{number_of(worthy, 'claim')}, {number_of(quotations, 'quotation')}, {number_of(citations, 'citation')}"


def _lost(orphans: int) -> str:
    return f"{number_of(orphans, 'reviewed item')} could not be placed; kept among the orphans of `obelize review`"


def _document_id(outcome: "Annotated | Unchanged") -> str:
    from obelize.workflow.annotate import Unchanged

    return outcome.entry.id if isinstance(outcome, Unchanged) else outcome.annotation.document.id
