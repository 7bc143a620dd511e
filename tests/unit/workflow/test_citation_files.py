"""Which files hold which citations."""

from pathlib import Path

import pytest

from obelize.errors import UnreadableInputError
from obelize.workflow.citation_files import read_citations, reference_records

ONE = "Vaswani A, Shazeer N. Attention is all you need. Adv Neural Inf Process Syst 2017;30:5998-6008."
TWO = "Kaplan et al., 2020 – Scaling Laws for Neural Language Models."
THREE = "LeCun Y, Bengio Y, Hinton G: Deep learning. Nature 2015, 521:436-444."


def test_one_reference_a_line_in_order_with_running_numbers(tmp_path: Path) -> None:
    path = tmp_path / "refs.txt"
    path.write_text("\n".join([ONE, TWO, THREE]) + "\n", encoding="utf-8")
    citations = read_citations(path).citations
    assert [(each.key, each.raw) for each in citations] == [("1", ONE), ("2", TWO), ("3", THREE)]
    assert all(each.guessed for each in citations)


def test_a_line_without_a_year_among_references_is_one_of_them() -> None:
    records = reference_records(f"{ONE}\n{TWO}\nDepartment of Gardens. The uses of moss. In press.\n{THREE}")
    assert records is not None
    assert [key for key, _ in records] == ["1", "2", "3", "4"]


@pytest.mark.parametrize("separator", ["\n\n", "\n"])
def test_numbered_references_may_run_over_lines(separator: str) -> None:
    wrapped = [reference.replace(". ", ".\n  ", 1) for reference in (ONE, TWO, THREE)]
    records = reference_records(separator.join(f"[{number}] {text}" for number, text in enumerate(wrapped, 1)))
    assert records is not None
    assert len(records) == 3


def test_prose_is_no_list() -> None:
    assert reference_records("The first line of a talk.\nAnd a second one.\nIn 2020 it went on.\nAnd on.") is None


def test_a_bibliography_keeps_its_keys_and_tells_of_what_is_broken(tmp_path: Path) -> None:
    path = tmp_path / "refs.bib"
    path.write_text("@article{a, title={Attention}, year=2017}\n@article{b, year=2020}\n", encoding="utf-8")
    read = read_citations(path)
    assert [(each.key, each.guessed) for each in read.citations] == [("a", False)]
    assert [record.place for record in read.malformed] == ["line 2"]


def test_json_lines(tmp_path: Path) -> None:
    path = tmp_path / "refs.jsonl"
    path.write_text('{"id": "x", "title": "Attention", "issued": {"date-parts": [[2017]]}}\n', encoding="utf-8")
    (citation,) = read_citations(path).citations
    assert (citation.key, citation.cited.title, citation.cited.year) == ("x", "Attention", 2017)


def test_a_document_yields_what_it_cites(tmp_path: Path) -> None:
    path = tmp_path / "summary.md"
    path.write_text(
        "# Talk\n\nIt says so.[^1]\n\n[^1]: Kaplan et al., 2020 – Scaling Laws for Models of Text.\n", encoding="utf-8"
    )
    (citation,) = read_citations(path).citations
    assert citation.cited.title == "Scaling Laws for Models of Text"


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInputError, match=r"nowhere\.txt"):
        read_citations(tmp_path / "nowhere.txt")
