"""SubRip, sound and broken."""

import pytest

from tests.unit.readers.conftest import Read

SOUND = "1\n00:00:01,000 --> 00:00:02,500\nOne\ntwo\n\n2\n00:00:03,000 --> 00:00:04,000\nthree\n"


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (SOUND, "nothing"),
        ("\ufeff" + SOUND, "a byte order mark"),
        (SOUND.replace("\n", "\r\n"), "Windows newlines"),
        (SOUND.replace("\n", "\r"), "old Mac newlines"),
        (SOUND.replace("\n\n", "\n"), "no blank lines"),
        (SOUND.replace(",", "."), "points for commas"),
        (SOUND.replace(",000", ",0").replace(",500", ",5"), "short milliseconds"),
        (SOUND.replace("1\n00", "00").replace("2\n00", "00"), "no numbers"),
        (SOUND.replace("One", "{\\an8}<font color=red>One</font>"), "styles"),
        (SOUND.replace("500\n", "500  X1:100 X2:200 Y1:10 Y2:20\n"), "coordinates"),
        (SOUND.replace("One\n", "One\n\n"), "a blank line inside a cue"),
    ],
)
def test_the_same_words_and_times_whatever_is_wrong(read: Read, text: str, wrong: str) -> None:
    document = read(text, "a.srt")
    assert document.format == "subrip", wrong
    assert document.text == "One two three"
    assert [(s.start, s.end) for s in document.segments] == [(1.0, 2.5), (3.0, 4.0)]
    assert not document.findings


def test_a_bare_number_is_a_word_unless_it_numbers_the_next_cue(read: Read) -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\nin\n2014\n\n2\n00:00:03,000 --> 00:00:04,000\n42\n"
    assert read(text).text == "in 2014 42"


def test_windows_1252_is_read_and_said(read: Read) -> None:
    document = read("1\n00:00:01,000 --> 00:00:02,000\nthe caf\xe9 \x93now\x94\n".encode("latin-1"))
    assert document.text == "the café “now”"
    assert [f.code for f in document.findings] == ["TRN001"]


def test_a_cue_without_timing_line_keeps_its_words(read: Read) -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\none\n\n2\ntwo\n\n3\n00:00:03,000 --> 00:00:04,000\nthree\n"
    document = read(text)
    assert [(s.text, s.start) for s in document.segments] == [("one", 1.0), ("two", None), ("three", 3.0)]
    assert [f.code for f in document.findings] == ["TRN002"]


def test_rolling_captions_converted_to_subrip(read: Read) -> None:
    lines = ["so we begin", "with a word", "yeah", "yeah", "and so on", "to the end", "of it all"]
    rows, number = [], 1
    for index, line in enumerate(lines):
        before = f"{lines[index - 1]}\n" if index else ""
        rows.append(f"{number}\n00:00:{index * 2:02},000 --> 00:00:{index * 2 + 1:02},990\n{before}{line}\n")
        rows.append(f"{number + 1}\n00:00:{index * 2 + 1:02},990 --> 00:00:{index * 2 + 2:02},000\n{line}\n")
        number += 2
    assert read("\n".join(rows)).text == " ".join(lines)


def test_rolling_captions_without_holds(read: Read) -> None:
    lines = ["so we begin", "with a word", "yeah", "yeah", "and so on", "to the end", "of it all", "for now"]
    rows = [
        f"{index}\n00:00:{index * 2:02},000 --> 00:00:{index * 2 + 2:02},000\n{before}\n{line}\n"
        for index, (before, line) in enumerate(zip([" ", *lines], lines, strict=False), start=1)
    ]
    assert read("\n".join(rows)).text == " ".join(lines)


def test_two_lines_to_a_cue_are_no_rolling(read: Read) -> None:
    rows = [f"{i}\n00:00:{i:02},000 --> 00:00:{i + 1:02},000\nyeah\nno {i}\n" for i in range(1, 9)]
    assert read("\n".join(rows)).text == " ".join(f"yeah no {i}" for i in range(1, 9))
