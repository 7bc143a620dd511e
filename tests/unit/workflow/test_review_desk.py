"""The review without a screen."""

import pytest

from obelize.domain.review import Action, Verdict
from obelize.errors import OvertakenError, ReviewError
from obelize.store import Repository
from obelize.workflow.review_desk import Mode, Order, QueueFilter, parse_filter
from tests.annotations import make_annotation, sentence
from tests.unit.workflow.conftest import OpenDesk

V, U, R, X = Verdict


def test_a_verdict_is_in_the_store_when_the_call_returns(open_desk: OpenDesk, repository: Repository) -> None:
    desk = open_desk()
    change = desk.decide([2], V, "  seen in table 3 ")
    assert (change.indices, change.message) == ((2,), "verified")
    (entry,) = repository.decisions()
    assert (entry.reviewer, entry.action, entry.from_verdict, entry.to_verdict, entry.note, entry.rules_version) == (
        "ada",
        Action.DECIDE,
        None,
        V,
        "seen in table 3",
        "rules1",
    )
    assert desk.state(2).verdict is V
    desk.decide([2], R)
    assert repository.decisions()[-1].from_verdict is V


def test_the_same_verdict_again_is_not_recorded(open_desk: OpenDesk, repository: Repository) -> None:
    desk = open_desk()
    desk.decide([0], V)
    assert desk.decide([0], V).message == "already verified"
    assert len(repository.decisions()) == 1


def test_undo_and_redo_are_entries_and_work_across_sessions(open_desk: OpenDesk, repository: Repository) -> None:
    open_desk().decide([0], V)
    desk = open_desk()
    desk.undo()
    assert desk.state(0).verdict is None
    desk.redo()
    assert desk.state(0).verdict is V
    assert [entry.action for entry in repository.decisions()] == [Action.DECIDE, Action.UNDO, Action.REDO]
    assert (repository.decisions()[1].from_verdict, repository.decisions()[1].to_verdict) == (V, None)
    with pytest.raises(ReviewError, match="nothing to redo"):
        desk.redo()


def test_undo_takes_back_only_ones_own(open_desk: OpenDesk) -> None:
    open_desk("tom").decide([0], V)
    with pytest.raises(ReviewError, match="nothing to undo"):
        open_desk("ada").undo()


def test_duplicates_get_the_verdict_as_one_action(open_desk: OpenDesk, repository: Repository) -> None:
    desk = open_desk()
    with pytest.raises(ReviewError, match="decide this one first"):
        desk.apply_to_duplicates(3)
    desk.decide([3], U)
    assert desk.duplicates(3) == [4, 6]
    desk.apply_to_duplicates(3)
    assert [desk.state(index).verdict for index in (3, 4, 6)] == [U, U, U]
    batch = {entry.batch for entry in repository.decisions()[1:]}
    assert len(batch) == 1
    assert None not in batch
    assert desk.undo().indices == (4, 6)
    assert [desk.state(index).verdict for index in (3, 4, 6)] == [U, None, None]
    desk.redo()
    assert desk.state(6).verdict is U


def test_notes_edits_flags_and_evidence(open_desk: OpenDesk) -> None:
    desk = open_desk()
    desk.add_note(0, "ask Ada")
    desk.edit(0, "In trial 0 it kept 40 percent.")
    desk.flag_caption_error(0)
    desk.choose_evidence(0, ["w1", "w1"])
    desk.put_aside(0)
    state = desk.state(0)
    assert (state.notes, state.edited_text, state.caption_error, state.evidence, state.later) == (
        ("ask Ada",),
        "In trial 0 it kept 40 percent.",
        True,
        ("w1",),
        True,
    )
    desk.flag_caption_error(0)
    desk.edit(0)
    assert (desk.state(0).caption_error, desk.state(0).edited_text) == (False, None)
    with pytest.raises(ReviewError):
        desk.add_note(0, "  ")


def test_the_ends_of_a_claim_move_and_its_words_follow(open_desk: OpenDesk) -> None:
    desk = open_desk()
    entry = desk.queue.entries[1]
    desk.edit(1, span=(entry.start_char, entry.start_char + 10))
    assert desk.state(1).edited_text == sentence(1)[:10]
    assert desk.state(1).edited_span == (entry.start_char, entry.start_char + 10)


def test_two_reviewers_see_each_other_and_lose_nothing(open_desk: OpenDesk, repository: Repository) -> None:
    ada, tom = open_desk("ada"), open_desk("tom")
    ada.decide([0], V)
    with pytest.raises(OvertakenError, match="ada decided this"):
        tom.decide([0], R)
    assert tom.state(0).verdict is V
    tom.decide([0], R)
    assert ada.refresh().indices == (0,)
    assert ada.state(0).disputed
    ada.decide([1], V)
    assert tom.decide([2], V).indices == (1, 2)
    assert len(repository.decisions()) == 4


def test_progress_counts_what_was_decided(open_desk: OpenDesk) -> None:
    desk = open_desk()
    desk.decide([0], V)
    desk.decide([1], U)
    desk.put_aside(2)
    desk.undo()
    progress = desk.progress()
    assert (progress.total, progress.decided, progress.later, progress.by_verdict[U]) == (60, 2, 0, 1)


