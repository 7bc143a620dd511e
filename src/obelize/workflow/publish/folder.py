"""What the page over many reports says, from the reports and from what the last export of the folder said."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from obelize.appraisal.predictions import due_date
from obelize.appraisal.recurrence import recurring
from obelize.appraisal.track_record import track_record
from obelize.domain.annotation import Report
from obelize.domain.appraisal import CitationCheck, Relation
from obelize.domain.claim import ClaimKind
from obelize.domain.document import DocumentKind
from obelize.domain.review import Verdict
from obelize.errors import ExportError
from obelize.exporters.contents import ClaimRow, Contents, contents_of
from obelize.exporters.folder import Cell, FolderReport, Listing
from obelize.exporters.statements import verified_of_key_claims
from obelize.exporters.wording import decided

STATE_FILE = "index.state.json"
_SHAPE = 1
_COUNTED = (Verdict.VERIFIED, Verdict.UNVERIFIED, Verdict.REFUTED)


@dataclass(frozen=True, slots=True)
class Published:
    """A report and the name of its file in the folder."""

    report: Report
    file: str


def folder_report(published: Sequence[Published], today: date, changes: Sequence[str]) -> FolderReport:
    """The page. `today` decides which predictions have come due; `changes` are sentences on the last export."""
    read = [(each, contents_of(each.report)) for each in published]
    changed = tuple((Cell(line),) for line in changes)
    return FolderReport(
        "Reports",
        (
            _documents(read),
            _speakers(read),
            _recurring(read),
            _predictions(read, today),
            Listing("Changed since the last export", "", ("Change",), changed, "Nothing has changed."),
        ),
    )


def _documents(read: Sequence[tuple[Published, Contents]]) -> Listing:
    rows = []
    for each, contents in read:
        verified, total = verified_of_key_claims(contents)
        open_sources = "incomplete" if any(a.incomplete for a in contents.annotations) else ""
        rows.append(
            (
                Cell(contents.title, each.file), Cell(contents.speaker or ""), Cell(contents.source.date or ""),
                Cell(str(each.report.assessment.rating)), Cell(f"{verified} of {total}"), Cell(open_sources),
            )
        )  # fmt: skip
    header = ("Document", "Speaker", "Date", "Credibility", "Key claims verified", "Look-ups")
    return Listing("Documents", "", header, tuple(rows), "No reports.")


def _speakers(read: Sequence[tuple[Published, Contents]]) -> Listing:
    """Each speaker's decided claims; a summary's claim counts where it stands on a passage of the talk."""
    verdicts: dict[str, list[Verdict]] = defaultdict(list)
    documents: dict[str, set[str]] = defaultdict(set)
    for _, contents in read:
        for row in contents.claims:
            speaker = _speaker(row, contents)
            if speaker and row.state.verdict in _COUNTED and row.state.verdict is not None:
                verdicts[speaker].append(row.state.verdict)
                documents[speaker].add(contents.report.annotation.document.id)
    rows = []
    for speaker, given in sorted(verdicts.items()):
        record = track_record(given.count(Verdict.VERIFIED), len(given))
        interval = f"{record.share:.0%} ({record.low:.0%} to {record.high:.0%})"
        cells = (speaker, interval, str(len(given)), str(given.count(Verdict.REFUTED)), str(len(documents[speaker])))
        rows.append(tuple(Cell(words) for words in cells))
    remark = "Share of the decided claims that were verified, with the 95 % credible interval (Beta, Jeffreys' prior)."
    header = ("Speaker", "Verified", "Decided", "Refuted", "Documents")
    return Listing("Speakers", remark, header, tuple(rows), "No claim has been decided yet.")


def _speaker(row: ClaimRow, contents: Contents) -> str | None:
    if row.place is not None:
        return row.place.speaker or contents.speaker
    return (row.claim.speaker or contents.speaker) if row.document.kind is not DocumentKind.SUMMARY else None


def _recurring(read: Sequence[tuple[Published, Contents]]) -> Listing:
    """Claims alike in several talks; a summary and its talk are one document here."""
    files = {a.document.id: (each, contents.title) for each, contents in read for a in contents.annotations}
    rows_by_id = {row.claim.id: row for _, contents in read for row in contents.claims}
    found = recurring(
        claim for each, _ in read for claim in each.report.annotation.extraction.claims if claim.check_worthy
    )
    rows = []
    for group in found:
        for claim in group:
            each, title = files[claim.document_id]
            row = rows_by_id.get(claim.id)
            standing = decided(row.state) if row else "not reviewed"
            rows.append((Cell(claim.text), Cell(title, each.file), Cell(standing)))
    remark = "Alike by rule: the same numbers and mostly the same words."
    return Listing("Recurring claims", remark, ("Claim", "Document", "Verdict"), tuple(rows), "None.")


def _predictions(read: Sequence[tuple[Published, Contents]], today: date) -> Listing:
    dated = []
    for each, contents in read:
        for claim in each.report.annotation.extraction.claims:
            if claim.kind is ClaimKind.PREDICTION and claim.check_worthy:
                due = due_date(claim.text, contents.source.date)
                state = each.report.states.get(claim.id)
                verdict = decided(state) if state else "not reviewed"
                if due is not None:
                    standing = "came due" if due < today else "open"
                    dated.append((due.isoformat(), standing, claim.text, contents.title, each.file, verdict))
    rows = tuple(
        (Cell(due), Cell(standing), Cell(words), Cell(title, file), Cell(verdict))
        for due, standing, words, title, file, verdict in sorted(dated)
    )
    remark = "Predictions whose words name a year or a span of time. What came due can be looked at."
    header = ("Due", "Standing", "Prediction", "Document", "Verdict")
    return Listing("Predictions", remark, header, rows, "No prediction says by when.")


def export_state(published: Sequence[Published]) -> dict[str, Any]:
    """What the next export compares itself with: ratings, verdicts and retractions by document."""
    return {
        each.report.annotation.document.id: {
            "name": contents_of(each.report).title,
            "rating": str(each.report.assessment.rating),
            "verdicts": {key: str(s.verdict) for key, s in sorted(each.report.states.items()) if s.verdict},
            "retracted": sorted(set(_retracted(each.report))),
        }
        for each in published
    }


def changes_since(folder: Path, state: Mapping[str, Any]) -> tuple[list[str], str]:
    """Sentences on what differs from the folder's last export that differed, and the text of the new state file.

    Exporting the same again says the same again: the comparison moves on only when something has changed.
    """
    path = folder / STATE_FILE
    try:
        kept = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
        current, before = kept.get("current"), kept.get("before")
        if current != state:
            current, before = state, current
        lines = list(_changes(before, current)) if before is not None else ["First export of this folder."]
    except (OSError, ValueError, AttributeError, TypeError, KeyError) as error:
        raise ExportError(f"{path}: can't be read to say what has changed; remove it to begin anew") from error
    return lines, json.dumps({"shape": _SHAPE, "before": before, "current": current}, ensure_ascii=False) + "\n"


def _changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    for key, now in after.items():
        was = before.get(key)
        if was is None:
            yield f"{now['name']}: new, {now['rating']}"
            continue
        if was["rating"] != now["rating"]:
            yield f"{now['name']}: credibility {was['rating']} → {now['rating']}"
        given = sum(item not in was["verdicts"] for item in now["verdicts"])
        other = sum(was["verdicts"].get(item, word) != word for item, word in now["verdicts"].items())
        withdrawn = sum(item not in now["verdicts"] for item in was["verdicts"])
        for count, what in ((given, "given"), (other, "changed"), (withdrawn, "withdrawn")):
            if count:
                yield f"{now['name']}: {count} verdict{'' if count == 1 else 's'} {what}"
        for title in sorted(set(now["retracted"]) - set(was["retracted"])):
            yield f"{now['name']}: rests on a work now retracted, “{title}”"
    for key, was in before.items():
        if key not in after:
            yield f"{was['name']}: no longer among the reports"


def _retracted(report: Report) -> Iterator[str]:
    for annotation in (report.annotation, *([report.paired] if report.paired else [])):
        for check in annotation.citation_checks.values():
            if check.work and _is_retracted(check):
                yield check.work.title
        for claim_id, offered in annotation.evidence.items():
            chosen = report.states[claim_id].evidence if claim_id in report.states else ()
            for each in offered.evidence:
                work = each.candidate.work
                if work.is_retracted and (each.relation is Relation.SUPPORTS or work.id in chosen):
                    yield work.title


def _is_retracted(check: CitationCheck) -> bool:
    said = any(finding.code in ("CIT030", "CIT033") for finding in check.findings)
    return said or bool(check.work and check.work.is_retracted)
