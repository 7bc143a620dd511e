"""Hostile input: mutated real files and files built to exhaust a reader. Nothing but the project's error may come."""

import json
import random
import resource
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from benchmarks.reading_parts.folder import files_below
from obelize.errors import UnreadableInputError
from obelize.readers import read_bytes

_MOST_BYTES = 40_000
_SCRAPS = [
    b"\0", b"\xff\xfe", b"\n\n", b"-->", b"<00:00:01.000>", b"{\\an8}", b"&#xD800;", b"<v ", b"[^1]", b"{", b"}", b"]",
    b'"', b"99999999999999999999", b"00:00:00,000 --> 00:00:00,000", b"\\ud800", b"<", b">", b"\r", b"1e999", b"NaN",
    b"null", b"---\n", b"&a;", b"<!DOCTYPE x [", b"\xe2\x80\xae", b"\x1b[31m", b"```", b"|", b"[00:00]", b"~00:101",
]  # fmt: skip


def mutate_all(folders: Iterable[Path], count: int) -> dict[str, object]:
    """`count` mutants of the files below the folders: read, refused, and anything else that happened."""
    rng = random.Random(20)
    fixtures = Path(__file__).resolve().parents[2] / "fixtures"
    originals = [path.read_bytes()[:_MOST_BYTES] for path in files_below([*folders, fixtures])]
    outcomes: Counter[str] = Counter()
    crashes: list[str] = []
    slowest = 0.0
    for _ in range(count):
        data = mutant(rng.choice(originals), rng)
        name = rng.choice(["a.vtt", "a.srt", "a.json", "a.md", "a.html", "a.txt", "a.sbv", "a.lrc", "a.xml", "a"])
        begin = time.perf_counter()
        try:
            document = read_bytes(data, name)
            assert all(document.text[s.start_char : s.end_char] == s.text for s in document.segments)
            document.text.encode()
            outcomes["read"] += 1
        except UnreadableInputError:
            outcomes["refused"] += 1
        except Exception as error:  # noqa: BLE001 - counting whatever else comes is the point
            outcomes["crashed"] += 1
            crashes.append(f"{type(error).__name__}: {error}"[:200])
        slowest = max(slowest, time.perf_counter() - begin)
    return {"outcomes": dict(outcomes), "crashes": crashes[:20], "slowest_seconds": round(slowest, 2)}


def mutant(data: bytes, rng: random.Random) -> bytes:
    """`data` with one to eight changes: bytes flipped, stretches cut, doubled, swapped, scraps put in."""
    out = bytearray(data)
    for _ in range(rng.randint(1, 8)):
        at = rng.randrange(len(out) + 1)
        end = min(len(out), at + rng.choice((1, 3, 20, 300)))
        match rng.randrange(6):
            case 0:
                out[at:end] = bytes(rng.randrange(256) for _ in range(end - at))
            case 1:
                del out[at:end]
            case 2:
                out[at:at] = out[at:end] * rng.choice((1, 2, 50))
            case 3:
                out[at:at] = rng.choice(_SCRAPS) * rng.choice((1, 1, 2, 200))
            case 4:
                out[at:at] = rng.choice(_SCRAPS)
                del out[rng.randrange(len(out)) :]
            case _:
                out[at:end] = bytes(reversed(out[at:end]))
    return bytes(out)


