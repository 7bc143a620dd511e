"""What typesetting and PDFs do to the text of a reference is mended, and nothing else is changed."""

import pytest

from obelize.domain.reference_text import mended


@pytest.mark.parametrize(
    ("raw", "meant"),
    [
        ("L¨ ahdesm¨ aki, J¨ a¨ askel¨ ainen", "Lähdesmäki, Jääskeläinen"),
        ("M¨uller, Mu¨ller, M ¨uller, Mu \u0308ller, Mu\u0308ller", "Müller, Müller, Müller, Müller, Müller"),
        ("Gonz´ alez, Gonz´alez, Gonza´lez, Garc´ıa", "González, González, González, García"),
        ("Jose´ Antonio and Jos´ e Antonio", "José Antonio and José Antonio"),
        ("Fran¸cois and Franc¸ois", "François and François"),
        ("ˇ Simon, S˜ ao, Erd˝os, Universit` a di Pisa", "Šimon, São, Erdős, Università di Pisa"),
        ("image re\u00adcog\u00adni\u00ad\n tion", "image recognition"),
        ("image recog-\nnition and recog- nition", "image recognition and recognition"),
        ("eﬃcient\u00a0 classiﬁcation", "efficient classification"),
    ],
)
def test_what_was_torn_is_put_together(raw: str, meant: str) -> None:
    assert mended(raw) == meant


@pytest.mark.parametrize(
    "raw",
    [
        "Pre- and post-training of Attention-Based Models",
        "The `data` in `a model` and `code`",
        "Müller, O’Brien & D'Angelo: “Quoted” – 3 ¨ 4",
        "A ~ B ^ C",
    ],
)
def test_what_is_whole_stays(raw: str) -> None:
    assert mended(raw) == raw


def test_an_accent_may_be_an_apostrophe() -> None:
    assert mended("Alzheimer´s disease, O´Connor") == "Alzheimer’s disease, O’Connor"
