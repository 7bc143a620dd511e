"""Quotations from one transcript looked for in another of the same audio: verdicts, places, times, edits, ends, speed.

python -m benchmarks.quotes DATA                figures on DATA/quotes_dev.jsonl
python -m benchmarks.quotes DATA --fit          the presence model's weights, cross-validated by episode
python -m benchmarks.quotes DATA --speed        200 quotations against the longest transcript, beside rapidfuzz
python -m benchmarks.quotes DATA --predictions FILE    also write one line a quotation
"""

import argparse
import json
import random
import statistics
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from rapidfuzz import fuzz

from obelize.appraisal.quotations import TranscriptIndex, check_quotation
from obelize.appraisal.quotations.placing import place
from obelize.appraisal.quotations.presence import presence_features
from obelize.appraisal.quotations.units import units_of
from obelize.domain.appraisal import QuotationCheck, QuotationVerdict
from obelize.domain.claim import Anchor, Quotation
from obelize.readers import read_document

Row = dict[str, Any]
_CLASSES = ("found", "altered", "absent")
_WRONG_BY = 60.0
_NOISE_RATE = 0.1
_FEATURES = ("coverage", "worst_window", "longest_gap", "score")


def main() -> None:
    """Print the figures asked for as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--rows", default="quotes_dev.jsonl")
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--speed", action="store_true")
    parser.add_argument("--predictions", type=Path)
    parser.add_argument("--misses", action="store_true")
    arguments = parser.parse_args()
    rows = [json.loads(line) for line in (arguments.data / arguments.rows).read_text(encoding="utf-8").splitlines()]
    if arguments.fit:
        print(json.dumps(fitted(arguments.data, rows), indent=1))
        return
    if arguments.speed:
        print(json.dumps(speed(arguments.data, rows), indent=1))
        return
    checks = [check_quotation(asked(row), index_of(arguments.data / row["transcript_file"])) for row in rows]
    if arguments.predictions:
        lines = (json.dumps(prediction(row, check)) for row, check in zip(rows, checks, strict=True))
        arguments.predictions.write_text("\n".join(lines) + "\n", encoding="utf-8")
    if arguments.misses:
        for row, check in zip(rows, checks, strict=True):
            if verdict_class(check) != row["truth"]:
                print(json.dumps(prediction(row, check)))
    print(json.dumps(figures(arguments.data, rows, checks), indent=1))


@cache
def index_of(path: Path) -> TranscriptIndex:
    """The index of one transcript."""
    return TranscriptIndex(read_document(path))


def asked(row: Row) -> Quotation:
    """The row's quotation, made of nothing but its words and its claimed time."""
    quote: str = row["quote"]
    stamp: str | None = row["claimed_time"]
    seconds = None if stamp is None else float(sum(int(p) * 60**n for n, p in enumerate(reversed(stamp.split(":")))))
    return Quotation(row["id"], "", quote, 0, len(quote), Anchor(quote), None, seconds)


def verdict_class(check: QuotationCheck) -> str:
    """Exact and near are one class to the measure."""
    exact_or_near = check.verdict in {QuotationVerdict.EXACT, QuotationVerdict.NEAR}
    return "found" if exact_or_near else str(check.verdict)


def prediction(row: Row, check: QuotationCheck) -> Row:
    """One line of the predictions' file."""
    return {
        "id": row["id"],
        "case": row["case"],
        "wer": row["wer"],
        "truth": row["truth"],
        "verdict": check.verdict,
        "start": check.start,
        "matched_text": check.matched_text,
        "quote": row["quote"],
        "edits": [(edit.kind, edit.said, edit.quoted) for edit in check.edits],
    }


