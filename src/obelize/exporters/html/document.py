"""The frame of every HTML page: light, dark, narrow, printed; no script, nothing loaded from elsewhere."""

from functools import cache
from importlib.resources import files

from obelize.exporters.html.elements import Markup, element, joined

# No script, no frame, no form, no request: even a mark-up error of ours could load nothing.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def page(title: str, main: Markup) -> str:
    """A whole HTML file that loads nothing from elsewhere."""
    head = joined(
        [
            Markup('<meta charset="utf-8">'),
            Markup('<meta name="generator" content="obelize">'),
            Markup(f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'),
            Markup('<meta name="viewport" content="width=device-width, initial-scale=1">'),
            Markup('<meta name="referrer" content="no-referrer">'),
            element("title", title),
            Markup(f"<style>\n{_style()}</style>"),
        ],
        "\n",
    )
    body = element("body", element("main", main))
    return f'<!DOCTYPE html>\n<html lang="en">\n<head>\n{head}\n</head>\n{body}\n</html>\n'


@cache
def _style() -> str:
    return files("obelize.exporters.html").joinpath("style.css").read_text(encoding="utf-8")
