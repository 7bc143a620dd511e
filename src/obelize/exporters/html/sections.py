"""The sections of the HTML page, in the order of the Markdown report."""

from collections.abc import Iterator

from obelize.domain.annotation import ItemState
from obelize.domain.appraisal import EditKind
from obelize.domain.review import Verdict
from obelize.exporters import statements
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
from obelize.exporters.html.elements import Content, Markup, bullets, element, joined, link, table, text
from obelize.exporters.moments import clock, moment_address
from obelize.exporters.wording import (
    CANDIDATES,
    audience_and_advice,
    citation_status,
    cut,
    decided,
    evidence_line,
    quotation_remarks,
    quotation_status,
    receipt_line,
    undecided,
    work_address,
    work_line,
    works_on_record,
)

_SHOWN_OFFERS = 3


def all_sections(contents: Contents) -> Iterator[Markup]:
    """Every section that has something to say."""
    for name, heading, body in (
        ("synopsis", "Synopsis", _synopsis(contents)),
        ("key-points", "Key points", _key_points(contents)),
        ("quotations", "Quotations", joined(_quotation(row, contents) for row in contents.quotations)),
        ("unverified", "Unverified", joined(_unverified(contents))),
        ("claims", "Claims", joined(_claims(contents))),
        ("references", "References", _references(contents)),
        ("implications", "Implications", _implications(contents)),
        ("assessment", "Assessment", joined(_assessment(contents))),
        ("signals", "Signals", _signals(contents)),
        ("unchecked", "What could not be checked", bullets(statements.unchecked(contents))),
        ("method", "Method", bullets(statements.method(contents))),
        ("corrections", "Corrections", bullets(statements.corrections(contents))),
        ("reviewers", "Reviewers", bullets(statements.reviewers(contents))),
    ):
        if body:
            yield element("section", element("h2", heading), body, id=name)


def _synopsis(contents: Contents) -> Markup:
    parts = [element("p", paragraph) for paragraph in contents.synopsis]
    if parts and contents.extracted:
        parts.append(element("p", statements.EXTRACTED, class_="aside"))
    return joined(parts)


def _key_points(contents: Contents) -> Markup:
    points = bullets(
        joined(
            [point.text, *_where(contents, point.place), bullets(f"⚠ {cut(remark)}" for remark in point.remarks)], " "
        )
        for point in contents.key_points
    )
    note = statements.points_note(contents)
    aside = element("p", note, class_="aside") if points and note else Markup("")
    missing = contents.not_in_summary
    if not missing:
        return joined([points, aside])
    shown = f" ({SHOWN_MISSING} of {len(missing)})" if len(missing) > SHOWN_MISSING else ""
    places = [Place(c.start, speaker=c.speaker) if c.start is not None else None for c in missing[:SHOWN_MISSING]]
    listed = bullets(
        joined([cut(c.text), *_where(contents, place)], " ") for c, place in zip(missing, places, strict=False)
    )
    return joined([points, aside, element("p", f"{statements.NOT_IN_SUMMARY}{shown}:"), listed])


def _quotation(row: QuotationRow, contents: Contents) -> Markup:
    quotation, check = row.quotation, row.check
    who = quotation.speaker or (check.speaker_found if check else None) or contents.speaker or "nobody named"
    claimed = f", ~{clock(quotation.claimed_time)}" if quotation.claimed_time is not None else ""
    lines: list[Content] = [element("blockquote", f"“{quotation.text}” — {who}{claimed}")]
    found: list[Content] = [f"Compared with the transcript: {quotation_status(check)}"]
    if check and check.start is not None:
        found += [" at ", _moment(contents, check.start)]
    lines.append(element("p", joined(found)))
    edits = [edit for edit in (check.edits if check else ()) if edit.kind is not EditKind.NOISE]
    lines += [element("p", remark) for remark in quotation_remarks(check)]
    lines += [element("p", f"{edit.kind}: said “{edit.said or '–'}”, quoted “{edit.quoted or '–'}”") for edit in edits]
    lines.append(_reviewed(row.state))
    return element("div", *lines, class_="item", id=f"item-{quotation.id}")


