"""No text can become markup: whatever goes in comes out of a Markdown reader as text, and only as text."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin

from obelize.exporters.markdown.escaping import bold, link, text
from obelize.safe_text import safe_line

READER = (
    MarkdownIt("gfm-like", {"html": True, "linkify": True})
    .use(footnote_plugin)
    .use(dollarmath_plugin)
    .use(deflist_plugin)
)
HARMLESS = {"text", "paragraph_open", "paragraph_close", "inline", "code_inline", "softbreak"}

markup = st.lists(
    st.sampled_from(
        [*"\\`*_{}[]()#+-.!|<>~$^=:\"'&@%/ \n\t1a", "http://a.b", "www.a.com", "a.com", "![", "[^1]", "[^1]: ", "<b>",
         "x@y.zz", "---", "===", "```", "~~~", "1. ", "&amp;", "<!-- obelize:end claims -->",
         "> [!NOTE]", "- [ ] ", "| - |"]
    ),
    max_size=14,
).map("".join)  # fmt: skip


def tokens(source: str) -> list[Token]:
    found = READER.parse(source, {})
    return [t for top in found for t in (top, *(top.children or ()))]


def shown(source: str) -> str:
    return "".join(t.content for t in tokens(source) if t.type in ("text", "code_inline"))


def words(given_text: str) -> str:
    return " ".join(safe_line(given_text).split())


@settings(deadline=None)
@given(st.one_of(st.text(max_size=60), markup))
@example("[a](http://b.c) ![d](e) <i>f</i> [^1] x@y.zz www.example.com")
@example("# h\n| a | b |\n|---|---|\n| 1 | 2 |")
@example("    code")
@example("a\n===")
@example("[!WARNING] ^id ==x== %%y%% #tag $z$")
def test_any_text_stays_that_text(given_text: str) -> None:
    written = text(given_text)
    assert {token.type for token in tokens(written)} <= HARMLESS
    assert shown(written) == words(given_text)


@settings(deadline=None)
@given(markup)
def test_any_text_stays_one_table_cell(given_text: str) -> None:
    source = f"| a | b |\n| --- | --- |\n| {text(given_text)} | x |"
    kinds = [token.type for token in tokens(source)]
    assert kinds.count("td_open") == 2
    assert not {"link_open", "image", "html_inline", "html_block", "footnote_ref", "heading_open"} & set(kinds)


@settings(deadline=None)
@given(markup, st.sampled_from(["- {}", "> {}", "- **b** — {}", "> [!WARNING]\n> {}", "[^1]: {}\n\n[^1]"]))
def test_any_text_stays_text_inside_our_blocks(given_text: str, frame: str) -> None:
    plain = {token.type for token in tokens(frame.format("word"))}
    kinds = {token.type for token in tokens(frame.format(text(given_text) or "word"))}
    assert kinds - plain <= {"code_inline", "text"}


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "http://", "//a.b", "", None, "http://[x"],
)
def test_only_web_addresses_become_links(address: str | None) -> None:
    assert link("words", address) == "words"


@settings(deadline=None)
@given(st.text(max_size=30), st.text(max_size=30))
def test_a_link_goes_nowhere_but_to_its_address(label: str, tail: str) -> None:
    found = [t for t in tokens(link(label, f"https://example.org/{tail}")) if t.type == "link_open"]
    assert len(found) == bool(words(label))
    assert all(str(token.attrs["href"]).startswith("https://example.org/") for token in found)


def test_bold_is_bold() -> None:
    assert [t.type for t in tokens(bold("*a* “b”"))].count("strong_open") == 1
