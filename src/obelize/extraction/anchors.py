"""Anchors and the ids made from them, so that annotating again finds the same items."""

import hashlib

from obelize.domain.claim import Anchor
from obelize.domain.document import Document

CONTEXT_CHARS = 32


def anchor_at(document: Document, start_char: int, end_char: int, start: float | None = None) -> Anchor:
    """The anchor of `document.text[start_char:end_char]`; `start` is in seconds."""
    text = document.text
    return Anchor(
        quote=text[start_char:end_char],
        prefix=text[max(0, start_char - CONTEXT_CHARS) : start_char],
        suffix=text[end_char : end_char + CONTEXT_CHARS],
        start=start,
    )


def item_id(document_id: str, anchor: Anchor) -> str:
    """16 hexadecimal digits over document and anchor. The time, in hundredths, tells repeated words apart."""
    time = "" if anchor.start is None else f"{anchor.start:.2f}"
    parts = "\x1f".join((document_id, anchor.quote, anchor.prefix, anchor.suffix, time))
    return hashlib.blake2b(parts.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
