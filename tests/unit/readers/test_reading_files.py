"""Files on disk: side files, encodings, limits, and the errors that name file and place."""

import gzip
import io
import json
import lzma
import re
import zipfile
from pathlib import Path
from random import Random

import pytest

from obelize.errors import UnreadableInputError
from obelize.readers import limits, read_document, registry
from tests.unit.readers.conftest import Read

VTT = "WEBVTT\n\n00:01.000 --> 00:02.000\nOne.\n"
INFO = {
    "id": "mL15smallm0",
    "title": "A talk",
    "channel": "Small Models",
    "uploader": "Mara",
    "upload_date": "20260314",
    "duration": 111,
    "webpage_url": "https://www.youtube.com/watch?v=mL15smallm0",
    "channel_follower_count": 0,
    "description": "Paper: https://arxiv.org/abs/1503.02531.",
    "chapters": [{"start_time": 0, "end_time": 42, "title": "Start"}],
    "subtitles": {"en": []},
    "automatic_captions": {"en": [], "de": []},
}


def test_a_side_file_tells_of_the_source(tmp_path: Path) -> None:
    (tmp_path / "talk.en.vtt").write_text(VTT)
    (tmp_path / "talk.info.json").write_text(json.dumps(INFO))
    document = read_document(tmp_path / "talk.en.vtt", name="talk.en.vtt")
    source = document.source
    assert (source.title, source.channel, source.author, source.date) == (
        "A talk",
        "Small Models",
        "Mara",
        "2026-03-14",
    )
    assert source.links == ("https://arxiv.org/abs/1503.02531",)
    assert source.captions == "manual"
    assert source.followers == 0
    assert source.verified_badge is None
    assert [(c.title, c.start, c.end) for c in document.chapters] == [("Start", 0, 42)]
    assert document.name == "talk.en.vtt"


def test_a_damaged_side_file_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "talk.vtt").write_text(VTT)
    (tmp_path / "talk.info.json").write_text("{")
    document = read_document(tmp_path / "talk.vtt")
    assert [f.code for f in document.findings] == ["TRN018"]
    assert document.text == "One."


def test_content_decides_and_the_suffix_is_remarked_on(read: Read) -> None:
    document = read(VTT, "talk.srt")
    assert document.format == "webvtt"
    assert [f.code for f in document.findings] == ["TRN016"]


def test_the_same_words_in_many_cues_are_remarked_on(read: Read) -> None:
    cues = "\n\n".join(f"00:0{i}.000 --> 00:0{i + 1}.000\nThank you." for i in range(6))
    document = read(f"WEBVTT\n\n{cues}\n")
    assert [f.code for f in document.findings] == ["TRN017"]


@pytest.mark.parametrize(
    "data",
    [
        VTT.encode("utf-8-sig"),
        VTT.encode("utf-16"),
        b"\xfe\xff" + VTT.encode("utf-16-be"),
        VTT.encode("utf-32"),
        VTT.replace("\n", "\r\n").encode(),
    ],
)
def test_encodings_with_a_mark(read: Read, data: bytes) -> None:
    document = read(data, "a.vtt")
    assert document.text == "One."
    assert not document.findings


def test_utf16_without_a_mark_is_guessed_and_said(read: Read) -> None:
    document = read(VTT.replace("One", "Öne").encode("utf-16-le"), "a.vtt")
    assert document.text == "Öne."
    assert [f.code for f in document.findings] == ["TRN001"]


def test_a_stray_nul_is_replaced_and_said(read: Read) -> None:
    document = read(VTT.replace("One", "O\0ne"))
    assert document.text == "O\ufffdne."
    assert [(f.code, f.place) for f in document.findings] == [("TRN011", "line 4")]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", r"a\.vtt, line 1: the file is empty"),
        (b"WEBVTT\n\n" + b"\0" * 50, r"a\.vtt, character 9: holds NUL"),
        (b'{"a": [1, 2', r"a\.vtt, line 1 column \d+: not valid JSON"),
        (b'{"a": 1}', r"a\.vtt, top level: JSON, but of no transcript format"),
        (b"<tt><body></tt>", r"a\.vtt, line 1 column \d+: not valid XML"),
        (b'{"a":' * 100_000, r"a\.vtt: JSON nested too deeply"),
        (b"  \n \n", r"nothing but blanks"),
    ],
)
def test_errors_name_file_and_place_in_one_line(read: Read, data: bytes, message: str) -> None:
    with pytest.raises(UnreadableInputError, match=message) as caught:
        read(data, "a.vtt")
    assert "\n" not in str(caught.value)


def zipped() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("talk.srt", "1\n00:00:01,000 --> 00:00:02,000\nOne.\n")
    return out.getvalue()


@pytest.mark.parametrize("name", ["talk.vtt.gz", "talk.txt", "talk.tgz"])
@pytest.mark.parametrize(
    ("data", "what"),
    [
        (gzip.compress(VTT.encode()), "gzip data"),
        (lzma.compress(VTT.encode()), "xz data"),
        (zipped(), "a ZIP archive"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(1, 256)), "a picture"),
        (Random(7).randbytes(200), "binary data"),
        (Random(8).randbytes(4000), "binary data"),
        (b"".join(bytes([byte % 32, 0]) for byte in Random(9).randbytes(8)), "binary data"),
        (b"\x01\x02\x03 One.\n" * 9, "binary data"),
    ],
    ids=["gzip", "xz", "zip", "png", "short", "long", "spaced", "control"],
)
def test_what_is_no_text_is_refused(read: Read, data: bytes, what: str, name: str) -> None:
    with pytest.raises(UnreadableInputError, match=rf"{re.escape(name)}: {what}, not text$"):
        read(data, name)


@pytest.mark.parametrize("encoding", ["cp1252", "cp850", "mac-roman", "cp437", "shift-jis", "utf-16-le", "utf-16-be"])
def test_texts_of_many_encodings_are_read(read: Read, encoding: str) -> None:
    words = (
        "日本語の話です。"
        if encoding == "shift-jis"
        else "Déjà vu ; où est-ce que ça a été élevé, là-bas ? Große Übung."
    )
    assert read((f"One says: {words}\n" * 20).encode(encoding), "talk.txt").text


def test_a_log_with_colours_is_a_text(read: Read) -> None:
    assert read("\x1b[31mYes.\x1b[0m \x1b[32mNo.\x1b[0m\n" * 20, "talk.txt").text


def test_limits(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("obelize.readers.timed_blocks.MAX_CUES", 3)
    cues = "\n\n".join(f"00:0{i}.000 --> 00:0{i + 1}.000\nx{i}" for i in range(5))
    with pytest.raises(UnreadableInputError, match=r"line 12: more than 3 cues"):
        read(f"WEBVTT\n\n{cues}\n")
    with pytest.raises(UnreadableInputError, match=r"line 2: a line of more than"):
        read("x\n" + "y" * (limits.MAX_LINE_CHARS + 1))
    with pytest.raises(UnreadableInputError, match="larger than"):
        read(b"x" * (limits.MAX_BYTES + 1))


def test_missing_files_and_folders(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInputError, match="no such file"):
        read_document(tmp_path / "none.vtt")
    with pytest.raises(UnreadableInputError, match="not a regular file"):
        read_document(tmp_path)


def test_every_reader_is_listed_once_and_says_no_to_nothing_it_knows() -> None:
    names = [reader.name for reader in registry.readers()]
    assert len(names) == len(set(names))
    assert names[-1] == "plain-text"
