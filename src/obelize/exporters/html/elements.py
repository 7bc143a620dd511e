"""HTML made safe by construction: text is escaped, attributes are quoted, finished markup is a type of its own."""

import html
from collections.abc import Iterable

from obelize.exporters.moments import web_address
from obelize.safe_text import safe_text


class Markup(str):
    """Finished HTML. Only this module makes it out of text."""

    __slots__ = ()


Content = str | Markup


def text(words: str) -> Markup:
    """`words` as HTML that shows exactly them, controls made visible."""
    return Markup(html.escape(safe_text(words), quote=True))


def element(name: str, *contents: Content, **attributes: str | None) -> Markup:
    """An element around `contents`; plain strings among them are escaped. An attribute of None is left out.

    An attribute's trailing underscore is dropped and other underscores become hyphens ("class_", "aria_label").
    """
    inner = "".join(part if isinstance(part, Markup) else text(part) for part in contents)
    given = {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items() if value is not None}
    shown = "".join(f' {key}="{html.escape(safe_text(value), quote=True)}"' for key, value in given.items())
    return Markup(f"<{name}{shown}>{inner}</{name}>")


def link(words: Content, address: str | None, class_: str | None = None) -> Markup:
    """`words` leading to `address`; plain words where that is no http(s) address."""
    target = web_address(address)
    if target is None:
        return element("span", words)
    return element("a", words, href=target, rel="noopener noreferrer nofollow", class_=class_)


def joined(parts: Iterable[Content], between: str = "") -> Markup:
    """Finished parts after one another."""
    shown = (part if isinstance(part, Markup) else text(part) for part in parts)
    return Markup(text(between).join(shown))


def bullets(lines: Iterable[Content]) -> Markup:
    """A list; empty for no lines."""
    items = [element("li", line) for line in lines]
    return element("ul", *items) if items else Markup("")


def table(header: Iterable[str], rows: Iterable[Iterable[Content]]) -> Markup:
    """A table that scrolls by itself on a narrow screen. Each cell knows its column's name."""
    names = list(header)
    head = element("thead", element("tr", *(element("th", name, scope="col") for name in names)))
    body = element(
        "tbody",
        *(
            element("tr", *(element("td", cell, data_label=name) for name, cell in zip(names, row, strict=True)))
            for row in rows
        ),
    )
    return element("div", element("table", head, body), class_="scroll")
