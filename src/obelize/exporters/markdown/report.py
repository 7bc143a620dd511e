"""The report as Markdown, in the order in which a reader needs it."""

import json

from obelize.domain.annotation import Report
from obelize.exporters.contents import Contents, contents_of, file_name
from obelize.exporters.markdown import account, body
from obelize.exporters.markdown.escaping import text
from obelize.exporters.markdown.writing import GITHUB, OBSIDIAN, PANDOC, Dialect, Footnotes, Page, section
from obelize.exporters.moments import recording_address
from obelize.exporters.protocol import Exporter
from obelize.exporters.statements import verified_of_key_claims

_TITLES = {
    "synopsis": "Synopsis",
    "key-points": "Key points",
    "quotations": "Quotations",
    "claims": "Claims",
    "unverified": "Unverified",
    "references": "References",
    "implications": "Implications",
    "assessment": "Assessment",
    "signals": "Signals",
    "unchecked": "What could not be checked",
    "method": "Method",
    "corrections": "Corrections",
    "reviewers": "Reviewers",
}
_WRITERS = {
    "synopsis": body.synopsis,
    "key-points": body.key_points,
    "quotations": body.quotations,
    "unverified": body.unverified,
    "claims": body.claims,
    "references": body.references,
    "implications": body.implications,
    "assessment": account.assessment,
    "signals": account.signals,
    "unchecked": account.unchecked,
    "method": account.method,
    "corrections": account.corrections,
    "reviewers": account.reviewers,
}


def to_markdown(report: Report, dialect: Dialect = GITHUB) -> str:
    """The whole report. The same report gives the same bytes."""
    contents = contents_of(report)
    page = Page(contents, Footnotes(), dialect)
    lines = [*_front_matter(contents), f"# {text(contents.title) or 'Untitled'}", ""]
    for name, write in _WRITERS.items():
        if written := write(page):
            lines += section(name, _TITLES[name], written)
    if definitions := page.notes.definitions():
        lines += section("footnotes", "", definitions)
    return "\n".join(lines).rstrip("\n") + "\n"


def _front_matter(contents: Contents) -> list[str]:
    """YAML whose values are JSON texts, which are YAML too and cannot break out of their line."""
    report, source = contents.report, contents.source
    assessment, document = report.assessment, report.annotation.document
    verified, total = verified_of_key_claims(contents)
    values: dict[str, str | int | list[str]] = {
        "title": contents.title,
        "speaker": contents.speaker or "",
        "channel": source.channel or "",
        "date": source.date or "",
        "url": recording_address(source) or "",
        "document": file_name(document),
        "document_id": document.id,
        "fingerprint": document.fingerprint,
        "summary": file_name(contents.summary.document) if contents.summary else "",
        "rating": str(assessment.rating),
        "confidence": str(assessment.confidence),
        "key_claims": total,
        "key_claims_verified": verified,
        "rules": report.annotation.rules_version,
        "obelize": report.program_version,
        "tags": ["obelize", f"credibility/{assessment.rating.lower()}"],
    }
    shown = {key: value for key, value in values.items() if value != ""}
    return ["---", *(f"{key}: {json.dumps(value, ensure_ascii=True)}" for key, value in shown.items()), "---", ""]


def _to_obsidian(report: Report) -> str:
    return to_markdown(report, OBSIDIAN)


def _to_pandoc(report: Report) -> str:
    return to_markdown(report, PANDOC)


MARKDOWN = Exporter(".md", "Markdown as GitHub reads it", to_markdown, editable=True)
MARKDOWN_OBSIDIAN = Exporter(".md", "Markdown for Obsidian: callouts and block ids", _to_obsidian, editable=True)
MARKDOWN_PANDOC = Exporter(".qmd", "Markdown for Pandoc and Quarto: fenced divs", _to_pandoc, editable=True)
