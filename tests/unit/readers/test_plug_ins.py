"""A third party's reader is found by its entry point, and its failures are errors in one line."""

import sys
from collections.abc import Iterator
from importlib.metadata import EntryPoint
from types import SimpleNamespace

import pytest

from obelize.domain.document import Document, DocumentKind, Segment
from obelize.errors import UnreadableInputError
from obelize.readers import read_bytes, registry
from obelize.readers.input_file import InputFile


def read(file: InputFile) -> Document:
    if "fail" in file.text:
        raise ZeroDivisionError("oh")
    return file.document(DocumentKind.TRANSCRIPT, "shout", file.text, [Segment(file.text, 0, len(file.text))])


@pytest.fixture
def _shout(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    module = SimpleNamespace(NAME="shout", recognises=lambda head, name: 100 * head.startswith("SHOUT"), read=read)
    monkeypatch.setitem(sys.modules, "shout_reader", module)
    point = EntryPoint("shout", "shout_reader", registry.ENTRY_POINTS)
    monkeypatch.setattr(registry, "entry_points", lambda group: (point,))
    registry.readers.cache_clear()
    yield
    registry.readers.cache_clear()


@pytest.mark.usefixtures("_shout")
def test_it_is_found_and_reads() -> None:
    assert read_bytes(b"SHOUT hello", "x.dat").format == "shout"


@pytest.mark.usefixtures("_shout")
def test_its_failure_names_file_and_reader() -> None:
    with pytest.raises(UnreadableInputError, match=r"x\.dat: the reader 'shout' failed: ZeroDivisionError"):
        read_bytes(b"SHOUT fail", "x.dat")
