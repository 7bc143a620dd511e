"""HTML pages."""

import pytest

from obelize.domain.document import DocumentKind, SegmentRole
from obelize.errors import UnreadableInputError
from tests.unit.readers.conftest import Read

PAGE = """<!doctype html><html lang="en"><head><title>Scores</title><meta name="author" content="Mara">
<meta property="article:published_time" content="2026-02-03T10:00"><style>p {}</style></head><body>
<nav><a href="/">Home</a></nav><div id="cookie-banner">We use cookies</div>
<main><h1>Scores</h1><p>Prices fell<sup>1</sup> by <a href="https://example.org/a">90 percent</a> at
~00:10<sup><a href="#fn2">2</a></sup>. It&nbsp;did.</p><script>alert("no")</script><p hidden>unseen</p>
<h2>What it cannot do</h2><ul><li>Replace testing.</li></ul><blockquote>Said by another.</blockquote>
<table><tr><th>Model</th><th>Score</th></tr><tr><th>A</th><td>94</td></tr></table>
<form><p>What is it?</p><label><input type="radio">One</label></form>
<ol class="footnotes"><li id="fn1">Kaplan 2020 <a href="#r1">↩</a></li>
<li id="fn2">Mara, ~00:10 <a href="#r2">↩</a></li></ol>
</main><footer>Imprint</footer></body></html>"""


def test_blocks_roles_and_scope(read: Read) -> None:
    document = read(PAGE, "a.html")
    assert document.kind is DocumentKind.PAGE
    assert [(segment.role, segment.text) for segment in document.segments] == [
        (SegmentRole.NAVIGATION, "Home"),
        (SegmentRole.NAVIGATION, "We use cookies"),
        (SegmentRole.HEADING, "Scores"),
        (SegmentRole.PARAGRAPH, "Prices fell by 90 percent at ~00:10. It did."),
        (SegmentRole.HEADING, "What it cannot do"),
        (SegmentRole.LIST_ITEM, "Replace testing."),
        (SegmentRole.QUOTE, "Said by another."),
        (SegmentRole.TABLE_HEADING, "Model | Score"),
        (SegmentRole.TABLE, "A | 94"),
        (SegmentRole.QUIZ, "What is it?"),
        (SegmentRole.QUIZ, "One"),
        (SegmentRole.FOOTNOTE, "Kaplan 2020"),
        (SegmentRole.FOOTNOTE, "Mara, ~00:10"),
        (SegmentRole.NAVIGATION, "Imprint"),
    ]
    assert document.segments[5].scope == ("Scores", "What it cannot do")


def test_superscripts_become_calls_before_text_is_taken(read: Read) -> None:
    document = read(PAGE, "a.html")
    assert [(c.label, document.text[: c.at_char].split()[-1]) for c in document.references] == [
        ("1", "fell"),
        ("2", "~00:10"),
    ]
    assert [(n.label, n.time) for n in document.footnotes] == [("1", None), ("2", 10.0)]
    assert [link.url for link in document.links] == ["https://example.org/a"]
    assert (document.source.title, document.source.author, document.source.date, document.source.language) == (
        "Scores",
        "Mara",
        "2026-02-03",
        "en",
    )


def test_an_exponent_is_no_call(read: Read) -> None:
    assert read("<p>10<sup>23</sup> operations</p><p>more</p>").segments[0].text == "10^23 operations"


def test_a_page_without_text_is_refused(read: Read) -> None:
    with pytest.raises(UnreadableInputError, match="without any text"):
        read("<html><body><script>x</script></body></html>")


def test_lines_of_a_list_of_references_stay_lines_and_those_of_a_paragraph_are_joined(read: Read) -> None:
    document = read("<h1>Talk</h1><p>One<br>two.</p><h2>References</h2><p>Kaplan 2020.<br>He 2016.</p>", "a.html")
    assert [segment.text for segment in document.segments][1::2] == ["One two.", "Kaplan 2020.\nHe 2016."]
