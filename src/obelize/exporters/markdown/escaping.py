"""The one place where text becomes Markdown. No text can leave it as anything but text.

Escaped is what CommonMark, GitHub, Obsidian and Pandoc read as markup: emphasis, code, links, images, footnotes,
HTML and entities, headings, lists, tables, quotations, callouts, tags, block ids, highlights, comments, mathematics,
sub- and superscripts, citations, raw TeX and bare addresses.
"""

import re

from obelize.exporters.moments import web_address
from obelize.safe_text import safe_line

_ALWAYS = re.compile(r"([\\`*_\[\]{}<>&|~$^#])")
_DOUBLED = re.compile(r"([=%:+-])(?=\1)|(?<=([=%:+-]))\2")
_BARE_ADDRESS = re.compile(r"(?=[@.+-]*\w)(?:[\w.+-]*@)+[\w.+-]*|(?:[\w.+-]+@)+|www\.[\w.-]*", re.IGNORECASE)
_SCHEME = re.compile(r":(?=/|\w+:)")
_DOTTED = re.compile(r"(?<=\w)\.(?=[^\W\d]{2})")
# Pandoc also takes letters and Roman numerals for list numbers, and either in parentheses.
_LINE_START = re.compile(
    r"^([-+=:@!%]|\((?=@?\w{0,9}\)(?:\s|$))|[A-Z](?=\)(?:\s|$))"
    r"|(?:\d{1,9}|[a-z]|[IVXLCDMivxlcdm]{2,9})(?=[.)](?:\s|$)))"
)
_SPACES = re.compile(r"\s+")


def text(words: str) -> str:
    """`words` on one line, as Markdown that shows exactly them. Empty for blank text."""
    line = _SPACES.sub(" ", safe_line(words)).strip()
    parts: list[str] = []
    place = 0
    for bare in _BARE_ADDRESS.finditer(line):
        # GitHub makes a link of these even where they are escaped; only code is left alone.
        parts += (_escaped(line[place : bare.start()]), f"`{bare[0]}`")
        place = bare.end()
    parts.append(_escaped(line[place:]))
    return _LINE_START.sub(_opened, "".join(parts))


def bold(words: str) -> str:
    """`words` in bold."""
    shown = text(words)
    return f"**{shown}**" if shown else ""


def link(words: str, address: str | None) -> str:
    """`words` leading to `address`; plain words where that is no http(s) address."""
    shown, target = text(words), web_address(address)
    return f"[{shown}](<{target}>)" if target and shown else shown


def _escaped(part: str) -> str:
    part = _ALWAYS.sub(r"\\\1", part)
    part = _DOUBLED.sub(lambda match: "\\" + match[0], part)
    part = _SCHEME.sub(r"\\:", part)
    return _DOTTED.sub(r"\\.", part)


def _opened(match: re.Match[str]) -> str:
    start = match[1]
    return f"{start}\\" if start.isalnum() else f"\\{start}"
