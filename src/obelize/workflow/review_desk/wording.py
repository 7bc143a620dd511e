"""Items, findings and figures in words, the same on both faces of the desk.

Text from outside is passed on as it is; the faces make it safe.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from obelize.domain.appraisal import CitationCheck, ClaimEvidence, QuotationCheck
from obelize.domain.claim import Claim, Quotation
from obelize.domain.counting import number_of
from obelize.domain.credibility import Rating
from obelize.domain.literature import Receipt
from obelize.domain.review import Verdict
from obelize.store import ItemDetail, ItemEntry
from obelize.workflow.review_desk.agreement import Agreement, PairAgreement
from obelize.workflow.review_desk.context import clock, findings_of, options_of, receipts_of
from obelize.workflow.review_desk.view import DeskView, Progress
from obelize.workflow.review_desk.what_if import Outlook

# One sign for each state, so that nothing is said by colour alone.
GLYPHS = {Verdict.VERIFIED: "✓", Verdict.UNVERIFIED: "?", Verdict.REFUTED: "✗", Verdict.NOT_A_CLAIM: "–"}
_MOST_NAMED = 3
_ELSEWHERE = ("", "one elsewhere", "two elsewhere")  # by how many of a pair's items aren't on the desk
LATER_GLYPH, OPEN_GLYPH, DISPUTED_GLYPH = "…", "·", "≠"


def glyph(desk: DeskView, index: int) -> str:
    """The sign of an item's state."""
    state = desk.state(index)
    if state.disputed:
        return DISPUTED_GLYPH
    if state.verdict is not None:
        return GLYPHS[state.verdict]
    return LATER_GLYPH if state.later else OPEN_GLYPH


def standing(desk: DeskView, index: int) -> str:
    """An item's state in words."""
    state = desk.state(index)
    parts = [state.verdict.value if state.verdict else "undecided"]
    if state.disputed:
        parts = ["disputed: " + ", ".join(f"{who} says {verdict.value}" for who, verdict in state.verdicts)]
    parts += ["put aside"] if state.later else []
    parts += ["caption error"] if state.caption_error else []
    parts += ["edited"] if state.edited_text is not None else []
    parts += [f"{len(state.notes)} notes" if len(state.notes) > 1 else "1 note"] if state.notes else []
    return ", ".join(parts)


def machine_said(entry: ItemEntry) -> str:
    """What the appraisal said of an item, in a word or two."""
    if entry.kind == "claim":
        return "" if not entry.machine else f"{entry.machine} works" if entry.machine != "1" else "1 work"
    return entry.machine.replace("_", " ")


def about(detail: ItemDetail) -> Iterator[str]:
    """Why an item is in the queue, and how it is meant."""
    item = detail.item
    if isinstance(item, Claim):
        kinds = [item.kind.value] if item.kind else []
        kinds += [modality.value for modality in item.modality]
        if kinds:
            yield "Made as: " + ", ".join(kinds)
        for cue in item.cues:
            words = f": “{cue.text}”" if cue.text else ""
            weight = f" ({cue.weight:+.1f})" if cue.weight else ""
            yield f"Cue {cue.rule}{words}{weight}"
        if item.antecedent:
            yield f"“It” is probably: {item.antecedent}"
        if item.zone:
            yield f"Stands in: {item.zone}"
    if isinstance(item, Quotation) and item.claimed_time is not None:
        yield f"Claimed at {clock(item.claimed_time)}"


def evidence_lines(detail: ItemDetail) -> Iterator[str]:
    """Works and passages, each with why it is offered."""
    match detail.appraisal:
        case ClaimEvidence(evidence=()):
            yield "Nothing that was found speaks to this closely enough to be offered."
        case ClaimEvidence(evidence=evidence):
            for number, (one, option) in enumerate(zip(evidence, options_of(detail), strict=True), 1):
                hint = f" — {one.relation.value}?" if one.relation else ""
                yield f"{number}. {option.label}{hint}"
                if option.passage:
                    yield f"   “{option.passage}”"
                yield f"   why: {one.why}" + (f"; level: {one.level}" if one.level else "")
        case CitationCheck(verdict=verdict):
            yield f"The sources say: {verdict.value.replace('_', ' ')}"
            for number, option in enumerate(options_of(detail), 1):
                yield f"{number}. {option.label}"
        case QuotationCheck() as check:
            yield f"In the transcript: {check.verdict.value}" + (f" at {clock(check.start)}" if check.start else "")
            if check.matched_text:
                yield f"1. “{check.before} [{check.matched_text}] {check.after}”".replace("“ ", "“").replace(" ”", "”")
            for edit in check.edits:
                yield f"   {edit.kind.value}: said “{edit.said}”, quoted “{edit.quoted}”"
        case None:
            yield "Nothing was looked up for this."


