"""The library's file: made once, however many make it and wherever they are cut off."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

from obelize.domain.literature import Work
from obelize.literature.library import Library

KILLED_WHILE_MAKING_TABLES = """
import os, sys
from pathlib import Path
from obelize.literature.library import schema

connect = schema._connect

def traced(*args):
    connection = connect(*args)
    connection.set_trace_callback(lambda statement: os._exit(9) if "TABLE works" in statement else None)
    return connection

schema._connect = traced
schema.open_for_writing(Path(sys.argv[1]))
"""


def test_several_that_make_a_library_at_once_make_one(tmp_path: Path) -> None:
    together = Barrier(4)

    def make(number: int, path: Path) -> None:
        together.wait()
        with Library.create(path) as library:
            library.add([Work(f"w{number}", f"Birds of the {number}th island", "test")])

    with ThreadPoolExecutor(4) as pool:
        for attempt in range(10):
            path = tmp_path / f"library{attempt}.sqlite"
            list(pool.map(make, range(4), [path] * 4))
            with Library.open(path) as library:
                assert library.stats().works == 4


def test_a_kill_while_the_tables_are_made_leaves_a_file_that_can_be_used(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    killed = subprocess.run([sys.executable, "-c", KILLED_WHILE_MAKING_TABLES, str(path)], check=False)
    assert killed.returncode == 9
    with Library.create(path) as library:
        assert library.add([Work("b", "Birds", "test")]).added == 1
