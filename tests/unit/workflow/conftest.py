from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import count
from pathlib import Path
from random import Random

import pytest

from obelize.store import Repository
from obelize.workflow.review_desk import Mode, ReviewDesk, Reviewer
from tests.annotations import NOON, make_annotation

OpenDesk = Callable[..., ReviewDesk]


@pytest.fixture
def repository(tmp_path: Path) -> Iterator[Repository]:
    store = Repository.open(f"sqlite:///{tmp_path / 'store.sqlite'}", clock=lambda: NOON)
    store.save_annotation(make_annotation(60), "/talks/talk.vtt")
    yield store
    store.close()


@pytest.fixture
def open_desk(repository: Repository) -> OpenDesk:
    """A desk with a clock that ticks a second a look and ids that count."""
    ticks, ids = count(), count(1)

    def open_one(name: str = "ada", mode: Mode = Mode.REVIEW, documents: list[str] | None = None) -> ReviewDesk:
        reviewer = Reviewer(
            name,
            mode,
            "rules1",
            clock=lambda: NOON + timedelta(seconds=next(ticks)),
            new_id=lambda: f"d{next(ids):04}",
            chance=Random(7),
        )
        return ReviewDesk(repository, reviewer, documents)

    return open_one
