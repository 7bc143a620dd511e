"""Citations: wrong references found, false alarms, reference strings, speed, each by way of the command line.

    python -m benchmarks.citations DATA [--only PART...] [--work FOLDER] [--predictions FOLDER]

`DATA` holds `citations/library_144606.csl.jsonl.gz`, `hallmark_dev.jsonl`, `style_noise_dev.jsonl` and
`reference_strings_dev.jsonl.gz`. Parts: `hallmark` (offline), `registry` (the same with doi.org played by a server on
this machine that knows the library's DOIs and those of the valid rows and answers 404 to all others), `style`,
`strings` (a library of the cited works' own metadata, every fifth left out), `speed`, `faults`. `--work` keeps the
libraries for the next run; `--predictions` keeps the program's output. Prints one JSON object.
"""

import argparse
import gzip
import json
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote

Row = Mapping[str, Any]
DETECTED = {"mismatch", "not_found"}
LEFT_OUT_SEED = 7
PARTS = ("hallmark", "registry", "style", "strings", "speed", "faults")


class Bench:
    """Where the data is, where libraries and outputs go."""

    def __init__(self, data: Path, work: Path, predictions: Path | None) -> None:
        self.data, self.work, self.predictions = data / "citations", work, predictions
        work.mkdir(parents=True, exist_ok=True)
        if predictions:
            predictions.mkdir(parents=True, exist_ok=True)

    def library(self, name: str, source: Path) -> Path:
        """The library built from `source`, once."""
        location = self.work / f"{name}.sqlite"
        if not location.exists():
            run("library", "add", "--library", str(location), str(source), cwd=self.work)
        return location

    def world(self) -> Path:
        """The library of the 144,606 works."""
        return self.library("world", self.data / "library_144606.csl.jsonl.gz")

    def check(self, name: str, file: Path, library: Path, *, online: bool = False) -> list[Row]:
        """The rows that the program prints for a file."""
        flags = [] if online else ["--offline"]
        printed = run("citations", str(file), "--library", str(library), "--format", "jsonl", *flags, cwd=self.work)
        if self.predictions:
            (self.predictions / f"{name}.jsonl").write_text(printed, encoding="utf-8")
        return [json.loads(line) for line in printed.splitlines()]


def run(*arguments: str, cwd: Path) -> str:
    """The program's standard output."""
    command = [sys.executable, "-m", "obelize", *arguments]
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    if done.returncode not in {0, 3}:
        raise SystemExit(f"{' '.join(command)}: {done.stderr[-500:]}")
    return done.stdout


