"""Sponsor reads and housekeeping are zones; the talk around them is not."""

from obelize.extraction import extract
from tests.unit.extraction.documents import document_of

TALK = [
    "The heart pumps about five litres of blood a minute.",
    "Each valve opens and closes some hundred thousand times a day.",
]
ADVERT = [
    "This episode is brought to you by Nightwell.",
    "Their mattress has 40,000 springs and sold two million times in 2023.",
    "Go to nightwell dot com slash heart and use code HEART for ten percent off.",
]


def test_an_advert_is_a_zone_and_its_claims_are_left_out() -> None:
    document = document_of(" ".join(TALK[:1] + ADVERT), " ".join(TALK[1:]))
    extraction = extract(document)
    assert [claim.zone for claim in extraction.claims] == [None, "advert", "advert", "advert", None]
    assert not any(claim.check_worthy for claim in extraction.claims if claim.zone)
    (zone,) = extraction.zones
    assert zone.kind == "advert"
    assert zone.text == " ".join(ADVERT)


def test_a_sponsors_read_goes_on_to_its_offer() -> None:
    read = [
        "This episode is brought to you by Nightwell.",
        "Their mattress has 40,000 springs.",
        "It sold two million times in 2023.",
        "Nine out of ten customers sleep better on it.",
        "Use the code HEART for ten percent off.",
    ]
    extraction = extract(document_of(" ".join(TALK + read + TALK)))
    assert [claim.zone for claim in extraction.claims] == [None] * 2 + ["advert"] * 5 + [None] * 2


def test_an_offer_long_after_a_sponsors_name_is_no_part_of_its_read() -> None:
    extraction = extract(document_of(ADVERT[0], *TALK * 5, "The code was ten percent off."))
    assert [claim.zone for claim in extraction.claims] == ["advert"] + [None] * 11


def test_a_subscribe_call_is_housekeeping() -> None:
    document = document_of(*TALK, "If you like this, please subscribe to the channel.")
    assert [zone.kind for zone in extract(document).zones] == ["housekeeping"]


def test_a_lone_weak_cue_is_no_zone() -> None:
    assert extract(document_of("The dot com bubble burst in 2000.", *TALK)).zones == ()
