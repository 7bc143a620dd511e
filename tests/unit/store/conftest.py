from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest

from obelize.domain.claim import ItemKind
from obelize.domain.review import Action, Decision, Verdict
from obelize.store import Repository
from tests.annotations import NOON

MakeDecision = Callable[..., Decision]


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'data' / 'store.sqlite'}"


@pytest.fixture
def repository(url: str) -> Iterator[Repository]:
    store = Repository.open(url, clock=lambda: NOON)
    yield store
    store.close()


@pytest.fixture
def make_decision() -> MakeDecision:
    numbers = count(1)

    def make(document_id: str, item_id: str, reviewer: str = "ada", verdict: Verdict = Verdict.VERIFIED) -> Decision:
        number = next(numbers)
        return Decision(
            f"d{number:03}",
            document_id,
            item_id,
            ItemKind.CLAIM,
            reviewer,
            NOON + timedelta(seconds=number),
            Action.DECIDE,
            to_verdict=verdict,
        )

    return make
