"""`obelize citations FILE...`: check the citations of files. A filter: it stores nothing."""

import argparse
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from obelize.cli.exit_codes import ExitCode
from obelize.cli.output import complain, print_jsonl, print_table, say
from obelize.domain.counting import number_of
from obelize.errors import UnreadableInputError

if TYPE_CHECKING:
    from obelize.config import Settings
    from obelize.domain.claim import Citation
    from obelize.domain.literature import Receipt, Work
    from obelize.workflow.check_citations import CheckedCitation

_MOST_COMPLAINTS = 20
_LONGEST_TITLE = 70
_VERDICTS = ("mismatch", "not_found", "unchecked")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument(
        "files",
        metavar="FILE",
        nargs="+",
        type=Path,
        help="BibTeX, CSL-JSON (.json, .jsonl), RIS, MEDLINE, EndNote, a text with one reference a line, or a document",
    )
    parser.add_argument("--library", metavar="DB", help="the library's file (default: in the data folder)")
    parser.add_argument("--offline", action="store_true", default=None, help="ask the local library only")
    parser.add_argument("--problems", action="store_true", help="leave out what is verified")
    parser.add_argument("--format", choices=("table", "jsonl"), default="table", help="a table, or one object a line")
    parser.add_argument(
        "--fail-on",
        choices=_VERDICTS,
        action="append",
        default=[],
        metavar="VERDICT",
        help=f"exit with 1 where a citation has this verdict: {', '.join(_VERDICTS)}; may be repeated",
    )


def run(arguments: argparse.Namespace) -> int:
    """Print one row a citation. A file that can't be read is named on standard error and the rest is still done."""
    from obelize.config import load_settings
    from obelize.workflow.citation_files import read_citations

    settings = load_settings({"library": arguments.library, "offline": arguments.offline})
    code = ExitCode.DONE
    citations: list[Citation] = []
    for path in arguments.files:
        try:
            read = read_citations(path)
        except UnreadableInputError as error:
            complain(str(error))
            code = ExitCode.USAGE
            continue
        for note in read.notes:
            complain(f"{path}: {note}")
        for record in read.malformed[:_MOST_COMPLAINTS]:
            complain(f"{path}, {record.place}: {record.reason}")
        if read.malformed:
            code = ExitCode.USAGE
        citations += read.citations
    checked = _checked(citations, settings)
    _print(checked, arguments)
    if any(each.check.verdict in arguments.fail_on for each in checked):
        return ExitCode.FINDINGS
    if code is ExitCode.DONE and any(_source_failed(each) for each in checked):
        return ExitCode.INCOMPLETE
    return code


def _checked(citations: "Sequence[Citation]", settings: "Settings") -> "list[CheckedCitation]":
    if settings.offline:
        from obelize.literature.library import open_library_source
        from obelize.workflow.check_citations import check_citations_locally

        library = open_library_source(settings.library_path, explicit=bool(settings.library))
        return check_citations_locally(citations, library)
    import asyncio

    return asyncio.run(_checked_online(citations, settings))


async def _checked_online(citations: "Sequence[Citation]", settings: "Settings") -> "list[CheckedCitation]":
    from obelize.literature.consult import ConsultPolicy
    from obelize.workflow.check_citations import check_citations
    from obelize.workflow.sources import open_all_sources

    async with open_all_sources(settings) as sources:
        return await check_citations(citations, sources.all, ConsultPolicy(text_leaves=sources.text_leaves))


def _source_failed(checked: "CheckedCitation") -> bool:
    return any(receipt.outcome == "unavailable" for receipt in checked.check.receipts)


def _print(checked: "Sequence[CheckedCitation]", arguments: argparse.Namespace) -> None:
    shown = [each for each in checked if not (arguments.problems and each.check.verdict == "verified")]
    if arguments.format == "jsonl":
        print_jsonl(map(_row, shown))
        return
    from obelize.appraisal.citations import CitationStanding, standing

    print_table(("key", "verdict", "what"), [(c.citation.key, c.check.verdict, _summary(c)) for c in shown])
    counts = Counter(standing(each.check) for each in checked)
    say(f"{number_of(len(checked), 'citation')}: " + ", ".join(f"{counts[each]} {each}" for each in CitationStanding))


def _summary(checked: "CheckedCitation") -> str:
    citation, check = checked.citation, checked.check
    weighty = [each for each in check.findings if each.severity != "note"] or check.findings
    title = citation.cited.title or citation.raw
    shown = title if len(title) <= _LONGEST_TITLE else f"{title[: _LONGEST_TITLE - 1].rstrip()}…"
    return " | ".join([shown, *(f"{each.code} {each.message}" for each in weighty), *_candidates(checked)])


def _candidates(checked: "CheckedCitation") -> list[str]:
    """The works offered where no record was matched, as one part of the line."""
    if checked.check.work or not checked.check.candidates:
        return []
    from obelize.exporters.wording import CANDIDATES, work_line, works_on_record

    offered = works_on_record(checked.citation, checked.check)
    return [f"{CANDIDATES}{'; '.join(map(work_line, offered))}"] if offered else []


def _row(checked: "CheckedCitation") -> dict[str, object]:
    from obelize.appraisal.citations import standing

    citation, check = checked.citation, checked.check
    return {
        "key": citation.key,
        "raw": citation.raw,
        "verdict": str(check.verdict),
        "standing": str(standing(check)),
        "findings": [
            {
                "code": each.code,
                "severity": str(each.severity),
                "message": each.message,
                "field": each.field,
                "cited": each.cited,
                "found": each.found,
            }
            for each in check.findings
        ],
        "work": _work(check.work) if check.work else None,
        "candidates": [_work(each.work) for each in check.candidates],
        "receipts": [_receipt(each) for each in check.receipts],
    }


def _work(work: "Work") -> dict[str, object]:
    return {
        "id": work.id,
        "title": work.title,
        "authors": [f"{author.given} {author.family}".strip() for author in work.authors],
        "year": work.year,
        "venue": work.venue,
        "doi": work.doi,
        "arxiv": work.arxiv,
        "url": work.url,
    }


def _receipt(receipt: "Receipt") -> dict[str, object]:
    return {
        "source": receipt.source,
        "query": receipt.query,
        "asked_at": receipt.asked_at.isoformat(),
        "outcome": str(receipt.outcome),
        "hits": receipt.hits,
        "cached": receipt.cached,
        "snapshot": receipt.snapshot,
        "reason": receipt.reason,
    }
