"""The findings as SARIF 2.1.0: what code hosts and editors read from a check in continuous integration."""

import json
from collections.abc import Iterator, Sequence
from urllib.parse import quote

from obelize.domain.annotation import Annotation, Report
from obelize.domain.document import Document
from obelize.domain.finding import Finding
from obelize.exporters.contents import shared_path
from obelize.exporters.findings import findings_of
from obelize.exporters.protocol import Exporter
from obelize.rulebook import shipped_rulebook

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"


def to_sarif(report: Report) -> str:
    """One run with a rule for every code that occurs and a result for every finding.

    Regions are characters of the decoded file, where the reader kept the way back to it.
    """
    results = [_result(finding, annotation) for finding, annotation in findings_of(report)]
    driver = {
        "name": "obelize",
        "semanticVersion": report.program_version or "0",
        "rules": [_rule(code) for code in sorted({str(result["ruleId"]) for result in results})],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "artifacts": list(_artifacts(report)),
        "results": results,
        "properties": {"rulesVersion": report.annotation.rules_version},
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1) + "\n"


def _one_log(texts: Sequence[str]) -> str:
    """Several logs as one with all their runs."""
    logs = [json.loads(text) for text in texts]
    runs = [run for log in logs for run in log["runs"]]
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": runs}, ensure_ascii=False, indent=1) + "\n"


def _rule(code: str) -> dict[str, object]:
    entry = shipped_rulebook().codes.get(code)
    if entry is None:
        return {"id": code}
    return {
        "id": code,
        "name": entry.title,
        "shortDescription": {"text": entry.title},
        "fullDescription": {"text": entry.what},
        "help": {"text": f"{entry.why} {entry.fix}"},
        "defaultConfiguration": {"level": str(entry.severity)},
    }


def _result(finding: Finding, annotation: Annotation) -> dict[str, object]:
    location: dict[str, object] = {"artifactLocation": {"uri": _uri(annotation.document)}}
    if region := _region(finding, annotation.document):
        location["region"] = region
    return {
        "ruleId": finding.code,
        "level": str(finding.severity),
        "message": {"text": finding.message},
        "locations": [{"physicalLocation": location}],
    }


def _region(finding: Finding, document: Document) -> dict[str, object] | None:
    """The characters of the file that hold the place; those of the whole segment where markup stands between."""
    if finding.start_char is None:
        word, _, number = (finding.place or "").partition(" ")
        return {"startLine": int(number)} if word == "line" and number.isdecimal() and int(number) else None
    for segment in document.segments:
        if segment.origin and segment.start_char <= finding.start_char < segment.end_char:
            start, end = segment.origin
            return {"charOffset": start, "charLength": max(0, end - start)}
    return None


def _artifacts(report: Report) -> Iterator[dict[str, object]]:
    for annotation in (report.annotation, *([report.paired] if report.paired else [])):
        document = annotation.document
        yield {"location": {"uri": _uri(document)}, "hashes": {"sha-256": document.fingerprint}}


def _uri(document: Document) -> str:
    return quote(shared_path(document))


SARIF = Exporter(".sarif", "findings as SARIF 2.1.0, for continuous integration", to_sarif, join=_one_log)
