"""No text from outside becomes a link, an image, HTML, a heading, a cell or a formula, in any format and any field."""

import csv
import dataclasses
import io
import json
import re
from datetime import date
from functools import cache
from html.parser import HTMLParser

import bibtexparser
import pypandoc
import pytest
import rispy
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from obelize.domain.annotation import Report
from obelize.exporters import exporters
from obelize.exporters.folder import Cell, FolderReport, Listing, folder_html, folder_markdown
from obelize.exporters.markdown import GITHUB, OBSIDIAN, PANDOC, to_markdown
from obelize.exporters.markdown.writing import Dialect
from obelize.workflow.publish.folder import folder_report, published
from tests.reports import a_report_saying

PIECES = [
    *"\\`*_[](){}#+-!|<>~$^=:@%&;\"'/ \n\t1a",
    "http://a.bb", "www.a.com", "x@y.zz", "javascript:alert(1)", "data:text/html,x", "file:///etc/passwd",
    "![x](http://a.bb/p.png)", "[x](javascript:alert(1))", "[[Secret note]]", "![[Secret note]]", "[^1]",
    "\n[^1]: n",
    "\n\n# h\n", "\nh\n===\n", "\n---\n", "\n***\n", "```\n", "~~~", "1. ", "(1) ", "a) ", "- [ ] ",
    "> [!WARNING]\n> x",
    "\n| a | b |\n| --- | --- |\n", " ^block-id", "^[inline note]", "[@smith2020]",
    "@smith2020", "-@smith", "{.class #id}",
    "[x]{.y}", "::: {.callout-note}\n", ":::\n", "$x^2$", "$$x$$", "\\(x\\)", "\\begin{x}", "==mark==", "%%hidden%%",
    "#tag", "key:: value", "~sub~", "^sup^", "~~gone~~", "<b>", "</script>", "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>", "</title>", "<!--", "-->", "<!-- obelize:end claims -->",
    "&lt;", "&#60;", "]]>", "<% x %>", "{{x}}", "=1+1", "+1", "-1", "@SUM(1)", "=HYPERLINK(\"http://a.bb\")",
    "\r\nER  - \r\nTY  - JOUR", "}\n@article{x, title={y}}", "\x00", "\x1b[31m", "\u202e", "\u2028", "\u200b",
]  # fmt: skip
HOSTILE = st.lists(st.sampled_from(PIECES), min_size=1, max_size=8).map("".join)
TOGETHER = " ".join(PIECES)


def saying(words: str) -> Report:
    """Every field from outside says `words`; the verdicts stand."""
    report = a_report_saying(words)
    states = {key: dataclasses.replace(state, disputed=False) for key, state in report.states.items()}
    return dataclasses.replace(report, states=states, address="https://example.org/report")


def rendered(name: str, words: str) -> str:
    return exporters()[name].render(saying(words))


@cache
def plain(name: str) -> str:
    return rendered(name, "words")


def index(words: str) -> FolderReport:
    """The page over two reports, and every kind of listing with `words` in it."""
    reports = [published(saying(words), "a.md"), dataclasses.replace(published(saying(words), "b.md"), document_id="b")]
    page = folder_report(reports, date(2031, 1, 1), [words])
    extra = Listing(words, words, (words, words), ((Cell(words, "a.md"), Cell(words)),), words)
    return FolderReport(words, (*page.listings, extra))


class _Outline(HTMLParser):
    """The tags of a page with the names of their attributes, and where links lead."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append(f"{tag} {sorted(name for name, _ in attrs)} {dict(attrs).get('href', '')}")

    def handle_comment(self, data: str) -> None:
        self.found.append("comment")


def html_outline(page: str) -> list[str]:
    parser = _Outline()
    parser.feed(page)
    return sorted(parser.found)


def markdown_outline(written: str) -> list[str]:
    """The kinds of all tokens but text, with where links lead, as GitHub reads the text."""
    reader = MarkdownIt("gfm-like", {"html": True, "linkify": True}).use(footnote_plugin)
    body = written.split("\n---\n", 1)[1] if written.startswith("---\n") else written
    found = [part for token in reader.parse(body) for part in (token, *(token.children or ()))]
    return sorted(
        f"{t.type} {t.attrs.get('href', '')}" for t in found if t.type not in ("text", "code_inline", "inline")
    )


def pandoc_outline(written: str, reader: str) -> list[str]:
    """The kinds of pandoc's elements but those that words are made of, with where links lead."""
    # Columns get widths where a line is long.
    words = ("Str", "Space", "SoftBreak", "Quoted", "SingleQuote", "DoubleQuote", "Code", "ColWidth", "ColWidthDefault")

    def walk(node: object) -> list[str]:
        if isinstance(node, list):
            return [part for each in node for part in walk(each)]
        if isinstance(node, dict):
            kind = node.get("t")
            target = node["c"][2][0] if kind in ("Link", "Image") else ""
            own = [f"{kind} {target}"] if kind and kind not in words else []
            return own + [part for each in node.values() for part in walk(each)]
        return []

    return sorted(walk(json.loads(pypandoc.convert_text(written, "json", reader))["blocks"]))


