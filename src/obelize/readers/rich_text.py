"""A stretch of clean text with the footnotes it calls and the links it carries; glued footnote numbers are undone."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from obelize.readers.caption_markup import seconds

_STAMP = r"(?:\d{1,2}:)?[0-5]?\d:[0-5]\d"
# A stamp that somebody claims: "~00:10", "[00:10]", "(at 1:02:03)", ", 00:10".
_CLAIMED_TIME = re.compile(rf"(?:~\s?|[\[(](?:at |~)?|[,—–] ?(?:at )?)({_STAMP})(?!\d|:\d)")
_GLUED_TO_TIME = re.compile(rf"(?<![\d:])(?:~\s?|[\[(](?:at )?|[,—–] ?(?:at )?)({_STAMP})(\d{{1,3}})(?![\d:])")
_GLUED_TO_END = re.compile(r"(?<=[^\W\d_])[.!?…]?[\"”’»)]{0,2}[.!?…]?(?<=[.!?…\"”’»)])(\d{1,3}(?:,\d{1,3})*)(?=\s|$)")
_BRACKETED_CALL = re.compile(r"\s?\[\^?(\w{1,8}(?:\s*,\s*\w{1,8}){0,8})\]")
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_SUPERSCRIPT_CALL = re.compile(
    r"(?:(?<=[^\W\d_])|(?<=[.,;:!?…\"”’»)])|(?<=:\d\d))([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})(?=[\s.,;:!?)”\"’»]|$)"
)


@dataclass(frozen=True, slots=True)
class RichText:
    """Text without markup, and where in it things were, each in order of appearance.

    `references` are (label, offset in `text`), `links` are (start, end, url), `emphases` are (start, end) of what is
    set in italics or bold.
    """

    text: str
    references: tuple[tuple[str, int], ...] = ()
    links: tuple[tuple[int, int, str], ...] = ()
    emphases: tuple[tuple[int, int], ...] = ()


def first_time(text: str) -> float | None:
    """The first time that `text` claims, in seconds."""
    match = _CLAIMED_TIME.search(text)
    return seconds(match[1]) if match else None


def unglued(text: str, labels: Collection[str]) -> RichText:
    """`text` without footnote numbers in brackets, glued to a time ("~00:101") or an end mark, or set as superscript.

    A number counts only if it is one of `labels`, the footnotes that the document defines.
    """
    stamps = (match for match in _GLUED_TO_TIME.finditer(text) if match[2] in labels)
    cuts = [(match.start(2), match.end(2), [match[2]]) for match in stamps]
    for match in _GLUED_TO_END.finditer(text):
        numbers = match[1].split(",")
        if all(number in labels for number in numbers):
            cuts.append((match.start(1), match.end(1), numbers))
    for match in _BRACKETED_CALL.finditer(text):
        numbers = re.split(r"\s*,\s*", match[1])
        if all(number in labels for number in numbers):
            cuts.append((match.start(), match.end(), numbers))
    for match in _SUPERSCRIPT_CALL.finditer(text):
        number = match[1].translate(_SUPERSCRIPTS)
        if number in labels:
            cuts.append((match.start(1), match.end(1), [number]))
    return _cut(text, sorted(cuts))


def _cut(text: str, cuts: list[tuple[int, int, list[str]]]) -> RichText:
    out, position = "", 0
    references: list[tuple[str, int]] = []
    for start, end, numbers in cuts:
        out += text[position:start]
        references += [(number, len(out)) for number in numbers]
        position = end
    return RichText(out + text[position:], tuple(references))


def cut(block: RichText, start: int, end: int) -> RichText:
    """The part of `block` from `start` to `end`, without blanks around it, with its calls, links and emphases."""
    text = block.text[start:end]
    begin = start + len(text) - len(text.lstrip())
    clean = text.strip()
    stop = begin + len(clean)
    return RichText(
        clean,
        tuple((label, at - begin) for label, at in block.references if begin <= at <= max(stop, end)),
        tuple((a - begin, min(b, stop) - begin, url) for a, b, url in block.links if begin <= a < stop),
        tuple((a - begin, min(b, stop) - begin) for a, b in block.emphases if begin <= a < stop),
    )


def joined(blocks: Sequence[RichText], glue: str) -> RichText:
    """Blocks as one, with their calls, links and emphases moved along."""
    text = ""
    references: list[tuple[str, int]] = []
    links: list[tuple[int, int, str]] = []
    emphases: list[tuple[int, int]] = []
    for block in blocks:
        if not block.text:
            continue
        text += glue if text else ""
        references += [(label, at + len(text)) for label, at in block.references]
        links += [(a + len(text), b + len(text), url) for a, b, url in block.links]
        emphases += [(a + len(text), b + len(text)) for a, b in block.emphases]
        text += block.text
    return RichText(text, tuple(references), tuple(links), tuple(emphases))
