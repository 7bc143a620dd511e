"""`obelize quotes`: check quotations against a transcript; stores nothing."""

import argparse
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from obelize.cli.exit_codes import ExitCode
from obelize.cli.output import complain, print_jsonl, print_table, say
from obelize.errors import UnreadableInputError, json_fault

if TYPE_CHECKING:
    from obelize.domain.appraisal import QuotationCheck
    from obelize.domain.claim import Quotation

_VERDICTS = ("exact", "near", "altered", "absent")  # from best to worst
_STAMP = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):([0-5]\d)")
_MAX_BYTES = 64 * 2**20


@dataclass(frozen=True, slots=True)
class _Asked:
    """A quotation, the id it is printed under, and the line it stands in, where the file is one of lines."""

    id: object
    quotation: "Quotation"
    place: str | None = None


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument(
        "file",
        type=Path,
        metavar="FILE",
        help="a summary or page, or a .jsonl file of {id, quote, claimed_time} with times as M:SS, H:MM:SS or null",
    )
    parser.add_argument("--against", type=Path, required=True, metavar="TRANSCRIPT", help="the transcript of the talk")
    parser.add_argument("--format", choices=("table", "jsonl"), default="table")
    parser.add_argument(
        "--fail-on",
        choices=_VERDICTS[1:],
        help="exit with 1 if any quotation has this verdict or a worse one (order: near, altered, absent)",
    )


def run(arguments: argparse.Namespace) -> int:
    """Check every quotation and print what was found."""
    from obelize.appraisal.quotations import TranscriptIndex, check_quotation, has_words
    from obelize.readers import read_document

    every = list(_asked(arguments.file))
    index = TranscriptIndex(read_document(arguments.against))
    pairs = []
    for one in every:
        if has_words(one.quotation.text):
            pairs.append((one, check_quotation(one.quotation, index)))
        else:
            complain(str(UnreadableInputError(str(arguments.file), "a quotation without words", one.place)))
    if not every:
        say(f"{arguments.file}: no quotations found")
    if arguments.format == "jsonl":
        print_jsonl(_row(one, check) for one, check in pairs)
    else:
        print_table(
            ("verdict", "at", "off", "quotation", "difference"), [_cells(one.quotation, check) for one, check in pairs]
        )
    worst = max((_VERDICTS.index(check.verdict) for _, check in pairs), default=0)
    if len(pairs) < len(every):
        return ExitCode.USAGE
    failed = arguments.fail_on is not None and worst >= _VERDICTS.index(arguments.fail_on)
    return ExitCode.FINDINGS if failed else ExitCode.DONE


def _asked(path: Path) -> Iterator[_Asked]:
    if path.suffix.lower() in {".jsonl", ".ndjson"}:
        yield from _from_lines(path)
        return
    from obelize.extraction.quotations import find_quotations
    from obelize.readers import read_document

    yield from (_Asked(quotation.id, quotation) for quotation in find_quotations(read_document(path)))


def _from_lines(path: Path) -> Iterator[_Asked]:
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise UnreadableInputError(str(path), f"larger than {_MAX_BYTES // 2**20} MiB")
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        raise UnreadableInputError(str(path), f"can't be read: {error}") from error
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield _from_line(line, str(path), f"line {number}")


def _from_line(line: str, path: str, place: str) -> _Asked:
    from obelize.domain.claim import Anchor, Quotation

    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise UnreadableInputError(path, f"not JSON: {json_fault(error)}", place) from error
    if not isinstance(row, dict) or not isinstance(row.get("quote"), str):
        raise UnreadableInputError(path, "needs an object with a text 'quote'", place)
    name, quote = row.get("id", place), row["quote"]
    time = _seconds(row.get("claimed_time"), path, place)
    return _Asked(name, Quotation(str(name), path, quote, 0, len(quote), Anchor(quote), None, time), place)


def _seconds(stamp: object, path: str, place: str) -> float | None:
    if stamp is None:
        return None
    match = _STAMP.fullmatch(stamp.strip()) if isinstance(stamp, str) else None
    if match is None:
        raise UnreadableInputError(path, f'\'claimed_time\' must be "M:SS", "H:MM:SS" or null, not {stamp!r}', place)
    hours, minutes, rest = (int(part or 0) for part in match.groups())
    return float(hours * 3600 + minutes * 60 + rest)


def _row(one: _Asked, check: "QuotationCheck") -> dict[str, object]:
    return {
        "id": one.id,
        "quote": one.quotation.text,
        "verdict": check.verdict,
        "start": _rounded(check.start),
        "end": _rounded(check.end),
        "matched_text": check.matched_text,
        "time_off": _rounded(check.time_off),
        "edits": [{"kind": edit.kind, "said": edit.said, "quoted": edit.quoted} for edit in check.edits],
        "before": check.before,
        "after": check.after,
        "findings": [{"code": f.code, "severity": f.severity, "message": f.message} for f in check.findings],
    }


def _rounded(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds, 2)


def _cells(quotation: "Quotation", check: "QuotationCheck") -> tuple[str, str, str, str, str]:
    text = quotation.text if len(quotation.text) <= 60 else quotation.text[:59] + "…"
    off = "" if check.time_off is None else f"{round(check.time_off):+d} s"
    return check.verdict, _clock(check.start), off, text, "; ".join(f"{f.code} {f.message}" for f in check.findings)


def _clock(seconds: float | None) -> str:
    if seconds is None:
        return ""
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02d}:{rest:02d}" if minutes >= 60 else f"{minutes}:{rest:02d}"
