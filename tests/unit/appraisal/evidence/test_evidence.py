from dataclasses import replace
from datetime import UTC, datetime

import pytest

from obelize.appraisal.evidence import weigh_evidence
from obelize.appraisal.evidence.relation import compare, content_words
from obelize.appraisal.evidence.weighing import evidence_level
from obelize.domain.appraisal import ClaimEvidence, Relation
from obelize.domain.claim import Anchor, Claim
from obelize.domain.literature import Candidate, Found, Lookup, NotFound, Outcome, Receipt, Unavailable, Work

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
TEXT = "Night lighting increases the migration speed of small birds."
BIRDS = Work(
    "b",
    "Lamps and migration",
    "library",
    doi="10.1234/b",
    abstract="Small birds were counted. Night lighting increased the migration speed of small birds by a third. "
    "We randomly assigned 30 lamps.",
)


def receipt(outcome: Outcome) -> Receipt:
    return Receipt("library", "text:…", NOON, outcome, 1)


def found(*works: Work) -> Found:
    return Found(tuple(Candidate(work, 0.5) for work in works), receipt(Outcome.FOUND))


def weighed(text: str, *lookups: Lookup) -> ClaimEvidence:
    return weigh_evidence(Claim("c1", "d", text, 0, len(text), Anchor(text), 0.9, True), lookups)


def test_a_work_is_offered_with_passage_reason_level_and_suggestion() -> None:
    (evidence,) = weighed(TEXT, found(BIRDS)).evidence
    assert evidence.candidate.passage == "Night lighting increased the migration speed of small birds by a third."
    assert "night, lighting, migration, speed" in evidence.why
    assert evidence.level == "randomised trial"
    assert evidence.relation is Relation.SUPPORTS


@pytest.mark.parametrize(
    ("claim", "sentence", "relation"),
    [
        (TEXT, "Night lighting increased the migration speed of small birds.", Relation.SUPPORTS),
        (TEXT, "Night lighting reduced the migration speed of small birds.", Relation.CONTRADICTS),
        (
            "Night lighting does not change the migration speed of small birds.",
            "Night lighting changed the migration speed of small birds.",
            Relation.CONTRADICTS,
        ),
        (TEXT, "Night lighting did not increase the migration speed of small birds.", None),
        (TEXT, "Absence of night lighting increased the migration speed of small birds.", None),
        (TEXT, "Night lighting increased noise and reduced the migration speed of small birds.", None),
        (TEXT, "Effect of increased night lighting on the migration speed of small birds.", None),
        (TEXT, "To determine if increased night lighting changes the migration speed of small birds.", None),
        (TEXT, "We asked whether night lighting increases the migration speed of small birds.", None),
        (TEXT, "Small birds migrate at night.", None),
        (
            "Night lighting increases the speed of small birds by 30 percent.",
            "Night lighting increased the speed of small birds by 12 percent.",
            None,
        ),
    ],
)
def test_a_relation_is_suggested_only_where_both_are_plain(
    claim: str, sentence: str, relation: Relation | None
) -> None:
    assert compare(claim, sentence).relation is relation


def test_sentences_that_disagree_suggest_nothing() -> None:
    work = Work(
        "x",
        "Lamps",
        "library",
        abstract="Night lighting increased the migration speed of small birds. "
        "Night lighting reduced the migration speed of small birds.",
    )
    (evidence,) = weighed(TEXT, found(work)).evidence
    assert evidence.relation is None


def test_a_work_of_two_sources_is_offered_once_and_every_receipt_is_kept() -> None:
    lookups: list[Lookup] = [
        found(BIRDS),
        found(BIRDS),
        NotFound(receipt(Outcome.NOT_FOUND)),
        Unavailable(receipt(Outcome.UNAVAILABLE)),
    ]
    result = weighed(TEXT, *lookups)
    assert len(result.evidence) == 1
    assert [each.outcome for each in result.receipts] == ["found", "found", "not-found", "unavailable"]


def test_a_record_without_doi_is_of_the_same_work_as_one_with_it() -> None:
    bare = replace(BIRDS, id="d", source="arxiv", doi=None)
    for records in ((BIRDS, bare), (bare, BIRDS)):
        assert len(weighed(TEXT, *map(found, records)).evidence) == 1


def test_a_work_that_shares_one_word_is_not_offered() -> None:
    assert weighed(TEXT, found(Work("l", "Lighting of stages", "library"))).evidence == ()


@pytest.mark.parametrize(
    ("work", "level"),
    [
        (Work("1", "Lamps", "s", publication_types=("Meta-Analysis",)), "systematic review"),
        (Work("2", "Lamps: a systematic review", "s"), "systematic review"),
        (Work("3", "Lamps", "s", abstract="A prospective cohort of birds."), "cohort or controlled study"),
        (Work("4", "Lamps", "s", publication_types=("Editorial",)), "expert opinion"),
        (Work("5", "Lamps", "s"), None),
    ],
)
def test_the_level_comes_from_types_before_words(work: Work, level: str | None) -> None:
    assert evidence_level(work) == level


def test_content_words_leave_out_directions_and_function_words() -> None:
    assert content_words("Lighting increases the speed, not the lack of birds") == ("lighting", "speed", "birds")
