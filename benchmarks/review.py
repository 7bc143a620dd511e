"""How fast the review desk opens and answers keys, by the number of items in the queue.

    python -m benchmarks.review FOLDER [--sizes 100 10000 100000] [--keys 30] [--runs 3]

Makes a store of each size in FOLDER (kept for the next run), opens the application under Textual's pilot and
measures, in milliseconds: `open`, from making the desk to the first painted screen; `key`, from a key press being
posted to the screen being painted again, the decision committed; `key_cpu`, the processor's share of that, which other
programs on the machine don't disturb. Medians; each run opens a fresh application.
"""

import argparse
import asyncio
import json
import statistics
import time
from pathlib import Path

from tests.annotations import make_annotation
from textual import events

from obelize.store import Repository
from obelize.tui.app import ReviewApp
from obelize.workflow.review_desk import ReviewDesk, Reviewer
from obelize.workflow.review_desk.keymap import make_keymap

_KEYS = "vujrkjxu"


def store_of(folder: Path, items: int) -> Repository:
    """A store with that many items in one document."""
    repository = Repository.open(f"sqlite:///{folder / f'review-{items}.sqlite'}")
    if not repository.documents():
        repository.save_annotation(make_annotation(items), "/talks/talk.vtt")
    return repository


async def measure(repository: Repository, keys: int) -> tuple[float, list[tuple[float, float]]]:
    """Milliseconds to open, and for each of so many keys: of time, and of processor time."""
    reader = f"reader {time.time_ns()}"
    began = time.perf_counter()
    app = ReviewApp(ReviewDesk(repository, Reviewer(reader)), make_keymap({}))
    async with app.run_test(size=(120, 40)):
        opened = (time.perf_counter() - began) * 1000
        answered = []
        for number in range(keys):
            key = _KEYS[number % len(_KEYS)]
            answered.append(await answer_time(app, key))
    expected = sum(_KEYS[number % len(_KEYS)] in "vurx" for number in range(keys))
    made = sum(decision.reviewer == reader for decision in repository.decisions())
    if made != expected:
        raise AssertionError(f"{expected} decisions were asked for, {made} are in the log")
    return opened, answered


async def answer_time(app: ReviewApp, key: str) -> tuple[float, float]:
    """Milliseconds, of time and of processor time, from the key's arrival until it is saved and painted.

    `pilot.press` would add some 80 ms of waiting of its own.
    """
    done = asyncio.Event()
    began, worked = time.perf_counter(), time.process_time()
    app.post_message(events.Key(key, key))
    app.call_later(lambda: app.screen.call_after_refresh(done.set))
    await done.wait()
    return (time.perf_counter() - began) * 1000, (time.process_time() - worked) * 1000


def main() -> None:
    """Print the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 10_000, 100_000])
    parser.add_argument("--keys", type=int, default=30)
    parser.add_argument("--runs", type=int, default=3)
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    figures: dict[int, dict[str, float]] = {}
    repositories = {size: store_of(arguments.folder, size) for size in arguments.sizes}
    asyncio.run(measure(repositories[arguments.sizes[0]], 2))  # imports and caches, so that the first size isn't slower
    opens: dict[int, list[float]] = {size: [] for size in arguments.sizes}
    keys: dict[int, list[tuple[float, float]]] = {size: [] for size in arguments.sizes}
    for _ in range(arguments.runs):
        for size, repository in repositories.items():
            opened, answered = asyncio.run(measure(repository, arguments.keys))
            opens[size].append(opened)
            keys[size] += answered
    smallest = statistics.median(opens[arguments.sizes[0]])
    for size in arguments.sizes:
        median = statistics.median(opens[size])
        figures[size] = {
            "open_ms": round(median, 1),
            "open_ratio": round(median / smallest, 2),
            "key_ms": round(statistics.median(waited for waited, _ in keys[size]), 1),
            "key_cpu_ms": round(statistics.median(worked for _, worked in keys[size]), 1),
        }
    print(json.dumps({"items": figures}, indent=2))


if __name__ == "__main__":
    main()
