"""The report as one HTML page."""

from obelize.domain.annotation import Report
from obelize.exporters import statements
from obelize.exporters.contents import Contents, contents_of
from obelize.exporters.html import sections
from obelize.exporters.html.document import page
from obelize.exporters.html.elements import Markup, element, joined, link, text
from obelize.exporters.html.timeline import timeline
from obelize.exporters.moments import clock, recording_address
from obelize.exporters.protocol import Exporter


def to_html(report: Report) -> str:
    """The whole page. The same report gives the same bytes."""
    contents = contents_of(report)
    parts = [_opening(contents), timeline(contents), *sections.all_sections(contents)]
    return page(contents.title, joined([part for part in parts if part], "\n"))


def _opening(contents: Contents) -> Markup:
    judged = contents.report.assessment
    verified, total = statements.verified_of_key_claims(contents)
    cards = [
        element("div", element("span", "Source credibility"), element("b", str(judged.rating)),
                class_=f"card rating-{judged.rating.lower()}"),
        element("div", element("span", "Key claims verified"), element("b", f"{verified} of {total}"), class_="card"),
        element("div", element("span", "Confidence in synthesis"), element("b", str(judged.confidence)), class_="card"),
    ]  # fmt: skip
    return element(
        "header",
        element("h1", contents.title),
        element("p", _byline(contents), class_="byline"),
        element("div", *cards, class_="summary"),
    )


def _byline(contents: Contents) -> Markup:
    source = contents.source
    duration = clock(source.duration) if source.duration else None
    known = [text(part) for part in (contents.speaker, source.channel, source.date, duration) if part]
    if address := recording_address(source):
        known.append(link("recording", address))
    return joined(known or [text("No speaker, channel or date is stated.")], " · ")


HTML = Exporter(".html", "one page for the browser and for print, with a timeline", to_html, join=None)