def figures(data: Path, rows: Sequence[Row], checks: Sequence[QuotationCheck]) -> Row:
    """All figures on labelled rows, and exact ends under simulated noise."""
    pairs = list(zip(rows, checks, strict=True))
    present = [(row, check) for row, check in pairs if row["truth"] != "absent"]
    timed = [(row, check) for row, check in present if row["claimed_time"] is not None]
    altered = [check for check in pairs if check[0]["truth"] == "altered" and verdict_class(check[1]) == "altered"]
    by_bin: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row, check in present:
        by_bin[row["wer_bin"]].append((row["truth"], verdict_class(check)))
    clean = [pair for pair in present if pair[0]["wer"] == 0 and verdict_class(pair[1]) == "found"]
    return {
        "macro_f1": round(macro_f1([(row["truth"], verdict_class(check)) for row, check in pairs]), 4),
        "f1": {kind: round(f1([(r["truth"], verdict_class(c)) for r, c in pairs], kind), 4) for kind in _CLASSES},
        "placed_within_5_s": share([c.start is not None and abs(c.start - r["start_s"]) <= 5 for r, c in present]),
        "claimed_times_right": share([flagged(c) == (r["claimed_right"] is False) for r, c in timed]),
        "first_edit_kind_right": share([bool(c.edits) and c.edits[0].kind == r["edit_kind"] for r, c in altered]),
        "exact_ends_simulated_noise": simulated_ends(data, rows),
        "exact_ends_clean_rows": share([_ends_agree(r["quote"], c.matched_text or "") for r, c in clean]),
        "accuracy_by_word_error_bin": {b: share([t == v for t, v in by_bin[b]]) for b in sorted(by_bin)},
    }


def flagged(check: QuotationCheck) -> bool:
    """Whether the claimed time is called wrong."""
    return check.time_off is not None and abs(check.time_off) >= _WRONG_BY


def share(hits: Sequence[bool]) -> Row:
    """How many of how many."""
    return {"share": round(sum(hits) / max(1, len(hits)), 4), "of": len(hits)}


def f1(pairs: Sequence[tuple[str, str]], kind: str) -> float:
    """F1 of one class over (truth, verdict) pairs."""
    counts = Counter(pairs)
    labelled = sum(n for (truth, _), n in counts.items() if truth == kind)
    given = sum(n for (_, verdict), n in counts.items() if verdict == kind)
    return 2 * counts[kind, kind] / max(1, labelled + given)


def macro_f1(pairs: Sequence[tuple[str, str]]) -> float:
    """Mean F1 of the three classes."""
    return sum(f1(pairs, kind) for kind in _CLASSES) / len(_CLASSES)


def simulated_ends(data: Path, rows: Sequence[Row], count: int = 500) -> Row:
    """Whether both ends are within one word of the truth, over stretches of 30 words with a tenth of them changed."""
    chance = random.Random(7)
    files = sorted({row["transcript_file"] for row in rows})
    hits = []
    for number in range(count):
        index = index_of(data / files[number % len(files)])
        spans = [(s, e) for s, e in zip(index.units.starts, index.units.ends, strict=True)]
        begin = chance.randrange(len(spans) - 40)
        wanted = spans[begin : begin + 30]
        words = index.document.text[wanted[0][0] : wanted[-1][1]].split()
        noisy = " ".join(_noisy(words, chance))
        check = check_quotation(Quotation("", "", noisy, 0, len(noisy), Anchor(noisy)), index)
        if check.start_char is None or check.end_char is None:
            hits.append(False)
            continue
        first = _words_between(index.document.text, check.start_char, wanted[0][0])
        last = _words_between(index.document.text, check.end_char, wanted[-1][1])
        hits.append(first <= 1 and last <= 1)
    return share(hits)


