"""SBV, LRC, SubStation, TTML, YouTube's XML and the Podcasting namespace's HTML."""

import pytest

from obelize.domain.timing import time_at
from tests.unit.readers.conftest import Read

SBV = "0:00:01.000,0:00:02.500\nOne[br]two\n\n0:00:03.000,0:00:04.000\nthree\n"
LRC = "[ti:A talk]\n[offset:+500]\n[00:01.50]One two\n[00:03.50]three\n"
ASS = """[Script Info]
Title: A talk
ScriptType: v4.00+

[V4+ Styles]
Format: Name, Fontname
Style: Default,Arial

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
Comment: 0,0:00:00.00,0:00:01.00,Default,,0,0,0,,not spoken
Dialogue: 0,0:00:03.00,0:00:04.00,Default,Jun,0,0,0,,{\\i1}three{\\i0}
Dialogue: 0,0:00:01.00,0:00:02.50,Default,Mara,0,0,0,,One\\Ntwo
"""
TTML = """<?xml version="1.0" encoding="UTF-8"?>
<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttp="http://www.w3.org/ns/ttml#parameter" xml:lang="en"
    ttp:frameRate="25" ttp:tickRate="10000000">
<head><metadata/></head>
<body><div>
<p begin="00:00:01:00" dur="1.5s">One<br/>two</p>
<p begin="30000000t" end="00:00:04.000"><span>three</span></p>
</div></body></tt>"""
SRV1 = """<?xml version="1.0"?><transcript><text start="1" dur="9">One
two</text><text start="3" dur="1">three</text></transcript>"""
SRV3 = """<timedtext format="3"><head/><body><w t="0" id="1"/>
<p t="1000" d="3000" w="1"><s>One</s><s t="400"> two</s></p>
<p t="2500" d="500" w="1" a="1">
</p><p t="3000" d="1000" w="1">three</p></body></timedtext>"""
PODCAST = """<cite>Mara:</cite><time>0:01</time><p>One two</p><cite>Jun:</cite><time>0:03</time><p>three</p>"""


@pytest.mark.parametrize(
    ("format_name", "text"),
    [
        ("sbv", SBV),
        ("lrc", LRC),
        ("substation", ASS),
        ("ttml", TTML),
        ("youtube-xml", SRV1),
        ("youtube-xml", SRV3),
        ("podcast-html", PODCAST),
    ],
)
def test_the_same_words_and_times(read: Read, format_name: str, text: str) -> None:
    document = read(text)
    assert document.format == format_name
    assert document.text.split() == ["One", "two", "three"]
    assert [s.start for s in document.segments] == [1.0, 3.0]
    assert not document.findings


def test_word_times_of_srv3(read: Read) -> None:
    assert time_at(read(SRV3), len("One ")) == 1.4


def test_srv1_escapes_twice(read: Read) -> None:
    xml = '<transcript><text start="1" dur="2">it&amp;#39;s R&amp;amp;D</text></transcript>'
    assert read(xml).text == "it's R&D"


def test_a_line_of_lrc_sung_twice_comes_twice_in_order(read: Read) -> None:
    document = read("[ar:Mara]\n[00:01.00][00:05.00]Again\n[00:03.00]<00:03.00>in <00:03.50>between\n")
    assert [(s.start, s.text) for s in document.segments] == [(1.0, "Again"), (3.0, "in between"), (5.0, "Again")]
    assert time_at(document, document.text.index("between")) == 3.5


def test_names_in_substation_are_speakers(read: Read) -> None:
    document = read(ASS)
    assert [s.speaker for s in document.segments] == ["Mara", "Jun"]
    assert document.source.title == "A talk"


def test_agents_and_nested_times_of_ttml(read: Read) -> None:
    document = read(
        '<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttm="http://www.w3.org/ns/ttml#metadata"><head>'
        '<ttm:agent type="person" xml:id="a1"><ttm:name type="full">Mara</ttm:name></ttm:agent></head>'
        '<body begin="10s"><div><p begin="1s" end="2s" ttm:agent="a1">'
        '<span begin="1s" end="1.2s">One</span> <span begin="1.5s" end="2s">two</span></p></div></body></tt>'
    )
    (segment,) = document.segments
    assert (segment.speaker, segment.start, segment.end) == ("Mara", 11.0, 12.0)


def test_document_types_are_refused(read: Read) -> None:
    from obelize.errors import UnreadableInputError

    with pytest.raises(UnreadableInputError, match="document type"):
        read('<!DOCTYPE tt [<!ENTITY a "b">]><tt><body><p begin="1s">&a;</p></body></tt>')
