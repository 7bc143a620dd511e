"""Inline tokens of Markdown as clean text with footnote calls and links."""

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
    """The text of inline tokens; lines stay apart by a newline.

    `<sup>1</sup>` calls a footnote if 1 is one of `labels`, else it is an exponent and becomes "^1".
    """
    out: list[str] = []
    length = 0
    references: list[tuple[str, int]] = []
    links: list[tuple[int, int, str]] = []
    open_link: tuple[int, str] | None = None
    superscript = False
    for token in tokens:
        piece = ""
        match token.type:
            case "text" | "code_inline" | "math_inline":
                piece = token.content
                call = _CALL.fullmatch(piece.strip()) if superscript else None
                if call and call[1] in labels:
                    references.append((call[1], length))
                    piece = ""
                elif superscript:
                    piece = f"^{piece}"
            case "softbreak" | "hardbreak":
                piece = "\n"
            case "image":
                piece = token.content
            case "footnote_ref":
                references.append((str(token.meta.get("label") or token.meta["id"] + 1), length))
            case "link_open":
                open_link = (length, str(token.attrs.get("href", "")))
            case "link_close":
                if open_link and _is_worth_keeping(open_link[1], "".join(out)[open_link[0] :]):
                    links.append((open_link[0], length, open_link[1]))
                open_link = None
            case "html_inline":
                superscript = bool(_SUP_OPEN.fullmatch(token.content)) or (
                    superscript and not _SUP_CLOSE.fullmatch(token.content)
                )
                piece = "\n" if _BREAK.fullmatch(token.content) else ""
        out.append(piece)
        length += len(piece)
    return RichText("".join(out), tuple(references), tuple(links))


def _is_worth_keeping(url: str, text: str) -> bool:
    return url.startswith(("http://", "https://", "doi:")) and url != text
