"""Garbage collection while works stream through: batches are trees without cycles, a walk through them finds none."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_OBJECTS_BETWEEN = 500_000


def collect_rarely() -> None:
    """Have the collector look for cycles only after half a million new objects, so that memory stays bounded."""
    gc.set_threshold(_OBJECTS_BETWEEN)


@contextmanager
def rarely_collected() -> Iterator[None]:
    """`collect_rarely` for as long as this lasts."""
    thresholds = gc.get_threshold()
    collect_rarely()
    try:
        yield
    finally:
        gc.set_threshold(*thresholds)
