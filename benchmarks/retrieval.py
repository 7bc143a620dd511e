"""Retrieval for scientific claims: nDCG@10 on SciFact next to plain BM25 over the same abstracts in the same run.

    python -m benchmarks.retrieval DATA [--claims FILE] [--index tantivy]

`DATA` holds `literature/scifact_corpus.csl.jsonl.gz` and `literature/scifact_claims_train.jsonl`. A claim's relevant
works are those it cites. Plain BM25 is SQLite's own over unstemmed words (`plain`), and the same with stems and
titles counted three times (`stemmed`). Prints one JSON object.
"""

import argparse
import gzip
import json
import math
import re
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from obelize.literature.library import IndexKind, Library, import_file

_DEPTH = 10
Ranking = Callable[[str], list[str]]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--claims", type=Path)
    parser.add_argument("--index", type=IndexKind, choices=list(IndexKind), default=IndexKind.FTS5)
    arguments = parser.parse_args()
    corpus = arguments.data / "literature" / "scifact_corpus.csl.jsonl.gz"
    claims_file = arguments.claims or arguments.data / "literature" / "scifact_claims_train.jsonl"
    claims = [json.loads(line) for line in claims_file.read_text(encoding="utf-8").splitlines()]
    with tempfile.TemporaryDirectory() as folder, Library.create(Path(folder) / "library.sqlite") as library:
        library.build_index(arguments.index)
        import_file(library, corpus)
        results = {
            "obelize": measure(lambda claim: [hit.work.id for hit in library.search(claim, _DEPTH)], claims),
            "bm25_plain": measure(_baseline(corpus, "unicode61", 1.0), claims),
            "bm25_stemmed": measure(_baseline(corpus, "porter unicode61", 3.0), claims),
        }
    print(json.dumps({"claims": len(claims), **results}, indent=2))


def measure(rank: Ranking, claims: Sequence[dict[str, object]]) -> dict[str, float]:
    """Mean nDCG@10 with its standard error, and milliseconds a claim (median and 95th percentile)."""
    gains, times = [], []
    for claim in claims:
        started = time.perf_counter()
        ranked = rank(str(claim["claim"]))
        times.append(1000 * (time.perf_counter() - started))
        cited = claim["cited_doc_ids"]
        assert isinstance(cited, list)
        gains.append(ndcg(ranked, {str(work) for work in cited}))
    return {
        "ndcg@10": round(statistics.mean(gains), 4),
        "standard_error": round(statistics.stdev(gains) / math.sqrt(len(gains)), 4),
        "median_ms": round(statistics.median(times), 2),
        "p95_ms": round(sorted(times)[int(0.95 * len(times))], 2),
    }


def ndcg(ranked: Sequence[str], relevant: set[str]) -> float:
    """Normalised discounted cumulative gain at 10 with binary relevance."""
    gain = sum(1 / math.log2(place + 2) for place, work in enumerate(ranked[:_DEPTH]) if work in relevant)
    best = sum(1 / math.log2(place + 2) for place in range(min(_DEPTH, len(relevant))))
    return gain / best if best else 0.0


def _baseline(corpus: Path, tokenizer: str, title_weight: float) -> Ranking:
    connection = sqlite3.connect(":memory:")
    connection.execute(f"CREATE VIRTUAL TABLE t USING fts5(id UNINDEXED, title, abstract, tokenize='{tokenizer}')")
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        items = [json.loads(line) for line in lines]
    connection.executemany("INSERT INTO t VALUES (?, ?, ?)", [(i["id"], i["title"], i.get("abstract")) for i in items])

    def rank(claim: str) -> list[str]:
        words = " OR ".join(f'"{word}"' for word in dict.fromkeys(re.findall(r"[^\W_]+", claim.lower())))
        query = f"SELECT id FROM t WHERE t MATCH ? ORDER BY bm25(t, 0.0, {title_weight}, 1.0) LIMIT {_DEPTH}"
        return [row[0] for row in connection.execute(query, (words,))]

    return rank


if __name__ == "__main__":
    main()
