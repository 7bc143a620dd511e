"""Marks of a new turn that name nobody."""

import json

import pytest

from tests.unit.readers.conftest import Read


def vtt(*payloads: str) -> str:
    cues = [f"00:0{i}.000 --> 00:0{i + 1}.000\n{payload}" for i, payload in enumerate(payloads)]
    return "WEBVTT\n\n" + "\n\n".join(cues) + "\n"


def test_two_dashed_lines_are_two_turns_that_share_the_time(read: Read) -> None:
    document = read(vtt("- What was it then?\n- It was forty."))
    assert [s.text for s in document.segments] == ["What was it then?", "It was forty."]
    assert document.text == "What was it then?\n\nIt was forty."
    first, second = document.segments
    assert first.start == 0.0
    assert first.end == second.start == pytest.approx(19 / 34)
    assert second.end == 1.0


def test_a_dash_before_the_second_speaker_alone(read: Read) -> None:
    assert read(vtt("Is that so?\n- It is.")).text == "Is that so?\n\nIt is."


@pytest.mark.parametrize(
    "payload",
    ["the model\n- which was small - won", "- and it went on", "-5 degrees", "a thing\n-- Wait", "- 5 degrees"],
)
def test_a_dash_within_a_sentence_is_no_turn(read: Read, payload: str) -> None:
    assert [s.text for s in read(vtt(payload)).segments] == [payload.replace("\n", " ")]


def test_dashes_inside_tags_and_on_one_line(read: Read) -> None:
    document = read(vtt("<i>- Really?</i>\n<i>- Yes.</i>", "- Really? - Yes. A well-known - if old - fact."))
    assert [s.text for s in document.segments] == ["Really?", "Yes.", "Really?", "Yes. A well-known - if old - fact."]


def test_angles_end_the_turn_of_whoever_was_named_last(read: Read) -> None:
    document = read(vtt(">> Mara: One.", "Two.", ">> Three.", "Jun: Four. >> Five.", "Mara: Six.", "Jun: Seven."))
    assert [(s.speaker, s.text) for s in document.segments] == [
        ("Mara", "One."),
        ("Mara", "Two."),
        (None, "Three."),
        ("Jun", "Four."),
        (None, "Five."),
        ("Mara", "Six."),
        ("Jun", "Seven."),
    ]


def test_word_times_go_with_their_turn(read: Read) -> None:
    words = [(">> ", 0), ("So", 100), (" it", 300), (" is.", 500), (" >>", 700), (" Is", 800), (" it?", 900)]
    event = {"tStartMs": 0, "dDurationMs": 1000, "segs": [{"utf8": w, "tOffsetMs": at} for w, at in words]}
    document = read(json.dumps({"wireMagic": "pb3", "events": [event]}), "a.json3")
    assert [(s.text, s.start) for s in document.segments] == [("So it is.", 0.0), ("Is it?", 0.8)]
    for segment in document.segments:
        assert [document.text[w.start_char : w.end_char] for w in segment.words] == segment.text.split()