def finding_lines(detail: ItemDetail) -> Iterator[str]:
    """Findings with their reasons."""
    for finding in findings_of(detail):
        yield f"{finding.code} {finding.severity.value}: {finding.message}"


def receipt_line(receipt: Receipt) -> str:
    """A receipt in one line: who was asked what, when, and what came of it."""
    parts = [f"{receipt.source}: {receipt.outcome.value}", number_of(receipt.hits, "hit")]
    parts.append(receipt.asked_at.strftime("%Y-%m-%d %H:%M UTC") + (", cached" if receipt.cached else ""))
    if receipt.reason:
        parts.append(receipt.reason)
    return f"{' · '.join(parts)} · “{receipt.query}”"


def receipt_lines(detail: ItemDetail) -> Iterator[str]:
    """Every look-up made for the item."""
    yield from map(receipt_line, receipts_of(detail))


def progress_line(progress: Progress) -> str:
    """How far the review is."""
    share = f"{100 * progress.decided // progress.total} %" if progress.total else "–"
    later = f", {progress.later} later" if progress.later else ""
    return f"{progress.decided} of {progress.total} decided ({share}){later}"


def outlook_lines(desk: DeskView, document_id: str, outlook: Outlook) -> Iterator[str]:
    """The rating and what would change it: "verifying 3 and 7 would make it High", numbers as in the queue."""
    yield f"Rating {outlook.rating.value}"
    doing = {Verdict.VERIFIED: "verifying", Verdict.REFUTED: "refuting"}
    alike: dict[tuple[Verdict, Rating, int], list[str]] = {}
    for one in outlook.what_ifs:
        indices = [desk.queue.index_of((document_id, item_id)) for item_id in one.item_ids]
        numbers = [str(number(desk, index)) for index in indices if index is not None]
        elsewhere = _ELSEWHERE[len(indices) - len(numbers)]
        items = " and ".join([*numbers, *([elsewhere] if elsewhere else [])])
        alike.setdefault((one.verdict, one.rating, len(indices)), []).append(items)
    for (verdict, rating, _), names in alike.items():
        yield f"{doing[verdict]} {_alternatives(names)} would make it {rating.value}"


def _alternatives(names: Sequence[str]) -> str:
    """Such as "3, 7 or one of 2 elsewhere": names that are alike are counted, and only the first few are given."""
    counts = Counter(names)
    told = sorted(counts, key=lambda name: "elsewhere" in name)
    shown = [
        name.replace("one elsewhere", f"one of {counts[name]} elsewhere") if counts[name] > 1 else name
        for name in told[:_MOST_NAMED]
    ]
    more = sum(counts[name] for name in told[_MOST_NAMED:])
    return f"{', '.join(shown)} or one of {more} more" if more else " or ".join(shown)


def number(desk: DeskView, index: int) -> int:
    """An item's number as the queue shows it: its place among its document's items, from 1."""
    return desk.queue.number(index)


def agreement_lines(agreement: Agreement, themselves: Iterable[PairAgreement]) -> Iterator[str]:
    """Agreement figures, each with its n."""
    for pair in agreement.pairs:
        yield f"{pair.reviewers[0]} and {pair.reviewers[1]}: {_pair_figures(pair)}"
    if agreement.pairs:
        yield f"All reviewers: Krippendorff's α {_figure(agreement.alpha)} (n = {agreement.n})"
        yield f"Items on which they differ: {agreement.disputed}"
    else:
        yield "No item has been decided by two reviewers yet."
    for pair in themselves:
        yield f"{pair.reviewers[0]} on items shown again: {_pair_figures(pair)}"


def _pair_figures(pair: PairAgreement) -> str:
    percent = "–" if pair.percent is None else f"{pair.percent:.0f} %"
    return f"{percent} agreement, Cohen's κ {_figure(pair.kappa)} (n = {pair.n})"


def _figure(value: float | None) -> str:
    return "undefined" if value is None else f"{value:.2f}"
