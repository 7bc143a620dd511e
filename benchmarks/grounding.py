"""Grounding of summaries on the labelled fixture: precision and recall a class, by talk.

python -m benchmarks.grounding fixtures/grounding [--talks NAME,...] [--misses]
"""

import argparse
import json
from collections import Counter
from pathlib import Path

from obelize.appraisal.grounding import ground_summary
from obelize.domain.appraisal import Grounding
from obelize.domain.claim import Anchor, Claim, Extraction
from obelize.domain.document import Document, DocumentKind
from obelize.extraction import extract
from obelize.readers import read_document

TUNED_ON = ("bread", "chips", "rivers")
_NEAR = 12.0  # seconds


def main() -> None:
    """Print the figures as JSON, and with `--misses` each sentence that was judged otherwise than labelled."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--misses", action="store_true")
    arguments = parser.parse_args()
    names = sorted(path.name.removesuffix(".labels.jsonl") for path in arguments.data.glob("*.labels.jsonl"))
    pairs: dict[str, list[tuple[str, str, bool | None]]] = {}
    for name in names:
        pairs[name] = judged(arguments.data, name, show=arguments.misses)
    groups = {
        "tuned on": [name for name in names if name in TUNED_ON],
        "held out": [name for name in names if name not in TUNED_ON],
        "all": names,
    }
    print(
        json.dumps(
            {group: figures([p for name in part for p in pairs[name]]) for group, part in groups.items()}, indent=1
        )
    )


def judged(folder: Path, name: str, *, show: bool) -> list[tuple[str, str, bool | None]]:
    """(label, judgement, passage right) of every sentence of one talk; None where the label has no passage."""
    talk = read_document(folder / f"{name}.txt")
    lines = (folder / f"{name}.labels.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    summary, extraction = summary_of(name, [row["text"] for row in rows])
    report = ground_summary(summary, extraction, talk, extract(talk))
    out: list[tuple[str, str, bool | None]] = []
    for row, sentence in zip(rows, report.sentences, strict=True):
        starts = [passage.start for passage in sentence.passages[:1] if passage.start is not None]
        right = None if row["at"] is None else any(abs(start - row["at"]) <= _NEAR for start in starts)
        out.append((row["label"], str(sentence.grounding), right))
        if show and (row["label"] != sentence.grounding or right is False):
            said = sentence.passages[0].text if sentence.passages else ""
            score = sentence.passages[0].score if sentence.passages else 0
            where = f"{score:.2f}, place {right}"
            print(f"{name}: {row['label']} judged {sentence.grounding} ({where}): {row['text']} || {said}")
            for remark in sentence.findings:
                print(f"     {remark.code} cited {remark.cited!r} found {remark.found!r}")
    return out


def summary_of(name: str, sentences: list[str]) -> tuple[Document, Extraction]:
    """A summary of just these sentences."""
    text, claims = "", []
    for sentence in sentences:
        begin = len(text)
        text += sentence + "\n"
        end = begin + len(sentence)
        claims.append(Claim(f"{name}{begin}", name, sentence, begin, end, Anchor(sentence), 0.5, check_worthy=True))
    document = Document(name, name, DocumentKind.SUMMARY, "plain", text, "", ())
    return document, Extraction(tuple(claims), (), ())


def figures(pairs: list[tuple[str, str, bool | None]]) -> dict[str, object]:
    """Precision and recall a class, macro-F1, accuracy, and the share of first passages in the right place."""
    counts = Counter((label, judgement) for label, judgement, _ in pairs)
    classes: dict[str, dict[str, float]] = {}
    for kind in map(str, Grounding):
        hits = counts[kind, kind]
        labelled = sum(n for (label, _), n in counts.items() if label == kind)
        given = sum(n for (_, judgement), n in counts.items() if judgement == kind)
        precision, recall = hits / max(1, given), hits / max(1, labelled)
        f1 = 2 * hits / max(1, labelled + given)
        classes[kind] = {
            "n": labelled,
            "precision": round(precision, 3),
            "recall": round(recall, 3),
            "f1": round(f1, 3),
        }
    placed = [right for _, _, right in pairs if right is not None]
    return {
        "sentences": len(pairs),
        "accuracy": round(sum(label == judgement for label, judgement, _ in pairs) / len(pairs), 3),
        "macro_f1": round(sum(c["f1"] for c in classes.values()) / len(classes), 3),
        "first_passage_right": round(sum(placed) / len(placed), 3),
        "classes": classes,
    }


if __name__ == "__main__":
    main()
