"""The library at size: import against a bare full-text index, memory, and how long questions take.

    python -m benchmarks.library FOLDER [--works 1000000] [--queries 200] [--index tantivy]

Writes made-up works (one in five with an abstract) below FOLDER, or uses those of an earlier run; `--works 200000`
tells the ratio in a fifth of the time. The bare build reads the same file, parses each line and puts title and abstract
into one FTS5 table with the same tokenizer and nothing else. Each build runs in a process of its own, so that its peak
memory is its own. `cpu_seconds` is that process's processor time (of an import: the writer's), `helper_cpu_seconds`
that of the process that reads and prepares beside it. Questions are timed by the clock and by processor time (`cpu`).
Prints one JSON object.
"""

import argparse
import json
import os
import random
import resource
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from benchmarks.made_up_works import Wording, lines
from obelize.literature.library import IndexKind, Library, import_file
from obelize.literature.library.schema import TOKENIZER

_BATCH = 10_000


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--works", type=int, default=1_000_000)
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--index", type=IndexKind, choices=list(IndexKind), default=IndexKind.FTS5)
    parser.add_argument("--only", choices=("bare", "library"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    source = arguments.folder / f"works_{arguments.works}.jsonl"
    if arguments.only:
        print(json.dumps(build(arguments.only, source, arguments.folder / f"{arguments.only}.sqlite", arguments.index)))
        return
    arguments.folder.mkdir(parents=True, exist_ok=True)
    if not source.exists():
        with source.open("w", encoding="utf-8") as out:
            out.writelines(lines(arguments.works))
    bare, library = (_in_own_process(which, arguments) for which in ("bare", "library"))
    result = {
        "works": arguments.works,
        "index": arguments.index,
        "bare_build": bare,
        "import": library,
        "ratio": round(library["seconds"] / bare["seconds"], 2),
        "questions": questions(arguments.folder / "library.sqlite", source, arguments.queries),
    }
    print(json.dumps(result, indent=2))


def build(which: str, source: Path, target: Path, index: IndexKind) -> dict[str, float]:
    """Seconds, peak memory in MB and size in MB of one build; `index_folder_mb` is what lies beside the file."""
    for old in (target, target.with_name(target.name + "-wal"), target.with_name(target.name + "-shm")):
        old.unlink(missing_ok=True)
    started, computed = time.perf_counter(), time.process_time()
    if which == "bare":
        _build_bare(source, target)
    else:
        with Library.create(target) as library:
            library.build_index(index)
            import_file(library, source)
    return {
        "seconds": round(time.perf_counter() - started, 1),
        "cpu_seconds": round(time.process_time() - computed, 1),
        "helper_cpu_seconds": round(os.times().children_user + os.times().children_system, 1),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "size_mb": round(target.stat().st_size / 1e6),
        "index_folder_mb": round(sum(f.stat().st_size for f in target.parent.glob(f"{target.name}.tantivy/*")) / 1e6),
    }


def questions(path: Path, source: Path, count: int) -> dict[str, dict[str, float]]:
    """Milliseconds (median, 95th percentile) of long claims, titles with typos and exact titles."""
    sample = _sample(source, count)
    rng = random.Random(5)
    with Library.open(path) as library:
        wording = Wording(11)
        claims = [" ".join(wording.words(18, 24)) for _ in sample]
        titles = [item["title"] for item in sample]
        found = 0

        def find(title: str) -> None:
            nonlocal found
            hits = library.by_title(_with_typos(title, rng))
            found += bool(hits and hits[0].work.title == title)

        results = {
            "long_claim": _timed(lambda claim: library.search(claim, 10), claims),
            "title_with_typos": _timed(find, titles),
            "exact_title": _timed(library.by_title, titles),
        }
        results["title_with_typos"]["found_first"] = round(found / len(titles), 3)
    return results


def _build_bare(source: Path, target: Path) -> None:
    connection = sqlite3.connect(target, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute(f"CREATE VIRTUAL TABLE t USING fts5(title, abstract, tokenize='{TOKENIZER}')")
    with source.open(encoding="utf-8") as stored:
        batch: list[tuple[str, str | None]] = []
        for line in stored:
            item = json.loads(line)
            batch.append((item["title"], item.get("abstract")))
            if len(batch) == _BATCH:
                _insert(connection, batch)
                batch = []
        _insert(connection, batch)
    connection.close()


def _insert(connection: sqlite3.Connection, batch: Iterable[tuple[str, str | None]]) -> None:
    connection.execute("BEGIN")
    connection.executemany("INSERT INTO t VALUES (?, ?)", batch)
    connection.execute("COMMIT")


def _in_own_process(which: str, arguments: argparse.Namespace) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.library", str(arguments.folder)]
    command += ["--works", str(arguments.works), "--index", arguments.index, "--only", which]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    result: dict[str, float] = json.loads(done.stdout)
    return result


def _sample(source: Path, count: int) -> list[dict[str, str]]:
    rng = random.Random(3)
    kept: list[dict[str, str]] = []
    with source.open(encoding="utf-8") as stored:
        for number, line in enumerate(stored):
            if number < count:
                kept.append(json.loads(line))
            elif (place := rng.randrange(number + 1)) < count:
                kept[place] = json.loads(line)
    return kept


def _with_typos(title: str, rng: random.Random) -> str:
    letters = list(title)
    for _ in range(2):
        at = rng.randrange(len(letters) - 1)
        letters[at], letters[at + 1] = letters[at + 1], letters[at]
    del letters[rng.randrange(len(letters))]
    return "".join(letters)


def _timed(ask: Callable[[str], object], texts: Iterable[str]) -> dict[str, float]:
    walls, computed = [], []
    for text in texts:
        started, before = time.perf_counter(), time.process_time()
        ask(text)
        computed.append(1000 * (time.process_time() - before))
        walls.append(1000 * (time.perf_counter() - started))
    result: dict[str, float] = {}
    for name, times in (("", sorted(walls)), ("cpu_", sorted(computed))):
        result |= {f"{name}median_ms": statistics.median(times), f"{name}p95_ms": times[int(0.95 * len(times))]}
    return {name: round(value, 2) for name, value in result.items()}


if __name__ == "__main__":
    main()
