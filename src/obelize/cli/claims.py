"""`obelize claims FILE...`: what is worth checking in files, sentence by sentence. A filter: it stores nothing."""

import argparse
import itertools
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
    parser.add_argument(
        "--format",
        choices=("table", "jsonl"),
        default="table",
        help="a table, or one object a line; both show what a fragment or a pronoun leans on (context, antecedent) and "
        "which sentences repeat an earlier one nearly word for word (same_as)",
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the claims. A file that can't be read is named on standard error and the rest is still done."""
    code = ExitCode.DONE
    for path in arguments.files:
        try:
            document = _lines(path) if arguments.one_per_line else _document(path)
        except UnreadableInputError as error:
            complain(str(error))
            code = ExitCode.USAGE
            continue
        claims = _claims(document, one_per_line=arguments.one_per_line)
        wanted = claims if arguments.all else (pair for pair in claims if pair[0].check_worthy)
        if arguments.format == "jsonl":
            print_jsonl(itertools.starmap(_row, wanted))
        else:
            _print_claims(wanted)
    return code


def _claims(document: "Document", *, one_per_line: bool) -> "Iterator[tuple[Claim, str | None]]":
    """The sentences one after the other, each with the id of the first claim that it repeats."""
    from obelize.config import load_settings
    from obelize.extraction import Extractor
    from obelize.extraction.duplicates import NearDuplicates

    extractor = Extractor(spacy_model=load_settings().spacy_model)
    known = NearDuplicates()
    for claim in extractor.claims(document, one_per_segment=one_per_line):
        yield claim, known.first_alike(claim) if claim.check_worthy else None


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


def _row(claim: "Claim", same_as: str | None) -> dict[str, object]:
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
        "context": list(claim.context),
        "antecedent": claim.antecedent,
        "same_as": same_as,
    }


def _print_claims(claims: "Iterable[tuple[Claim, str | None]]") -> None:
    rows = [
        (
            _clock(claim.start),
            f"{claim.worthiness:.2f}",
            "yes" if claim.check_worthy else "",
            claim.kind or "",
            ", ".join(claim.modality),
            "again" if same_as else "",
            " ".join((claim.text, *_asides(claim))),
        )
        for claim, same_as in claims
    ]
    print_table(("time", "worth", "check", "kind", "modality", "alike", "sentence"), rows)


def _asides(claim: "Claim") -> Iterator[str]:
    """What the sentence leans on, in square brackets: its pronoun's likely referent, the sentence or heading before."""
    if claim.antecedent:
        yield f"[refers to: {claim.antecedent}]"
    if claim.context:
        yield f"[after: {' '.join(claim.context)}]"


def _clock(seconds: float | None) -> str:
    if seconds is None:
        return ""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
