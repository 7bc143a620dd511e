"""What was shown as saved is there after the process was killed."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from obelize.store import Repository
from tests.annotations import make_annotation

DECIDING = """
import sys
from obelize.domain.review import Verdict
from obelize.store import Repository
from obelize.workflow.review_desk import ReviewDesk, Reviewer
desk = ReviewDesk(Repository.open(sys.argv[1]), Reviewer("ada"))
for index in range(1000):
    desk.decide([index], list(Verdict)[index % 4])
    print(index, flush=True)
"""
SAVING = """
import sys
from obelize.store import Repository
from tests.annotations import make_annotation
store = Repository.open(sys.argv[1])
for number in range(1000):
    store.save_annotation(make_annotation(300, name=f"{number}.vtt"), f"/talks/{number}.vtt")
    print(number, flush=True)
"""


def run_and_kill(program: str, url: str, after: int) -> int:
    """Kill the program (SIGKILL) once it has said `after` numbers; the last number it said."""
    process = subprocess.Popen([sys.executable, "-c", program, url], stdout=subprocess.PIPE, text=True)
    assert process.stdout
    said = [process.stdout.readline() for _ in range(after)]
    os.kill(process.pid, signal.SIGKILL)
    said += process.stdout.readlines()
    process.stdout.close()
    process.wait()
    return int([line for line in said if line.endswith("\n")][-1])


def test_no_decision_shown_as_saved_is_lost(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'store.sqlite'}"
    store = Repository.open(url)
    store.save_annotation(make_annotation(1000), "/talks/talk.vtt")
    store.close()
    last = run_and_kill(DECIDING, url, after=400)
    again = Repository.open(url)
    items = [entry.id for entry in again.items([again.documents()[0].id])]
    decided = [decision.item_id for decision in again.decisions()]
    again.close()
    assert decided[: last + 1] == items[: last + 1]
    assert len(decided) in {last + 1, last + 2}


def test_documents_are_whole_or_not_there(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'store.sqlite'}"
    last = run_and_kill(SAVING, url, after=4)
    store = Repository.open(url)
    entries = store.documents()
    assert {f"{number}.vtt" for number in range(last + 1)} <= {entry.name for entry in entries}
    for entry in entries:
        assert store.annotation(entry.id) == make_annotation(300, name=entry.name)
    store.close()
