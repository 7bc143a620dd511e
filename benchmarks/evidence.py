"""Suggested relations on SciFact: how often one is suggested, and how often it is right.

    python -m benchmarks.evidence DATA

Each claim with a cited abstract that annotators labelled SUPPORT or REFUTE is weighed against that abstract alone.
`precision` is over the suggestions made, `coverage` the share of pairs with one. Abstracts cited without a label hold
no evidence: a suggestion there counts as wrong in `precision_with_unlabelled`. Prints one JSON object.
"""

import argparse
import gzip
import json
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from obelize.appraisal.evidence import weigh_evidence
from obelize.domain.appraisal import Relation
from obelize.domain.claim import Anchor, Claim
from obelize.domain.literature import Candidate, Found, Outcome, Receipt, Work
from obelize.literature.formats.csl import work_from_csl

_LABELS = {Relation.SUPPORTS: "SUPPORT", Relation.CONTRADICTS: "REFUTE"}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    folder = parser.parse_args().data / "literature"
    with gzip.open(folder / "scifact_corpus.csl.jsonl.gz", "rt", encoding="utf-8") as lines:
        works = {work.id: work for work in (work_from_csl(json.loads(line)) for line in lines)}
    pairs: Counter[tuple[str, str]] = Counter()
    for line in (folder / "scifact_claims_train.jsonl").read_text(encoding="utf-8").splitlines():
        claim = json.loads(line)
        for cited in map(str, claim["cited_doc_ids"]):
            if cited in works:
                labels = {item["label"] for item in claim["evidence"].get(cited, ())}
                pairs[labels.pop() if len(labels) == 1 else "NONE", suggested(claim["claim"], works[cited])] += 1
    labelled = Counter({pair: count for pair, count in pairs.items() if pair[0] != "NONE"})
    made = sum(count for (_, relation), count in labelled.items() if relation != "NONE")
    right = sum(count for (label, relation), count in labelled.items() if label == relation)
    anywhere = sum(count for (_, relation), count in pairs.items() if relation != "NONE")
    result = {
        "labelled_pairs": labelled.total(),
        "suggestions": made,
        "coverage": round(made / labelled.total(), 3),
        "precision": round(right / made, 3) if made else None,
        "precision_with_unlabelled": round(right / anywhere, 3) if anywhere else None,
        "pairs": {f"{label} suggested {relation}": count for (label, relation), count in sorted(pairs.items())},
    }
    print(json.dumps(result, indent=2))


def suggested(text: str, work: Work) -> str:
    """The label that the suggestion for one work stands for."""
    claim = Claim("c", "d", text, 0, len(text), Anchor(text), 1.0, True)
    receipt = Receipt("bench", text, datetime(2026, 1, 1, tzinfo=UTC), Outcome.FOUND, 1)
    evidence = weigh_evidence(claim, [Found((Candidate(work, 1.0),), receipt)]).evidence
    relation = evidence[0].relation if evidence else None
    return _LABELS.get(relation, "NONE") if relation else "NONE"


if __name__ == "__main__":
    main()
