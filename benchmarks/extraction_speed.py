"""How fast claims are extracted, beside the plain spaCy tokenizer on the same text in the same run.

    python -m benchmarks.extraction_speed DATA [--words 1000000] [--rounds 3]

DATA is a folder of captions or other files that the readers know. Prints JSON: seconds of processor time for a
million words, the ratio, the peak of memory for a quarter and for the whole of the text, and how much faster two
processes work off a folder than one.
"""

import argparse
import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from itertools import cycle
from multiprocessing import get_context
from pathlib import Path

import spacy

from obelize.domain.document import Document, DocumentKind, Segment
from obelize.errors import UnreadableInputError
from obelize.extraction import Extractor
from obelize.extraction.passages import passages
from obelize.readers import read_document

_FOLDER_PARTS = 8


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--words", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--peak", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    document = joined(arguments.data, arguments.words)
    if arguments.peak:
        before = _peak()
        sum(1 for _ in Extractor().claims(document))
        print(json.dumps({"text": before, "after": _peak()}))
        return
    ratios = [_ratio(document) for _ in range(arguments.rounds)]
    result = {
        "words": len(document.text.split()),
        "tokenizer_s": statistics.median(r[0] for r in ratios),
        "claims_s": statistics.median(r[1] for r in ratios),
        "extract_s": statistics.median(r[2] for r in ratios),
        "claims_to_tokenizer": statistics.median(r[1] / r[0] for r in ratios),
        "extract_to_tokenizer": statistics.median(r[2] / r[0] for r in ratios),
        "working_memory_mib": {
            words: _peak_of(arguments.data, words) for words in (arguments.words // 4, arguments.words)
        },
        "two_processes": _two_processes(document),
    }
    print(json.dumps(result, indent=2))


def joined(folder: Path, words: int) -> Document:
    """One document of about `words` words: the folder's files one after the other, again and again if need be."""
    segments: list[Segment] = []
    parts: list[str] = []
    length = count = 0
    for segment in cycle(list(_segments(folder))):
        start = length
        parts.append(segment.text)
        length += len(segment.text) + 1
        segments.append(Segment(segment.text, start, length - 1, segment.role, speaker=segment.speaker))
        count += segment.text.count(" ") + 1
        if count >= words:
            break
    return Document("0", "joined", DocumentKind.TRANSCRIPT, "text", "\n".join(parts), "", tuple(segments))


def _segments(folder: Path) -> Iterator[Segment]:
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        try:
            yield from read_document(path).segments
        except UnreadableInputError:
            continue


def _ratio(document: Document) -> tuple[float, float, float]:
    nlp = spacy.blank("en")
    texts = [passage.text for passage in passages(document)]
    extractor = Extractor()
    for text in texts[:3]:
        nlp.make_doc(text)
    start = time.process_time()
    for text in texts:
        nlp.make_doc(text)
    tokenized = time.process_time()
    for _ in extractor.claims(document):
        pass
    claimed = time.process_time()
    extractor.extract(document)
    extracted = time.process_time()
    return tokenized - start, claimed - tokenized, extracted - claimed


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _peak_of(folder: Path, words: int) -> float:
    """MiB that extracting adds to what the document itself takes."""
    command = [sys.executable, "-m", "benchmarks.extraction_speed", str(folder), "--words", str(words), "--peak"]
    peaks = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return round(float(peaks["after"] - peaks["text"]), 1)


@cache
def _extractor() -> Extractor:
    return Extractor()


def _count(document: Document) -> int:
    return len(_extractor().extract(document).claims)


def _two_processes(document: Document) -> dict[str, float]:
    size = len(document.segments) // _FOLDER_PARTS
    folder = [_part(document, i * size, (i + 1) * size) for i in range(_FOLDER_PARTS)]
    seconds = {}
    for jobs in (1, 2):
        with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
            list(pool.map(_count, [_part(document, 0, 50)] * 4))  # the processes have started and loaded
            start = time.perf_counter()
            list(pool.map(_count, folder))
            seconds[jobs] = time.perf_counter() - start
    return {"one_s": seconds[1], "two_s": seconds[2], "gain": seconds[1] / seconds[2]}


def _part(document: Document, first: int, last: int) -> Document:
    segments = document.segments[first:last]
    shift = segments[0].start_char
    text = document.text[shift : segments[-1].end_char]
    moved = tuple(
        Segment(s.text, s.start_char - shift, s.end_char - shift, s.role, speaker=s.speaker) for s in segments
    )
    return Document(str(first), f"part {first}", document.kind, document.format, text, "", moved)


if __name__ == "__main__":
    main()
