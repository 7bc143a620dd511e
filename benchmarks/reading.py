"""Reading: every file of a folder, words and times against word timings, speed beside two peers, hostile input.

`python -m benchmarks.reading DATA [--seeds FOLDER] [--mutants N]` prints one JSON object. `DATA` holds `captions/`
with `threeblue/<video>/{captions.srt,word_timings.json,sentence_timings.json}`, `talkpython/*.vtt` and others.
The peers (webvtt-py, pysubs2) are only needed for the throughput figures.
"""

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks.reading_parts.folder import read_folder
from benchmarks.reading_parts.hostile import attack, mutate_all
from benchmarks.reading_parts.speed import throughput
from benchmarks.reading_parts.timings import rolling_words, sentence_starts


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--seeds", type=Path)
    parser.add_argument("--mutants", type=int, default=5000)
    parser.add_argument("--only", choices=["folder", "timings", "speed", "hostile"])
    arguments = parser.parse_args()
    captions = arguments.data / "captions"
    folders = [captions, *([arguments.seeds] if arguments.seeds else [])]
    parts: dict[str, Callable[[], object]] = {
        "folder": lambda: read_folder(folders),
        "timings": lambda: {"rolling": rolling_words(captions), "sentence_starts": sentence_starts(captions)},
        "speed": lambda: throughput(captions),
        "hostile": lambda: {"mutants": mutate_all(folders, arguments.mutants), "attacks": attack()},
    }
    chosen = [arguments.only] if arguments.only else list(parts)
    json.dump({name: parts[name]() for name in chosen}, sys.stdout, indent=1, ensure_ascii=False)
    print()


if __name__ == "__main__":
    main()
