"""From a document to claims: which segments speak, where a claim stands, when it is said."""

from dataclasses import replace

import pytest

from obelize.domain.claim import Modality
from obelize.domain.document import PriorMark, Segment, SegmentRole
from obelize.extraction import extract
from tests.unit.extraction.documents import document_of, said


def test_a_claim_points_at_its_words_and_its_time() -> None:
    document = document_of(
        said("Hello there. The company was founded", 0.0, 4.0, "Ann"),
        said("in 1998 by two students.", 4.0, 8.0, "Ann"),
    )
    greeting, claim = extract(document).claims
    assert claim.text == "The company was founded in 1998 by two students."
    assert " ".join(document.text[claim.start_char : claim.end_char].split()) == claim.text
    assert claim.speaker == "Ann"
    assert claim.start is not None
    assert 0.0 < claim.start < 4.0
    assert claim.end is not None
    assert 4.0 < claim.end <= 8.0
    assert claim.check_worthy
    assert not greeting.check_worthy
    assert claim.worthiness > greeting.worthiness


def test_only_asserting_segments_yield_claims() -> None:
    silent = [SegmentRole.HEADING, SegmentRole.QUIZ, SegmentRole.ADVICE, SegmentRole.NAVIGATION, SegmentRole.CODE]
    sentence = "Half of all studies from 2019 failed."
    document = document_of(*(Segment(sentence, 0, 0, role) for role in [*silent, SegmentRole.PARAGRAPH]))
    assert len(extract(document).claims) == 1


def test_the_same_document_gives_the_same_ids_and_repeated_words_differ() -> None:
    document = document_of(said("It is so. It is so.", 0, 5), said("It is so.", 5, 8, "Bo"))
    first, second = extract(document), extract(document)
    assert first == second
    assert len({claim.id for claim in first.claims}) == 3


def test_one_row_a_segment_even_for_an_empty_one() -> None:
    document = document_of("It rains. It pours.", "", "Nobody came.")
    claims = extract(document, one_per_segment=True).claims
    assert [claim.text for claim in claims] == ["It rains. It pours.", "", "Nobody came."]


def test_a_statement_marked_by_the_author_is_a_claim_and_the_reason_is_none() -> None:
    text = "⚠ UNVERIFIED — “Quasar 9” is said to need no cooling. No source confirms it."
    document = document_of(Segment(text, 0, 0, SegmentRole.MARK))
    mark = PriorMark("UNVERIFIED", "“Quasar 9” is said to need no cooling.", "No source confirms it.", 0, len(text))
    (claim,) = extract(replace(document, prior_marks=(mark,))).claims
    assert claim.text == mark.subject
    assert claim.check_worthy


def test_prose_is_not_cut_however_long_a_sentence() -> None:
    sentence = "The bridge " + "that was built " * 40 + "fell in 1998."
    assert len(extract(document_of(sentence)).claims) == 1


def test_a_heading_completes_the_items_below_it() -> None:
    item = Segment(
        "Replace the yearly audit of 2019.", 0, 0, SegmentRole.LIST_ITEM, scope=("Guide", "What it cannot do")
    )
    other = Segment("Count the 300 votes of 2019.", 0, 0, SegmentRole.LIST_ITEM, scope=("Guide", "What it does well"))
    one, two = extract(document_of(item, other)).claims
    assert Modality.NEGATED in one.modality
    assert two.modality == ()
    assert one.scope == ("Guide", "What it cannot do")


def test_what_is_uncertain_is_found_with_its_exact_words() -> None:
    text = "Studies show that all statins may lower the risk of stroke by 40 percent."
    document = document_of(text)
    (claim,) = extract(document).claims
    assert claim.check_worthy
    found = {finding.code: finding.found for finding in claim.findings}
    assert found == {"LAN006": "Studies show", "LAN002": "all", "LAN001": "may"}
    for finding in claim.findings:
        assert finding.start_char is not None
        assert document.text[finding.start_char : finding.end_char] == finding.found


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("A recent study found that naps lower the risk of stroke.", "LAN006", "A recent study"),
        ("A recent study by Lee et al. (2021) found that naps lower the risk of stroke.", "LAN006", None),
        ("Recent studies [3, 4] found that naps lower the risk of stroke.", "LAN006", None),
        ("Science has shown that red meat causes cancer.", "LAN006", "Science has shown"),
        ("Smokers are twice as likely to die of a stroke in Europe.", "LAN005", "twice as likely"),
        ("Turnout in Germany was up 4 percent in 2021.", "LAN004", "Turnout in Germany was up 4 percent"),
        ("Unemployment in Spain rose 2 percent, from 10 to 12 percent.", "LAN004", None),
        ("Currently, 40 percent of adults in the United States are obese.", "LAN007", "Currently"),
        ("Health care costs exploded in Germany in 2023.", "LAN008", "costs exploded"),
        ("The reactor in Chernobyl exploded in April 1986.", "LAN008", None),
        ("Greenland loses 270 billion tons of ice a year.", "LAN008", None),
        ("Inflation would have hit 15 percent in 2022 if the bank had cut rates.", "LAN009", "if"),
    ],
)
def test_what_a_finding_is_about(text: str, code: str, words: str | None) -> None:
    (claim,) = extract(document_of(text)).claims
    assert claim.check_worthy
    assert [finding.found for finding in claim.findings if finding.code == code] == ([] if words is None else [words])


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("The price of packs fell by about 90 percent between 2010 and 2023.", "90 percent between 2010 and …"),
        ("The price of packs fell by about 90 percent.", "90 percent"),
    ],
)
def test_a_scope_that_is_cut_off_shows_it(text: str, scope: str) -> None:
    (claim,) = extract(document_of(text)).claims
    assert [finding.message for finding in claim.findings if finding.code == "LAN001"] == [
        f"hedged by “about”: {scope}"
    ]


def test_the_byline_of_a_quotation_is_no_sentence() -> None:
    document = document_of(
        Segment("“The pump moves 40 litres a minute.” — Ada B. Byron, ~00:10", 0, 0, SegmentRole.QUOTE)
    )
    assert [claim.text for claim in extract(document).claims] == ["“The pump moves 40 litres a minute.”"]


@pytest.mark.parametrize(
    "byline", ["— Mara Lindqvist, ~00:14", "-- Nate B. Jones", "– Dr Varga (~01:06)", "- Ann Lee, 1:02:03"]
)
def test_a_byline_of_its_own_is_no_sentence(byline: str) -> None:
    quotation = "“It kept 94 percent of its accuracy.”"
    quoted = Segment(f"{quotation} {byline}", 0, 0, SegmentRole.LIST_ITEM)
    for document in (document_of(quotation, byline), document_of(quoted)):
        assert [claim.text for claim in extract(document).claims] == [quotation]


def test_what_follows_a_dash_stays_a_sentence() -> None:
    assert len(extract(document_of("— Prices fell by 90 percent.", "– Mara Lindqvist kept 94 percent.")).claims) == 2


def test_a_plain_causal_claim_counts_when_it_stands_alone() -> None:
    (claim,) = extract(document_of("A vaccine causes developmental disorder in children.")).claims
    assert claim.check_worthy


@pytest.mark.parametrize(
    "text",
    [
        "Draft tables that compare both models across all of their capabilities.",
        "The video explains how pumps and valves move water.",
    ],
)
def test_an_instruction_and_a_synopsis_are_no_claims(text: str) -> None:
    (claim,) = extract(document_of(text)).claims
    assert not claim.check_worthy
