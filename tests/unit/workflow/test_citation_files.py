"""Which files hold which citations."""

from pathlib import Path

import pytest

from obelize.domain.claim import CitationForm
from obelize.errors import UnreadableInputError
from obelize.workflow.citation_files import read_citations
from obelize.workflow.reference_lists import reference_records

ONE = "Vaswani A, Shazeer N. Attention is all you need. Adv Neural Inf Process Syst 2017;30:5998-6008."
TWO = "Kaplan et al., 2020 – Scaling Laws for Neural Language Models."
THREE = "LeCun Y, Bengio Y, Hinton G: Deep learning. Nature 2015, 521:436-444."


def test_one_reference_a_line_in_order_with_running_numbers(tmp_path: Path) -> None:
    path = tmp_path / "refs.txt"
    path.write_text("\n".join([ONE, TWO, THREE]) + "\n", encoding="utf-8")
    citations = read_citations(path).citations
    assert [(each.key, each.raw) for each in citations] == [("1", ONE), ("2", TWO), ("3", THREE)]
    assert all(each.guessed for each in citations)


def test_a_line_is_one_reference_although_another_runs_on_in_it(tmp_path: Path) -> None:
    path = tmp_path / "refs.txt"
    both = f"{ONE} Doe J, Roe M. Moss at night and day. J Moss 2019;3:1-9."
    path.write_text(f"{TWO}\n{both}\n{TWO}\n", encoding="utf-8")
    assert [(each.key, each.raw) for each in read_citations(path).citations] == [("1", TWO), ("2", both), ("3", TWO)]


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


def test_numbered_references_are_called_by_their_numbers() -> None:
    text = "[1] Doe J. Moss at night. J Moss 2019.\n[7] Roe M. The uses of moss. J Moss 2018.\n"
    records = reference_records(text)
    assert records is not None
    assert [key for key, _ in records] == ["1", "7"]
    again = reference_records(text.replace("[7]", "[1]"))
    assert again is not None
    assert [key for key, _ in again] == ["1", "2"]


def test_prose_is_no_list() -> None:
    assert reference_records("The first line of a talk.\nAnd a second one.\nIn 2020 it went on.\nAnd on.") is None


def test_a_long_text_is_told_from_a_list_in_no_time() -> None:
    assert reference_records("And then they said that it was good for all of us.\n" * 50_000) is None


def test_a_bibliography_keeps_its_keys_and_tells_of_what_is_broken(tmp_path: Path) -> None:
    path = tmp_path / "refs.bib"
    path.write_text("@article{a, title={Attention}, year=2017}\n@article{b, year=2020}\n", encoding="utf-8")
    read = read_citations(path)
    assert [(each.key, each.guessed) for each in read.citations] == [("a", False)]
    assert [record.place for record in read.malformed] == ["line 2"]


def test_an_entry_with_an_identifier_needs_no_title(tmp_path: Path) -> None:
    path = tmp_path / "refs.bib"
    path.write_text("@article{a, doi={10.1234/abc}}\n@misc{b, author={Moss, Ada}}\n", encoding="utf-8")
    read = read_citations(path)
    assert [(each.key, each.form, each.cited.doi) for each in read.citations] == [
        ("a", CitationForm.IDENTIFIED, "10.1234/abc")
    ]
    assert [record.reason for record in read.malformed] == ["@misc{b}: no title"]


@pytest.mark.parametrize(
    ("encoding", "notes"),
    [("utf-8", ()), ("utf-8-sig", ()), ("utf-16", ()), ("latin-1", ("not valid UTF-8; read as Windows-1252",))],
)
def test_a_bibliography_is_read_in_whatever_encoding(tmp_path: Path, encoding: str, notes: tuple[str, ...]) -> None:
    path = tmp_path / "refs.bib"
    path.write_text("@article{a, title={Müll bei Nacht}, author={Müller, Jörg}}\n", encoding=encoding)
    read = read_citations(path)
    assert [each.cited.title for each in read.citations] == ["Müll bei Nacht"]
    assert read.notes == notes


def test_entries_without_a_proper_key_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "refs.bib"
    path.write_text(
        "@article{moss 2019 a, title={Moss}}\n@article{, title={Fern}}\n@article{title={Reed}, year=2019}\n",
        encoding="utf-8",
    )
    read = read_citations(path)
    assert [(each.key, each.cited.title) for each in read.citations] == [
        ("moss 2019 a", "Moss"),
        ("2", "Fern"),
        ("3", "Reed"),
    ]
    assert read.malformed == ()


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


PROSE = [
    "In 2020 we began with three people.\nIn 2021 we found a house.\nIn 2022 we sold it to some friends.",
    (
        "Scaling laws changed training. In 2020 the first appeared, and by 2022 they were in use.\n\n"
        "Two years later, in 2022, another answer was given. The difference was one of schedules.\n\n"
        "By 2023 many groups had trained beyond it. So smaller models were trained in 2024."
    ),
    "1. In 2020 we began. We had no office.\n2. In 2021 we found one. It was cold.\n3. In 2022 we moved. It was warm.",
    "So today we want to talk about arXiv.\n\nThe arXiv has been there since 1991.\n\nWe cite by it.",
    "In 2020, Kaplan et al. showed that loss falls. Hinton and colleagues described distillation in 2015.",
]
LIST = [
    "Kaplan, J., et al. (2020). Scaling laws for neural language models. arXiv:2001.08361.",
    "Vaswani, A. et al. Attention is all you need. NeurIPS 2017.",
    "Hinton et al., 2015 – Distilling the Knowledge in a Neural Network",
    "Turing AM. Computing machinery and intelligence. Mind. 1950;59(236):433-60.",
]


