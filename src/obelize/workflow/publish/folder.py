"""What the page over many reports says, from the reports and from what the last export of the folder said."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from obelize.appraisal.predictions import due_date, foretells
from obelize.appraisal.recurrence import recurring
from obelize.appraisal.track_record import track_record
from obelize.domain.annotation import Annotation, Report
from obelize.domain.appraisal import CitationCheck, Grounding, Relation
from obelize.domain.claim import Claim, ClaimKind
from obelize.domain.counting import number_of
from obelize.domain.document import DocumentKind
from obelize.domain.review import Verdict
from obelize.domain.speakers import names_nobody
from obelize.errors import ExportError
from obelize.exporters.contents import ClaimRow, Contents, contents_of, grounds_of
from obelize.exporters.folder import Cell, FolderReport, Listing
from obelize.exporters.statements import verified_of_key_claims
from obelize.exporters.wording import decided

STATE_FILE = "index.state.json"
_SHAPE = 1
_COMPARED = "Compared with the last export of this folder that differs from this one."
_NO_OTHER = "No earlier export of this folder differs from this one."
_COUNTED = (Verdict.VERIFIED, Verdict.UNVERIFIED, Verdict.REFUTED)


@dataclass(frozen=True, slots=True)
class Standing:
    """A check-worthy claim of the document itself, without what led to it, and what was decided on it in words."""

    claim: Claim
    verdict: str


@dataclass(frozen=True, slots=True)
class Published:
    """What the page needs of one report, small enough to be kept of thousands. `file` is its name in the folder.

    `decided` are the speakers and verdicts of the claims that count for a record; `due` the predictions that say by
    when; `verdicts` are keyed by item id, `retracted` the titles of retracted works that the document rests on.
    """

    document_id: str
    file: str
    title: str
    speaker: str
    recorded: str
    rating: str
    verified: int
    key_claims: int
    incomplete: bool
    decided: tuple[tuple[str, Verdict], ...]
    claims: tuple[Standing, ...]
    due: tuple[tuple[date, Standing], ...]
    verdicts: Mapping[str, str]
    retracted: tuple[str, ...]


def published(report: Report, file: str) -> Published:
    """What the page needs of `report`, written to `file`."""
    contents = contents_of(report)
    verified, total = verified_of_key_claims(contents)
    claims = tuple(_standings(report))
    dates = [(due_date(s.claim.text, contents.source.date), s) for s in claims if _predicts(s.claim)]
    return Published(
        document_id=report.annotation.document.id,
        file=file,
        title=contents.title,
        speaker=contents.speaker or "",
        recorded=contents.source.date or "",
        rating=str(report.assessment.rating),
        verified=verified,
        key_claims=total,
        incomplete=any(each.incomplete for each in contents.annotations),
        decided=tuple(_decided(contents)),
        claims=claims,
        due=tuple((due, standing) for due, standing in dates if due is not None),
        verdicts=_verdicts(report),
        retracted=tuple(sorted(set(_retracted(report)))),
    )


def folder_report(reports: Sequence[Published], today: date, changes: Sequence[str]) -> FolderReport:
    """The page. `today` decides which predictions have come due; `changes` are sentences on the last export."""
    changed = tuple((Cell(line),) for line in changes)
    return FolderReport(
        "Reports",
        (
            _documents(reports),
            _speakers(reports),
            _recurring(reports),
            _predictions(reports, today),
            Listing("Changed since the last export", _COMPARED, ("Change",), changed, "Nothing has changed."),
        ),
    )


def export_state(reports: Sequence[Published]) -> dict[str, Any]:
    """What the next export compares itself with: ratings, verdicts and retractions by document."""
    return {
        each.document_id: {
            "name": each.title,
            "rating": each.rating,
            "verdicts": dict(each.verdicts),
            "retracted": list(each.retracted),
        }
        for each in reports
    }


def _documents(reports: Sequence[Published]) -> Listing:
    rows = tuple(
        (
            Cell(each.title, each.file), Cell(each.speaker), Cell(each.recorded), Cell(each.rating),
            Cell(f"{each.verified} of {each.key_claims}"), Cell("incomplete" if each.incomplete else ""),
        )
        for each in reports
    )  # fmt: skip
    header = ("Document", "Speaker", "Date", "Credibility", "Key claims verified", "Look-ups")
    return Listing("Documents", "", header, rows, "No reports.")


def _speakers(reports: Sequence[Published]) -> Listing:
    verdicts: dict[str, list[Verdict]] = defaultdict(list)
    documents: dict[str, set[str]] = defaultdict(set)
    for each in reports:
        for speaker, verdict in each.decided:
            verdicts[speaker].append(verdict)
            documents[speaker].add(each.document_id)
    rows = []
    for speaker, given in sorted(verdicts.items()):
        record = track_record(given.count(Verdict.VERIFIED), len(given))
        interval = f"{record.share:.0%} ({record.low:.0%} to {record.high:.0%})"
        cells = (speaker, interval, str(len(given)), str(given.count(Verdict.REFUTED)), str(len(documents[speaker])))
        rows.append(tuple(Cell(words) for words in cells))
    remark = (
        "Share of the decided claims that were verified, with the 95 % credible interval (Beta, Jeffreys' prior). "
        "Claims are those of the talk, and a summary's where it has the talk's very words."
    )
    header = ("Speaker", "Verified", "Decided", "Refuted", "Documents")
    return Listing("Speakers", remark, header, tuple(rows), "No claim has been decided yet.")


def _recurring(reports: Sequence[Published]) -> Listing:
    """Claims alike in several talks; a summary and its talk are one document here."""
    standings = {standing.claim.id: (each, standing) for each in reports for standing in each.claims}
    rows = []
    for group in recurring(standing.claim for _, standing in standings.values()):
        for claim in group:
            each, standing = standings[claim.id]
            rows.append((Cell(claim.text), Cell(each.title, each.file), Cell(standing.verdict)))
    remark = "Alike by rule: the same numbers and mostly the same words."
    return Listing("Recurring claims", remark, ("Claim", "Document", "Verdict"), tuple(rows), "None.")


def _predictions(reports: Sequence[Published], today: date) -> Listing:
    dated = sorted((due, s.claim.text, each.title, each.file, s.verdict) for each in reports for due, s in each.due)
    rows = tuple(
        (
            Cell(due.isoformat()), Cell("came due" if due < today else "open"), Cell(words), Cell(title, file),
            Cell(verdict),
        )
        for due, words, title, file, verdict in dated
    )  # fmt: skip
    remark = f"Predictions whose words name a year or a span of time, as of {today}. What came due can be looked at."
    header = ("Due", "Standing", "Prediction", "Document", "Verdict")
    return Listing("Predictions", remark, header, rows, "No prediction says by when.")


def _verdicts(report: Report) -> dict[str, str]:
    states = sorted(report.states.items())
    return {key: "disputed" if state.disputed else str(state.verdict) for key, state in states if state.verdict}


def _standings(report: Report) -> Iterator[Standing]:
    for claim in report.annotation.extraction.claims:
        if claim.check_worthy:
            state = report.states.get(claim.id)
            lean = replace(claim, cues=(), context=(), scope=(), findings=())
            yield Standing(lean, decided(state) if state else "not reviewed")


def _predicts(claim: Claim) -> bool:
    return claim.kind is ClaimKind.PREDICTION or foretells(claim.text)


def _decided(contents: Contents) -> Iterator[tuple[str, Verdict]]:
    """Each decided claim with its speaker, who answers for what is in the talk and for nothing of a summary's own."""
    for row in contents.claims:
        speaker = _speaker(row, contents)
        verdict = row.state.standing
        if speaker and not names_nobody(speaker) and verdict is not None and verdict in _COUNTED:
            yield speaker, verdict


def _speaker(row: ClaimRow, contents: Contents) -> str | None:
    if row.document.kind is DocumentKind.SUMMARY and not _in_the_talks_words(row.claim, contents.summary):
        return None
    return (row.place.speaker if row.place else row.claim.speaker) or contents.speaker


def _in_the_talks_words(claim: Claim, summary: Annotation | None) -> bool:
    """Whether the comparison found every sentence of a summary's claim in the talk word by word, and nothing amiss."""
    grounds = grounds_of(summary, claim.start_char, claim.end_char) if summary else ()
    return bool(grounds) and all(each.grounding is Grounding.QUOTED and not each.findings for each in grounds)


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
        lines = list(_changes(before, current)) if before is not None else [_NO_OTHER]
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
                yield f"{now['name']}: {number_of(count, 'verdict')} {what}"
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
