"""The Markdown report: everything it must hold, told from whom, the same bytes every time."""

import dataclasses
import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from obelize.appraisal.rating import assess
from obelize.domain.annotation import ItemState, Report
from obelize.domain.credibility import SignalValue
from obelize.domain.document import DocumentKind
from obelize.domain.literature import SHOWN_BEFORE, Outcome, Receipt
from obelize.domain.review import Action, Decision, Verdict
from obelize.exporters.data import to_json
from obelize.exporters.html.page import to_html
from obelize.exporters.markdown import GITHUB, OBSIDIAN, PANDOC, to_markdown
from obelize.exporters.markdown.writing import Dialect
from obelize.exporters.statements import NO_CLAIMS
from tests.reports import ASKED, a_decision, a_report, a_report_saying, a_talk


@pytest.mark.parametrize("dialect", [GITHUB, OBSIDIAN, PANDOC], ids=lambda dialect: dialect.name)
def test_the_same_report_gives_the_same_bytes(dialect: Dialect) -> None:
    assert to_markdown(a_report(), dialect) == to_markdown(a_report(), dialect)


@pytest.mark.parametrize("dialect", [GITHUB, OBSIDIAN, PANDOC], ids=lambda dialect: dialect.name)
def test_every_footnote_is_called_and_defined(dialect: Dialect) -> None:
    written = to_markdown(a_report(), dialect)
    defined = re.findall(r"^\[\^(\w+)\]:", written, re.MULTILINE)
    environment: dict[str, dict[str, dict[int, object]]] = {}
    MarkdownIt("commonmark").enable("table").use(footnote_plugin).parse(written, environment)
    assert len(set(defined)) == len(defined) == len(environment["footnotes"]["list"]) > 5


@pytest.mark.parametrize(
    "words",
    [
        "# Small copies of large models",
        "**Source credibility: Low** — Against it: 0 of 2 decided key claims verified",
        "0 of 3 key claims verified; 1 unverified, 1 refuted, 1 not reviewed. Key claims are the summary's own",
        "⚠ **UNVERIFIED** — A copy of a large model keeps only a slice",
        "Reason: no measure of a slice.",
        "Reason: no reviewer has decided it yet.",
        "Marked so by the summary itself, not by a reviewer here: No forecast is public.",
        "altered, at [00:36](<https://www.youtube.com/watch?v=abc123def45&t=36s>) (1 s after the time given)",
        "number: said “14 percent”, quoted “40 percent”",
        "retracted; miscited: year differs: cited 2018, found 2019",
        "**For product teams:** test copies on tasks",
        "crossref could not be asked 1 time: HTTP 503.",
        "suggested against (by rule)",
        "verified → unverified by R. Viewer: no measure of a slice",
        "R. Viewer: 3 decisions",
        "**Confidence in synthesis: Medium** —",
        "1 advert (at 01:00)",
        "What the summary says of itself (not used here):",
    ],
)
def test_the_report_says(words: str) -> None:
    assert words in to_markdown(a_report())


def test_a_suggestion_is_never_a_verdict() -> None:
    undecided = to_markdown(a_report({}, decisions=()))
    claims = undecided.split("## Claims")[1].split("<!-- obelize:end claims")[0]
    assert "**verified**" not in claims
    assert "**refuted**" not in claims
    assert "Nobody has reviewed this document yet." in undecided


def test_without_a_summary_the_synopsis_says_that_it_was_drawn_by_rule() -> None:
    alone = to_markdown(a_report(paired=None, assessment=assess(a_talk(), {})))
    assert "Drawn from the document by rule" in alone
    assert "nobody has summarised it" in alone


def test_disputed_verdicts_show_both_sides() -> None:
    sides = (("A", Verdict.VERIFIED), ("B", Verdict.REFUTED))
    state = ItemState(Verdict.REFUTED, verdicts=sides, disputed=True)
    written = to_markdown(a_report({"sclaim000001": state}))
    assert "**disputed (A: verified; B: refuted)** — A copy of a large model" in written
    assert "Reason: disputed (A: verified; B: refuted); nobody has settled it." in written
    assert "0 of 3 key claims verified; 0 unverified, 0 refuted, 1 disputed, 2 not reviewed." in written


def by(reviewer: str, to: Verdict, number: int, action: Action = Action.DECIDE) -> Decision:
    before = None if number == 1 else Verdict.VERIFIED
    return dataclasses.replace(a_decision("sclaim000001", to, number, before=before), reviewer=reviewer, action=action)


def corrections_of(*decisions: Decision) -> str:
    written = to_markdown(a_report({}, decisions=decisions))
    return written.split("## Corrections")[1].split("<!--")[0] if "## Corrections" in written else ""


def test_a_second_opinion_corrects_nobody_and_a_settlement_is_told() -> None:
    ann, bob = by("Ann", Verdict.VERIFIED, 1), by("Bob", Verdict.REFUTED, 2)
    assert corrections_of(ann, bob) == ""
    settled = corrections_of(ann, bob, by("Eve", Verdict.VERIFIED, 3, Action.ADJUDICATE))
    assert "disputed (Ann: verified; Bob: refuted) → verified by Eve" in settled
    assert "verified → unverified by Bob" not in corrections_of(ann, by("Bob", Verdict.UNVERIFIED, 2))
    assert "verified → unverified by Ann" in corrections_of(ann, bob, by("Ann", Verdict.UNVERIFIED, 3))


