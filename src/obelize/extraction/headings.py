"""Headings that complete the list items below them: "What AI cannot do" makes an order a statement."""

import re

from obelize.domain.document import Segment, SegmentRole
from obelize.rulebook import word_list

_WORD = re.compile(r"[\w']+")
_ITEM_WORDS = 12


def heading_over(segment: Segment) -> str | None:
    """The heading that `segment` has to be read with: above a list item, or above a few words that it negates."""
    if not segment.scope:
        return None
    heading = segment.scope[-1]
    if segment.role is SegmentRole.LIST_ITEM:
        return heading
    item = segment.role is SegmentRole.PARAGRAPH and len(segment.text.split()) <= _ITEM_WORDS
    return heading if item and negates(heading) else None


def negates(heading: str) -> bool:
    """Whether the items under `heading` say what is not so or cannot be done."""
    words = {word.lower().replace("’", "'") for word in _WORD.findall(heading.replace("’", "'"))}
    return not words.isdisjoint(word_list("sentences", "negating_headings"))
