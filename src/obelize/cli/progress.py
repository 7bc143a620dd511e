"""Progress on standard error: a bar on a terminal, plain lines elsewhere. Data never goes this way."""

import contextlib
import sys
from collections.abc import Callable, Iterator

from obelize.cli.output import say
from obelize.safe_text import safe_line


@contextlib.contextmanager
def counting(total: int, noun: str) -> Iterator[Callable[[str], None]]:
    """A function to call once for each finished piece, with a line that says how it went."""
    if sys.stderr.isatty():
        with _bar(total, noun) as advance:
            yield advance
        return
    done = 0

    def advance_plainly(line: str) -> None:
        nonlocal done
        done += 1
        say(f"[{done}/{max(total, done)}] {safe_line(line)}")

    yield advance_plainly


@contextlib.contextmanager
def _bar(total: int, noun: str) -> Iterator[Callable[[str], None]]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
    from rich.text import Text

    columns = (TextColumn(noun), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(noun, total=total)

        def advance(line: str) -> None:
            progress.console.print(Text(safe_line(line)))
            progress.advance(task)

        yield advance
