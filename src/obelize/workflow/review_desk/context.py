"""What stands around an item and what was found about it, made ready to be shown. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from obelize.domain.appraisal import CitationCheck, ClaimEvidence, QuotationCheck
from obelize.domain.claim import Claim
from obelize.domain.document import Segment
from obelize.domain.finding import Finding
from obelize.domain.literature import Receipt, Work
from obelize.store import ItemDetail

_VIDEO_HOSTS = ("youtube.com", "www.youtube.com", "m.youtube.com", "youtu.be")


class Mark(StrEnum):
    """Why a stretch of the passage is marked."""

    ITEM = "item"
    CUE = "cue"
    EDIT = "edit"


@dataclass(frozen=True, slots=True)
class PassageLine:
    """One segment of a passage. `marks` are (start, end, why) in characters of `text`, in the order to be drawn."""

    text: str
    start: float | None
    speaker: str | None
    marks: tuple[tuple[int, int, Mark], ...]


@dataclass(frozen=True, slots=True)
class Option:
    """Something that can be named as the evidence that decided an item: a work's id, or a place in the transcript."""

    id: str
    label: str
    passage: str


def passage_lines(segments: Sequence[Segment], detail: ItemDetail, span: tuple[int, int] | None) -> list[PassageLine]:
    """The segments with the item marked, its cues, and `span`, the ends that a reviewer gave it instead."""
    item = detail.item
    stretches = [(item.start_char, item.end_char, Mark.ITEM)]
    if isinstance(item, Claim):
        stretches += [(cue.start_char, cue.end_char, Mark.CUE) for cue in item.cues]
    if span:
        stretches.append((*span, Mark.EDIT))
    lines = []
    for segment in segments:
        low, high = segment.start_char, segment.end_char
        marks = tuple(
            (max(start, low) - low, min(end, high) - low, mark)
            for start, end, mark in stretches
            if start < high and end > low
        )
        lines.append(PassageLine(segment.text, segment.start, segment.speaker, marks))
    return lines


def text_between(segments: Sequence[Segment], start_char: int, end_char: int) -> str:
    """The words of the document from one character to another, as far as the segments hold them."""
    parts = [
        segment.text[max(0, start_char - segment.start_char) : max(0, end_char - segment.start_char)]
        for segment in segments
        if segment.start_char < end_char and segment.end_char > start_char
    ]
    return " ".join(part for part in parts if part)


def moved_span(
    segments: Sequence[Segment], span: tuple[int, int], *, start_by: int = 0, end_by: int = 0
) -> tuple[int, int]:
    """The span with its ends moved by so many words, negative to the left; it keeps at least one word."""
    words: list[tuple[int, int]] = []
    for segment in segments:
        place = 0
        for word in segment.text.split():
            place = segment.text.index(word, place)
            words.append((segment.start_char + place, segment.start_char + place + len(word)))
            place += len(word)
    inside = [number for number, (low, high) in enumerate(words) if low < span[1] and high > span[0]]
    if not inside:
        return span
    first = min(max(0, inside[0] + start_by), len(words) - 1)
    last = min(max(0, inside[-1] + end_by), len(words) - 1)
    return (words[first][0], words[last][1]) if first <= last else span


def findings_of(detail: ItemDetail) -> tuple[Finding, ...]:
    """Everything the machine noticed about the item."""
    own = detail.item.findings if isinstance(detail.item, Claim) else ()
    match detail.appraisal:
        case QuotationCheck() | CitationCheck():
            return own + detail.appraisal.findings
        case _:
            return own


def receipts_of(detail: ItemDetail) -> tuple[Receipt, ...]:
    """Every look-up that was made for the item."""
    match detail.appraisal:
        case ClaimEvidence() | CitationCheck():
            return detail.appraisal.receipts
        case _:
            return ()


def options_of(detail: ItemDetail) -> list[Option]:
    """What could have decided the item: works offered or matched, the place of a quotation."""
    match detail.appraisal:
        case ClaimEvidence(evidence=evidence):
            return [
                Option(one.candidate.work.id, work_line(one.candidate.work), one.candidate.passage or "")
                for one in evidence
            ]
        case CitationCheck(work=work, candidates=candidates):
            works = {one.id: one for one in ([work] if work else []) + [c.work for c in candidates]}
            return [Option(one.id, work_line(one), "") for one in works.values()]
        case QuotationCheck(matched_text=str() as words, start=start):
            return [Option(f"transcript@{clock(start)}", f"transcript at {clock(start)}", words)]
        case _:
            return []


def work_line(work: Work) -> str:
    """A work in one line: first author, year, title, venue."""
    who = work.authors[0].family + (" et al." if len(work.authors) > 1 else "") if work.authors else ""
    parts = [who, str(work.year or ""), work.title, work.venue or ""]
    return ", ".join(part for part in parts if part)


def clock(seconds: float | None) -> str:
    """Seconds as M:SS or H:MM:SS; an empty text for None."""
    if seconds is None:
        return ""
    minutes, second = divmod(int(seconds), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"


def link_at(url: str | None, seconds: float | None) -> str | None:
    """The address of a recording at a second, None where there is no address that a browser may be sent to.

    YouTube takes the second as `t`, other places as a media fragment (W3C Media Fragments, `#t=`).
    """
    if url is None or any(ord(character) <= 0x20 or ord(character) == 0x7F for character in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return None
    if seconds is None:
        return url
    if parts.hostname in _VIDEO_HOSTS:
        query = [(key, value) for key, value in parse_qsl(parts.query) if key != "t"]
        return urlunsplit(parts._replace(query=urlencode([*query, ("t", f"{int(seconds)}s")])))
    return urlunsplit(parts._replace(fragment=f"t={int(seconds)}"))
