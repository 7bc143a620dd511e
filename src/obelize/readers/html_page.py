"""HTML pages: the article's blocks under their headings; footnote anchors and superscripts become calls.

Scripts, styles and hidden elements are dropped; menus, forms and quizzes are kept with a role that says so.
"""

import re
import warnings
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from obelize.domain.document import Document, DocumentKind, Source
from obelize.readers.front_matter import media_id_in
from obelize.readers.input_file import InputFile
from obelize.readers.sidecar import iso_date

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

NAME = "html"
_MAX_CHARS = 8_000_000
_MAX_TAGS = 100_000
_SIGNATURE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*){0,20}<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_ELEMENT = re.compile(r"<(?:p|div|h[1-6]|ul|ol|li|article|section|table|blockquote|cite|time)\b[^<>]*>", re.IGNORECASE)


def recognises(head: str, name: str) -> int:
    """By its first element, or by the elements of a fragment."""
    if _SIGNATURE.match(head):
        return 90
    if head.lstrip()[:1] == "<" and _ELEMENT.search(head):
        return 55
    return 30 if name.lower().endswith((".html", ".htm")) and _ELEMENT.search(head) else 0


def read(file: InputFile) -> Document:
    """A page; a summary where it carries credibility lines or prior marks."""
    from obelize.readers.html_blocks import fill

    tree = parse(file)
    source = _source(tree)
    page = fill(file, tree)
    document = page.sheet.document(DocumentKind.PAGE, NAME, source)
    if page.sums_up:
        document = replace(document, kind=DocumentKind.SUMMARY)
    if not document.segments:
        raise file.unreadable("HTML without any text")
    return document


def parse(file: InputFile) -> "BeautifulSoup":
    """The element tree. `UnreadableInputError` for a page that is too long or that no parser takes."""
    # Imported here: the parser costs 90 ms, which a folder of captions need not pay.
    from bs4 import BeautifulSoup
    from bs4.exceptions import ParserRejectedMarkup

    if len(file.text) > _MAX_CHARS:
        raise file.unreadable(f"more than {_MAX_CHARS} characters of HTML")
    if file.text.count("<") > _MAX_TAGS:
        raise file.unreadable(f"more than {_MAX_TAGS} tags")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # hints to programmers about files that are no HTML
            return BeautifulSoup(_closed(file.text), "html.parser")
    except (ParserRejectedMarkup, AssertionError, ValueError) as error:
        # html.parser asserts on some broken declarations and converts monstrous character references.
        raise file.unreadable("HTML too damaged to be parsed") from error


def _closed(text: str) -> str:
    """`text` up to the first comment or tag that is never closed: what follows belongs to it and is no text.

    Browsers drop it too; Python's parser would look for the end again and again.
    """
    start = text.find("<!--", max(text.rfind("-->"), 0))
    if start >= 0:
        text = text[:start]
    start = text.find("<", text.rfind(">") + 1)
    return text[:start] if start >= 0 else text


def _source(tree: "BeautifulSoup") -> Source:
    """What the head states: title, author, publisher, date, language, address."""
    stated: dict[str, str] = {}
    for meta in tree.find_all("meta"):
        key = _attribute(meta, "property") or _attribute(meta, "name") or _attribute(meta, "itemprop")
        content = " ".join(_attribute(meta, "content").split())
        if key and content:
            stated.setdefault(key.lower(), content)
    canonical = tree.find("link", rel="canonical")
    url = stated.get("og:url") or (_attribute(canonical, "href") if canonical else "")
    title = tree.title.get_text(" ", strip=True) if tree.title else ""
    top = tree.find("html")
    date = stated.get("article:published_time") or stated.get("date") or stated.get("datepublished") or ""
    url = url if url.startswith(("http://", "https://")) else ""
    return Source(
        title=stated.get("og:title") or " ".join(title.split()) or None,
        author=stated.get("author") or stated.get("article:author"),
        publisher=stated.get("og:site_name"),
        url=url or None,
        media_id=media_id_in(url),
        date=iso_date(date),
        description=stated.get("og:description") or stated.get("description"),
        language=(_attribute(top, "lang") if top else "") or None,
    )


def _attribute(tag: "Tag | Any", name: str) -> str:
    value = tag.get(name)
    return " ".join(value) if isinstance(value, list) else str(value or "")
