"""What holds for every input: words exactly once out of rolling captions, slices, and one kind of error."""

import html
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from obelize.domain.timing import time_at
from obelize.errors import UnreadableInputError
from obelize.readers import read_bytes
from tests.unit.readers.conftest import check_invariants

FIXTURES = sorted((Path(__file__).parents[3] / "fixtures" / "formats").iterdir())
WORD = st.sampled_from(["yeah", "yeah", "so", "we", "don't", "R&D", "3.5", "percent,", "Really?", "x<y", "naïve"])


def stamp(milliseconds: int) -> str:
    return f"00:{milliseconds // 60_000:02}:{milliseconds // 1000 % 60:02}.{milliseconds % 1000:03}"


def rolling(lines: list[list[str]]) -> str:
    """YouTube's automatic captions for these lines, one word every 300 ms."""
    out, before, now = ["WEBVTT\nKind: captions\nLanguage: en\n"], " ", 0
    for words in lines:
        start, tagged = now, html.escape(words[0], quote=False)
        for word in words[1:]:
            now += 300
            tagged += f"<{stamp(now)}><c> {html.escape(word, quote=False)}</c>"
        now += 300
        plain = html.escape(" ".join(words), quote=False)
        out.append(f"{stamp(start)} --> {stamp(now - 10)} align:start position:0%\n{before}\n{tagged}\n")
        out.append(f"{stamp(now - 10)} --> {stamp(now)} align:start position:0%\n{plain}\n \n")
        before = plain
    return "\n".join(out)


@given(st.lists(st.lists(WORD, min_size=1, max_size=6), min_size=2, max_size=25))
def test_rolling_captions_lose_and_double_no_word(lines: list[list[str]]) -> None:
    if not any(len(line) > 1 for line in lines):
        lines = [*lines, ["and", "so"]]  # without a single word stamp nothing says that the file rolls
    document = read_bytes(rolling(lines).encode(), "talk.vtt")
    check_invariants(document)
    words = [word for line in lines for word in line]
    assert document.text.split() == words
    at = 0
    for number, word in enumerate(words):
        at = document.text.index(word, at)
        moment = time_at(document, at)
        assert moment is not None
        assert abs(moment - number * 0.3) < 0.011
        at += len(word)


@given(st.lists(st.tuples(st.integers(0, 5_000_000), st.sampled_from(["a b", "x", "", "-->", "<c>"])), max_size=12))
def test_times_never_run_backwards_without_a_finding(cues: list[tuple[int, str]]) -> None:
    blocks = [f"{stamp(at)} --> {stamp(at + 500)}\n{' '.join(text.split())}\n" for at, text in cues]
    document = read_bytes("\n".join(["WEBVTT\n", *blocks]).encode("utf-8", "replace"), "talk.vtt")
    check_invariants(document)
    starts = [segment.start for segment in document.segments if segment.start is not None]
    assert starts == sorted(starts) or any(finding.code == "TRN003" for finding in document.findings)


@given(st.text(max_size=400), st.sampled_from(["a.txt", "a.vtt", "a.srt", "a.json", "a.md", "a.html", "a.lrc", "a"]))
def test_any_text_is_read_or_refused(text: str, name: str) -> None:
    try:
        document = read_bytes(text.encode("utf-8", "surrogatepass"), name)
    except UnreadableInputError:
        return
    check_invariants(document)
    document.text.encode()


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        check_invariants(read_bytes(data, "a"))
    except UnreadableInputError:
        return


@settings(max_examples=300, deadline=None)
@given(path=st.sampled_from(FIXTURES), seed=st.integers(0, 10**6))
def test_damaged_fixtures_are_read_or_refused(path: Path, seed: int) -> None:
    rng = random.Random(seed)
    data = bytearray(path.read_bytes())
    for _ in range(rng.randint(1, 6)):
        at = rng.randrange(len(data) + 1)
        scrap = rng.choice(
            [b"\0", b"-->", b"<", b"{", b"]", b'"', b"\n\n", b"99999999999", b"\\ud800", b"[^1]", b"\xff"]
        )
        data[at : at + rng.choice((0, 1, 40))] = scrap
    try:
        document = read_bytes(bytes(data), path.name)
    except UnreadableInputError:
        return
    check_invariants(document)
    document.text.encode()


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.name)
def test_every_format_is_recognised_whatever_the_file_is_called(path: Path) -> None:
    """A fixture is named after its format; what follows two dashes is a variety of it."""
    document = read_bytes(path.read_bytes(), "talk")
    check_invariants(document)
    assert document.format == path.stem.partition("--")[0]
    assert "90 percent" in document.text
