"""The report as data: JSON with a published schema, JSON lines, and CSV that no spreadsheet can run."""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from typing import Any

from obelize.codec import json_schema, to_plain
from obelize.domain.annotation import Report
from obelize.exporters.protocol import Exporter, json_array
from obelize.exporters.records import ItemRecord, ReportRecord, item_records, report_record

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\0")
_COLUMNS = (
    "type", "id", "document_id", "text", "speaker", "start", "end", "address", "key", "worthiness", "kind", "machine",
    "verdict", "disputed", "reviewers", "notes", "said", "findings", "works", "searches",
)  # fmt: skip


def to_json(report: Report) -> str:
    """The whole report as one JSON object, readable and in a fixed order."""
    return json.dumps(to_plain(report_record(report)), ensure_ascii=False, indent=1) + "\n"


def report_schema() -> dict[str, Any]:
    """The JSON Schema of `to_json`'s output, as published in the documentation."""
    schema = json_schema(ReportRecord)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "obelize report",
        "description": "A credibility report as `obelize report --format json` writes it.",
        **{key: value for key, value in schema.items() if key not in ("title", "description")},
    }


def to_jsonl(report: Report) -> str:
    """One line for the assessment, then one an item."""
    record = to_plain(report_record(report))
    head = {"type": "report", **{key: value for key, value in record.items() if key not in ("items", "receipts")}}
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in (head, *record["items"]))


def to_csv(report: Report) -> str:
    """One row an item. A cell that a spreadsheet would take for a formula begins with an apostrophe."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    writer.writerows([_cell(value) for value in _row(record)] for record in item_records(report))
    return out.getvalue()


def _row(record: ItemRecord) -> Iterator[object]:
    joined = {
        "verdict": "disputed" if record.disputed else record.verdict,
        "reviewers": "; ".join(record.reviewers),
        "notes": "; ".join(record.notes),
        "findings": "; ".join(f"{finding.code} {finding.message}" for finding in record.findings),
        "works": "; ".join(entry.work.doi or entry.work.title for entry in record.works),
        "searches": "; ".join(f"{r.source} {r.outcome}" for r in record.receipts),
    }
    for column in _COLUMNS:
        yield joined[column] if column in joined else getattr(record, column)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return f"{value:g}"
    text = str(value).replace("\0", "\N{SYMBOL FOR NULL}")
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA_STARTS) else text


def _one_table(texts: Sequence[str]) -> str:
    """Several tables as one, with the header once."""
    header = ",".join(_COLUMNS) + "\r\n"
    return header + "".join(text.removeprefix(header) for text in texts)


JSON = Exporter(".json", "one JSON object, with a published schema", to_json, join=json_array)
JSONL = Exporter(".jsonl", "JSON lines: the assessment, then one item a line", to_jsonl)
CSV = Exporter(".csv", "a table of all items for spreadsheets", to_csv, join=_one_table)
