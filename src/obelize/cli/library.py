"""`obelize library`: build and search the local index of works."""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from obelize.cli.exit_codes import ExitCode
from obelize.cli.output import complain, print_jsonl, print_table, say
from obelize.domain.counting import number_of
from obelize.errors import ObelizeError

if TYPE_CHECKING:
    from obelize.domain.literature import Candidate
    from obelize.literature.library import Library

_MOST_COMPLAINTS = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    add = actions.add_parser("add", help="import bibliographies and dumps; known works are updated")
    add.add_argument("files", nargs="+", type=Path, metavar="FILE")
    search = actions.add_parser("search", help="find works by what their titles and abstracts say")
    search.add_argument(
        "query", nargs="*", metavar="QUERY", help="words, or - for one query a line from standard input (default)"
    )
    search.add_argument("-n", type=int, default=10, metavar="N", help="how many works a query (default 10)")
    search.add_argument("--format", choices=("table", "jsonl"), default="table")
    stats = actions.add_parser("stats", help="say what the library holds")
    stats.add_argument("--format", choices=("table", "jsonl"), default="table")
    index = actions.add_parser("index", help="build the text index anew, inside the library's file or by tantivy")
    index.add_argument("kind", choices=("fts5", "tantivy"), metavar="KIND", help="fts5 (default) or tantivy")
    for action in (add, search, stats, index):
        action.add_argument("--library", metavar="DB", help="the library's file (default: in the data folder)")


def run(arguments: argparse.Namespace) -> int:
    """Carry out one action."""
    from obelize.config import load_settings
    from obelize.literature.library import open_library_source

    settings = load_settings({"library": arguments.library})
    if arguments.action == "add":
        return _add(settings.library_path, arguments.files)
    if arguments.action == "index":
        return _index(settings.library_path, arguments.kind)
    library = open_library_source(settings.library_path, explicit=bool(settings.library)).library
    if arguments.action == "stats":
        return _stats(library, arguments.format)
    return _search(library, arguments)


def _add(location: Path, files: list[Path]) -> int:
    from obelize.literature.library import Library

    code = ExitCode.DONE
    with Library.create(location) as library:
        for path in files:
            try:
                malformed = _add_file(library, path)
            except ObelizeError as error:
                complain(str(error))
                malformed = 1
            if malformed:
                code = ExitCode.USAGE
    return code


def _index(location: Path, kind: str) -> int:
    from obelize.literature.library import IndexKind, Library

    with Library.create(location) as library:
        library.build_index(IndexKind(kind))
        say(f"{location}: {number_of(library.stats().works, 'work')} indexed by {kind}")
    return ExitCode.DONE


def _add_file(library: "Library", path: Path) -> int:
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    from obelize.literature.formats import MalformedRecord
    from obelize.literature.library import import_file

    complaints = 0

    def complain_of(record: MalformedRecord) -> None:
        nonlocal complaints
        complaints += 1
        if complaints <= _MOST_COMPLAINTS:
            complain(f"{path}, {record.place}: {record.reason}; skipped")

    console = Console(stderr=True)
    columns = (TextColumn("{task.fields[entries]:,} entries"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=None, entries=0)
        report = import_file(
            library,
            path,
            on_malformed=complain_of,
            on_progress=lambda p: bar.update(task, total=p.bytes_total, completed=p.bytes_read, entries=p.entries),
        )
    if complaints > _MOST_COMPLAINTS:
        complain(f"{path}: {complaints - _MOST_COMPLAINTS} more records were skipped")
    done = report.additions
    resumed = f", taken up after {number_of(report.resumed_at, 'entry', 'entries')}" if report.resumed_at else ""
    idle = f", {number_of(report.idle, 'row')} without a notice about a DOI" if report.idle else ""
    say(
        f"{path}: {report.format}, {done.added:,} added, {done.updated:,} updated, {done.unchanged:,} unchanged,"
        f" {report.malformed:,} skipped{idle}{resumed}"
    )
    return report.malformed


def _search(library: "Library", arguments: argparse.Namespace) -> int:
    if arguments.n < 1:
        complain("-n must be at least 1")
        return ExitCode.USAGE
    queries = _queries(" ".join(arguments.query) if arguments.query else "-")
    if arguments.format == "jsonl":
        print_jsonl(
            {"query": query, "hits": [_hit(candidate) for candidate in library.search(query, arguments.n)]}
            for query in queries
        )
        return ExitCode.DONE
    for query in queries:
        rows = [
            (f"{c.score:.2f}", c.work.id, str(c.work.year or ""), c.work.title)
            for c in library.search(query, arguments.n)
        ]
        if rows:
            print_table(("score", "id", "year", "title"), rows)
        else:
            say(f"nothing found in the {library.name} for: {query}")
    return ExitCode.DONE


def _queries(query: str) -> Iterator[str]:
    if query != "-":
        yield query
        return
    for line in sys.stdin:
        yield line.rstrip("\r\n")


def _hit(candidate: "Candidate") -> dict[str, object]:
    work = candidate.work
    return {"id": work.id, "title": work.title, "year": work.year, "score": candidate.score}


def _stats(library: "Library", style: str) -> int:
    stats = asdict(library.stats())
    if style == "jsonl":
        print_jsonl([{"name": library.name, **stats}])
    else:
        print_table(("name", library.name), [(name.replace("_", " "), str(value)) for name, value in stats.items()])
    return ExitCode.DONE