def test_a_source_that_failed_is_told_once_and_not_as_asked() -> None:
    failed = Receipt("openalex", "q", ASKED, Outcome.UNAVAILABLE, 0, reason="no connection")
    again = dataclasses.replace(failed, reason=f"no connection{SHOWN_BEFORE}")
    found = Receipt("library", "q", ASKED, Outcome.FOUND, 1)
    written = to_markdown(a_report(receipts=(failed, again, found)))
    assert written.count("openalex could not be asked") == 1
    assert "openalex could not be asked 2 times: no connection." in written
    assert "Literature asked: library 1×; could not be asked: openalex 2×." in written
    nothing = to_markdown(a_report(receipts=(failed,)))
    assert "Literature asked: none; could not be asked: openalex 1×." in nothing


def test_what_is_no_claim_is_no_key_claim() -> None:
    report = a_report({"sclaim000001": ItemState(Verdict.NOT_A_CLAIM, reviewers=("R. Viewer",))}, decisions=())
    claims = to_markdown(report).split("## Claims")[1].split("<!-- obelize:end claims")[0]
    key, none = claims.split("### Key claims")[1].split("### Other claims")[0], claims.split(f"### {NO_CLAIMS}")[1]
    assert key.count("\n- ") == 2
    assert "**not a claim** — A copy of a large model" in none
    assert "of 2 key claims verified" in to_markdown(report)
    page = to_html(report)
    assert page.index("Key claims<") < page.index("Other claims<") < page.index(f"{NO_CLAIMS}<")
    keys = [item["key"] for item in json.loads(to_json(report))["items"] if item["type"] == "claim"]
    assert keys.count(True) == json.loads(to_json(report))["assessment"]["key_claims"] == 2


def test_advice_of_a_page_is_not_a_summarys() -> None:
    assert "*From the summary; not assessed here.*" in to_markdown(a_report())
    summary = a_report().paired
    assert summary
    page = dataclasses.replace(summary, document=dataclasses.replace(summary.document, kind=DocumentKind.PAGE))
    alone = a_report({}, annotation=page, paired=None, decisions=(), assessment=assess(page, {}))
    for written in (to_markdown(alone), to_html(alone)):
        assert "From the page; not assessed here." in written
        assert "From the summary" not in written


@pytest.mark.parametrize(
    ("title", "shown"), [("n of N doesn't give the share", "n of N"), ("a number", "A number"), ("torn", "Torn")]
)
def test_a_sentence_begins_with_a_capital_unless_with_a_symbol(title: str, shown: str) -> None:
    silent = tuple(dataclasses.replace(s, value=SignalValue.UNKNOWN) for s in a_report().assessment.signals)
    first = dataclasses.replace(silent[0], weight=0, value=SignalValue.FAIL, evidence=title)
    report = a_report()
    report = dataclasses.replace(
        report, assessment=dataclasses.replace(report.assessment, signals=(first, *silent[1:]))
    )
    assert f"**Quality flags:** {shown}" in to_markdown(report)


def test_hostile_words_stay_words() -> None:
    report = a_report()
    summary = report.paired
    assert summary
    hostile = (
        "x](http://evil.example) <script>alert(1)</script> ![i](http://evil.example/p.png) <!-- obelize:end claims -->"
    )
    claim = dataclasses.replace(summary.extraction.claims[0], text=hostile)
    extraction = dataclasses.replace(summary.extraction, claims=(claim, *summary.extraction.claims[1:]))
    written = to_markdown(dataclasses.replace(report, paired=dataclasses.replace(summary, extraction=extraction)))
    found = MarkdownIt("gfm-like").use(footnote_plugin).parse(written)
    children = [child for token in found for child in token.children or ()]
    assert not any(child.type == "image" for child in children)
    targets = [str(child.attrs["href"]) for child in children if child.type == "link_open"]
    assert targets
    assert not any("evil" in target for target in targets)
    assert "<script" not in written.replace("\\<script", "")


def test_front_matter_cannot_be_broken_out_of() -> None:
    report = a_report()
    source = dataclasses.replace(report.annotation.document.source, title='a"\n---\nrating: "High')
    document = dataclasses.replace(report.annotation.document, source=source)
    annotation = dataclasses.replace(report.annotation, document=document)
    head = to_markdown(dataclasses.replace(report, annotation=annotation)).split("\n---\n")[0]
    assert head.count("\nrating:") == 1
    assert '\nrating: "Low"' in head


HOSTILE = st.lists(
    st.sampled_from(
        [*"\\`*_[]()#+-!|<>~$^=:@ \n1a", "http://a.bb", "www.a.com", "![", "[^1]", "[^1]: ", "<b>", "x@y.zz", "\n\n# ",
         "\n---\n", "```", "1. ", "<!-- obelize:end claims -->", "> [!NOTE]", "javascript:alert(1)"]
    ),
    max_size=10,
).map("".join)  # fmt: skip


def shape(report: Report, dialect: Dialect) -> list[str]:
    """The kinds of all tokens but text, in order, with where links lead."""
    reader = MarkdownIt("gfm-like", {"html": True, "linkify": True}).use(footnote_plugin)
    body = to_markdown(report, dialect).split("\n---\n", 1)[1]
    found = [part for token in reader.parse(body) for part in (token, *(token.children or ()))]
    kinds = [f"{t.type} {t.attrs.get('href', '')}" for t in found if t.type not in ("text", "code_inline", "inline")]
    return sorted(kinds)


@settings(deadline=None, max_examples=30)
@given(HOSTILE, st.sampled_from([GITHUB, OBSIDIAN, PANDOC]))
def test_no_words_change_the_shape_of_the_report(words: str, dialect: Dialect) -> None:
    assert shape(a_report_saying(f"a{words}a"), dialect) == shape(a_report_saying("words"), dialect)
