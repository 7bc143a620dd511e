"""Quotations against a transcript: verdict, place, edits and findings."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from obelize.appraisal.quotations import TranscriptIndex, check_quotation
from obelize.domain.appraisal import EditKind, QuotationCheck, QuotationVerdict
from obelize.domain.claim import Anchor
from tests.unit.appraisal.transcripts import quotation, transcript

LINES = (
    "Varga: Good evening and welcome back to the series on measuring things that do not want to be measured.",
    "Varga: In Austin we followed twenty-five families for eleven years, and I think the effect was probably real.",
    "Varga: The second group slept, uh, slept faster than the first one did, you know, on every single night.",
    "Host: I don't believe that a nap repairs a lost night, whatever the advertisements say.",
    "Varga: We never found a dose at which caffeine might help the older participants remember names.",
    "Host: The trial cost about two million dollars, and nobody has paid for another one since.",
    "Varga: What we call a good night is a habit of the instruments rather than of the sleeper.",
)
INDEX = TranscriptIndex(transcript(*LINES))


def check(text: str, claimed_time: float | None = None, speaker: str | None = None) -> QuotationCheck:
    return check_quotation(quotation(text, claimed_time, speaker), INDEX)


def codes(found: QuotationCheck) -> list[str]:
    return [item.code for item in found.findings]


@pytest.mark.parametrize(
    "text",
    [
        "a good night is a habit of the instruments rather than of the sleeper",
        "A good night is a habit of the instruments rather than of the sleeper.",
        "In Austin we followed twenty-five families … and I think the effect was probably real.",
    ],
)
def test_words_as_said_are_exact(text: str) -> None:
    found = check(text)
    assert found.verdict is QuotationVerdict.EXACT
    assert found.edits == ()


@pytest.mark.parametrize(
    "text",
    [
        "In Austin we followed 25 families for 11 years, and I think the effect was probably real",
        "the 2nd group slept faster than the first one did on every single night",
        "in austin we followd twenty five families for eleven years",
        "We never found a dose at which caffein might help the older participants remember names",
    ],
)
def test_noise_is_near(text: str) -> None:
    assert check(text).verdict is QuotationVerdict.NEAR


@pytest.mark.parametrize(
    ("text", "kind", "said", "quoted", "code"),
    [
        ("In Austin we followed 45 families for eleven years", EditKind.NUMBER, "twenty-five", "45", "QUO001"),
        ("I believe that a nap repairs a lost night", EditKind.NEGATION, "don't", "", "QUO002"),
        (
            "We found a dose at which caffeine might help the older participants",
            EditKind.NEGATION,
            "never",
            "",
            "QUO002",
        ),
        ("for eleven years, and the effect was probably real", EditKind.HEDGE, "I think", "", "QUO003"),
        ("a dose at which caffeine will help the older participants", EditKind.HEDGE, "might", "will", "QUO003"),
        ("In London we followed twenty-five families for eleven years", EditKind.ENTITY, "Austin", "London", "QUO004"),
        ("slept slower than the first one did, you know, on every", EditKind.COMPARATIVE, "faster", "slower", "QUO005"),
        (
            "The trial cost about two million dollars of public tax money, and nobody has paid for another one",
            EditKind.INSERTION,
            "",
            "public tax money",
            "QUO006",
        ),
        (
            "a good night is a superstition of the instruments rather than of the sleeper",
            EditKind.WORDING,
            "habit",
            "superstition",
            "QUO008",
        ),
    ],
)
def test_a_changed_meaning_is_altered(text: str, kind: EditKind, said: str, quoted: str, code: str) -> None:
    found = check(text)
    assert found.verdict is QuotationVerdict.ALTERED
    assert (found.edits[0].kind, found.edits[0].said, found.edits[0].quoted.removeprefix("of ")) == (kind, said, quoted)
    assert codes(found)[0] == code


@pytest.mark.parametrize(
    ("said", "quoted", "kind"),
    [
        (
            "It is likely that the older pupils sleep better here",
            "It is unlikely that the older pupils sleep better here",
            EditKind.NEGATION,
        ),
        (
            "the record of that evening is complete by all accounts",
            "the record of that evening is incomplete by all accounts",
            EditKind.NEGATION,
        ),
        (
            "we asked hundreds of families in the northern valleys",
            "we asked thousands of families in the northern valleys",
            EditKind.NUMBER,
        ),
        (
            "we always keep a lamp by the window in winter",
            "we never keep a lamp by the window in winter",
            EditKind.NEGATION,
        ),
        (
            "her new bakery is humbler than the old one in town",
            "her new bakery is grander than the old one in town",
            EditKind.COMPARATIVE,
        ),
        (
            "the prices rose in every valley that we looked at",
            "the prices fell in every valley that we looked at",
            EditKind.COMPARATIVE,
        ),
    ],
)
def test_words_of_one_root_or_one_scale_are_told_apart(said: str, quoted: str, kind: EditKind) -> None:
    found = check_quotation(quotation(quoted), TranscriptIndex(transcript(said)))
    assert found.verdict is QuotationVerdict.ALTERED
    assert found.edits[0].kind is kind


def test_names_are_told_apart_in_captions_without_capitals() -> None:
    index = TranscriptIndex(transcript("yeah so the company moved its servers to austin last year and nobody noticed"))
    found = check_quotation(quotation("The company moved its servers to London last year and nobody noticed."), index)
    assert [edit.kind for edit in found.edits[:1]] == [EditKind.ENTITY]


@pytest.mark.parametrize(
    "text",
    [
        "Quarterly revenue at the bakery doubled once the new ovens had been paid for.",
        "In Austin we followed twenty-five families, whatever the advertisements say about habits of the instruments.",
        "",
        "— …",
    ],
)
def test_words_from_elsewhere_are_absent(text: str) -> None:
    found = check(text)
    assert found.verdict is QuotationVerdict.ABSENT
    assert codes(found) == ["QUO010"]


def test_place_and_time_are_those_of_the_words() -> None:
    found = check("nobody has paid for another one since", claimed_time=130.0)
    assert found.matched_text == "nobody has paid for another one since"
    assert found.start == pytest.approx(54.8, abs=1.0)
    assert found.end == pytest.approx(60.0, abs=0.5)
    assert found.time_off == pytest.approx(-75.2, abs=1.0)
    assert "QUO011" in codes(found)


def test_a_claimed_time_within_a_minute_is_no_finding() -> None:
    assert codes(check("nobody has paid for another one since", claimed_time=20.0)) == []


def test_another_speaker_is_named() -> None:
    assert "QUO012" in codes(check("nobody has paid for another one since", speaker="Dr Ilse Varga"))
    assert codes(check("nobody has paid for another one since", speaker="the host")) == []


def test_a_quotation_torn_from_a_denial_shows_it() -> None:
    found = check("a nap repairs a lost night, whatever the advertisements say")
    assert codes(found) == ["QUO013"]
    assert found.before.endswith("I don't believe that")


@pytest.mark.parametrize(
    ("sentence", "turning"),
    [
        ("No study has shown that [exactly eight hours is best for everyone].", "No study has shown that"),
        ("It may be that [poor health shortens sleep and memory].", "It may be that"),
        (
            "Some studies suggest that, in mice, [200 milligrams can help a little].",
            "Some studies suggest that, in mice",
        ),
        ("We did not [find a dose at which it helps].", "We did not"),
        ("Do you think [a short nap after lunch helps]?", "Do you think"),
        ("[Slow waves replay the day in the hippocampus], at least in rats.", "at least in rats"),
        ("[A nap improves recall of words] only if it is short.", "only if it is short"),
        ("That [we use a tenth of the brain] is a myth.", "is a myth"),
    ],
)
def test_words_around_a_quotation_that_turn_it_are_shown(sentence: str, turning: str) -> None:
    quoted, whole = sentence.partition("[")[2].partition("]")[0], sentence.replace("[", "").replace("]", "")
    index = TranscriptIndex(transcript("Thank you for coming tonight.", whole, "We have time for one question."))
    found = check_quotation(quotation(quoted), index)
    assert [finding.found for finding in found.findings if finding.code == "QUO013"] == [turning]
    assert codes(check_quotation(quotation(whole), index)) == []


def test_what_another_speaker_says_before_turns_nothing() -> None:
    talk = transcript("Host: they say", "Varga: a short nap after lunch helps the memory", "Host: if you like")
    found = check_quotation(quotation("a short nap after lunch helps the memory"), TranscriptIndex(talk))
    assert codes(found) == []


def test_a_summary_that_keeps_the_turning_words_tears_nothing() -> None:
    lines = "There is no evidence that a short nap after lunch helps.", "People say a long nap harms."
    talk = TranscriptIndex(transcript(*lines))
    words = "a short nap after lunch helps"
    asked = replace(quotation(words), anchor=Anchor(words, "She has no evidence that “", "”, she says."))
    assert codes(check_quotation(asked, talk)) == []
    told = replace(quotation("a long nap harms"), anchor=Anchor("a long nap harms", "Varga, she says: “"))
    assert "QUO013" in codes(check_quotation(told, talk))


def test_without_full_stops_conditions_may_belong_to_the_next_sentence() -> None:
    talk = transcript("so a short nap after lunch helps the memory", "if you sleep too long you are tired")
    found = check_quotation(quotation("So a short nap after lunch helps the memory."), TranscriptIndex(talk))
    assert codes(found) == []


def test_of_equal_places_the_nearest_to_the_claimed_time_is_taken() -> None:
    index = TranscriptIndex(transcript(*LINES, *LINES))
    words = "We never found a dose at which caffeine might help the older participants"
    near = check_quotation(quotation(words, 112.0), index)
    assert near.start == pytest.approx(110.0, abs=1.0)
    assert codes(near) == ["QUO014"]


@given(st.text(max_size=200), st.one_of(st.none(), st.floats(0, 1e6)))
def test_any_text_gets_an_answer(text: str, claimed_time: float | None) -> None:
    found = check(text, claimed_time)
    assert (found.matched_text is None) == (found.verdict is QuotationVerdict.ABSENT)


@given(st.data())
def test_any_stretch_of_the_speech_is_found_where_it_stands(data: st.DataObject) -> None:
    index = TranscriptIndex(transcript(*(line for line in LINES if "two million" not in line and "Austin" not in line)))
    words = index.units.text.split()
    begin = data.draw(st.integers(0, len(words) - 9))
    width = data.draw(st.integers(8, min(40, len(words) - begin)))
    stretch = " ".join(words[begin : begin + width])
    found = check_quotation(quotation(stretch), index)
    assert found.verdict in {QuotationVerdict.EXACT, QuotationVerdict.NEAR}
    assert found.similarity == pytest.approx(1.0)


def test_a_page_between_quotation_marks_is_one_quotation() -> None:
    talk = transcript(*(f"{line} This was line number {number}." for number in range(12) for line in LINES))
    page = talk.text[100:6000].partition(" ")[2].rpartition(" ")[0]
    found = check_quotation(quotation(page), TranscriptIndex(talk))
    assert found.verdict is QuotationVerdict.EXACT
    assert found.matched_text == page.strip(" ,.")


@pytest.mark.parametrize(
    "text", ["9" * 400, "1e999 people", "½ of them", "²³ people", "\u0301 \u0301", "… " * 500, "a" * 50_000]
)
def test_odd_words_are_words(text: str) -> None:
    assert check(text).verdict is QuotationVerdict.ABSENT
    assert check_quotation(quotation(text), TranscriptIndex(transcript(text))).verdict is not None


def test_an_empty_transcript_has_nothing() -> None:
    assert (
        check_quotation(quotation("anything at all"), TranscriptIndex(transcript())).verdict is QuotationVerdict.ABSENT
    )
