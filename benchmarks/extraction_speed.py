"""How fast claims are extracted, beside the plain spaCy tokenizer on the same text in the same run.

    python -m benchmarks.extraction_speed DATA [--words 1000000] [--rounds 3]

DATA is a folder of captions or other files that the readers know. Prints JSON: seconds of processor time for the
text, the ratio, the peak of memory that extracting and the tokenizer alone add for a quarter, a half and the whole of
the text and for the whole said twice (spaCy keeps every distinct word, so a text of new words needs more, its length
alone does not), the load of the machine (where it exceeds the cores, two processes cannot gain), and how much faster
two processes work off the folder's files than one.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import cycle
from multiprocessing import get_context
from pathlib import Path

import spacy

from obelize.domain.claim import Extraction
from obelize.domain.document import Document, DocumentKind, Segment
from obelize.errors import UnreadableInputError
from obelize.extraction import Extractor, extract
from obelize.extraction.passages import passages
from obelize.readers import read_document

_Worker = Callable[[Document], Iterable[object]]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--words", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--peak", choices=sorted(_WORKERS), help=argparse.SUPPRESS)
    parser.add_argument("--times", type=int, default=1, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    document = joined(arguments.data, arguments.words, arguments.times)
    if arguments.peak:
        print(_traced_peak(_WORKERS[arguments.peak], document))
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
            worker: {
                "quarter": _peak_of(worker, arguments.data, arguments.words // 4),
                "half": _peak_of(worker, arguments.data, arguments.words // 2),
                "whole": _peak_of(worker, arguments.data, arguments.words),
                "whole_twice": _peak_of(worker, arguments.data, arguments.words, times=2),
            }
            for worker in _WORKERS
        },
        "load_average": os.getloadavg()[0],
        "two_processes": _two_processes(arguments.data),
    }
    print(json.dumps(result, indent=2))


def joined(folder: Path, words: int, times: int = 1) -> Document:
    """One document of about `words` words `times` over: the folder's files in turn, again and again if need be."""
    chosen: list[Segment] = []
    count = 0
    for segment in cycle(list(_segments(folder))):
        chosen.append(segment)
        count += segment.text.count(" ") + 1
        if count >= words:
            break
    segments: list[Segment] = []
    length = 0
    for segment in chosen * times:
        start, length = length, length + len(segment.text) + 1
        segments.append(Segment(segment.text, start, length - 1, segment.role, speaker=segment.speaker))
    text = "\n".join(segment.text for segment in segments)
    return Document("0", "joined", DocumentKind.TRANSCRIPT, "text", text, "", tuple(segments))


def _segments(folder: Path) -> Iterator[Segment]:
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        try:
            yield from read_document(path).segments
        except UnreadableInputError:
            continue


def _ratio(document: Document) -> tuple[float, float, float]:
    nlp = spacy.blank("en")
    texts = [passage.text for passage in passages(document)]
    extractors = Extractor(), Extractor()  # none has seen a word before, as the tokenizer has not
    start = time.process_time()
    for text in texts:
        nlp.make_doc(text)
    tokenized = time.process_time()
    for _ in extractors[0].claims(document):
        pass
    claimed = time.process_time()
    extractors[1].extract(document)
    extracted = time.process_time()
    return tokenized - start, claimed - tokenized, extracted - claimed


def _peak_of(worker: str, folder: Path, words: int, times: int = 1) -> float:
    """MiB at the peak that the worker adds to the document, in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.extraction_speed", str(folder), "--words", str(words)]
    command += ["--times", str(times), "--peak", worker]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def _traced_peak(prepare: Callable[[], _Worker], document: Document) -> float:
    work = prepare()
    tracemalloc.start()
    for _ in work(document):
        pass
    return round(tracemalloc.get_traced_memory()[1] / 2**20, 1)


def _claims() -> _Worker:
    return Extractor().claims


def _tokens() -> _Worker:
    make = spacy.blank("en").make_doc
    return lambda document: (make(passage.text) for passage in passages(document))


_WORKERS = {"claims": _claims, "tokenizer": _tokens}


def _read_and_extract(path: Path) -> Extraction | None:
    try:
        return extract(read_document(path))
    except UnreadableInputError:
        return None


def _two_processes(folder: Path) -> dict[str, float]:
    """Wall-clock seconds for the folder's files, read and extracted by workers that send the results back."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    seconds = {}
    for jobs in (1, 2):
        with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
            list(pool.map(_read_and_extract, files[:1] * 4))  # the processes have started and loaded
            start = time.perf_counter()
            list(pool.map(_read_and_extract, files))
            seconds[jobs] = time.perf_counter() - start
    return {"one_s": seconds[1], "two_s": seconds[2], "gain": seconds[1] / seconds[2]}


if __name__ == "__main__":
    main()
