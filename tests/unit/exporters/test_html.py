"""The HTML page: complete, self-contained, and no text in it can become markup."""

import dataclasses
import re

from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from obelize.exporters.html.page import to_html
from tests.reports import a_report, a_report_saying, a_talk

HOSTILE = "</title><script>alert(1)</script>\"'><img src=x onerror=alert(1)><a href=javascript:alert(1)>x</a>&lt;"


def tags(page: str) -> list[str]:
    return [tag.name for tag in BeautifulSoup(page, "html.parser").find_all()]


def test_the_page_holds_every_section_and_the_timeline() -> None:
    soup = BeautifulSoup(to_html(a_report()), "html.parser")
    assert [section["id"] for section in soup.find_all("section")] == [
        "synopsis", "key-points", "quotations", "unverified", "claims", "references", "implications", "assessment",
        "signals", "unchecked", "method", "corrections", "reviewers",
    ]  # fmt: skip
    assert len(soup.select("svg rect[class^=verdict]")) == 8
    assert len(soup.select("svg circle")) == 2
    assert len(soup.select("svg rect.advert")) == 1


def test_every_mark_of_the_timeline_leads_to_an_item() -> None:
    soup = BeautifulSoup(to_html(a_report()), "html.parser")
    ids = {tag["id"] for tag in soup.find_all(id=True)}
    targets = {str(a["href"]).removeprefix("#") for a in soup.select("svg a")}
    assert targets
    assert targets <= ids


def test_nothing_is_loaded_from_elsewhere() -> None:
    page = to_html(a_report())
    soup = BeautifulSoup(page, "html.parser")
    assert not soup.find_all(["script", "link", "img", "iframe", "object", "embed", "form", "base", "audio", "video"])
    assert not soup.find_all(src=True)
    assert "url(" not in page
    assert "@import" not in page
    policy = soup.find("meta", attrs={"http-equiv": "Content-Security-Policy"})
    assert policy
    assert "default-src 'none'" in str(policy["content"])


def test_hostile_words_make_no_element() -> None:
    assert sorted(tags(to_html(a_report_saying(HOSTILE)))) == sorted(tags(to_html(a_report_saying("words"))))


@settings(deadline=None, max_examples=20)
@given(
    st.lists(
        st.sampled_from(
            [*"<>&\"'`=/!- \n\0x", "<b>", "</p>", "<!--", "-->", "]]>", "<svg onload=x>", "&#60;", "\x1b[31m"]
        ),
        min_size=1,
        max_size=8,
    ).map("".join)
)
def test_no_words_make_an_element_or_an_attribute(words: str) -> None:
    page = to_html(a_report_saying(f"a{words}a"))
    assert sorted(tags(page)) == sorted(tags(to_html(a_report_saying("words"))))
    assert not re.search(r"<[^>]*\son\w+=", page)


def test_only_web_addresses_become_links() -> None:
    talk = a_talk(url="javascript:alert(1)")
    soup = BeautifulSoup(to_html(dataclasses.replace(a_report(), annotation=talk)), "html.parser")
    assert all(str(a["href"]).startswith(("https://", "http://", "#")) for a in soup.find_all("a", href=True))


def test_the_page_says_what_the_markdown_says() -> None:
    words = BeautifulSoup(to_html(a_report()), "html.parser").get_text(" ")
    for said in (
        "0 of 3 key claims verified; 1 unverified, 1 refuted, 1 not reviewed.",
        "Marked so by the summary itself, not by a reviewer here",
        "suggested against (by rule)",
        "crossref could not be asked 1 time: HTTP 503.",
        "verified → unverified by R. Viewer",
    ):
        assert said in words
