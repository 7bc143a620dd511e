"""Anchors and the ids made from them, so that annotating again finds the same items."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TypeVar

from obelize.domain.claim import Anchor, Citation, Claim, ItemKind, Quotation
from obelize.domain.document import Document

CONTEXT_CHARS = 32

T = TypeVar("T", Claim, Quotation, Citation)


def anchor_at(document: Document, start_char: int, end_char: int, start: float | None = None) -> Anchor:
    """The anchor of `document.text[start_char:end_char]`; `start` is in seconds."""
    text = document.text
    return Anchor(
        quote=text[start_char:end_char],
        prefix=text[max(0, start_char - CONTEXT_CHARS) : start_char],
        suffix=text[end_char : end_char + CONTEXT_CHARS],
        start=start,
    )


def item_id(document_id: str, anchor: Anchor, kind: ItemKind) -> str:
    """16 hexadecimal digits over document, anchor and kind: a sentence may be both a claim and a quotation.

    The time, in hundredths, tells repeated words apart.
    """
    time = "" if anchor.start is None else f"{anchor.start:.2f}"
    parts = "\x1f".join((document_id, anchor.quote, anchor.prefix, anchor.suffix, time, kind))
    return hashlib.blake2b(parts.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def with_distinct_ids(items: Iterable[T]) -> Iterator[T]:
    """`items` with repeated ids told apart by number: untimed lines may recur with the same surroundings."""
    seen: dict[str, int] = {}
    for item in items:
        number = seen[item.id] = seen.get(item.id, 0) + 1
        if number > 1:
            digest = hashlib.blake2b(f"{item.id}\x1f{number}".encode(), digest_size=8).hexdigest()
            item = replace(item, id=digest)
        yield item