def _noisy(words: Sequence[str], chance: random.Random) -> list[str]:
    """A recogniser's errors: words misheard, lost, put in, split and joined."""
    out: list[str] = []
    for word in words:
        if chance.random() >= _NOISE_RATE:
            out.append(word)
            continue
        match chance.randrange(5):
            case 0:
                at = chance.randrange(len(word))
                out.append(word[:at] + chance.choice("aeiounrst") + word[at + 1 :])
            case 1:
                pass
            case 2:
                out += [word, chance.choice(["uh", "the", "you know", "and"])]
            case 3 if len(word) > 4:
                out += [word[: len(word) // 2], word[len(word) // 2 :]]
            case _ if out:
                out.append(out.pop() + word)
            case _:
                out.append(word)
    return out


def _words_between(text: str, one: int, other: int) -> int:
    return len(text[min(one, other) : max(one, other)].split())


def _ends_agree(quote: str, said: str) -> bool:
    one, other = units_of(quote).keys, units_of(said).keys
    return one[:1] == other[:1] and one[-1:] == other[-1:]


def fitted(data: Path, rows: Sequence[Row], penalty: float = 0.3) -> Row:
    """The presence model's weights over all rows, and its errors where each episode is predicted by the others."""
    places = [place(row["quote"], index_of(data / row["transcript_file"]), None) for row in rows]
    kept = [at for at, found in enumerate(places) if found is not None]
    features = np.array([[presence_features(p)[name] for name in _FEATURES] for p in places if p is not None])
    truth = np.array([rows[at]["truth"] != "absent" for at in kept], dtype=float)
    episodes = np.array([rows[at]["episode"] for at in kept])
    errors = 0
    for episode in set(episodes):
        out = episodes == episode
        weights = _logistic(features[~out], truth[~out], penalty)
        guessed = np.c_[np.ones(out.sum()), features[out]] @ weights > 0
        errors += int((guessed != (truth[out] > 0)).sum())
    weights = _logistic(features, truth, penalty)
    names = ("bias", *_FEATURES)
    shown = {name: round(float(weight), 2) for name, weight in zip(names, weights, strict=True)}
    return {
        "rows": len(rows),
        "without_a_place": len(rows) - len(kept),
        "errors_cross_validated": errors,
        "weights": shown,
    }


def _logistic(
    features: "np.ndarray[Any, Any]", truth: "np.ndarray[Any, Any]", penalty: float
) -> "np.ndarray[Any, Any]":
    """Ridge-penalised logistic regression by Newton's method; the bias is not penalised."""
    design = np.c_[np.ones(len(features)), features]
    ridge = np.diag([0.0] + [penalty] * features.shape[1])
    weights = np.zeros(design.shape[1])
    for _ in range(60):
        probability = 1 / (1 + np.exp(-design @ weights))
        gradient = design.T @ (probability - truth) + ridge @ weights
        curvature = (design * (probability * (1 - probability))[:, None]).T @ design + ridge
        weights -= np.linalg.solve(curvature, gradient)
    return weights


def speed(data: Path, rows: Sequence[Row], count: int = 200, rounds: int = 5) -> Row:
    """Reading, indexing and checking `count` quotations, beside as many scans by rapidfuzz, in alternating rounds."""
    files = sorted({row["transcript_file"] for row in rows}, key=lambda name: (data / name).stat().st_size)
    lasting = [name for name in files if (read_document(data / name).segments[-1].end or 0) < 11_000]
    path = data / lasting[-1]
    own = [row for row in rows if data / row["transcript_file"] == path]
    others = [row for row in rows if data / row["transcript_file"] != path]
    chosen = ((own * count)[: count * 4 // 5] + others)[:count]
    quotations = [asked(row) for row in chosen]
    text = read_document(path).text.lower()

    def ours() -> None:
        index = TranscriptIndex(read_document(path))
        for quotation in quotations:
            check_quotation(quotation, index)

    def theirs() -> None:
        for quotation in quotations:
            fuzz.partial_ratio_alignment(quotation.text.lower(), text)

    taken: dict[str, list[float]] = {"ours": [], "rapidfuzz": []}
    for _ in range(rounds):
        taken["ours"].append(_seconds(ours))
        taken["rapidfuzz"].append(_seconds(theirs))
    medians = {name: round(statistics.median(times), 3) for name, times in taken.items()}
    return {
        "transcript": path.name,
        "characters": len(text),
        "quotations": count,
        "median_seconds": medians,
        "ratio": round(medians["ours"] / medians["rapidfuzz"], 2),
    }


def _seconds(job: Callable[[], None]) -> float:
    begin = time.process_time()
    job()
    return time.process_time() - begin


if __name__ == "__main__":
    main()
