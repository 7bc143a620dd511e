"""What would move the rating."""

from collections.abc import Mapping

from obelize.domain.annotation import ItemState
from obelize.domain.credibility import Assessment, Rating
from obelize.domain.review import Verdict
from obelize.store import Repository
from obelize.workflow.review_desk import ReviewDesk, Reviewer, wording
from obelize.workflow.review_desk.what_if import Outlook, WhatIf, outlook

V, U, R, X = Verdict


def rate(states: Mapping[str, ItemState]) -> Assessment:
    """High from two key items verified on, Low from one refuted on."""
    verdicts = [states[item].verdict for item in ("a", "b", "c") if item in states]
    rating = Rating.MEDIUM
    if R in verdicts:
        rating = Rating.LOW
    elif verdicts.count(V) >= 2:
        rating = Rating.HIGH
    return Assessment(rating, "the rule", (), (), Rating.LOW, "", ("a", "b", "c"))


def test_pairs_are_found_where_no_single_item_does() -> None:
    found = outlook(rate, {}, ["q"], 100)
    assert WhatIf(("a", "b"), V, Rating.HIGH) in found.what_ifs
    assert WhatIf(("a",), R, Rating.LOW) in found.what_ifs
    assert not any(one.item_ids == ("a", "b") and one.verdict is R for one in found.what_ifs)
    assert found.impact() == {"a": 0, "b": 0, "c": 0}


def test_decided_items_are_not_tried() -> None:
    found = outlook(rate, {"a": ItemState(V), "b": ItemState(U)}, [], 100)
    assert {one.item_ids for one in found.what_ifs} == {("c",)}
    assert WhatIf(("c",), V, Rating.HIGH) in found.what_ifs


def test_no_more_ratings_than_allowed() -> None:
    asked = []

    def counted(states: Mapping[str, ItemState]) -> Assessment:
        asked.append(states)
        return rate(states)

    outlook(counted, {}, ["q1", "q2"], 4)
    assert len(asked) == 5


def test_the_outlook_of_a_document_names_numbers_of_the_queue(repository: Repository) -> None:
    desk = ReviewDesk(repository, Reviewer("ada"))
    document_id = next(iter(desk.documents))
    found = desk.outlook(document_id, desk.states(document_id))
    lines = list(wording.outlook_lines(desk, document_id, found))
    assert lines[0].startswith("Rating ")
    assert len(lines) > 1
    assert all("would make it" in line for line in lines[1:])
    ranks = desk.impact({document_id: {}})
    assert ranks
    assert set(ranks.values()) <= {0, 1, 2}


def test_items_of_another_document_are_counted(repository: Repository) -> None:
    desk = ReviewDesk(repository, Reviewer("ada"))
    document_id, first = desk.queue.entries[0][:2]
    singles = [WhatIf((item,), R, Rating.LOW) for item in ("x1", first, "x2", "x3", "x4")]
    pairs = [WhatIf(items, V, Rating.HIGH) for items in ((first, "x1"), (first, "x2"), ("x1", "x2"), ("x1", "x3"))]
    found = Outlook(Rating.MEDIUM, "the rule", (), (*singles, *pairs))
    assert list(wording.outlook_lines(desk, document_id, found))[1:] == [
        "refuting 1 or one of 4 elsewhere would make it Low",
        "verifying 1 and one of 2 elsewhere or two elsewhere would make it High",
    ]
    many = [desk.queue.entries[index].id for index in range(5)]
    found = Outlook(Rating.MEDIUM, "the rule", (), tuple(WhatIf((item,), R, Rating.LOW) for item in (*many, "x", "y")))
    assert list(wording.outlook_lines(desk, document_id, found))[1:] == [
        "refuting 1, 2, 3 or one of 4 more would make it Low"
    ]
