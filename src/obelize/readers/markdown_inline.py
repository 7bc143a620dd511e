"""Inline tokens of Markdown as clean text with footnote calls, links and emphases."""

import re
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from obelize.readers.rich_text import RichText

if TYPE_CHECKING:
    from markdown_it.token import Token

_SUP_OPEN = re.compile(r"<sup\b[^>]*>", re.IGNORECASE)
_SUP_CLOSE = re.compile(r"</sup>", re.IGNORECASE)
_BREAK = re.compile(r"<br\b[^>]*>", re.IGNORECASE)
_CALL = re.compile(r"\[?\^?(\d{1,3})\]?")


def rich_text(tokens: Sequence["Token"], labels: Collection[str] = ()) -> RichText:
    """The text of inline tokens; lines stay apart by a newline. Of nested emphases the outer one is kept.

    `<sup>1</sup>` calls a footnote if 1 is one of `labels`, else it is an exponent and becomes "^1".
    """
    line = _Line(labels)
    for token in tokens:
        line.put(token)
    return line.rich()


class _Line:
    """Inline text being put together, with what is open in it."""

    def __init__(self, labels: Collection[str]) -> None:
        self._labels = labels
        self._out: list[str] = []
        self._length = 0
        self._references: list[tuple[str, int]] = []
        self._links: list[tuple[int, int, str]] = []
        self._emphases: list[tuple[int, int]] = []
        self._link: tuple[int, str] | None = None
        self._open_emphases: list[int] = []
        self._superscript = False

    def put(self, token: "Token") -> None:
        """What `token` adds to the text, opens or closes."""
        match token.type:
            case "text" | "code_inline" | "math_inline":
                self._words(token.content)
            case "softbreak" | "hardbreak":
                self._append("\n")
            case "image":
                self._append(token.content)
            case "footnote_ref":
                self._references.append((str(token.meta.get("label") or token.meta["id"] + 1), self._length))
            case "link_open":
                self._link = (self._length, str(token.attrs.get("href", "")))
            case "link_close":
                self._close_link()
            case "em_open" | "strong_open":
                self._open_emphases.append(self._length)
            case "em_close" | "strong_close":
                begin = self._open_emphases.pop()
                if not self._open_emphases and begin < self._length:
                    self._emphases.append((begin, self._length))
            case "html_inline":
                self._superscript = bool(_SUP_OPEN.fullmatch(token.content)) or (
                    self._superscript and not _SUP_CLOSE.fullmatch(token.content)
                )
                self._append("\n" if _BREAK.fullmatch(token.content) else "")

    def rich(self) -> RichText:
        """All of it."""
        return RichText("".join(self._out), tuple(self._references), tuple(self._links), tuple(self._emphases))

    def _append(self, piece: str) -> None:
        self._out.append(piece)
        self._length += len(piece)

    def _words(self, content: str) -> None:
        call = _CALL.fullmatch(content.strip()) if self._superscript else None
        if call and call[1] in self._labels:
            self._references.append((call[1], self._length))
        else:
            self._append(f"^{content}" if self._superscript else content)

    def _close_link(self) -> None:
        if self._link and _is_worth_keeping(self._link[1], "".join(self._out)[self._link[0] :]):
            self._links.append((self._link[0], self._length, self._link[1]))
        self._link = None


def _is_worth_keeping(url: str, text: str) -> bool:
    return url.startswith(("http://", "https://", "doi:")) and url != text
