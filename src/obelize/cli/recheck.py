"""`obelize recheck`: ask the sources about all works cited or offered again and say what has changed."""

import argparse
import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from obelize.cli.exit_codes import ExitCode
from obelize.cli.output import complain, print_jsonl, print_table, say
from obelize.domain.counting import number_of

if TYPE_CHECKING:
    from obelize.config import Settings
    from obelize.workflow.publish.recheck import Rechecked

_SHOWN = 40


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("documents", nargs="*", metavar="DOCUMENT", help="file name or id (default: every document)")
    parser.add_argument("--library", metavar="DB", help="the local library of works (default: see `config show`)")
    parser.add_argument("--offline", action="store_true", default=None, help="ask the local library only")
    parser.add_argument("--format", choices=("table", "jsonl"), default="table")


def run(arguments: argparse.Namespace) -> int:
    """Print what has changed; the store keeps it, and the next report shows it."""
    from obelize.config import load_settings

    settings = load_settings({"library": arguments.library, "offline": arguments.offline})
    asked = asyncio.run(_recheck(settings, arguments.documents))
    rows = [row for each in asked for row in _rows(each)]
    if arguments.format == "jsonl":
        print_jsonl(rows)
    elif rows:
        shown = [(row["document"], _called(row), row["change"], f"{row['before']} → {row['after']}") for row in rows]
        print_table(("document", "item", "change", "before → after"), shown)
    citations, works = sum(each.citations for each in asked), sum(each.works for each in asked)
    about = f"{number_of(citations, 'citation')} and {number_of(works, 'work')} offered for claims"
    say(f"{about} in {number_of(len(asked), 'document')} asked about again, {number_of(len(rows), 'change')}")
    unanswered = sum(each.unanswered for each in asked)
    for reason in dict.fromkeys(reason for each in asked for reason in each.unavailable):
        complain(f"could not be asked: {reason}")
    if unanswered:
        complain(f"about {unanswered} of them nothing could be learnt; what was known is kept")
    incomplete = any(each.unavailable for each in asked)
    return ExitCode.INCOMPLETE if incomplete else ExitCode.DONE


async def _recheck(settings: "Settings", wanted: list[str]) -> "list[Rechecked]":
    from obelize.store import Repository
    from obelize.workflow.identity import named_document
    from obelize.workflow.publish.recheck import recheck
    from obelize.workflow.sources import open_all_sources

    repository = Repository.open(settings.store_location)
    try:
        entries = [named_document(repository, name) for name in wanted] if wanted else repository.documents()
        async with open_all_sources(settings, fresh=True) as sources:
            return [each async for each in recheck(repository, entries, sources, lambda: datetime.now(UTC))]
    finally:
        repository.close()


def _rows(rechecked: "Rechecked") -> list[dict[str, str]]:
    return [
        {
            "document": rechecked.entry.name,
            "key": rechecked.names[change.item_id][0],
            "raw": rechecked.names[change.item_id][1],
            "change": change.kind.value,
            "before": change.before,
            "after": change.after,
        }
        for change in rechecked.changes
    ]


def _called(row: dict[str, str]) -> str:
    """A citation by its key, a claim by its first words."""
    return row["key"] if row["key"] != "claim" else f"claim “{row['raw'][:_SHOWN].rstrip()}…”"
