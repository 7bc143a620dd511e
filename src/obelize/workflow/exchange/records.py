"""Entries of the log as JSON lines and as CSV, with enough about their items to place them in another store."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from obelize.codec import from_plain, to_plain
from obelize.domain.claim import Anchor
from obelize.domain.review import Decision
from obelize.errors import UnreadableInputError, json_fault
from obelize.store import Stranger

Key = tuple[str, str]  # document id, item id

_CONFLICT_MARKS = ("<<<<<<<", "=======", ">>>>>>>")
# A spreadsheet takes a cell that begins with one of these for a formula; an apostrophe in front makes it text, and
# one in front of an apostrophe lets it be told apart from one of ours.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "'")
_LONGEST_CELL = 1_000_000  # characters
_ITEM_FIELDS = ("item_text", "anchor")


@dataclass(frozen=True, slots=True)
class Record:
    """One entry with its item; None where the file says nothing about that."""

    decision: Decision
    item: Stranger | None


def to_jsonl(records: Iterable[Record]) -> str:
    """One entry a line, by time and id: two such files merged line by line are the file of both logs."""
    lines = [json.dumps(_plain(record), ensure_ascii=False, sort_keys=True) for record in _sorted(records)]
    return "".join(f"{line}\n" for line in lines)


def from_jsonl(text: str, name: str) -> list[Record]:
    """The entries of such a file, in whatever order. `UnreadableInputError` names the line."""
    records = []
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith(_CONFLICT_MARKS):
            raise UnreadableInputError(name, "a merge conflict; keep the lines of both sides", f"line {number}")
        if line.strip():
            try:
                records.append(_record(json.loads(line)))
            except (ValueError, RecursionError) as error:
                raise UnreadableInputError(name, f"no decision: {_reason(error)}", f"line {number}") from error
    return records


def to_csv(records: Iterable[Record]) -> str:
    """A table with a column for each field; texts that a spreadsheet would run are made harmless, and come back."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL)
    rows = [_plain(record) for record in _sorted(records)]
    writer.writerow(_columns())
    for row in rows:
        writer.writerow([_cell(row.get(column)) for column in _columns()])
    return out.getvalue()


def from_csv(text: str, name: str) -> list[Record]:
    """The entries of such a table. `UnreadableInputError` names the line."""
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    records = []
    try:
        header = next(reader, [])
        if missing := set(_columns()) - set(header):
            raise UnreadableInputError(name, f"there is no column {min(missing)!r}", "line 1")
        for row in reader:
            if row:
                cells = dict(zip(header, row, strict=True))
                records.append(_record({column: _value(column, cells[column]) for column in _columns()}))
    except (csv.Error, ValueError, RecursionError) as error:
        raise UnreadableInputError(name, f"no decision: {_reason(error)}", f"line {reader.line_num}") from error
    return records


def _reason(error: Exception) -> str:
    return json_fault(error) if isinstance(error, json.JSONDecodeError | RecursionError) else str(error)


def _sorted(records: Iterable[Record]) -> Sequence[Record]:
    return sorted(records, key=lambda record: (record.decision.decided_at, record.decision.id))


def _plain(record: Record) -> dict[str, object]:
    plain: dict[str, object] = to_plain(record.decision)
    item = record.item
    return {**plain, "item_text": item.text if item else None, "anchor": to_plain(item.anchor) if item else None}


def _record(plain: object) -> Record:
    if not isinstance(plain, dict):
        raise ValueError("not an object")  # noqa: TRY004 - its caller tells all bad lines in one way
    decision = from_plain(Decision, {key: value for key, value in plain.items() if key not in _ITEM_FIELDS})
    if decision.decided_at.tzinfo is None:
        raise ValueError("decided_at: needs a time zone")
    item = None
    if plain.get("anchor") is not None:
        text = plain.get("item_text")
        item = Stranger(decision.item_kind, text if isinstance(text, str) else "", from_plain(Anchor, plain["anchor"]))
    return Record(decision, item)


def _columns() -> list[str]:
    return [*Decision.__dataclass_fields__, *_ITEM_FIELDS]


def _cell(value: object) -> str:
    if value is None:
        return ""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return f"'{text}" if text.startswith(_FORMULA_STARTS) or not text else text


def _value(column: str, cell: str) -> object:
    if not cell:
        return None if column not in {"evidence", "rules_version"} else [] if column == "evidence" else ""
    if cell.startswith("'"):
        return cell[1:]
    return json.loads(cell) if column in {"evidence", "edited_span", "anchor"} else cell


def records_of(decisions: Iterable[Decision], items: Mapping[Key, Stranger]) -> Iterator[Record]:
    """Entries with what is known of their items."""
    for decision in decisions:
        yield Record(decision, items.get((decision.document_id, decision.item_id)))