def obsidian_marks(written: str) -> list[str]:
    """What Obsidian reads beyond CommonMark, with escaped characters and code taken out."""
    body = written.split("\n---\n", 1)[1]
    bare = re.sub(r"`[^`]*`", "", re.sub(r"\\[!-/:-@\[-`{-~]", "", body))
    bare = re.sub(r"^<!-- .* -->$|^\[\^\w+\]:|\[\^\w+\]", "", bare, flags=re.MULTILINE)
    # A closing mark without its opening one marks nothing: `]](` ends a link's own words.
    return sorted(re.findall(r"\[\[|!\[|==|%%|(?<=\s)#\w|\s\^[\w-]+$|::|\$\S", bare, re.MULTILINE))


@settings(deadline=None, max_examples=15)
@given(HOSTILE, st.sampled_from(["markdown", "obsidian", "pandoc"]))
@example(TOGETHER, "markdown")
@example(TOGETHER, "obsidian")
@example(TOGETHER, "pandoc")
def test_markdown_keeps_its_shape(words: str, name: str) -> None:
    assert markdown_outline(rendered(name, f"a{words}")) == markdown_outline(plain(name))


@settings(deadline=None, max_examples=8)
@given(HOSTILE, st.sampled_from([("markdown", "gfm+footnotes"), ("pandoc", "markdown")]))
@example(TOGETHER, ("markdown", "gfm+footnotes"))
@example(TOGETHER, ("pandoc", "markdown"))
def test_markdown_keeps_its_shape_for_pandoc(words: str, how: tuple[str, str]) -> None:
    name, reader = how
    assert pandoc_outline(rendered(name, f"a{words}"), reader) == pandoc_outline(plain(name), reader)


@settings(deadline=None, max_examples=15)
@given(HOSTILE)
@example(TOGETHER)
def test_obsidian_finds_no_mark_of_its_own(words: str) -> None:
    assert obsidian_marks(rendered("obsidian", f"a{words}")) == obsidian_marks(plain("obsidian"))


@settings(deadline=None, max_examples=15)
@given(HOSTILE)
@example(TOGETHER)
def test_html_keeps_its_shape(words: str) -> None:
    assert html_outline(rendered("html", f"a{words}")) == html_outline(plain("html"))
    assert html_outline(folder_html(index(f"a{words}"))) == html_outline(folder_html(index("words")))


@settings(deadline=None, max_examples=15)
@given(HOSTILE)
@example(TOGETHER)
def test_the_page_over_reports_keeps_its_shape(words: str) -> None:
    written = folder_markdown(index(f"a{words}"))
    assert markdown_outline(written) == markdown_outline(folder_markdown(index("words")))


@settings(deadline=None, max_examples=15)
@given(HOSTILE)
@example(TOGETHER)
@example("=1+1")
def test_no_cell_is_a_formula(words: str) -> None:
    rows = list(csv.reader(io.StringIO(rendered("csv", words), newline="")))
    assert len(rows) == len(list(csv.reader(io.StringIO(plain("csv"), newline=""))))
    assert not [cell for row in rows for cell in row if cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))]


@settings(deadline=None, max_examples=15)
@given(HOSTILE)
@example(TOGETHER)
def test_bibliographies_keep_their_records(words: str) -> None:
    assert len(rispy.loads(rendered("ris", f"a{words}"))) == len(rispy.loads(plain("ris")))
    bibtex = bibtexparser.parse_string(rendered("bibtex", f"a{words}"))
    assert (len(bibtex.entries), bibtex.failed_blocks) == (len(bibtexparser.parse_string(plain("bibtex")).entries), [])


@pytest.mark.parametrize("name", ["claimreview", "webannotation"])
def test_no_words_end_the_script_that_holds_linked_data(name: str) -> None:
    written = rendered(name, TOGETHER)
    assert "<" not in written
    assert "</script>" in json.dumps(json.loads(written))


@settings(deadline=None, max_examples=15)
@given(HOSTILE)
@example(TOGETHER)
def test_data_keeps_its_keys(words: str) -> None:
    def keys(value: object) -> list[str]:
        if isinstance(value, dict):
            return sorted([*value, *(key for each in value.values() for key in keys(each))])
        return [key for each in value for key in keys(each)] if isinstance(value, list) else []

    for name in ("json", "sarif", "csl-json", "claimreview", "webannotation"):
        assert keys(json.loads(rendered(name, f"a{words}"))) == keys(json.loads(plain(name))), name
    for line in rendered("jsonl", words).split("\n")[:-1]:
        json.loads(line)


@pytest.mark.parametrize("dialect", [GITHUB, OBSIDIAN, PANDOC], ids=lambda dialect: dialect.name)
def test_no_address_but_of_the_web_is_led_to(dialect: Dialect) -> None:
    for words in ("javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "vbscript:x"):
        targets = [
            part for part in markdown_outline(to_markdown(saying(words), dialect)) if part.startswith("link_open ")
        ]
        assert not [target for target in targets if not target.startswith(("link_open http", "link_open #"))]
        links = [part.split(" ")[-1] for part in html_outline(rendered("html", words)) if part.startswith("a ")]
        assert not [link for link in links if not link.startswith(("http", "#"))]
