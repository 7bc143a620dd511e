"""A picture of the talk: adverts, claims by verdict and quotations over time, as inline SVG."""

from collections.abc import Iterator

from obelize.domain.counting import number_of
from obelize.exporters.contents import ClaimRow, Contents, QuotationRow
from obelize.exporters.html.elements import Markup, element, joined
from obelize.exporters.moments import clock
from obelize.exporters.wording import decided, quotation_status

_WIDTH, _HEIGHT = 1000.0, 132.0
_LEFT, _RIGHT = 88.0, 28.0
_CLAIMS, _QUOTATIONS, _AXIS = 46.0, 88.0, 108.0
_STEPS = (5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200)
_TICKS = 8
# Letters beside colours: the picture must be read in grey and by those who don't see red from green.
_LETTERS = {"verified": "V", "unverified": "U", "refuted": "R", "not a claim": "–", "not reviewed": ""}


def timeline(contents: Contents) -> Markup:
    """The picture, empty where no times are known. Marks lead to their items and carry their words as titles."""
    claims = [row for row in contents.claims if row.place and row.place.start is not None]
    quotations = [row for row in contents.quotations if row.check and row.check.start is not None]
    length = _length(contents, claims, quotations)
    if not length or not (claims or quotations):
        return Markup("")
    parts = [
        *_axis(length),
        *_adverts(contents, length),
        *_claims(claims, length),
        *_quotations(quotations, length),
    ]
    label = f"{number_of(len(claims), 'claim')} and {number_of(len(quotations), 'quotation')} over {clock(length)}"
    picture = element("svg", *parts, viewBox=f"0 0 {_WIDTH:g} {_HEIGHT:g}", role="img", aria_label=label)
    return element("figure", picture, element("figcaption", _legend(contents)), class_="timeline")


def _legend(contents: Contents) -> Markup:
    keys = [
        element("span", element("i", class_=f"mark {_css(word)}"), f" {word}", class_="key")
        for word in ("verified", "unverified", "refuted", "not reviewed")
    ]
    if any(_advert_zones(contents)):
        keys.append(element("span", element("i", class_="mark advert"), " advert", class_="key"))
    return joined([*keys, element("span", "Tall marks are key claims.", class_="key")], " ")


def _length(contents: Contents, claims: list[ClaimRow], quotations: list[QuotationRow]) -> float:
    ends = [contents.source.duration or 0.0]
    if contents.talk:
        ends += [segment.end or segment.start or 0.0 for segment in contents.talk.document.segments[-1:]]
    ends += [row.place.start for row in claims if row.place and row.place.start is not None]
    ends += [row.check.start for row in quotations if row.check and row.check.start is not None]
    return max(ends)


def _x(seconds: float, length: float) -> float:
    return _LEFT + min(max(seconds / length, 0.0), 1.0) * (_WIDTH - _LEFT - _RIGHT)


def _axis(length: float) -> Iterator[Markup]:
    for name, y in (("Claims", _CLAIMS), ("Quotations", _QUOTATIONS)):
        yield element("text", name, x="0", y=f"{y + 5:g}", class_="lane")
        yield _line(_LEFT, y, _WIDTH - _RIGHT, y, "rail")
    step = next((step for step in _STEPS if length / step <= _TICKS), _STEPS[-1])
    for number in range(int(length // step) + 1):
        x = _x(number * step, length)
        yield _line(x, 14, x, _AXIS, "tick")
        yield element("text", clock(number * step), x=f"{x:.1f}", y=f"{_AXIS + 18:g}", class_="time")


def _adverts(contents: Contents, length: float) -> Iterator[Markup]:
    for start, end in _advert_zones(contents):
        left = _x(start, length)
        width = max(3.0, _x(end, length) - left)
        title = element("title", f"Advert, {clock(start)}")
        yield element(
            "rect", title, x=f"{left:.1f}", y="14", width=f"{width:.1f}", height=f"{_AXIS - 14:g}", class_="advert"
        )


def _advert_zones(contents: Contents) -> Iterator[tuple[float, float]]:
    zones = contents.talk.extraction.zones if contents.talk else ()
    for zone in zones:
        if zone.kind == "advert" and zone.start is not None:
            yield zone.start, zone.end if zone.end is not None else zone.start


def _claims(rows: list[ClaimRow], length: float) -> Iterator[Markup]:
    rightmost = {True: 0.0, False: 0.0}
    for row in sorted(rows, key=lambda row: (row.key, row.place.start if row.place and row.place.start else 0.0)):
        if row.place is None or row.place.start is None:
            continue
        word = decided(row.state)
        half, width = (20.0, 16.0) if row.key else (10.0, 8.0)
        # Marks of one moment stand beside one another.
        x = max(_x(row.place.start, length), rightmost[row.key] + width + 1 if rightmost[row.key] else 0.0)
        rightmost[row.key] = x
        title = element("title", f"{clock(row.place.start)} {word}: {row.claim.text}")
        bar = element(
            "rect", title, x=f"{x - width / 2:.1f}", y=f"{_CLAIMS - half:g}", width=f"{width:g}",
            height=f"{2 * half:g}", rx="2", class_=_css(word),
        )  # fmt: skip
        letter = element("text", _LETTERS.get(word, "?"), x=f"{x:.1f}", y=f"{_CLAIMS + 4:g}", class_="letter")
        yield element("a", bar, *([letter] if row.key else []), href=f"#{_id(row.claim.id)}")


def _quotations(rows: list[QuotationRow], length: float) -> Iterator[Markup]:
    for row in rows:
        if row.check is None or row.check.start is None:
            continue
        x = _x(row.check.start, length)
        title = element("title", f"{clock(row.check.start)} {quotation_status(row.check)}: {row.quotation.text}")
        dot = element("circle", title, cx=f"{x:.1f}", cy=f"{_QUOTATIONS:g}", r="6", class_=f"quote-{row.check.verdict}")
        yield element("a", dot, href=f"#{_id(row.quotation.id)}")


def _line(x1: float, y1: float, x2: float, y2: float, kind: str) -> Markup:
    return element("line", x1=f"{x1:.1f}", y1=f"{y1:g}", x2=f"{x2:.1f}", y2=f"{y2:g}", class_=kind)


def _css(word: str) -> str:
    return "verdict-" + "-".join(word.split("(")[0].split())


def _id(item_id: str) -> str:
    return f"item-{item_id}"