def _unverified(contents: Contents) -> Iterator[Markup]:
    for row in contents.unverified_claims:
        yield _warning(row.state.edited_text or row.claim.text, *_reason(row))
    for marked in contents.prior_marks:
        said = f"Marked so by the summary itself, not by a reviewer here: {marked.mark.reason or 'no reason given'}"
        lines = (element("p", said, class_="meta"), *_said_in_talk(marked, contents))
        yield _warning(marked.mark.subject, *lines, *(_searches(marked.claim) if marked.claim else ()))


def _said_in_talk(row: MarkRow, contents: Contents) -> Iterator[Markup]:
    if row.place is not None:
        at: list[Content] = [" at ", _moment(contents, row.place.start)] if row.place.start is not None else []
        words = f": “{cut(row.place.words)}” {statements.MARK_SAID}"
        yield element("p", joined(["The talk says", *at, words]), class_="meta")
    elif row.compared:
        yield element("p", statements.MARK_NOT_SAID, class_="meta")


def _warning(words: str, *lines: Content) -> Markup:
    return element("div", element("p", element("b", "⚠ UNVERIFIED"), f" — {words}"), *lines, class_="unverified")


def _reason(row: ClaimRow) -> Iterator[Markup]:
    if row.state.standing is Verdict.UNVERIFIED:
        reason = "; ".join(row.state.notes) or "the reviewer could not verify it and left no note"
    else:
        reason = undecided(row.state)
    yield element("p", f"Reason: {reason}", class_="meta")
    yield from _searches(row)


def _searches(row: ClaimRow) -> Iterator[Markup]:
    receipts = row.evidence.receipts if row.evidence else ()
    if receipts:
        yield element(
            "div",
            element("p", "Searches:"),
            bullets(receipt_line(receipt, row.claim.text) for receipt in receipts),
            class_="meta",
        )
    else:
        yield element("p", "Searches: none; nothing was looked up for this claim", class_="meta")


def _claims(contents: Contents) -> Iterator[Markup]:
    for heading, rows in (
        ("Key claims", [row for row in contents.claims if row.key and counted(row)]),
        ("Other claims", [row for row in contents.claims if not row.key and counted(row)]),
        (statements.NO_CLAIMS, [row for row in contents.claims if not counted(row)]),
    ):
        if rows:
            yield element("h3", heading)
            yield from (_claim(row, contents) for row in rows)
    if contents.left_out_claims:
        yield element("p", statements.left_out(contents), class_="aside")


def _claim(row: ClaimRow, contents: Contents) -> Markup:
    words = row.state.edited_text or row.claim.text
    parts: list[Content] = [
        element("p", joined([_badge(row.state), words, *_where(contents, row.place)], " ")),
        *(element("p", f"Reviewer's note: {note}", class_="meta") for note in row.state.notes),
    ]
    if row.state.edited_text:
        parts.append(element("p", f"Wording as extracted: “{row.claim.text}”", class_="meta"))
    return element("div", *parts, _evidence(row), class_="item", id=f"item-{row.claim.id}")


def _evidence(row: ClaimRow) -> Markup:
    lines: list[Content] = []
    unrelated: list[Content] = []
    for evidence in row.evidence.evidence if row.evidence else ():
        work = evidence.candidate.work
        chosen = work.id in row.state.evidence
        shown = link(work_line(work), work_address(work))
        if evidence.relation is None and not chosen:
            unrelated.append(shown)
            continue
        passage = f" — “{evidence.candidate.passage}”" if evidence.candidate.passage else ""
        lines.append(joined([shown, f": {evidence_line(evidence, chosen)}{passage}"]))
    if unrelated:
        offered = joined(unrelated[:_SHOWN_OFFERS], "; ")
        lines.append(joined(["Offered, but nobody has said how they relate: ", offered]))
    return element("div", bullets(lines), class_="meta") if lines else Markup("")


