"""All findings of a report, each with the document it is about."""

from collections.abc import Iterator

from obelize.domain.annotation import Annotation, Report
from obelize.domain.finding import Finding


def findings_of(report: Report) -> Iterator[tuple[Finding, Annotation]]:
    """The source's, then each document's: reading, the whole, claims, quotations, citations, grounding.

    A finding that names no place of its own gets its item's.
    """
    for finding in report.assessment.findings:
        yield finding, report.annotation
    for annotation in (report.annotation, *([report.paired] if report.paired else [])):
        for finding in _of(annotation):
            yield finding, annotation


def _of(annotation: Annotation) -> Iterator[Finding]:
    # The document's own remarks may be among the annotation's; each is said once.
    yield from dict.fromkeys((*annotation.document.findings, *annotation.findings))
    found = annotation.extraction
    for claim in found.claims:
        if claim.check_worthy:
            yield from (_placed(finding, claim.start_char, claim.end_char) for finding in claim.findings)
    for quotation in found.quotations:
        check = annotation.quotation_checks.get(quotation.id)
        for finding in check.findings if check else ():
            yield _placed(finding, quotation.start_char, quotation.end_char)
    for citation in found.citations:
        looked_up = annotation.citation_checks.get(citation.id)
        for finding in looked_up.findings if looked_up else ():
            yield _placed(finding, citation.start_char, citation.end_char)
    for sentence in annotation.grounding.sentences if annotation.grounding else ():
        yield from (_placed(finding, sentence.start_char, sentence.end_char) for finding in sentence.findings)


def _placed(finding: Finding, start_char: int, end_char: int) -> Finding:
    if finding.start_char is not None or finding.place is not None:
        return finding
    return Finding(
        finding.code, finding.severity, finding.message, finding.field, finding.cited, finding.found,
        start_char, end_char, finding.start, finding.end,
    )  # fmt: skip