@pytest.mark.parametrize("text", PROSE)
def test_prose_with_years_is_no_list_of_references(text: str) -> None:
    assert reference_records(text) is None


@pytest.mark.parametrize("heading", ["", "References\n\n", "# Bibliography\n"], ids=["bare", "titled", "marked"])
@pytest.mark.parametrize("joint", ["\n", "\n\n"], ids=["lines", "paragraphs"])
@pytest.mark.parametrize("mark", ["{}", "[{0}] {1}", "- {1}"], ids=["plain", "numbered", "bullets"])
def test_a_list_of_references_is_one_whatever_its_form(heading: str, joint: str, mark: str) -> None:
    lines = [entry if mark == "{}" else mark.format(number, entry) for number, entry in enumerate(LIST, 1)]
    records = reference_records(heading + joint.join(lines))
    assert records == [(str(number), line) for number, line in enumerate(lines, 1)]


def test_a_list_below_prose_is_a_document() -> None:
    assert reference_records("A short history of 2020.\n\nReferences\n\n" + "\n".join(LIST)) is None


def test_a_wrapped_line_that_begins_with_a_year_is_no_new_number() -> None:
    wrapped = [
        "Ada Moss and Ben Fern.\n    2019. Moss at night. In J Moss, pages 1–2.",
        "Carl Reed. 2020. The uses of moss. J Moss,\n    12. 3–4.",
        "Dora Sedge. 2018. On\n    Literature.\n    J Moss.",
    ]
    for mark, keys in (("{0}. {1}", "123"), ("[{0}] {1}", "123"), ("{2}. {1}", "abc"), ("({2}) {1}", "abc")):
        text = "\n".join(mark.format(number, entry, "abc"[number - 1]) for number, entry in enumerate(wrapped, 1))
        records = reference_records(text)
        assert records is not None
        assert [key for key, _ in records] == list(keys)


def test_years_between_dashes_make_a_reference() -> None:
    text = (
        "Moss A, Fern B Moss at night // J Moss. – 2019. – P. 1-2.\nReed C The uses of moss // J Moss. – 2020. – P. 3."
    )
    records = reference_records(text)
    assert records is not None
    assert len(records) == 2


def test_a_latex_list_is_called_by_its_keys() -> None:
    records = reference_records(
        "\\section{Moss} Words \\cite{moss}.\n\\begin{thebibliography}{9}\n% a remark\n"
        "\\bibitem[{Moss}(2019)]{moss} A.~Moss.\n\\newblock \\emph{Moss at night}. J Moss, 2019.\n"
        "\\bibitem{reed} C. Reed. \\href{https://example.org/r}{The uses}. 2020.\n\\end{thebibliography}\nMore words."
    )
    assert records == [
        ("moss", "A. Moss. Moss at night. J Moss, 2019."),
        ("reed", "C. Reed. https://example.org/r The uses. 2020."),
    ]


def test_blocks_of_bibtex_in_markdown_are_read(tmp_path: Path) -> None:
    path = tmp_path / "answer.md"
    block = "```bibtex\n@article{moss, title={Moss at night}, year=2019}\n@article{b, title={{}\n```\n"
    path.write_text(f"# Moss\n\n{block}\nAnd then [a work](https://doi.org/10.1234/abc).\n", encoding="utf-8")
    read = read_citations(path)
    assert [each.cited.title or each.cited.doi for each in read.citations] == ["Moss at night", "10.1234/abc"]
    assert [record.place for record in read.malformed] == ["line 5"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_a_list_with_a_byte_order_mark_is_read(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "refs.txt"
    path.write_text(f"{ONE}\n{TWO}\n", encoding=encoding)
    read = read_citations(path)
    assert ([each.raw for each in read.citations], read.notes) == ([ONE, TWO], ())


def test_a_list_in_another_encoding_says_so(tmp_path: Path) -> None:
    path = tmp_path / "refs.txt"
    path.write_text("Müller J. Moss at night. J Moss 2019;3:4-5.\n", encoding="latin-1")
    read = read_citations(path)
    assert read.citations[0].raw.startswith("Müller")
    assert read.notes == ("not valid UTF-8; read as Windows-1252",)


def test_an_archive_is_no_text_without_references(tmp_path: Path) -> None:
    path = tmp_path / "refs.txt"
    path.write_bytes(b"PK\x03\x04" + bytes(60))
    with pytest.raises(UnreadableInputError, match=r"refs\.txt: a ZIP archive, not text"):
        read_citations(path)


@pytest.mark.parametrize(
    ("name", "text"), [("a.md", "# Moss\n\nJust words.\n"), ("a.txt", "Just words of moss.\n"), ("a.json", "[]")]
)
def test_a_file_without_references_is_never_passed_over_in_silence(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    assert read_citations(path).notes == ("no reference was recognised in it",)
