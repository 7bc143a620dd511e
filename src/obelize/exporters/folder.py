"""The page over many reports: documents, speakers' records, recurring claims, predictions, what has changed."""

import re
from dataclasses import dataclass

from obelize.exporters.html.document import page
from obelize.exporters.html.elements import Markup, element, joined
from obelize.exporters.html.elements import table as html_table
from obelize.exporters.markdown.escaping import text
from obelize.exporters.markdown.writing import table

_DATE = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell; `file` is the report beside the page that it leads to."""

    words: str
    file: str | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """One table of the page. `remark` says how it was made; `nothing` what to say where there are no rows."""

    heading: str
    remark: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    nothing: str


@dataclass(frozen=True, slots=True)
class FolderReport:
    """The whole page."""

    title: str
    listings: tuple[Listing, ...]


def folder_markdown(folder: FolderReport) -> str:
    """The page as Markdown."""
    lines = [f"# {text(folder.title)}", "", "<!-- obelize:index -->", ""]
    for listing in folder.listings:
        lines += [f"## {text(listing.heading)}", ""]
        if listing.rows:
            lines += [text(listing.remark), ""] if listing.remark else []
            rows = ([_markdown_cell(cell) for cell in row] for row in listing.rows)
            lines += [*table(map(text, listing.header), rows), ""]
        else:
            lines += [text(listing.nothing), ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def folder_html(folder: FolderReport) -> str:
    """The page as one HTML file."""
    parts = [element("header", element("h1", folder.title))]
    for listing in folder.listings:
        remark = element("p", listing.remark, class_="aside") if listing.remark else Markup("")
        if listing.rows:
            body = joined([remark, html_table(listing.header, ([_html_cell(c) for c in row] for row in listing.rows))])
        else:
            body = element("p", listing.nothing, class_="aside")
        parts.append(element("section", element("h2", listing.heading), body))
    return page(folder.title, joined(parts, "\n"))


def _markdown_cell(cell: Cell) -> str:
    """File names are ours: letters, digits, hyphens and dots."""
    return f"[{text(cell.words)}](<{cell.file}>)" if cell.file and cell.words else text(cell.words)


def _html_cell(cell: Cell) -> Markup:
    if cell.file:
        return element("a", cell.words, href=cell.file)
    return element("time" if _DATE.fullmatch(cell.words) else "span", cell.words)