def bibtex_rows(path: Path) -> list[Row]:
    """Rows of BibTeX fields; the collection's own canaries are no references."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [row for row in rows if row.get("generation_method") != "canary"]


def as_bibtex(rows: Sequence[Row], path: Path) -> None:
    """The rows as a BibTeX file whose keys are their numbers."""
    with path.open("w", encoding="utf-8") as file:
        for number, row in enumerate(rows):
            fields = "".join(f"  {name} = {{{value}}},\n" for name, value in row["fields"].items())
            file.write(f"@{row['bibtex_type']}{{{number},\n{fields}}}\n\n")


def hallmark(bench: Bench, name: str = "hallmark", *, online: bool = False) -> dict[str, Any]:
    """Detection rate of wrong references by type, false alarms on right ones by origin."""
    rows = bibtex_rows(bench.data / "hallmark_dev.jsonl")
    as_bibtex(rows, bench.work / "hallmark.bib")
    verdicts = verdicts_by_key(bench.check(name, bench.work / "hallmark.bib", bench.world(), online=online))
    wrong: dict[str, list[bool]] = defaultdict(list)
    right: dict[str, list[bool]] = defaultdict(list)
    for number, row in enumerate(rows):
        detected = verdicts[str(number)] in DETECTED
        if row["label"] == "VALID":
            right[row["generation_method"]].append(detected)
        else:
            wrong[row["hallucination_type"]].append(detected)
    return {
        "detection_rate": share([hit for hits in wrong.values() for hit in hits]),
        "by_type": {kind: [sum(hits), len(hits)] for kind, hits in sorted(wrong.items())},
        "false_alarms": {origin: [sum(hits), len(hits)] for origin, hits in sorted(right.items())},
    }


def registry(bench: Bench) -> dict[str, Any]:
    """The same with a registry of DOIs."""
    known = {doi.lower() for doi in library_dois(bench.data / "library_144606.csl.jsonl.gz")}
    rows = bibtex_rows(bench.data / "hallmark_dev.jsonl")
    known |= {row["fields"]["doi"].lower() for row in rows if row["label"] == "VALID" and row["fields"].get("doi")}
    with doi_server(known) as address:
        settings = f'online_sources = ["doi"]\ndata_dir = "{bench.work / "data"}"\n[endpoints]\ndoi = "{address}"\n'
        (bench.work / "obelize.toml").write_text(settings, encoding="utf-8")
        try:
            return hallmark(bench, "registry", online=True)
        finally:
            (bench.work / "obelize.toml").unlink()


def style(bench: Bench) -> dict[str, Any]:
    """False alarms on real references in other harmless styles."""
    rows = bibtex_rows(bench.data / "style_noise_dev.jsonl")
    as_bibtex(rows, bench.work / "style.bib")
    verdicts = verdicts_by_key(bench.check("style", bench.work / "style.bib", bench.world()))
    alarms: dict[str, list[bool]] = defaultdict(list)
    for number, row in enumerate(rows):
        alarms[row["hallucination_type"]].append(verdicts[str(number)] in DETECTED)
    return {
        "false_alarm_rate": share([alarm for each in alarms.values() for alarm in each]),
        "by_style": {kind: [sum(each), len(each)] for kind, each in sorted(alarms.items())},
    }


def strings(bench: Bench) -> dict[str, Any]:
    """Reference strings against a library of their works' own metadata, a fifth of the works left out.

    Some strings stand in the collection more than once, each time labelled as another work. Any of the labels counts
    as right, and only a string whose works are all left out counts as left out.
    """
    with gzip.open(bench.data / "reference_strings_dev.jsonl.gz", "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    dois = sorted({row["doi"].lower() for row in rows})
    left_out = set(random.Random(LEFT_OUT_SEED).sample(dois, len(dois) // 5))
    works = {row["doi"].lower(): csl(row) for row in rows if row["doi"].lower() not in left_out}
    source, texts = bench.work / "strings.jsonl", bench.work / "strings.txt"
    source.write_text("".join(json.dumps(work) + "\n" for work in works.values() if work["title"]), encoding="utf-8")
    texts.write_text("".join(" ".join(row["reference"].split()) + "\n" for row in rows), encoding="utf-8")
    printed = bench.check("strings", texts, bench.library("strings", source))
    labels: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        labels["".join(row["reference"].split())].add(row["doi"].lower())
    counts: Counter[str] = Counter()
    for row, result in zip(rows, printed, strict=True):
        found = result["work"]["doi"] if result["work"] and result["verdict"] == "verified" else None
        labelled = labels["".join(row["reference"].split())]
        if row["doi"].lower() in left_out and labelled - left_out:
            counts["ambiguous"] += 1
        elif row["doi"].lower() in left_out:
            counts["left_out_verified" if found else "left_out"] += 1
        else:
            counts["right" if found in labelled else "wrong" if found else "missed"] += 1
    verified = counts["right"] + counts["wrong"] + counts["left_out_verified"]
    return {
        "precision": round(counts["right"] / verified, 4),
        "recall": round(counts["right"] / (counts["right"] + counts["wrong"] + counts["missed"]), 4),
        "counts": dict(counts),
    }


def speed(bench: Bench) -> dict[str, Any]:
    """References a second over the whole command, with its start-up and without (that of one reference taken off)."""
    rows = bibtex_rows(bench.data / "hallmark_dev.jsonl")
    as_bibtex(rows, bench.work / "hallmark.bib")
    as_bibtex(rows[:1], bench.work / "one.bib")
    library = bench.world()
    whole = [timed(lambda: bench.check("speed", bench.work / "hallmark.bib", library)) for _ in range(5)]
    start = [timed(lambda: bench.check("start", bench.work / "one.bib", library)) for _ in range(5)]
    figures: dict[str, Any] = {"references": len(rows)}
    for clock, name in enumerate(("wall", "cpu")):
        job, start_up = (statistics.median(each[clock] for each in runs) for runs in (whole, start))
        figures[name] = {
            "seconds": round(job, 3),
            "start_up_seconds": round(start_up, 3),
            "references_a_second": round(len(rows) / job),
            "references_a_second_without_start_up": round(len(rows) / (job - start_up)),
        }
    return figures


def faults(bench: Bench) -> dict[str, Any]:
    """References that no library has, asked of a registry that fails in several ways: how many are "not found"."""
    rows = [row for row in bibtex_rows(bench.data / "hallmark_dev.jsonl") if row["fields"].get("doi")][:60]
    as_bibtex(rows, bench.work / "faults.bib")
    counts = {}
    for status in (429, 500, 503, 403):
        with doi_server(set(), otherwise=status) as address:
            data = bench.work / f"data-{status}"
            settings = f'online_sources = ["doi"]\ndata_dir = "{data}"\n[endpoints]\ndoi = "{address}"\n'
            (bench.work / "obelize.toml").write_text(settings, encoding="utf-8")
            try:
                printed = bench.check(f"faults-{status}", bench.work / "faults.bib", bench.world(), online=True)
            finally:
                (bench.work / "obelize.toml").unlink()
        failed = [row for row in printed if any(each["outcome"] == "unavailable" for each in row["receipts"])]
        wrong = sum(row["verdict"] == "not_found" for row in failed)
        counts[str(status)] = {"a_source_failed": len(failed), "wrong_not_found": wrong}
    return counts


@contextmanager
def doi_server(known: set[str], otherwise: int = 404) -> Iterator[str]:
    """A server that sends known DOIs on and answers `otherwise` to all others; gives its address."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            registered = unquote(self.path).lstrip("/").lower() in known
            self.send_response(302 if registered else otherwise)
            if registered:
                self.send_header("Location", "https://publisher.example/work")
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_HEAD = do_GET  # noqa: N815 - the base class names it so

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()


