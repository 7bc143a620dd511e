"""Which parts of a document can hold claims, as stretches of running text that sentences never cross."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from obelize.domain.document import Document, Segment, SegmentRole

ASSERTING_ROLES = frozenset(
    {SegmentRole.SPEECH, SegmentRole.PARAGRAPH, SegmentRole.LIST_ITEM, SegmentRole.TABLE, SegmentRole.QUOTE}
)
_MAX_CHARS = 20_000
_PAUSE_SECONDS = 0.7
# "— Name, ~00:10" below a block quotation says whose words they are.
_BYLINE = re.compile(r"(?<=[.!?”\"])\s[—–]\s[^\n!?]{1,60}(?<![.!?”\"])$")


@dataclass(frozen=True, slots=True)
class Stretch:
    """`document.text[start_char:end_char]`: consecutive speech of one speaker, or one paragraph, item or table.

    `joints` are the characters where a caption ends inside it, `pauses` those of them where the speaker fell
    silent. `segment` is the first of its segments. `marked`: it is one statement that the document's own author
    marked as unverified.
    """

    start_char: int
    end_char: int
    segment: Segment
    joints: tuple[int, ...] = ()
    pauses: tuple[int, ...] = ()
    marked: bool = False


def stretches(document: Document, *, one_per_segment: bool = False) -> Iterator[Stretch]:
    """The asserting parts of `document` in order. With `one_per_segment` speech is not joined.

    A stretch is cut at a segment's end when it passes 20,000 characters, so that one speech of hours is worked off
    in pieces.
    """
    run: list[Segment] = []
    for segment in document.segments:
        if segment.role not in ASSERTING_ROLES:
            if run:
                yield _joined(run)
            run = []
            yield from _marked(document, segment)
            continue
        if run and (one_per_segment or not _continues(run, segment)):
            yield _joined(run)
            run = []
        run.append(segment)
    if run:
        yield _joined(run)


def _continues(run: list[Segment], segment: Segment) -> bool:
    last = run[-1]
    return (
        segment.role is SegmentRole.SPEECH is last.role
        and segment.speaker == last.speaker
        and segment.start_char - last.end_char <= 1
        and last.end_char - run[0].start_char < _MAX_CHARS
    )


def _joined(run: list[Segment]) -> Stretch:
    pauses = tuple(b.start_char for a, b in pairwise(run) if _pause(a, b) >= _PAUSE_SECONDS)
    joints = tuple(segment.start_char for segment in run[1:])
    end_char = run[-1].end_char
    if run[-1].role is SegmentRole.QUOTE and (byline := _BYLINE.search(run[-1].text)):
        end_char = run[-1].start_char + byline.start()
    return Stretch(run[0].start_char, end_char, run[0], joints, pauses)


def _pause(before: Segment, after: Segment) -> float:
    if before.end is None or after.start is None:
        return 0.0
    return after.start - before.end


def _marked(document: Document, segment: Segment) -> Iterator[Stretch]:
    """The statements marked within `segment`, where their words stand there as they are."""
    if segment.role is SegmentRole.MARK:
        for mark in document.prior_marks:
            if segment.start_char <= mark.start_char < segment.end_char and mark.subject:
                start = document.text.find(mark.subject, mark.start_char, mark.end_char)
                if start >= 0:
                    yield Stretch(start, start + len(mark.subject), segment, marked=True)
