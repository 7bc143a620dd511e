"""The sections about what was said: synopsis, key points, quotations, claims, references."""

from collections.abc import Iterable

from obelize.domain.review import Verdict
from obelize.exporters.contents import (
    SHOWN_MISSING,
    ClaimRow,
    Contents,
    MarkRow,
    Place,
    QuotationRow,
    ReferenceRow,
    counted,
)
from obelize.exporters.markdown.escaping import bold, link, text
from obelize.exporters.markdown.writing import Page, anchor_id, callout, table
from obelize.exporters.moments import clock, moment_address
from obelize.exporters.statements import (
    EXTRACTED,
    MARK_NOT_SAID,
    MARK_SAID,
    NO_CLAIMS,
    NOT_IN_SUMMARY,
    advice_note,
    left_out,
    points_note,
    reference_key,
)
from obelize.exporters.wording import (
    CANDIDATES,
    audience_and_advice,
    citation_status,
    cut,
    decided,
    evidence_line,
    quotation_remarks,
    quotation_status,
    receipts_in_short,
    undecided,
    work_address,
    work_line,
    works_on_record,
)

_SHOWN_EVIDENCE = 3


def synopsis(page: Page) -> list[str]:
    """The summary's leading paragraphs; else sentences drawn from the talk, and labelled so."""
    lines = [line for paragraph in page.contents.synopsis for line in (text(paragraph), "")]
    if page.contents.extracted and lines:
        lines += [f"*{EXTRACTED}*"]
    return lines


def key_points(page: Page) -> list[str]:
    """Each point with a footnote to where it is said."""
    lines: list[str] = []
    for point in page.contents.key_points:
        lines.append(f"- {text(point.text)}{_called(page, point.place)}")
        lines += [f"    - ⚠ {text(cut(remark))}" for remark in point.remarks]
    if lines and (note := points_note(page.contents)):
        lines += ["", f"*{note}*"]
    if missing := page.contents.not_in_summary:
        lines += ["", f"{NOT_IN_SUMMARY}{_counted(len(missing))}:", ""]
        lines += [
            f"- {text(cut(c.text))}{_called(page, Place(c.start, speaker=c.speaker) if c.start is not None else None)}"
            for c in missing[:SHOWN_MISSING]
        ]
    return lines


def quotations(page: Page) -> list[str]:
    """Each quotation with what the comparison found and where."""
    lines: list[str] = []
    for row in page.contents.quotations:
        lines += [*_quotation(row, page), ""]
    return lines


def claims(page: Page) -> list[str]:
    """Claims with their verdicts and what speaks for and against them."""
    lines: list[str] = []
    for title, rows in (
        ("Key claims", [row for row in page.contents.claims if row.key and counted(row)]),
        ("Other claims", [row for row in page.contents.claims if not row.key and counted(row)]),
        (NO_CLAIMS, [row for row in page.contents.claims if not counted(row)]),
    ):
        if rows:
            lines += [f"### {title}", "", *(line for row in rows for line in _claim(row, page)), ""]
    if page.contents.left_out_claims:
        lines.append(left_out(page.contents))
    return lines


def unverified(page: Page) -> list[str]:
    """What nobody vouches for, each with its reason and receipts; a summary's own marks last and labelled so."""
    lines: list[str] = []
    for row in page.contents.unverified_claims:
        lines += [*callout(page.dialect, "warning", *_unverified(row)), ""]
    for marked in page.contents.prior_marks:
        mark = marked.mark
        title = f"⚠ {bold('UNVERIFIED')} — {text(mark.subject)}"
        searches = [_searches(marked.claim)] if marked.claim else []
        said = f"Marked so by the summary itself, not by a reviewer here: {text(mark.reason) or 'no reason given'}"
        lines += [*callout(page.dialect, "warning", title, [said, *_said_in_talk(marked, page), *searches]), ""]
    return lines


def references(page: Page) -> list[str]:
    """Every citation with what became of it."""
    if not page.contents.references:
        return []
    rows = [_reference(row, page) for row in page.contents.references]
    return table(("Key", "Cited", "Look-up", "On record", "Reviewer"), rows)


def implications(page: Page) -> list[str]:
    """The advice to audiences that the summary has, or the page, in its words."""
    lines = []
    for advice in page.contents.advice:
        audience, rest = audience_and_advice(advice)
        lines.append(f"- {bold(audience)} {text(rest)}" if audience else f"- {text(rest)}")
    return [*lines, "", f"*{advice_note(page.contents)}*"] if lines else []


def said_at(contents: Contents, place: Place) -> str:
    """A footnote: who, when, which words, and the link to the second."""
    address = moment_address(contents.source, place.start)
    watch = link("watch", address) if address else ""
    if place.note is not None:
        return " ".join(part for part in (f"The summary's own note: {text(place.note)}", watch) if part)
    who = place.speaker or contents.speaker
    when = f"~{clock(place.start)}" if place.start is not None else ""
    head = ", ".join(part for part in (text(who or ""), when) if part)
    quoted = f"“{text(cut(place.words))}”" if place.words else ""
    return " ".join(part for part in (f"{head} –" if head and quoted else head, quoted, watch) if part)


