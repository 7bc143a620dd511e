"""The store keeps annotations and decisions whole, and says so in one line when it can't."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from obelize.domain.annotation import Annotation
from obelize.errors import NotInStoreError, OvertakenError, StoreError
from obelize.store import ItemList, Repository
from obelize.store.migrations import STEPS, migrate
from tests.annotations import NOON, make_annotation
from tests.unit.store.conftest import MakeDecision


def items_in(repository: Repository) -> ItemList:
    return repository.items([entry.id for entry in repository.documents()])


def test_an_annotation_comes_back_as_it_was(repository: Repository) -> None:
    annotation = make_annotation(150)
    repository.save_annotation(annotation, "/talks/talk.vtt")
    assert repository.annotation(annotation.document.id) == annotation


def test_an_annotation_is_replaced_not_added(repository: Repository) -> None:
    for items in (150, 3):
        repository.save_annotation(make_annotation(items), "/talks/talk.vtt")
    annotation = make_annotation(3)
    assert repository.annotation(annotation.document.id) == annotation
    assert [entry.item_count for entry in repository.documents()] == [3]
    assert len(items_in(repository)) == 3


def test_the_same_words_in_the_same_surroundings_are_one_item(repository: Repository) -> None:
    annotation = make_annotation(4)
    first, second, *others = annotation.extraction.claims
    twice = replace(annotation.extraction, claims=(first, replace(second, id=first.id), *others))
    annotation = replace(annotation, extraction=twice)
    repository.save_annotation(annotation, "here")
    assert repository.annotation(annotation.document.id).extraction == twice
    assert [entry.position for entry in items_in(repository)] == [0, 2, 3]
    assert repository.documents()[0].item_count == 3
    assert repository.item(annotation.document.id, first.id).item == first


def test_entries_say_what_a_queue_needs(repository: Repository) -> None:
    annotation = make_annotation(20)
    repository.save_annotation(annotation, "/talks/talk.vtt")
    (document,) = repository.documents()
    assert (document.location, document.annotated_at, document.item_count) == ("/talks/talk.vtt", NOON, 20)
    items = {item.kind: item for item in items_in(repository)}
    citation, quotation = items["citation"], items["quotation"]
    assert (citation.machine, citation.codes, citation.severity) == ("mismatch", "CIT003", 2)
    assert (quotation.machine, quotation.codes, quotation.severity) == ("altered", "QUO002", 3)


def test_an_item_comes_with_its_appraisal(repository: Repository) -> None:
    annotation = make_annotation(20)
    repository.save_annotation(annotation, "here")
    quotation = annotation.extraction.quotations[0]
    detail = repository.item(annotation.document.id, quotation.id)
    assert (detail.item, detail.appraisal) == (quotation, annotation.quotation_checks[quotation.id])
    with pytest.raises(NotInStoreError):
        repository.item(annotation.document.id, "nothing")


def test_segments_around_a_stretch(repository: Repository) -> None:
    annotation = make_annotation(200)
    repository.save_annotation(annotation, "here")
    segments = annotation.document.segments
    wanted = segments[63]  # the last of its block: its neighbours are in two
    near = repository.segments_near(annotation.document.id, wanted.start_char, wanted.end_char, around=2)
    assert tuple(near) == segments[61:66]


def test_a_document_is_found_by_place_then_by_content(repository: Repository) -> None:
    first, second = make_annotation(2, name="a.vtt"), make_annotation(3, name="b.vtt")
    repository.save_annotation(first, "/a.vtt")
    repository.save_annotation(second, "/b.vtt")
    assert repository.find_document("/a.vtt", second.document.fingerprint) == first.document.id
    assert repository.find_document("/moved.vtt", second.document.fingerprint) == second.document.id
    assert repository.find_document("/new.vtt", "0" * 64) is None


def test_a_document_is_named_in_many_ways(repository: Repository) -> None:
    annotation = make_annotation(2, name="talks/small.vtt")
    repository.save_annotation(annotation, "/abs/talks/small.vtt")
    for name in (annotation.document.id, "talks/small.vtt", "small.vtt", "small", "/abs/talks/small.vtt"):
        assert repository.document_named(name).id == annotation.document.id
    with pytest.raises(NotInStoreError, match=r"nearest are talks/small\.vtt"):
        repository.document_named("smal.vtt")


def test_a_name_that_fits_two_documents_is_refused(repository: Repository) -> None:
    for name in ("a/talk.vtt", "b/talk.vtt"):
        repository.save_annotation(make_annotation(1, name=name), name)
    with pytest.raises(NotInStoreError, match="give the id"):
        repository.document_named("talk.vtt")


def test_the_log_is_kept_in_order_and_cannot_be_changed(
    repository: Repository, url: str, make_decision: MakeDecision
) -> None:
    annotation = make_annotation(3)
    repository.save_annotation(annotation, "here")
    decisions = [make_decision(annotation.document.id, claim.id) for claim in annotation.extraction.claims]
    for decision in decisions:
        repository.record(decision)
    assert repository.decisions() == decisions
    assert repository.decisions(annotation.document.id) == decisions
    with (
        sqlite3.connect(url.removeprefix("sqlite:///")) as raw,
        pytest.raises(sqlite3.IntegrityError, match="append-only"),
    ):
        raw.execute("DELETE FROM decision")
    raw.close()


def test_a_bulk_entry_is_all_or_nothing(repository: Repository, make_decision: MakeDecision) -> None:
    annotation = make_annotation(3)
    repository.save_annotation(annotation, "here")
    one = make_decision(annotation.document.id, annotation.extraction.claims[0].id)
    two = make_decision(annotation.document.id, annotation.extraction.claims[1].id)
    repository.record(one)
    with pytest.raises(StoreError):
        repository.record_all([two, one])
    assert repository.decisions() == [one]


def test_a_decision_taken_on_a_stale_view_is_refused(
    url: str, repository: Repository, make_decision: MakeDecision
) -> None:
    annotation = make_annotation(3)
    repository.save_annotation(annotation, "here")
    item = annotation.extraction.claims[0].id
    other = Repository.open(url)
    seen = other.record(make_decision(annotation.document.id, item, "ada"))
    last = repository.record_all([make_decision(annotation.document.id, item, "tom")], seen)
    assert last == seen + 1
    with pytest.raises(OvertakenError, match="tom"):
        other.record_all([make_decision(annotation.document.id, item, "ada")], seen)
    assert [entry.decision.reviewer for entry in other.log_since(seen)] == ["tom"]
    other.close()


def test_a_foreign_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    with sqlite3.connect(path) as raw:
        raw.execute("CREATE TABLE recipes (id INTEGER)")
    raw.close()
    with pytest.raises(StoreError, match=r"other\.sqlite: a database of another program"):
        Repository.open(f"sqlite:///{path}")


def test_a_file_that_is_no_database_is_refused_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    path.write_text("hello " * 400)
    with pytest.raises(StoreError, match=r"store\.sqlite: file is not a database"):
        Repository.open(f"sqlite:///{path}")


def test_a_newer_store_is_refused_and_an_older_one_brought_up_to_date(url: str, repository: Repository) -> None:
    repository.save_annotation(make_annotation(2), "here")
    steps = {**STEPS, 2: lambda connection: connection.exec_driver_sql("ALTER TABLE item ADD COLUMN colour TEXT")}
    migrate(repository._engine, steps)
    with pytest.raises(StoreError, match="newer obelize"):
        Repository.open(url)
    migrate(repository._engine, steps)
    assert len(items_in(repository)) == 2


def test_a_step_that_fails_leaves_the_store_as_it_was(repository: Repository, url: str) -> None:
    def half(connection: object) -> None:
        connection.exec_driver_sql("ALTER TABLE item ADD COLUMN colour TEXT")  # type: ignore[attr-defined]
        connection.exec_driver_sql("ALTER TABLE absent ADD COLUMN colour TEXT")  # type: ignore[attr-defined]

    with pytest.raises(StoreError, match="no such table"):
        migrate(repository._engine, {**STEPS, 2: half})
    again = Repository.open(url)
    again.close()


@pytest.mark.parametrize("bad", ["nonsense", "sqlite:////proc/nowhere/x.sqlite"])
def test_a_store_that_cannot_be_opened_is_one_line(bad: str) -> None:
    with pytest.raises(StoreError) as caught:
        Repository.open(bad)
    assert "\n" not in str(caught.value)


def test_what_was_not_known_stays_unknown(repository: Repository) -> None:
    annotation: Annotation = make_annotation(0)
    repository.save_annotation(annotation, "empty")
    assert repository.annotation(annotation.document.id) == annotation
    assert list(items_in(repository)) == []
    with pytest.raises(NotInStoreError):
        repository.annotation("unknown")
