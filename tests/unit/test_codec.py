"""Every domain value survives the way to JSON and back."""

import pytest

from obelize.codec import DecodingError, from_json, from_plain, to_json, to_plain
from obelize.domain.annotation import Annotation
from obelize.domain.claim import Extraction
from obelize.domain.document import Document, DocumentKind, Segment, Word


def an_annotation() -> Annotation:
    segment = Segment("a b", 0, 3, words=(Word(0, 1, 0.5, 0.7),))
    document = Document("d1", "x.vtt", DocumentKind.TRANSCRIPT, "webvtt", "a b", "f" * 64, (segment,))
    return Annotation(document, Extraction((), (), ()), {}, {}, {})


def test_an_annotation_survives_json() -> None:
    annotation = an_annotation()
    assert from_json(Annotation, to_json(annotation)) == annotation
    assert from_plain(Annotation, to_plain(annotation)) == annotation


def test_a_wrong_shape_names_its_place() -> None:
    plain = to_plain(an_annotation())
    plain["document"]["segments"][0]["start_char"] = "x"
    with pytest.raises(DecodingError, match=r"document\.segments\.0\.start_char"):
        from_plain(Annotation, plain)
