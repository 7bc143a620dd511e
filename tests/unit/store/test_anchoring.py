"""Decisions follow their item through an edited document, or become orphans; they never land on a lookalike."""

from obelize.domain.claim import Anchor
from obelize.store import Repository
from obelize.store.anchoring import place_anchors
from tests.annotations import make_annotation
from tests.unit.store.conftest import MakeDecision

OPENING = "We begin with what the field believed ten years ago about compression."
CLAIM = "The distilled model kept ninety percent of the accuracy on the tasks it was taught."
CLOSING = "Nobody had measured it on unfamiliar tasks before that spring."


def saved(repository: Repository, *sentences: str) -> list[str]:
    annotation = make_annotation(0, sentences=sentences)
    repository.save_annotation(annotation, "here")
    return [claim.id for claim in annotation.extraction.claims]


def decided(repository: Repository, make_decision: MakeDecision, item_id: str) -> None:
    repository.record(make_decision(repository.documents()[0].id, item_id))


def test_a_decision_follows_a_corrected_sentence(repository: Repository, make_decision: MakeDecision) -> None:
    before = saved(repository, OPENING, CLAIM, CLOSING)
    decided(repository, make_decision, before[1])
    after = saved(repository, OPENING, CLAIM.replace("The distilled", "the distiled"), CLOSING)
    assert after[1] not in before
    assert [decision.item_id for decision in repository.decisions()] == [after[1]]
    assert repository.orphans() == []


def test_a_changed_number_is_another_claim(repository: Repository, make_decision: MakeDecision) -> None:
    claim = "The distilled model kept 90 percent of the accuracy on the tasks it was taught."
    before = saved(repository, OPENING, claim, CLOSING)
    decided(repository, make_decision, before[1])
    saved(repository, OPENING, claim.replace("90", "50"), CLOSING)
    (orphan,) = repository.orphans()
    assert (orphan.item_id, orphan.text) == (before[1], claim)


def test_a_deleted_claim_does_not_attach_to_a_lookalike_that_was_there(
    repository: Repository, make_decision: MakeDecision
) -> None:
    lookalike = CLAIM.replace("the tasks", "those tasks")
    before = saved(repository, OPENING, CLAIM, CLOSING, lookalike)
    decided(repository, make_decision, before[1])
    saved(repository, OPENING, CLOSING, lookalike)
    assert [orphan.item_id for orphan in repository.orphans()] == [before[1]]


def test_an_orphan_comes_home_when_its_words_return(repository: Repository, make_decision: MakeDecision) -> None:
    before = saved(repository, OPENING, CLAIM, CLOSING)
    decided(repository, make_decision, before[1])
    saved(repository, OPENING, CLOSING)
    assert len(repository.orphans()) == 1
    moved = saved(repository, OPENING, CLAIM, "One thing more.", CLOSING)
    assert repository.orphans() == []
    assert repository.decisions()[0].item_id == moved[1]
    assert saved(repository, OPENING, CLAIM, CLOSING) == before
    assert repository.decisions()[0].item_id == before[1]


def test_undecided_items_leave_no_trace(repository: Repository) -> None:
    saved(repository, OPENING, CLAIM)
    saved(repository, OPENING)
    assert repository.orphans() == []


def test_two_equal_candidates_leave_an_orphan() -> None:
    anchor = Anchor("we saw a rise in accuracy", "then ", " again")
    assert place_anchors({"old": anchor}, {"new1": anchor, "new2": anchor}) == {}


def test_among_equal_words_the_neighbourhood_and_the_time_decide() -> None:
    lost = {"old": Anchor("we saw a rise in accuracy", "in the second trial ", " of models", 120.0)}
    places = {
        "first": Anchor("we saw a rise in accuracy", "before lunch, quite by chance, ", "? hm", 20.0),
        "second": Anchor("we saw a rise in accuracy", "in the second trial, ", " of models", 121.0),
    }
    assert place_anchors(lost, places) == {"old": "second"}


def test_two_lost_items_do_not_share_one_candidate() -> None:
    lost = {"a": Anchor("it works", "x", "y", 1.0), "b": Anchor("it works", "x", "y", 1.0)}
    assert place_anchors(lost, {"new": Anchor("it works", "x", "y", 1.0)}) == {}


def test_a_negation_is_another_claim() -> None:
    lost = {"a": Anchor("the distilled model does follow instructions well", "and ", " now", 4.0)}
    other = {"b": Anchor("the distilled model doesn't follow instructions well", "and ", " now", 4.0)}
    assert place_anchors(lost, other) == {}
