"""Where work is done: any `concurrent.futures.Executor` will do; one process for little work, several for much."""

import multiprocessing
import os
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

# Starting a process and loading spaCy in it costs about as much as annotating this many bytes of captions.
_BYTES_WORTH_A_PROCESS = 1_500_000


class SerialExecutor(Executor):
    """Runs each call at once, in this process."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """A future that is already done."""
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - a future carries whatever was raised, as in every executor (plug-in)
            future.set_exception(error)
        return future


def choose_jobs(wanted: int, files: int, total_bytes: int) -> int:
    """How many processes to use: `wanted` if positive, else as many as there are cores and work for."""
    if wanted > 0:
        return wanted
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(cores, files, 1 + total_bytes // _BYTES_WORTH_A_PROCESS))


def open_executor(jobs: int, initialise: Callable[..., object], arguments: tuple[Any, ...] = ()) -> Executor:
    """An executor with `jobs` processes, each initialised once; with one job, this very process."""
    if jobs == 1:
        return SerialExecutor()
    # "spawn" is the one way of starting that is safe with threads and the same on every platform.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=initialise, initargs=arguments)
