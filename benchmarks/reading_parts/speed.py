"""Throughput on one hour of WebVTT beside webvtt-py and pysubs2, in one run."""

import random
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.reading_parts.timings import rolling_vtt
from obelize.readers import read_bytes

_ROUNDS = 15


def throughput(captions: Path) -> dict[str, object]:
    """Median milliseconds a reading; the readers take turns, so that all see the same machine."""
    import pysubs2
    import webvtt

    plain = min((captions / "talkpython").glob("*.vtt"), key=lambda path: abs(_last_second(path) - 3600))
    words = [
        word for line in plain.read_text(encoding="utf-8").split("\n")[1:] if "-->" not in line for word in line.split()
    ]
    step = 3600 / len(words)
    timings = [(word, index * step, (index + 1) * step) for index, word in enumerate(words)]
    files = {
        "plain": plain.read_text(encoding="utf-8"),
        "rolling_with_word_stamps": rolling_vtt(timings, random.Random(1)),
    }
    out: dict[str, object] = {}
    for name, text in files.items():
        data = text.encode()
        peers: dict[str, Callable[[], object]] = {
            "obelize": lambda data=data: read_bytes(data, "talk.vtt"),  # type: ignore[misc]
            "webvtt-py": lambda text=text: webvtt.from_string(text),  # type: ignore[misc]
            "pysubs2": lambda text=text: pysubs2.SSAFile.from_string(text),  # type: ignore[misc]
        }
        medians = _medians(peers)
        fastest_peer = min(medians["webvtt-py"], medians["pysubs2"])
        out[name] = {
            "kilobytes": len(data) // 1000,
            "median_ms": medians,
            "ratio_to_faster_peer": round(medians["obelize"] / fastest_peer, 3),
        }
    return out


def _medians(readers: dict[str, Callable[[], object]]) -> dict[str, float]:
    times: dict[str, list[float]] = {name: [] for name in readers}
    for _ in range(_ROUNDS):
        for name, run in readers.items():
            begin = time.perf_counter()
            run()
            times[name].append(time.perf_counter() - begin)
    return {name: round(statistics.median(each) * 1000, 1) for name, each in times.items()}


def _last_second(path: Path) -> float:
    stamps = [line.split(" --> ")[0] for line in path.read_text(encoding="utf-8").split("\n") if " --> " in line]
    total = 0.0
    for part in stamps[-1].split(":"):
        total = total * 60 + float(part)
    return total
