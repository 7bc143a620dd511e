"""WebVTT in the shapes that people have."""

from obelize.domain.timing import time_at
from tests.unit.readers.conftest import Read


def cues(*lines: str) -> str:
    return "WEBVTT\n\n" + "\n\n".join(lines) + "\n"


def test_times_text_and_place_in_the_file(read: Read) -> None:
    text = cues("00:01.000 --> 00:02.500\nOne &amp; two", "01:00:03.000 --> 01:00:04.000 align:start\nthree\nfour")
    document = read(text, "a.vtt")
    assert document.text == "One & two three four"
    assert [(s.start, s.end) for s in document.segments] == [(1.0, 2.5), (3603.0, 3604.0)]
    first = document.segments[0].origin
    assert first is not None
    assert text[first[0] : first[1]].strip() == "One &amp; two"


def test_notes_styles_regions_and_identifiers_are_no_speech(read: Read) -> None:
    document = read(
        "WEBVTT - A talk\nKind: captions\nLanguage: en\n\nSTYLE\n::cue { color: red }\n\nNOTE made by hand\n\n"
        "REGION\nid:a\n\nintro, part one\n00:01.000 --> 00:02.000\nHello <b>world</b>\n\n"
        "NOTE\ntwo\nlines\n\n2\n00:02.000 --> 00:03.000\n2014\n"
    )
    assert document.text == "Hello world 2014"
    assert document.source.language == "en"
    assert not document.findings


def test_direction_marks_are_layout(read: Read) -> None:
    assert read(cues("00:01.000 --> 00:02.000\n&lrm;Bueno\u200b, s\u00ed.&rlm;")).text == "Bueno, s\u00ed."


def test_teams_identifiers_are_no_speech(read: Read) -> None:
    text = cues(
        "4f1a0c2e-7b1d-4c6e-9a55-0f3f0a9b7d11/12-0\n00:01.000 --> 00:02.000\n<v Mara Lindqvist>Hello\nagain.</v>",
        "4f1a0c2e-7b1d-4c6e-9a55-0f3f0a9b7d11/14-0\n00:02.000 --> 00:03.000\n<v Jun Park>Hi.</v>",
    )
    assert [(s.speaker, s.text) for s in read(text).segments] == [
        ("Mara Lindqvist", "Hello again."),
        ("Jun Park", "Hi."),
    ]


def test_signs_that_are_no_tags_stay(read: Read) -> None:
    assert read(cues("00:01.000 --> 00:02.000\nif x <y and y> 3 then <i>so</i>")).text == "if x <y and y> 3 then so"


def test_rolling_captions_give_every_word_once_with_its_time(read: Read) -> None:
    document = read(
        "WEBVTT\nKind: captions\nLanguage: en\n\n"
        "00:00:00.160 --> 00:00:02.389 align:start position:0%\n \n"
        "so<00:00:00.320><c> it</c><00:00:01.000><c> isn&#39;t</c>\n\n"
        "00:00:02.389 --> 00:00:02.399 align:start position:0%\nso it isn&#39;t\n \n\n"
        "00:00:02.399 --> 00:00:04.000 align:start position:0%\nso it isn&#39;t\nyeah\n\n"
        "00:00:04.000 --> 00:00:04.010 align:start position:0%\nyeah\n \n\n"
        "00:00:04.010 --> 00:00:06.000 align:start position:0%\nyeah\nyeah\n\n"
        "00:00:06.000 --> 00:00:06.010 align:start position:0%\nyeah\n \n\n"
    )
    assert document.text == "so it isn't yeah yeah"
    assert time_at(document, document.text.index("it")) == 0.32
    assert time_at(document, document.text.index("isn't") + 2) == 1.0
    assert document.source.captions == "automatic"
    assert [finding.code for finding in document.findings] == ["TRN007"]


def test_voices_closed_and_unclosed_given_only_on_change(read: Read) -> None:
    document = read(
        cues(
            "00:00.000 --> 00:02.000\n<v Mara Lindqvist>Hello.</v>",
            "00:02.000 --> 00:04.000\nStill me.",
            "00:04.000 --> 00:06.000\n<v.loud Jun>Hi! <v Mara Lindqvist>Hi.",
        )
    )
    assert [(s.speaker, s.text) for s in document.segments] == [
        ("Mara Lindqvist", "Hello."),
        ("Mara Lindqvist", "Still me."),
        ("Jun", "Hi!"),
        ("Mara Lindqvist", "Hi."),
    ]
    assert document.segments[3].start == document.segments[2].end


def test_names_before_a_colon_are_speakers_where_they_recur(read: Read) -> None:
    zoom = cues(
        "1\n00:00.000 --> 00:02.000\nAde Okoro: Shall we?",
        "2\n00:02.000 --> 00:04.000\nJun Park: Yes, at 10:30.",
        "3\n00:04.000 --> 00:06.000\nAde Okoro: Good: go.",
    )
    assert [(s.speaker, s.text) for s in read(zoom).segments] == [
        ("Ade Okoro", "Shall we?"),
        ("Jun Park", "Yes, at 10:30."),
        ("Ade Okoro", "Good: go."),
    ]


def test_a_name_given_once_in_a_while_holds_for_its_cue_only(read: Read) -> None:
    talk = [f"00:{i:02}.000 --> 00:{i + 1:02}.000\nwords number {i}" for i in range(2, 40)]
    named = ["00:00.000 --> 00:01.000\nJun Park: Hello.", "00:01.000 --> 00:02.000\nJun Park: Yes?"]
    assert [s.speaker for s in read(cues(*named, *talk)).segments] == ["Jun Park"] * 2 + [None] * 38


def test_a_lone_colon_is_only_a_colon(read: Read) -> None:
    talk = cues("00:00.000 --> 00:02.000\nOne thing: it works.", "00:02.000 --> 00:04.000\nThat is all.")
    assert [s.speaker for s in read(talk).segments] == [None, None]


def test_damage_costs_times_but_no_words(read: Read) -> None:
    document = read(
        cues(
            "00:01.000 --> 00:02.000\none",
            "00:0x.000 --> 00:03.000\ntwo",
            "00:05.000 --> 00:04.000\nthree",
            "four",
            "00:03.000 --> 00:04.000\n",
            "00:02.500 --> 00:04.000\nfive",
        )
    )
    assert document.text == "one two three four five"
    assert [s.start for s in document.segments] == [1.0, None, 5.0, None, 2.5]
    assert {f.code for f in document.findings} == {"TRN002", "TRN005", "TRN006", "TRN003"}


def test_a_file_without_cues_says_so(read: Read) -> None:
    document = read("WEBVTT")
    assert document.segments == ()
    assert [f.code for f in document.findings] == ["TRN012"]
