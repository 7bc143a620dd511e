"""How well check-worthy sentences are found, on labelled talks and debates.

    python -m benchmarks.claims DATA [--split dev|train] [--rules-only] [--predictions FILE] [--errors FILE]

DATA holds `talks_dev.jsonl` (id, doc, text, label) and `ct24_dev.tsv` (Sentence_id, Text, class_label), or the same
with another split's name. A talk's sentences are given in order and are one another's context; debates are a list of
unrelated sentences. Disputed sentences stay in the context and are not counted. Prints JSON.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from obelize.domain.claim import Claim
from obelize.domain.document import Document, DocumentKind, Segment, SegmentRole
from obelize.extraction import Extractor

_BINS = 10
_WORST = 30


@dataclass(frozen=True, slots=True)
class Labelled:
    """One sentence, whether it is worth checking (None: disputed), its kinds by the annotators, and what was found."""

    id: str
    document: str
    text: str
    worthy: bool | None
    kinds: tuple[str, ...]
    claim: Claim


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--split", default="dev")
    parser.add_argument("--rules-only", action="store_true")
    parser.add_argument("--predictions", type=Path)
    parser.add_argument("--errors", type=Path)
    arguments = parser.parse_args()
    extractor = Extractor(rules_only=arguments.rules_only)
    sets = {
        "talks": talks(extractor, arguments.data / f"talks_{arguments.split}.jsonl"),
        "ct24": debates(extractor, arguments.data / f"ct24_{arguments.split}.tsv"),
    }
    if arguments.predictions:
        _write_predictions(arguments.predictions, sets["talks"] + sets["ct24"])
    if arguments.errors:
        arguments.errors.write_text(_errors(sets["talks"]), encoding="utf-8")
    print(json.dumps({name: measures(rows) for name, rows in sets.items()}, indent=2))


def talks(extractor: Extractor, path: Path) -> list[Labelled]:
    """The labelled talks of a file, scored."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    found = []
    for name, group in groupby(rows, key=lambda row: row["doc"]):
        talk = list(group)
        claims = extractor.claims(lines_document(name, [row["text"] for row in talk]), one_per_segment=True)
        for row, claim in zip(talk, claims, strict=True):
            worthy = {"y": True, "n": False}.get(row["label"])
            kinds = tuple(row[key] for key in ("type", "type_a", "type_b") if row.get(key, "-") != "-")
            found.append(Labelled(str(row["id"]), name, row["text"], worthy, kinds, claim))
    return found


def debates(extractor: Extractor, path: Path) -> list[Labelled]:
    """The labelled debate sentences of a file, scored as one list."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:] if line.count("\t") == 2]
    claims = extractor.claims(lines_document(path.name, [row[1] for row in rows]), one_per_segment=True)
    return [
        Labelled(row[0], path.name, row[1], row[2].strip() == "Yes", (), claim)
        for row, claim in zip(rows, claims, strict=True)
    ]


def lines_document(name: str, lines: Sequence[str]) -> Document:
    """A document with one segment a line."""
    segments = []
    start = 0
    for line in lines:
        segments.append(Segment(line, start, start + len(line), SegmentRole.PARAGRAPH))
        start += len(line) + 1
    return Document(name, name, DocumentKind.TRANSCRIPT, "lines", "\n".join(lines), "", tuple(segments))


def measures(rows: Sequence[Labelled]) -> dict[str, object]:
    """Quality over the rows that are not disputed."""
    judged = [row for row in rows if row.worthy is not None]
    truth = np.array([bool(row.worthy) for row in judged])
    scores = np.array([row.claim.worthiness for row in judged])
    flagged = np.array([row.claim.check_worthy for row in judged])
    hits = int((truth & flagged).sum())
    kinds = [row for row in judged if row.worthy and row.claim.check_worthy and row.kinds]
    return {
        "sentences": len(judged),
        "worthy": int(truth.sum()),
        "average_precision": round(average_precision(truth, scores), 4),
        "precision": round(hits / max(int(flagged.sum()), 1), 4),
        "recall": round(hits / max(int(truth.sum()), 1), 4),
        "f1": round(2 * hits / max(int(flagged.sum() + truth.sum()), 1), 4),
        "kind_agrees": round(sum(row.claim.kind in row.kinds for row in kinds) / len(kinds), 4) if kinds else None,
        "calibration_error": round(calibration_error(truth, scores), 4),
        "reliability": reliability(truth, scores),
    }


def average_precision(truth: NDArray[np.bool_], scores: NDArray[np.float64]) -> float:
    """The area under precision over recall, stepwise; ties count as one step."""
    order = np.argsort(-scores, kind="stable")
    last_of_tie = np.append(np.diff(scores[order]) != 0, True)
    hits = np.cumsum(truth[order])[last_of_tie]
    shown = np.flatnonzero(last_of_tie) + 1
    return float((np.diff(hits, prepend=0) * hits / shown).sum() / truth.sum())


def calibration_error(truth: NDArray[np.bool_], scores: NDArray[np.float64]) -> float:
    """Expected calibration error over ten bins of equal width, weighted by their sentences."""
    bins = np.minimum((scores * _BINS).astype(int), _BINS - 1)
    gaps = [abs(truth[bins == b].mean() - scores[bins == b].mean()) * (bins == b).mean() for b in set(bins.tolist())]
    return float(sum(gaps))


def reliability(truth: NDArray[np.bool_], scores: NDArray[np.float64]) -> list[dict[str, float]]:
    """For each filled bin the mean worthiness, the share that is worthy, and how many sentences."""
    bins = np.minimum((scores * _BINS).astype(int), _BINS - 1)
    return [
        {
            "stated": round(float(scores[bins == b].mean()), 3),
            "observed": round(float(truth[bins == b].mean()), 3),
            "sentences": int((bins == b).sum()),
        }
        for b in sorted(set(bins.tolist()))
    ]


def _errors(rows: Iterable[Labelled]) -> str:
    """The worst errors and what they have in common: kinds, cues, length, talk."""
    wrong = [row for row in rows if row.worthy is not None and row.claim.check_worthy != row.worthy]
    wrong.sort(key=lambda row: -abs(row.claim.worthiness - float(bool(row.worthy))))
    worst = wrong[:_WORST]
    lines = [f"# The {len(worst)} worst errors of {len(wrong)}", ""]
    for title, some in (
        ("missed", [r for r in worst if r.worthy]),
        ("wrongly shown", [r for r in worst if not r.worthy]),
    ):
        cues = Counter(rule for row in some for rule in {cue.rule for cue in row.claim.cues})
        lines += [
            f"## {title}: {len(some)}",
            f"talks: {Counter(row.document for row in some).most_common(4)}",
            f"kinds: {Counter(row.kinds[0] if row.kinds else str(row.claim.kind) for row in some).most_common(4)}",
            f"cues: {cues.most_common(8)}",
            f"median words: {np.median([len(row.text.split()) for row in some]) if some else 0:.0f}",
            "",
            *(f"- {row.claim.worthiness:.2f} [{row.document} {row.id}] {row.text}" for row in some),
            "",
        ]
    return "\n".join(lines)


def _write_predictions(path: Path, rows: Iterable[Labelled]) -> None:
    with path.open("w", encoding="utf-8") as file:
        for row in rows:
            claim = row.claim
            result = {"worthiness": claim.worthiness, "check_worthy": claim.check_worthy, "kind": claim.kind}
            file.write(json.dumps({"id": row.id, "document": row.document, "worthy": row.worthy, **result}) + "\n")


if __name__ == "__main__":
    main()