def attack() -> dict[str, object]:
    """Files built to exhaust memory, time or the stack; what came of each, how long it took, the peak of memory."""
    out: dict[str, object] = {}
    for name, (file_name, data) in attacks().items():
        begin = time.perf_counter()
        try:
            result = f"read, {len(read_bytes(data, file_name).segments)} segments"
        except UnreadableInputError as error:
            result = f"refused: {error}"
        out[name] = {"result": result[:120], "seconds": round(time.perf_counter() - begin, 2)}
    out["peak_megabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return out


def attacks() -> dict[str, tuple[str, bytes]]:
    """The hostile files by name: (file name, contents)."""
    lol = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
    head = f'<?xml version="1.0"?><!DOCTYPE tt [<!ENTITY l0 "lol">{lol}]>'
    bomb = f'{head}<tt><body><div><p begin="0s">&l9;</p></div></body></tt>'
    yaml_bomb = "---\na: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{chr(98 + i)}: &{chr(98 + i)} [{','.join([f'*{chr(97 + i)}'] * 9)}]\n" for i in range(9)
    )
    million = 10**6
    return {
        "xml_entity_bomb": ("a.ttml", bomb.encode()),
        "yaml_alias_bomb": ("a.md", (yaml_bomb + "---\ntext\n").encode()),
        "one_line_of_200_MB": ("a.txt", b"x" * 200 * million),
        "one_line_of_60_MB": ("a.vtt", b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + b"x " * 30 * million),
        "a_million_cues": ("a.srt", b"1\n00:00:01,000 --> 00:00:02,000\nx\n\n" * million),
        "a_million_cues_vtt": ("a.vtt", b"WEBVTT\n\n" + b"00:01.000 --> 00:02.000\nx\n\n" * million),
        "a_million_json_cues": ("a.json", json.dumps([{"text": "x", "start": 1, "duration": 1}] * million).encode()),
        "nul_bytes": ("a.vtt", b"WEBVTT\n\n" + b"\0" * million),
        "deep_json": ("a.json", b'{"a":' * 200_000),
        "deep_html": ("a.html", b"<html>" + b"<div>" * 200_000),
        "deep_quotes": ("a.md", b"# x\n\n" + b"> " * 100_000 + b"x\n"),
        "deep_lists": ("a.md", b"# x\n\n" + b"".join(b" " * i + b"- x\n" for i in range(2000))),
        "brackets": ("a.md", b"# x\n\n" + b"[" * 200_000),
        "stars": ("a.md", b"# x\n\n" + b"**a *b " * 50_000),
        "backticks": ("a.md", b"# x\n\n" + b"".join(b"`" * i + b" " for i in range(2000))),
        "open_comments": ("a.html", b"<html>" + b"<!--" * 300_000),
        "open_tags": ("a.html", b"<html>" + b"<a " * 300_000),
        "open_declarations": ("a.html", b"<html>" + b"<![" * 300_000),
        "open_cue_tags": ("a.vtt", b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + b"<c " * 300_000),
        "open_word_stamps": ("a.vtt", b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + b"<00:00:01.000" * 100_000),
        "stamps_in_one_line": ("a.vtt", b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + b"a<00:00:01.000>" * 100_000),
        "arrows": ("a.vtt", b"WEBVTT\n\n" + b"-->\n" * 300_000),
        "open_quotes": ("a.html", b"<html>" + b'<a b="' * 90_000 + b">"),
        "open_tags_closed_once": ("a.html", b"<html>" + b"<a " * 90_000 + b">"),
        "half_tags": ("a.html", b"<html>" + b"<a b='c' d " * 90_000 + b">"),
        "open_scripts": ("a.html", b"<html>" + b"<script><" * 90_000),
        "open_instructions": ("a.html", b"<html>" + b"<?" * 90_000 + b">"),
        "bad_references": ("a.html", b"<html>" + b"&#" * 500_000),
        "some_brackets": ("a.md", b"# x\n\n" + b"[" * 9_900),
        "some_links": ("a.md", b"# x\n\n" + b"[a](" * 9_900),
        "some_stars": ("a.md", b"# x\n\n" + b"**a *b " * 3_300),
        "many_notes": ("a.md", b"# x\n\n" + b"a[^1] " * 9_000 + b"\n\n[^1]: x\n"),
        "many_definitions": ("a.md", b"# x\n\n" + b"".join(b"[^%d]: x\n\n" % i for i in range(20_000))),
        "digits": ("a.txt", b"1" * 1_000_000),
        "colons": ("a.txt", b"1:" * 500_000),
        "blanks": ("a.txt", b"a" + b" " * 1_000_000 + b"b\n" * 2),
        "brackets_in_text": ("a.txt", b"[00:00] " + b"(" * 500_000 + b"\n[00:01] x\n"),
        "huge_number": ("a.json", b'[{"text":"a","start":' + b"9" * 100_000 + b',"duration":1}]'),
        "overrides": ("a.srt", b"1\n00:00:01,000 --> 00:00:02,000\n" + b"{\\a" * 300_000),
    }
