"""What the reader tests share."""

from collections.abc import Callable

import pytest

from obelize.domain.document import Document
from obelize.readers import read_bytes

Read = Callable[..., Document]


@pytest.fixture
def read() -> Read:
    """Read a text as a file of the given name, and check what holds for every document."""

    def read_text(text: str | bytes, name: str = "talk.txt") -> Document:
        data = text.encode() if isinstance(text, str) else text
        document = read_bytes(data, name)
        check_invariants(document)
        return document

    return read_text


def check_invariants(document: Document) -> None:
    """Slices, order, and words inside their segment."""
    position = 0
    for segment in document.segments:
        assert document.text[segment.start_char : segment.end_char] == segment.text
        assert segment.start_char >= position
        position = segment.end_char
        for word in segment.words:
            assert segment.start_char <= word.start_char < word.end_char <= segment.end_char
        if segment.start is not None and segment.end is not None:
            assert segment.start <= segment.end
    for note in document.footnotes:
        assert document.text[note.start_char : note.end_char] == note.text
    for call in document.references:
        assert 0 <= call.at_char <= len(document.text)
    for link in document.links:
        assert 0 <= link.start_char < link.end_char <= len(document.text)
