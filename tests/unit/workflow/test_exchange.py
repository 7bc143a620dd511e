"""Decisions leave and come back without loss, merge without order, and never overwrite one another."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from obelize.domain.claim import Anchor, ItemKind
from obelize.domain.review import Action, Decision, Verdict
from obelize.errors import ExportError, UnreadableInputError
from obelize.store import Repository, Stranger
from obelize.workflow.exchange import export_decisions, import_decisions
from obelize.workflow.exchange.records import Record, from_csv, from_jsonl, to_csv, to_jsonl
from obelize.workflow.review_desk import Mode, ReviewDesk, Reviewer
from tests.annotations import NOON, make_annotation
from tests.unit.workflow.conftest import OpenDesk

V, U, R, X = Verdict

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
DECISIONS = st.builds(
    Decision,
    id=st.text("abcdef0123456789", min_size=1, max_size=8),
    document_id=TEXTS,
    item_id=TEXTS,
    item_kind=st.sampled_from(ItemKind),
    reviewer=TEXTS,
    decided_at=st.integers(0, 10**9).map(lambda tick: NOON + timedelta(microseconds=tick)),
    action=st.sampled_from(Action),
    to_verdict=st.none() | st.sampled_from(Verdict),
    note=st.none() | TEXTS,
    edited_text=st.none() | TEXTS,
    edited_span=st.none() | st.tuples(st.integers(0, 99), st.integers(0, 99)),
    evidence=st.lists(TEXTS, max_size=3).map(tuple),
)
RECORDS = st.builds(
    lambda decision, text: Record(decision, None if text is None else Stranger(decision.item_kind, text, Anchor(text))),
    DECISIONS,
    st.none() | TEXTS,
)


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Repository]:
    """Another store with the same document."""
    store = Repository.open(f"sqlite:///{tmp_path / 'elsewhere.sqlite'}", clock=lambda: NOON)
    store.save_annotation(make_annotation(60), "/home/tom/talk.vtt")
    yield store
    store.close()


@given(st.lists(RECORDS, max_size=5, unique_by=lambda record: record.decision.id))
@settings(max_examples=60)
def test_json_lines_and_csv_lose_nothing(found: list[Record]) -> None:
    ordered = sorted(found, key=lambda record: (record.decision.decided_at, record.decision.id))
    assert from_jsonl(to_jsonl(found), "x.jsonl") == ordered
    assert from_csv(to_csv(found), "x.csv") == ordered


def test_a_spreadsheet_finds_no_formula(open_desk: OpenDesk, repository: Repository) -> None:
    desk = open_desk()
    desk.add_note(0, '=HYPERLINK("http://evil")')
    desk.add_note(1, "@SUM(A1)")
    text = export_decisions(repository, desk, "x.csv")
    assert "'=HYPERLINK" in text
    assert not any(cell.startswith(('"=', '"+', '"-', '"@')) for line in text.splitlines() for cell in line.split(","))


@pytest.mark.parametrize("name", ["x.jsonl", "x.csv", "x.md"])
def test_decisions_arrive_in_another_store(
    open_desk: OpenDesk, repository: Repository, elsewhere: Repository, name: str
) -> None:
    desk = open_desk()
    desk.decide([0, 1, 2], V, "table 3, “first” row\nsecond line")
    desk.decide([1], R)
    desk.undo()
    desk.flag_caption_error(4)
    text = export_decisions(repository, desk, name)
    other = ReviewDesk(elsewhere, Reviewer("tom"))
    imported = import_decisions(elsewhere, other, text, name)
    assert (imported.added, imported.known, imported.decided, imported.remarks) == (6, 0, 0, ())
    assert elsewhere.decisions() == repository.decisions()
    assert [other.state(index) for index in range(60)] == [desk.state(index) for index in range(60)]
    again = import_decisions(elsewhere, other, text, name)
    assert (again.added, again.known, again.decided) == (0, 6, 0)
    assert export_decisions(elsewhere, other, name) == text


def test_two_logs_merged_line_by_line_are_the_log_of_both(
    open_desk: OpenDesk, repository: Repository, elsewhere: Repository
) -> None:
    ada = open_desk()
    ada.decide([0], V)
    first = export_decisions(repository, ada, "x.jsonl")
    tom = ReviewDesk(elsewhere, Reviewer("tom", clock=lambda: NOON + timedelta(hours=1)))
    tom.decide([0], R)
    second = export_decisions(elsewhere, tom, "x.jsonl")
    merged = second + first + second
    for store, desk in ((repository, ada), (elsewhere, tom)):
        imported = import_decisions(store, desk, merged, "x.jsonl")
        assert imported.remarks == ("reviewers differ on 1 of these items: `obelize review --adjudicate` shows them",)
    assert export_decisions(repository, ada, "x.jsonl") == export_decisions(elsewhere, tom, "x.jsonl") == first + second
    assert ada.state(0) == tom.state(0)
    judge = ReviewDesk(repository, Reviewer("eve", Mode.ADJUDICATE))
    assert len(judge.queue.entries) == 1


def test_an_entry_that_was_tampered_with_is_reported_and_not_taken(open_desk: OpenDesk, repository: Repository) -> None:
    desk = open_desk()
    desk.decide([0], V)
    text = export_decisions(repository, desk, "x.jsonl").replace('"to_verdict": "verified"', '"to_verdict": "refuted"')
    imported = import_decisions(repository, desk, text, "x.jsonl")
    assert "differs from the one already there" in imported.remarks[0]
    assert desk.state(0).verdict is V


def test_decisions_find_their_item_under_another_id(
    open_desk: OpenDesk, repository: Repository, elsewhere: Repository
) -> None:
    desk = open_desk()
    desk.decide([5], V)
    text = export_decisions(repository, desk, "x.jsonl").replace(desk.queue.entries[5].id, "elseid")
    other = ReviewDesk(elsewhere, Reviewer("tom"))
    assert import_decisions(elsewhere, other, text, "x.jsonl").remarks == ()
    assert other.state(5).verdict is V


def test_decisions_about_what_is_not_here_are_told(open_desk: OpenDesk, repository: Repository) -> None:
    desk = open_desk()
    desk.decide([5], V)
    entry = json.loads(export_decisions(repository, desk, "x.jsonl"))
    lost = json.dumps({**entry, "id": "lost", "item_id": "gone", "anchor": None})
    strange = json.dumps({**entry, "id": "strange", "document_id": "nowhere"})
    imported = import_decisions(repository, desk, f"{lost}\n{strange}", "x.jsonl")
    assert imported.added == 1
    assert "1 entry about document nowhere" in imported.remarks[0]
    assert "1 item could not be placed" in imported.remarks[1]
    assert [orphan.item_id for orphan in desk.orphans()] == ["gone"]


def test_an_edited_sheet_gives_verdicts_and_notes(open_desk: OpenDesk, repository: Repository) -> None:
    desk = open_desk()
    desk.decide([0], V)
    lines = export_decisions(repository, desk, "x.md").splitlines()
    places = [number for number, line in enumerate(lines) if line.startswith("- **")]
    lines[places[1]] = lines[places[1]].replace("**undecided**", "**refuted**") + "\n    - Note: see *p. 3*"
    lines[places[2]] = lines[places[2]].replace("- **undecided**", "- [ ] verified [x] not-a-claim")
    tom = open_desk("tom")
    imported = import_decisions(repository, tom, "\n".join(lines), "x.md")
    assert (imported.decided, imported.remarks) == (3, ())
    assert [tom.state(index).verdict for index in range(4)] == [V, R, X, None]
    assert tom.state(1).notes == ("see *p. 3*",)
    assert import_decisions(repository, tom, "\n".join(lines), "x.md").decided == 0
    assert tom.state(0).reviewers == ("ada",)


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("**verifed**", "'verifed' is no verdict word (did you mean 'verified'?)"),
        ("[ ] verified [x] refutd", "'refutd' is no verdict word (did you mean 'refuted'?)"),
        ("**Verified?**", "'verified?' is no verdict word (did you mean 'verified'?)"),
        (
            "**xyz**",
            "'xyz' is no verdict word (there are verified, unverified, refuted, not-a-claim and undecided)",
        ),
    ],
)
def test_a_sheet_with_a_mistyped_word_is_not_taken_in(
    open_desk: OpenDesk, repository: Repository, written: str, reason: str
) -> None:
    desk = open_desk()
    first, second, rest = export_decisions(repository, desk, "x.md").split("**undecided**", 2)
    sheet = f"{first}**verified**{second}{written}{rest}"
    line = f"{first}{second}".count("\n") + 1
    with pytest.raises(UnreadableInputError) as caught:
        import_decisions(repository, desk, sheet, "x.md")
    assert str(caught.value) == f"x.md, line {line}: {reason}; nothing was taken in"
    assert repository.decisions() == []


def test_a_mistyped_word_in_a_report_is_named(open_desk: OpenDesk, repository: Repository) -> None:
    desk = open_desk()
    line = f"**Compared with the transcript:** exact · **Reviewer:** refutd (by ear) ^{desk.queue.entries[9].id}"
    with pytest.raises(UnreadableInputError, match=r"report\.md, line 1: 'refutd' is no verdict word"):
        import_decisions(repository, desk, line, "report.md")


def test_words_are_read_whatever_their_case(open_desk: OpenDesk, repository: Repository) -> None:
    desk = open_desk()
    first, second, third, rest = export_decisions(repository, desk, "x.md").split("**undecided**", 3)
    sheet = f"{first}**Verified**{second}[x] Refuted{third}[ ] verified [x] not a claim{rest}"
    assert import_decisions(repository, desk, sheet, "x.md").remarks == ()
    assert [desk.state(index).verdict for index in range(3)] == [V, R, X]


def test_lines_that_hold_no_verdict_decide_nothing(open_desk: OpenDesk, repository: Repository) -> None:
    desk = open_desk()
    first, second, third = (desk.queue.entries[index].id for index in range(3))
    report = (
        f"- **disputed (ada: verified; tom: refuted)** — In trial 0 … ^{first}\n- In trial 1 … ^{second}\n"
        f"- **Important**, says my own note ^my-note\n- **refuted** — In trial 2 … ^{third}\n"
    )
    imported = import_decisions(repository, desk, report, "report.md")
    assert imported.decided == 1
    assert imported.remarks == ("line 2: no verdict word stands before the item; nothing was changed",)


@pytest.mark.parametrize(("word", "own"), [("refuted", R), ("verified", V), ("undecided", None)])
def test_a_disputed_item_can_be_decided_and_noted_in_a_sheet(
    open_desk: OpenDesk, repository: Repository, word: str, own: Verdict | None
) -> None:
    ada = open_desk("ada")
    ada.decide([0], U)
    open_desk("tom").decide([0], R)
    ada.refresh()
    written = export_decisions(repository, ada, "x.md")
    assert written.count("**disputed**") == 1
    noted = written.replace(
        f"^{ada.queue.entries[0].id}\n", f"^{ada.queue.entries[0].id}\n    - Note: Look again.\n", 1
    )
    assert import_decisions(repository, ada, noted, "x.md").decided == 1
    assert ada.state(0).notes == ("Look again.",)
    assert import_decisions(repository, ada, written.replace("**disputed**", f"**{word}**"), "x.md").decided == 1
    assert dict(ada.state(0).verdicts).get("ada") is own


def test_a_sheet_edited_while_others_decided_overwrites_nobody(open_desk: OpenDesk, repository: Repository) -> None:
    ada, tom = open_desk("ada"), open_desk("tom")
    sheet = export_decisions(repository, tom, "x.md")
    edited = sheet.replace("**undecided**", "**refuted**", 2)
    ada.decide([0, 2], V)
    tom.refresh()
    tom.decide([1], U)
    imported = import_decisions(repository, tom, edited, "x.md")
    assert tom.state(0).disputed
    assert "others decided verified since; both stand in the log" in imported.remarks[0]
    assert tom.state(1).verdict is U
    assert "you have decided unverified since" in imported.remarks[1]
    assert tom.state(2).verdict is V


def test_a_report_with_block_ids_can_be_read_back(open_desk: OpenDesk, repository: Repository) -> None:
    desk = open_desk()
    first, second = desk.queue.entries[0].id, desk.queue.entries[9].id
    report = (
        f"# How small?\n\n- **refuted** — In trial 0 …[^a1b2c3] ^{first}\n    - Reviewer's note: not in the paper\n\n"
        f"> “so many”\n\n**Compared with the transcript:** exact · **Reviewer:** verified (by ear) ^{second}\n"
        "- **not reviewed** — something ^unknown-id\n"
    )
    imported = import_decisions(repository, desk, report, "report.md")
    assert (desk.state(0).verdict, desk.state(0).notes, desk.state(9).verdict) == (R, ("not in the paper",), V)
    assert imported.remarks == ("line 9: no item under review has the id 'unknown-id'",)


@pytest.mark.parametrize(
    ("text", "name", "reason"),
    [
        ("{", "x.jsonl", "x.jsonl, line 1: no decision: a name in double quotes is missing, at character 2"),
        ("\n{}", "x.jsonl", "x.jsonl, line 2: no decision: id"),
        ("<<<<<<< HEAD", "x.jsonl", "line 1: a merge conflict; keep the lines of both sides"),
        ("[1]", "x.jsonl", "line 1: no decision: not an object"),
        ("id,reviewer\n1,ada", "x.csv", "line 1: there is no column 'action'"),
        ("", "x.txt", "decisions are read from .jsonl, .csv, .md, not .txt"),
    ],
)
def test_what_cannot_be_read_names_its_place(
    open_desk: OpenDesk, repository: Repository, text: str, name: str, reason: str
) -> None:
    with pytest.raises(UnreadableInputError) as caught:
        import_decisions(repository, open_desk(), text, name)
    assert reason in str(caught.value)


def test_a_format_that_is_not_known_is_refused(open_desk: OpenDesk, repository: Repository) -> None:
    with pytest.raises(ExportError, match=r"not \.docx"):
        export_decisions(repository, open_desk(), "x.docx")
