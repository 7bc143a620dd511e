"""What verdicts, checks and receipts are called. A machine's suggestion never reads as a verdict."""

from collections.abc import Iterable

from obelize.domain.annotation import ItemState
from obelize.domain.appraisal import (
    CitationCheck,
    CitationVerdict,
    Evidence,
    QuotationCheck,
    QuotationVerdict,
    Relation,
)
from obelize.domain.claim import Citation, CitationForm
from obelize.domain.counting import number_of
from obelize.domain.literature import Outcome, Receipt, Work
from obelize.domain.review import Verdict

CANDIDATES = "candidates: "
_MOST_CANDIDATES = 3
_LIKE_ENOUGH = 0.6
_PASSAGE = 160
_OF_CONTEXT = ("QUO012", "QUO013", "QUO014", "QUO015")
_RETRACTED = ("CIT030", "CIT033")  # a notice may stand in another record than the one matched
VERDICTS = {
    Verdict.VERIFIED: "verified",
    Verdict.UNVERIFIED: "unverified",
    Verdict.REFUTED: "refuted",
    Verdict.NOT_A_CLAIM: "not a claim",
}
QUOTATION_CHECKS = {
    QuotationVerdict.EXACT: "exact",
    QuotationVerdict.NEAR: "near (only noise of recognition or spelling differs)",
    QuotationVerdict.ALTERED: "altered",
    QuotationVerdict.ABSENT: "absent from the transcript",
}
CITATION_CHECKS = {
    CitationVerdict.VERIFIED: "found as cited",
    CitationVerdict.MISMATCH: "miscited",
    CitationVerdict.NOT_FOUND: "not found",
    CitationVerdict.UNCHECKED: "unchecked",
}
RELATIONS = {
    Relation.SUPPORTS: "suggested in support",
    Relation.CONTRADICTS: "suggested against",
    Relation.MENTIONS: "speaks of the same",
    None: "offered",
}


def decided(state: ItemState) -> str:
    """A reviewer's verdict, or that there is none."""
    if state.disputed:
        return disputed(state.verdicts)
    if state.verdict is None:
        return "put aside for later" if state.later else "not reviewed"
    return VERDICTS[state.verdict]


def disputed(verdicts: Iterable[tuple[str, Verdict]]) -> str:
    """That reviewers differ, and who says what."""
    return f"disputed ({'; '.join(f'{who}: {VERDICTS[verdict]}' for who, verdict in verdicts)})"


def undecided(state: ItemState) -> str:
    """Why no verdict counts for an item."""
    return f"{decided(state)}; nobody has settled it" if state.disputed else "no reviewer has decided it yet"


def citation_status(check: CitationCheck | None) -> str:
    """What the look-up of a citation came to; a retraction is said first."""
    if check is None:
        return CITATION_CHECKS[CitationVerdict.UNCHECKED]
    if any(finding.code in _RETRACTED for finding in check.findings) or (check.work and check.work.is_retracted):
        return f"retracted; {CITATION_CHECKS[check.verdict]}"
    return CITATION_CHECKS[check.verdict]


def quotation_status(check: QuotationCheck | None) -> str:
    """What the comparison of a quotation came to."""
    return QUOTATION_CHECKS[check.verdict] if check else "not compared"


def quotation_remarks(check: QuotationCheck | None) -> list[str]:
    """What else is to be said of a quotation than its differences and its time: speaker, context, other places."""
    return [found.message for found in (check.findings if check else ()) if found.code in _OF_CONTEXT]


def audience_and_advice(advice: str) -> tuple[str, str]:
    """The "For product teams:" that a summary's advice begins with, empty where it names no audience, and the rest."""
    head, colon, rest = advice.partition(":")
    return (head + colon, rest.strip()) if colon and head.startswith("For ") else ("", advice)


def cut(words: str | None) -> str:
    """`words` on one line, cut to what a report shows of a passage."""
    line = " ".join((words or "").split())
    return line if len(line) <= _PASSAGE else line[: _PASSAGE - 1].rstrip() + "…"


def receipt_line(receipt: Receipt, item: str = "") -> str:
    """One receipt: what was asked, when, and what came of it. A query that is the item's own text isn't repeated."""
    match receipt.outcome:
        case Outcome.FOUND:
            came = number_of(receipt.hits, "hit")
        case Outcome.NOT_FOUND:
            came = "nothing found"
        case Outcome.UNAVAILABLE:
            came = f"could not be asked ({receipt.reason or 'no reason given'})"
    snapshot = f", state {receipt.snapshot}" if receipt.snapshot else ""
    cached = ", from the cache" if receipt.cached else ""
    own = bool(item) and " ".join(receipt.query.split()).endswith(" ".join(item.split()))
    query = "its own words" if own else f"“{receipt.query}”"
    return f"{receipt.source}, {receipt.asked_at:%Y-%m-%d %H:%M} UTC, {query}: {came}{cached}{snapshot}"


def receipts_in_short(receipts: Iterable[Receipt], item: str) -> str:
    """All receipts of an item on one line."""
    return " · ".join(receipt_line(receipt, item) for receipt in receipts)


def works_on_record(citation: Citation, check: CitationCheck | None) -> list[Work]:
    """The record that was matched, else candidates: for a title only those with a title much like it."""
    if check is None:
        return []
    least = 0.0 if citation.form is CitationForm.VAGUE else _LIKE_ENOUGH
    candidates = [each.work for each in check.candidates if each.work.title and each.score >= least]
    return [check.work] if check.work else candidates[:_MOST_CANDIDATES]


def work_line(work: Work) -> str:
    """Authors, year, title and venue of a work on one line, and that it was retracted if it was."""
    names = [author.family for author in work.authors]
    authors = f"{names[0]} et al." if len(names) > 2 else " and ".join(names)
    head = ", ".join(part for part in (authors, str(work.year) if work.year else "") if part)
    venue = f". {work.venue}" if work.venue else ""
    return f"{head}{' – ' if head else ''}{work.title}{venue}{' (retracted)' if work.is_retracted else ''}"


def work_address(work: Work) -> str | None:
    """Where a work can be found: its DOI, its arXiv page, or the address on record."""
    if work.doi:
        return f"https://doi.org/{work.doi}"
    return f"https://arxiv.org/abs/{work.arxiv}" if work.arxiv else work.url


def evidence_line(evidence: Evidence, chosen: bool) -> str:
    """How a work stands to a claim, as somebody chose or a rule suggests."""
    said = "chosen by the reviewer" if chosen else f"{RELATIONS[evidence.relation]} (by rule)"
    level = f", {evidence.level}" if evidence.level else ""
    return f"{said}{level}; {evidence.why}"