def test_orders(open_desk: OpenDesk) -> None:
    desk = open_desk()
    entries = desk.queue.entries
    desk.arrange(QueueFilter(), Order.WORTHINESS)
    found = [worthiness for index in desk.queue.view if (worthiness := entries[index].worthiness) is not None]
    assert found == sorted(found, reverse=True)
    desk.arrange(QueueFilter(), Order.SEVERITY)
    severities = [entries[index].severity for index in desk.queue.view]
    assert severities == sorted(severities, reverse=True)
    desk.arrange(QueueFilter(), Order.IMPACT, {5: 0, 40: 1})
    assert desk.queue.view[:2] == [5, 40]
    desk.arrange(QueueFilter(), Order.TIME)
    assert list(desk.queue.view) == list(range(60))


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("", 60),
        ("kind:quotation", 3),
        ("kind:quotation,citation", 6),
        ("kind:quote,cite", 6),
        ("kind:claim", 54),
        ("code:cit", 3),
        ("speaker:moreno kind:claim", 30),
        ("worth:0.9 kind:claim", 6),
        ("duplicates:only", 6),
        ("duplicates:first", 56),
        ("status:verified", 1),
        ("status:decided,later", 2),
        ("TRIAL 17", 1),
        ("'trial 1 '", 1),
    ],
)
def test_filters(open_desk: OpenDesk, line: str, count: int) -> None:
    desk = open_desk()
    desk.decide([0], V)
    desk.put_aside(1)
    desk.arrange(parse_filter(line), Order.TIME)
    assert len(desk.queue.view) == count
    assert parse_filter(str(parse_filter(line))) == parse_filter(line)


@pytest.mark.parametrize("line", ["status:done", "worth:7", "worth:x", "kinds:claim"])
def test_a_filter_that_is_not_understood_says_what_would_be(line: str) -> None:
    with pytest.raises(ReviewError, match=r"none of|number from|did you mean"):
        parse_filter(line)


def test_the_next_open_item_skips_what_is_decided_or_put_aside(open_desk: OpenDesk) -> None:
    desk = open_desk()
    desk.decide([1], V)
    desk.put_aside(2)
    assert desk.next_open(0) == 3
    assert desk.next_open(59) == 59


def test_a_blind_reviewer_sees_only_their_own(open_desk: OpenDesk) -> None:
    open_desk("ada").decide([0], V)
    blind = open_desk("tom", Mode.BLIND)
    assert blind.state(0).verdict is None
    assert blind.history(0) == []
    blind.decide([0], R)
    assert blind.state(0).verdict is R
    assert open_desk("eve").state(0).disputed


def test_adjudication_shows_the_disagreements_and_settles_them(open_desk: OpenDesk) -> None:
    open_desk("ada").decide([0, 1], V)
    open_desk("tom", Mode.BLIND).decide([0], R)
    judge = open_desk("eve", Mode.ADJUDICATE)
    assert [entry.position for entry in judge.queue.entries] == [0]
    judge.decide([0], V, "the table says so")
    state = open_desk().state(0)
    assert (state.verdict, state.disputed, state.reviewers) == (V, False, ("ada", "tom"))
    assert open_desk("eve", Mode.ADJUDICATE).queue.view == range(0)


def test_a_random_tenth_comes_again_without_what_was_decided(open_desk: OpenDesk) -> None:
    first = open_desk()
    first.decide(range(20), V)
    again = open_desk("ada", Mode.REPEAT)
    assert len(again.queue.entries) == 2
    assert [again.state(index).verdict for index in (0, 1)] == [None, None]
    again.decide([0], U)
    again.decide([1], V)
    assert again.state(0).verdict is U
    assert all(first.state(index).verdict is V for index in range(20))
    assert first.refresh().indices
    assert not any(first.state(index).disputed for index in range(20))


def test_the_link_names_the_second(open_desk: OpenDesk) -> None:
    assert open_desk().link(2) == "https://example.org/talk#t=10"


def test_an_item_that_lost_its_place_is_an_orphan(open_desk: OpenDesk, repository: Repository) -> None:
    desk = open_desk()
    desk.decide([0], V)
    repository.save_annotation(make_annotation(0, sentences=["Nothing of the kind was said here."]), "/talks/talk.vtt")
    assert [orphan.text for orphan in open_desk().orphans()] == [sentence(0)]


def test_a_queue_whose_document_was_annotated_again_says_so(open_desk: OpenDesk, repository: Repository) -> None:
    desk = open_desk()
    repository.save_annotation(make_annotation(0, sentences=["Nothing of the kind was said here."]), "/talks/talk.vtt")
    assert "annotated again" in desk.queue.entries[3].text


def test_numbers_begin_anew_in_each_document(open_desk: OpenDesk, repository: Repository) -> None:
    repository.save_annotation(make_annotation(3, name="a.vtt"), "a.vtt")
    desk = open_desk()
    assert [desk.queue.number(index) for index in (0, 2, 3, 62)] == [1, 3, 1, 60]
    assert desk.queue.entries[-1].position == 59
