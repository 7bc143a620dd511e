"""The quotations of a summary or page: words between quotation marks or in a block, with speaker and claimed time."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from obelize.domain.claim import ItemKind, Quotation
from obelize.domain.document import Document, DocumentKind, Segment, SegmentRole
from obelize.extraction.anchors import anchor_at, item_id
from obelize.extraction.attributions import Attribution, attribution_of
from obelize.extraction.citations_titled import is_named_title

_ROLES = {
    SegmentRole.PARAGRAPH,
    SegmentRole.LIST_ITEM,
    SegmentRole.QUOTE,
    SegmentRole.TABLE,
    SegmentRole.FOOTNOTE,
    SegmentRole.ADVICE,
}
_MARKED = re.compile(
    r"“(?P<curly>[^“”]{3,2000})”"
    r"|«\s?(?P<angle>[^«»]{3,2000}?)\s?»"
    r"|„(?P<low>[^„“”]{3,2000})[“”]"
    r'|(?<![\w"])"(?P<straight>[^"\n]{3,2000})"(?![\w"])'
    r"|(?<![\w‘])‘(?P<single>[^‘]{3,2000}?)’(?!\w)"
)
_DASH_LINE = re.compile(r"\s*\n?\s*(?:—|–|--)\s*[^\n]{1,80}$")
_MANY_WORDS = 6  # fewer, without speaker or time, are a term or an emphasis
_CAPITALISED = re.compile(r"(?<![\w'’])[A-Z0-9]")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int
    outer_start: int
    outer_end: int


def find_quotations(document: Document) -> tuple[Quotation, ...]:
    """All quotations in order; none in a transcript, whose words are all somebody's.

    Marked words count when they are many, or when a speaker or a time is named with them; a title or a single
    term does not. A footnote's quotation counts unless the text has quoted the same words before.
    """
    if document.kind is DocumentKind.TRANSCRIPT:
        return ()
    found: list[Quotation] = []
    for position, segment in enumerate(document.segments):
        if segment.role not in _ROLES:
            continue
        following = document.segments[position + 1] if position + 1 < len(document.segments) else None
        for quotation in _in_segment(document, segment, following):
            repeated = segment.role is SegmentRole.FOOTNOTE and _is_repeated(quotation, found)
            if not repeated:
                found.append(quotation)
    return tuple(found)


def _in_segment(document: Document, segment: Segment, following: Segment | None) -> Iterator[Quotation]:
    spans = list(_marked(segment))
    if not spans and segment.role is SegmentRole.QUOTE:
        spans = [_whole_block(segment)]
    for number, span in enumerate(spans):
        before = segment.text[(spans[number - 1].outer_end if number else 0) : span.outer_start]
        after = segment.text[span.outer_end : spans[number + 1].outer_start if number + 1 < len(spans) else None]
        if not after.strip() and following and _DASH_LINE.match("\n" + following.text):
            after = following.text
        attribution = attribution_of(before, after)
        text = segment.text[span.start : span.end]
        if segment.role is not SegmentRole.QUOTE and not _counts(text, attribution, before, after):
            continue
        yield _quotation(document, segment, span, attribution)


def _marked(segment: Segment) -> Iterator[_Span]:
    for match in _MARKED.finditer(segment.text):
        group = match.lastgroup
        if group and match[group].strip():
            yield _Span(match.start(group), match.end(group), match.start(), match.end())


def _whole_block(segment: Segment) -> _Span:
    """The block without its closing line "— Name, time"."""
    dash = _DASH_LINE.search(segment.text)
    end = dash.start() if dash and dash.start() > 0 else len(segment.text)
    return _Span(0, end, 0, end)


def _counts(text: str, attribution: Attribution, before: str, after: str) -> bool:
    words = _WORD.findall(text)
    if attribution.time is not None or attribution.signed:
        return len(words) > 1
    long_words = [word for word in words if len(word) > 3]
    is_title = long_words and sum(bool(_CAPITALISED.match(word)) for word in long_words) > 0.6 * len(long_words)
    return len(words) >= _MANY_WORDS and not is_title and not is_named_title(text, before, after)


def _quotation(document: Document, segment: Segment, span: _Span, attribution: Attribution) -> Quotation:
    start, end = segment.start_char + span.start, segment.start_char + span.end
    time = attribution.time
    if time is None:
        time = _footnote_time(document, segment.start_char + span.outer_start, segment.end_char)
    anchor = anchor_at(document, start, end, time)
    return Quotation(
        id=item_id(document.id, anchor, ItemKind.QUOTATION),
        document_id=document.id,
        text=document.text[start:end],
        start_char=start,
        end_char=end,
        anchor=anchor,
        speaker=attribution.speaker,
        claimed_time=time,
    )


def _footnote_time(document: Document, low: int, high: int) -> float | None:
    """The time that the first footnote called after the quotation and within its segment names."""
    times = {footnote.label: footnote.time for footnote in document.footnotes}
    called = (times.get(call.label) for call in document.references if low <= call.at_char <= high)
    return next((time for time in called if time is not None), None)


def _is_repeated(quotation: Quotation, earlier: list[Quotation]) -> bool:
    words = set(_WORD.findall(quotation.text.casefold()))
    return any(words <= set(_WORD.findall(other.text.casefold())) for other in earlier)