def _counted(missing: int) -> str:
    return f" ({SHOWN_MISSING} of {missing})" if missing > SHOWN_MISSING else ""


def _said_in_talk(row: MarkRow, page: Page) -> list[str]:
    if row.place is None:
        return [MARK_NOT_SAID] if row.compared else []
    start = row.place.start
    at = f" at {link(clock(start), moment_address(page.contents.source, start))}" if start is not None else ""
    return [f"The talk says{at}: “{text(cut(row.place.words))}” {MARK_SAID}"]


def _called(page: Page, place: Place | None) -> str:
    return page.notes.mark(said_at(page.contents, place)) if place else ""


def _quotation(row: QuotationRow, page: Page) -> list[str]:
    quotation, check = row.quotation, row.check
    who = quotation.speaker or (check.speaker_found if check else None) or page.contents.speaker
    claimed = f", ~{clock(quotation.claimed_time)}" if quotation.claimed_time is not None else ""
    found = Place(check.start, check.matched_text, check.speaker_found or who) if check and check.matched_text else None
    said = f"**Compared with the transcript:** {text(quotation_status(check))}"
    if check and check.start is not None:
        said += f", at {link(clock(check.start), moment_address(page.contents.source, check.start))}"
    if check and check.time_off is not None and abs(check.time_off) >= 1:
        said += f" ({abs(check.time_off):.0f} s {'after' if check.time_off > 0 else 'before'} the time given)"
    edits = [
        f"{text(edit.kind)}: said “{text(edit.said) or '–'}”, quoted “{text(edit.quoted) or '–'}”"
        for edit in (check.edits if check else ())
        if edit.kind != "noise"
    ]
    remarks = [text(remark) for remark in quotation_remarks(check)]
    parts = [said, *edits, *remarks, f"**Reviewer:** {text(decided(row.state))}{_notes(row.state.notes)}"]
    ident = f" ^{anchor_id(quotation.id)}" if page.dialect.block_ids else ""
    return [
        f"> “{text(quotation.text)}” — {text(who or 'nobody named')}{claimed}{_called(page, found)}",
        "",
        f"{' · '.join(parts)}{ident}",
    ]


def _claim(row: ClaimRow, page: Page) -> Iterable[str]:
    claim = row.claim
    ident = f" ^{anchor_id(claim.id)}" if page.dialect.block_ids else ""
    yield f"- {bold(decided(row.state))} — {text(row.state.edited_text or claim.text)}{_called(page, row.place)}{ident}"
    if row.state.edited_text:
        yield f"    - Wording as extracted: “{text(claim.text)}”"
    for remark in row.state.notes:
        yield f"    - Reviewer's note: {text(remark)}"
    yield from _evidence(row)


def _evidence(row: ClaimRow) -> Iterable[str]:
    """Works that a reviewer chose or a rule relates to the claim; the others in one line."""
    unrelated = []
    for evidence in row.evidence.evidence if row.evidence else ():
        work = evidence.candidate.work
        chosen = work.id in row.state.evidence
        shown = link(work_line(work), work_address(work))
        if evidence.relation is None and not chosen:
            unrelated.append(shown)
            continue
        passage = f" — “{text(cut(evidence.candidate.passage))}”" if evidence.candidate.passage else ""
        yield f"    - {shown}: {text(evidence_line(evidence, chosen))}{passage}"
    if unrelated:
        yield f"    - Offered, but nobody has said how they relate: {'; '.join(unrelated[:_SHOWN_EVIDENCE])}"


def _unverified(row: ClaimRow) -> tuple[str, list[str]]:
    title = f"⚠ {bold('UNVERIFIED')} — {text(row.state.edited_text or row.claim.text)}"
    if row.state.standing is Verdict.UNVERIFIED:
        reason = text("; ".join(row.state.notes)) or "the reviewer could not verify it and left no note"
    else:
        reason = text(undecided(row.state))
    return title, [f"Reason: {reason}.".replace("..", "."), _searches(row)]


def _searches(row: ClaimRow) -> str:
    receipts = row.evidence.receipts if row.evidence else ()
    nothing = "none; nothing was looked up for this claim"
    return f"Searches: {text(receipts_in_short(receipts, row.claim.text)) if receipts else nothing}"


def _reference(row: ReferenceRow, page: Page) -> tuple[str, ...]:
    check = row.check
    status = text(citation_status(check))
    remarks = "; ".join(text(finding.message) for finding in (check.findings if check else ()))
    works = [link(work_line(work), work_address(work)) for work in works_on_record(row.citation, check)]
    record = f"{CANDIDATES if check and not check.work and works else ''}{'; '.join(works)}"
    return (
        link(reference_key(row), moment_address(page.contents.source, row.citation.start)),
        text(row.citation.raw),
        f"{status}{f': {remarks}' if remarks else ''}",
        record,
        f"{text(decided(row.state))}{_notes(row.state.notes)}",
    )


def _notes(notes: tuple[str, ...]) -> str:
    return f" ({text('; '.join(notes))})" if notes else ""