def csl(row: Row) -> dict[str, Any]:
    """What the collection says of a cited work, as CSL-JSON."""
    work = {"id": row["doi"].lower(), "type": "article-journal", "title": row.get("atitle", ""), "DOI": row["doi"]}
    return work | {
        "container-title": row["jtitle"],
        "author": [{"family": row["firstAuthor"]}] if "firstAuthor" in row else [],
        "volume": row.get("volume", ""),
        "page": row.get("firstPage", ""),
    }


def library_dois(path: Path) -> Iterator[str]:
    """The DOIs of a library's source."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            if doi := json.loads(line).get("DOI"):
                yield doi.removeprefix("https://doi.org/")


def verdicts_by_key(printed: Sequence[Row]) -> dict[str, str]:
    """The verdict of each key; a reference that was lost counts as unchecked."""
    return defaultdict(lambda: "unchecked", {row["key"]: row["verdict"] for row in printed})


def share(hits: Sequence[bool]) -> float:
    """How many are true, 0 to 1."""
    return round(sum(hits) / len(hits), 4)


def timed(job: Any) -> tuple[float, float]:
    """Seconds on the wall and of the processor that a job's child processes take."""
    started, used = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    job()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - used.ru_utime - used.ru_stime
    return time.perf_counter() - started, spent


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS)
    parser.add_argument("--work", type=Path)
    parser.add_argument("--predictions", type=Path)
    arguments = parser.parse_args()
    parts = {"hallmark": hallmark, "registry": registry, "style": style, "strings": strings, "speed": speed}
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(arguments.data.resolve(), (arguments.work or Path(folder)).resolve(), arguments.predictions)
        jobs = parts | {"faults": faults}
        print(json.dumps({name: jobs[name](bench) for name in arguments.only}, indent=2))


if __name__ == "__main__":
    main()