def _references(contents: Contents) -> Markup:
    rows = [_reference(row, contents) for row in contents.references]
    return table(("Key", "Cited", "Look-up", "On record", "Reviewer"), rows) if rows else Markup("")


def _reference(row: ReferenceRow, contents: Contents) -> tuple[Content, ...]:
    check = row.check
    remarks = "; ".join(finding.message for finding in (check.findings if check else ()))
    works = [link(work_line(work), work_address(work)) for work in works_on_record(row.citation, check)]
    record = joined([text(CANDIDATES) if check and not check.work and works else Markup(""), joined(works, "; ")])
    status = f"{citation_status(check)}{f': {remarks}' if remarks else ''}"
    start = row.citation.start
    key: Content = _moment(contents, start) if start is not None else row.citation.key
    return key, row.citation.raw, status, record, _reviewed_words(row.state)


def _implications(contents: Contents) -> Markup:
    lines = []
    for advice in contents.advice:
        audience, rest = audience_and_advice(advice)
        lines.append(joined([element("b", audience), rest], " ") if audience else text(rest))
    return (
        joined([bullets(lines), element("p", statements.advice_note(contents), class_="aside")])
        if lines
        else Markup("")
    )


def _assessment(contents: Contents) -> Iterator[Markup]:
    judged = contents.report.assessment
    for head, words in (
        (f"Source credibility: {judged.rating}", statements.why(judged)),
        ("Claim verifiability", statements.verifiability(contents)),
        ("Potential biases", statements.biases(contents)),
        ("Quality flags", statements.flags(contents)),
        (f"Confidence in synthesis: {judged.confidence}", f"{judged.confidence_reason}."),
    ):
        yield element("p", element("b", head), f" — {words}")
    if judged.sensitivity:
        yield element("p", "What would change the rating:")
        yield bullets(judged.sensitivity)
    else:
        yield element("p", statements.NO_SINGLE_CHANGE)
    if contents.own_assessment:
        yield element("p", "What the summary says of itself (not used here):")
        yield bullets(contents.own_assessment)


def _signals(contents: Contents) -> Markup:
    judged = contents.report.assessment
    rows = [
        (
            s.title or s.id,
            element("span", str(s.value), class_=f"value-{s.value}"),
            s.evidence,
            s.framework,
            "style, not rated" if s.style else f"{s.weight:g}" if s.weight else "not rated",
        )
        for s in judged.signals
    ]
    header = ("Signal", "Value", "Evidence", "After", "Weight")
    rule = element("p", f"Rule: {judged.rule}", class_="meta")
    return joined([element("p", statements.SIGNALS), table(header, rows), rule])


def _where(contents: Contents, place: Place | None) -> list[Content]:
    """The moment, its link and the words there, in a line that the reader may pass over."""
    if place is None:
        return []
    parts: list[Content] = [_moment(contents, place.start)] if place.start is not None else []
    if place.note is not None:
        parts.append(f"the summary's own note: {place.note}")
    elif place.words:
        parts.append(f"{place.speaker or contents.speaker or 'said'}: “{place.words}”")
    return [element("span", joined(parts, " "), class_="meta")]


def _moment(contents: Contents, start: float) -> Markup:
    return link(clock(start), moment_address(contents.source, start), class_="moment")


def _badge(state: ItemState) -> Markup:
    word = decided(state)
    return element("span", word, class_=f"verdict verdict-{'-'.join(word.split('(')[0].split())}")


def _reviewed(state: ItemState) -> Markup:
    return element("p", f"Reviewer: {_reviewed_words(state)}", class_="meta")


def _reviewed_words(state: ItemState) -> str:
    notes = f" ({'; '.join(state.notes)})" if state.notes else ""
    return f"{decided(state)}{notes}"
