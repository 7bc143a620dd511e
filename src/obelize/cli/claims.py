"""`obelize claims FILE...`: what is worth checking in files, sentence by sentence. A filter: it stores nothing."""

import argparse
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from obelize.cli.exit_codes import ExitCode
from obelize.cli.output import complain, print_jsonl, print_table
from obelize.errors import UnreadableInputError

if TYPE_CHECKING:
    from obelize.domain.claim import Claim
    from obelize.domain.document import Document


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("files", metavar="FILE", nargs="+", type=Path, help="a transcript, summary, page or text")
    parser.add_argument("--all", action="store_true", help="print every sentence in order, not only the worthy ones")
    parser.add_argument(
        "--one-per-line",
        action="store_true",
        help="take each line of a text file as one sentence, empty ones too, and its neighbours as its context",
    )
    parser.add_argument("--format", choices=("table", "jsonl"), default="table", help="a table, or one object a line")


def run(arguments: argparse.Namespace) -> int:
    """Print the claims. A file that can't be read is named on standard error and the rest is still done."""
    code = ExitCode.DONE
    for path in arguments.files:
        try:
            claims = _claims(path, one_per_line=arguments.one_per_line)
        except UnreadableInputError as error:
            complain(str(error))
            code = ExitCode.USAGE
            continue
        wanted = claims if arguments.all else (claim for claim in claims if claim.check_worthy)
        if arguments.format == "jsonl":
            print_jsonl(map(_row, wanted))
        else:
            _print_claims(wanted)
    return code


def _claims(path: Path, *, one_per_line: bool) -> "Iterator[Claim]":
    from obelize.config import load_settings
    from obelize.extraction import Extractor

    document = _lines(path) if one_per_line else _document(path)
    return Extractor(spacy_model=load_settings().spacy_model).claims(document, one_per_segment=one_per_line)


def _document(path: Path) -> "Document":
    from obelize.readers import read_document

    return read_document(path)


def _lines(path: Path) -> "Document":
    """The lines of a text file as a document with one segment a line."""
    import hashlib

    from obelize.domain.document import Document, DocumentKind, Segment, SegmentRole

    try:
        data = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
    except OSError as error:
        raise UnreadableInputError(str(path), error.strerror or "cannot be read") from error
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        raise UnreadableInputError(str(path), "is not UTF-8", f"byte {error.start}") from error
    segments = []
    start = 0
    for line in text.removesuffix("\n").split("\n") if text else []:
        segments.append(Segment(line, start, start + len(line), SegmentRole.PARAGRAPH))
        start += len(line) + 1
    fingerprint = hashlib.sha256(data).hexdigest()
    return Document(fingerprint[:16], str(path), DocumentKind.TRANSCRIPT, "lines", text, fingerprint, tuple(segments))


def _row(claim: "Claim") -> dict[str, object]:
    return {
        "id": claim.id,
        "text": claim.text,
        "start": claim.start,
        "end": claim.end,
        "start_char": claim.start_char,
        "end_char": claim.end_char,
        "speaker": claim.speaker,
        "worthiness": claim.worthiness,
        "check_worthy": claim.check_worthy,
        "kind": claim.kind,
        "modality": list(claim.modality),
        "cues": [{"rule": cue.rule, "text": cue.text} for cue in claim.cues],
    }


def _print_claims(claims: "Iterable[Claim]") -> None:
    rows = [
        (
            _clock(claim.start),
            f"{claim.worthiness:.2f}",
            "yes" if claim.check_worthy else "",
            claim.kind or "",
            ", ".join(claim.modality),
            claim.text,
        )
        for claim in claims
    ]
    print_table(("time", "worth", "check", "kind", "modality", "sentence"), rows)


def _clock(seconds: float | None) -> str:
    if seconds is None:
        return ""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
