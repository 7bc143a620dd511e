import gzip
import json
from pathlib import Path

import pytest

from obelize.domain.identifiers import bare_arxiv, bare_doi
from obelize.domain.literature import Author
from obelize.errors import UnreadableInputError
from obelize.literature.formats import (
    Entry,
    MalformedRecord,
    Reference,
    open_references,
    parse_references,
)
from obelize.literature.library import Library, import_file

BIB = r"""
@string{tpl = "Transactions on Pattern Lore"}
@comment{not an entry}
@article{mueller2019,
  title = {Counting {Birds} at {N}ight: $\beta$ and more},
  author = "M{\"u}ller, J{\"o}rg and van der Berg, Anna and {Bird Society} and others",
  journal = tpl # " B", year = 2019, volume = {3}, number = 2, pages = {10--20},
  doi = {https://doi.org/10.1234/ABC.5},
}
@misc{kaplan, title={Scaling}, author={Jared Kaplan}, eprint={2001.08361v2}, archivePrefix={arXiv}, year={2020}}
"""


def entries(text: str) -> list[Entry]:
    return list(parse_references(text, "test"))


def reference(text: str) -> Reference:
    (entry,) = entries(text)
    assert isinstance(entry, Reference)
    return entry


def test_bibtex_fields_become_a_work() -> None:
    first, second = entries(BIB)
    assert isinstance(first, Reference)
    assert isinstance(second, Reference)
    work = first.work
    assert first.key == "mueller2019"
    assert first.raw.startswith("@article{mueller2019")
    assert first.raw.endswith("}")
    assert work.title == "Counting Birds at Night: β and more"
    assert work.authors == (Author("Müller", "Jörg"), Author("van der Berg", "Anna"), Author("Bird Society"))
    assert first.et_al
    assert first.cited.et_al
    assert (work.year, work.venue, work.volume, work.issue, work.pages) == (
        2019,
        "Transactions on Pattern Lore B",
        "3",
        "2",
        "10-20",
    )
    assert work.doi == "10.1234/abc.5"
    assert second.work.arxiv == "2001.08361"
    assert second.work.authors == (Author("Kaplan", "Jared"),)


def test_a_broken_bibtex_entry_is_reported_with_its_line_and_the_next_is_read() -> None:
    broken, fine = entries("@article{a, title = {never closed\n}\n\n@article{b, title = {Fine}}\n")
    assert isinstance(broken, MalformedRecord)
    assert broken.place == "line 1"
    assert isinstance(fine, Reference)
    assert fine.work.title == "Fine"


@pytest.mark.parametrize(
    ("field", "authors"),
    [
        ("Ada Moss \\and Ben Fern and", ["Ada Moss", "Ben Fern"]),
        ("Ada Moss \\& Ben Fern", ["Ada Moss", "Ben Fern"]),
        ('M{\\"o}ss, Ada and {Moss and Fern, Inc.}', ["Ada Möss", "Moss and Fern, Inc."]),
        ("{Department of Birds, Night and Moss}", ["Department of Birds, Night and Moss"]),
        ("{Ada Moss and Ben Fern and Carl Reed}", ["Ada Moss", "Ben Fern", "Carl Reed"]),
        ("{de la Cruz}, Ada and Ren\\'e Fern", ["Ada de la Cruz", "René Fern"]),
        ("Carlo d&apos;Amore and A.~Moss", ["Carlo d'Amore", "A. Moss"]),
        ("family=Moss, given=Ada, given-i=A and family={van Fern}, given=Ben", ["Ada Moss", "Ben van Fern"]),
        ("Ada Moss and {et al.}", ["Ada Moss", "et al."]),
        ("Ada Moss and \\ldots", ["Ada Moss", "et al."]),
    ],
)
def test_authors_of_bibtex(field: str, authors: list[str]) -> None:
    read = reference(f"@article{{a, title={{Birds}}, author={{{field}}}}}")
    names = [f"{author.given} {author.family}".strip() for author in read.work.authors]
    assert names + ["et al."] * read.et_al == authors


def test_a_field_full_of_blanks_takes_no_time() -> None:
    read = reference("@article{a, title={Birds}, author={Ada Moss" + " " * 100_000 + "and\n Ben Fern}}")
    assert [author.family for author in read.work.authors] == ["Moss", "Fern"]


@pytest.mark.parametrize("blanks", [" ", "\n", "\t \n"])
def test_a_key_of_blanks_takes_no_time(blanks: str) -> None:
    assert all(isinstance(entry, MalformedRecord) for entry in entries("@article{" + blanks * 30_000 + '"x'))


def test_several_authors_in_one_ris_line() -> None:
    read = reference("TY  - JOUR\nTI  - Birds\nAU  - Moss, Ada; Fern, Ben; et al.\nER  - \n")
    assert (read.work.authors, read.et_al) == ((Author("Moss", "Ada"), Author("Fern", "Ben")), True)


def test_several_authors_in_one_csl_name() -> None:
    names = [{"family": "Ada Moss", "given": "Ben Fern, Carl Reed"}, {"literal": "Dora Sedge, Eva Rush, et al."}]
    read = reference(json.dumps([{"title": "Birds", "author": names}]))
    assert [author.family for author in read.work.authors] == ["Moss", "Fern", "Reed", "Sedge", "Rush"]
    assert read.et_al


def test_csl_items_become_works_from_array_and_lines() -> None:
    item = {
        "id": 7,
        "type": "article-journal",
        "title": "On <i>Birds</i>",
        "author": [{"family": "Berg", "given": "A.", "non-dropping-particle": "van der"}, {"literal": "Bird Society"}],
        "issued": {"date-parts": [[2019, 4]]},
        "container-title": "Nature",
        "DOI": "10.48550/arXiv.2001.08361",
        "abstract": "Birds.\nMany.",
    }
    from_array = reference(json.dumps([item], indent=1))
    from_lines = reference(json.dumps(item) + "\n")
    assert from_array.work == from_lines.work
    work = from_array.work
    assert (work.id, work.title, work.year) == ("7", "On Birds", 2019)
    assert work.authors == (Author("van der Berg", "A."), Author("Bird Society"))
    assert work.arxiv == "2001.08361"
    assert work.abstract == "Birds. Many."


def test_a_long_array_is_read_in_pieces(tmp_path: Path) -> None:
    path = tmp_path / "long.json"
    items = [{"id": str(i), "title": f"Work {i} " + "x" * 100} for i in range(3000)]
    path.write_text(json.dumps(items))
    with open_references(path) as file:
        read = [entry.work.id for entry in file.entries if isinstance(entry, Reference)]
    assert read == [str(i) for i in range(3000)]


def test_malformed_lines_are_reported_and_the_others_read() -> None:
    bad, none, fine = entries('{"title": "A"\n{"id": 1}\n{"id": 2, "title": "B"}\n')
    assert isinstance(bad, MalformedRecord)
    assert bad.place == "line 1"
    assert none == MalformedRecord("line 2", "no title")
    assert isinstance(fine, Reference)


@pytest.mark.parametrize(
    ("lines", "pmid"),
    [
        ("AN  - 108364829\nDB  - CINAHL", None),
        ("AN  - 26017442\nDB  - MEDLINE", "26017442"),
        ("AN  - PMID: 26017442", "26017442"),
    ],
)
def test_an_accession_number_is_a_pubmed_id_only_in_pubmed(lines: str, pmid: str | None) -> None:
    assert reference(f"TY  - JOUR\nTI  - A Title of Words\n{lines}\nER  - \n").work.pmid == pmid


def test_ris_entries_become_works() -> None:
    ris = (
        "TY  - JOUR\nTI  - A study of birds\n      and nights\nAU  - Müller, J.\nAU  - Bird Society\nPY  - 2019/04/01\n"
        "JO  - Nature\nVL  - 3\nSP  - 10\nEP  - 20\nDO  - 10.1234/abc\nER  - \n"
    )
    work = reference(ris).work
    assert work.title == "A study of birds and nights"
    assert work.authors == (Author("Müller", "J."), Author("Bird Society"))
    assert (work.year, work.pages, work.type) == (2019, "10-20", "article-journal")


def test_medline_entries_become_works() -> None:
    first, second = entries(
        "\nPMID- 26017442\nOWN - NLM\nTI  - Deep learning of\n      birds.\nPG  - 436-44\n"
        "LID - 10.1038/nature14539 [doi]\nFAU - Moss, Ada Maria\nAU  - Moss AM\nCN  - Bird Society\n"
        "PT  - Journal Article\nJT  - Nature\n"
        "DP  - 2015 May 28\n\nPMID- 7\nTI  - Night\nAU  - van der Berg JM\n"
    )
    assert isinstance(first, Reference)
    assert isinstance(second, Reference)
    work = first.work
    assert (first.key, work.title, work.year, work.venue) == ("26017442", "Deep learning of birds", 2015, "Nature")
    assert (work.pmid, work.doi, work.pages, work.type) == (
        "26017442",
        "10.1038/nature14539",
        "436-44",
        "article-journal",
    )
    assert work.authors == (Author("Moss", "Ada Maria"), Author("Bird Society"))
    assert (second.line, second.work.authors) == (15, (Author("van der Berg", "JM"),))


def test_endnote_entries_become_works() -> None:
    first, second, untitled = entries(
        "%0 Journal Article\n%T Deep learning of\n   birds\n%A Moss, Ada\n%A A. Fern\n%J Nature\n%V 521\n%N 7553\n"
        "%P 436-444\n%D 2015\n\n%0 Book\n%T Night\n%F moss99\n%R 10.1234/abc\n%0 Book\n%A Moss, Ada\n"
    )
    assert isinstance(first, Reference)
    assert isinstance(second, Reference)
    work = first.work
    assert (work.title, work.year, work.venue, work.volume) == ("Deep learning of birds", 2015, "Nature", "521")
    assert work.authors == (Author("Moss", "Ada"), Author("Fern", "A."))
    assert (second.key, second.work.doi, second.work.type) == ("moss99", "10.1234/abc", "book")
    assert untitled == MalformedRecord("line 16", "no title")


def test_a_ris_entry_without_its_last_line_is_read_and_named() -> None:
    first, remark, second, other = entries("TY  - JOUR\nTI  - Birds\nTY  - JOUR\nTI  - Night\n")
    assert isinstance(first, Reference)
    assert isinstance(second, Reference)
    assert (first.work.title, second.work.title) == ("Birds", "Night")
    assert remark == MalformedRecord("line 1", "the entry has no ER line: read as far as it goes")
    assert isinstance(other, MalformedRecord)


@pytest.mark.parametrize(
    ("fields", "title"),
    [
        ("title={Birds}, subtitle={A Study}", "Birds: A Study"),
        ("title={Birds?}, subtitle={A Study}", "Birds? A Study"),
        ("title={Birds}, subtitle={}", "Birds"),
    ],
)
def test_a_subtitle_belongs_to_the_title(fields: str, title: str) -> None:
    assert reference(f"@article{{a, {fields}}}").work.title == title


ITEM = {"title": "Birds", "author": [{"family": "Moss", "given": "Ada"}]}


@pytest.mark.parametrize(
    "value",
    [
        {"items": [ITEM]},
        [{"items": [ITEM]}],
        [{**ITEM, "title": ["Birds"]}],
        [{**ITEM, "author": ["Ada Moss"]}],
        [{**ITEM, "author": "Ada Moss"}],
        [{"title": "Birds", "creators": [{"lastName": "Moss", "firstName": "Ada", "creatorType": "author"}]}],
        {"key": "X", "data": {"title": "Birds", "creators": [{"lastName": "Moss", "firstName": "Ada"}]}},
    ],
)
@pytest.mark.parametrize("indent", [None, 1])
def test_what_is_almost_csl_is_read_with_its_authors(value: object, indent: int | None) -> None:
    work = reference(json.dumps(value, indent=indent)).work
    assert (work.title, work.authors) == ("Birds", (Author("Moss", "Ada"),))


def test_an_answer_of_crossref_is_read() -> None:
    record = {"title": ["Birds"], "DOI": "10.1234/abc", "author": [{"family": "Moss", "given": "Ada"}]}
    for message in ({"items": [record, record]}, record):
        read = entries(json.dumps({"status": "ok", "message": message}))
        assert [entry.work.doi for entry in read if isinstance(entry, Reference)] == ["10.1234/abc"] * len(read)


def test_zotero_items_have_other_names_for_their_fields() -> None:
    item = {
        "itemType": "journalArticle",
        "title": "Birds",
        "creators": [
            {"lastName": "Reed", "firstName": "Carl", "creatorType": "editor"},
            {"name": "Bird Society", "creatorType": "author"},
        ],
        "date": "2019-04-01",
        "publicationTitle": "Nature",
        "pages": "1-2",
        "DOI": "10.1234/abc",
    }
    work = reference(json.dumps([item])).work
    assert (work.authors, work.year, work.venue) == ((Author("Bird Society"),), 2019, "Nature")
    assert (work.pages, work.doi, work.type) == ("1-2", "10.1234/abc", "article-journal")


def test_an_author_that_is_no_name_is_told() -> None:
    assert entries('[{"title": "Birds", "author": [5]}]') == [MalformedRecord("item 1, line 1", "an author is no name")]


def test_gzip_is_read_and_a_cut_off_one_is_an_error_of_one_line(tmp_path: Path) -> None:
    lines = "".join(json.dumps({"id": i, "title": f"Work {i * 7919 % 1000}"}) + "\n" for i in range(2000)).encode()
    whole = tmp_path / "whole.jsonl.gz"
    whole.write_bytes(gzip.compress(lines))
    with open_references(whole) as file:
        assert len(list(file.entries)) == 2000
    cut = tmp_path / "cut.jsonl.gz"
    cut.write_bytes(gzip.compress(lines)[:-2000])
    with pytest.raises(UnreadableInputError, match="damaged"), open_references(cut) as file:
        list(file.entries)


def test_a_single_item_printed_over_lines_is_read(tmp_path: Path) -> None:
    path = tmp_path / "one.json"
    path.write_text(json.dumps({"DOI": "10.1234/p", "title": "A single work"}, indent=1) + "\n")
    with open_references(path) as file:
        (entry,) = file.entries
    assert isinstance(entry, Reference)
    assert entry.cited.title == "A single work"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"just words", "none of the known formats"),
        (b'{"title": "caf\xe9"}\n', "line 1: not valid UTF-8"),
        (b'{"title": "tea"}\n{"title": "caf\xe9"}\n', "line 2: not valid UTF-8"),
        (gzip.compress(b'{"title": "tea"}\n{"title": "caf\xe9"}\n', mtime=0), "line 2: not valid UTF-8"),
        ('[{"title": "tea"}]'.encode("utf-16"), "UTF-16"),
    ],
)
def test_unreadable_files_are_named(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "odd.txt"
    path.write_bytes(content)
    with pytest.raises(UnreadableInputError, match=reason) as error, open_references(path) as file:
        list(file.entries)
    assert str(path) in str(error.value)


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        ("https://doi.org/10.1/ABC", None),
        ("doi:10.1234/ABC.", "10.1234/abc"),
        ("(see 10.1016/S0140-6736(97)11096-0)", "10.1016/s0140-6736(97)11096-0"),
        ("https://www.example.org/articles/10.3389/fpsyg.2019.00001/full?a=b#c", "10.3389/fpsyg.2019.00001"),
        ("https://example.org/article?id=10.1371/journal.pone.0012345&type=printable", "10.1371/journal.pone.0012345"),
        ("https://example.org/doi/pdf/10.1145/3442188.3445922.pdf", "10.1145/3442188.3445922"),
        ("https://doi.org/10.1234/a?b", "10.1234/a?b"),
    ],
)
def test_dois_are_bared(text: str, doi: str | None) -> None:
    assert bare_doi(text) == doi


@pytest.mark.parametrize(
    ("text", "arxiv"),
    [
        ("arXiv:2001.08361v3 [cs.LG]", "2001.08361"),
        ("https://arxiv.org/pdf/1503.02531.pdf", "1503.02531"),
        ("hep-th/9901001", "hep-th/9901001"),
        ("pages 2001.1", None),
    ],
)
def test_arxiv_ids_are_bared(text: str, arxiv: str | None) -> None:
    assert bare_arxiv(text) == arxiv


def test_an_entry_takes_over_what_its_crossref_names() -> None:
    text = """@inproceedings{child, author={Devlin, J.}, title={BERT}, crossref={conf}, pages={1}}
    @proceedings{conf, title={Proceedings of NAACL}, year=2019}"""
    child, _ = parse_references(text, "a.bib")
    assert isinstance(child, Reference)
    assert (child.work.title, child.work.venue, child.work.year) == ("BERT", "Proceedings of NAACL", 2019)


def test_et_al_is_no_author_in_csl() -> None:
    item = '[{"id": "a", "title": "Deep learning", "author": [{"family": "LeCun"}, {"literal": "et al."}]}]'
    (reference,) = parse_references(item, "a.json")
    assert isinstance(reference, Reference)
    assert (reference.et_al, [author.family for author in reference.work.authors]) == (True, ["LeCun"])


ENDLESS = "bird " * (1 << 22)
BY_NIGHT = '{"id": "b", "title": "Birds by night"}'


@pytest.mark.parametrize(
    "first",
    [f'{{"id": "a", "title": "{ENDLESS}"}}', '{"title": "A"}' + ENDLESS, ENDLESS],
    ids=["within", "behind", "no record"],
)
def test_a_line_without_end_is_reported_and_the_next_is_read(tmp_path: Path, first: str) -> None:
    path = tmp_path / "works.jsonl.gz"
    path.write_bytes(gzip.compress(f'{{"id": "0", "title": "Birds"}}\n{first}\n{BY_NIGHT}\n'.encode(), 1))
    with open_references(path) as file:
        _, skipped, read = list(file.entries)
    assert skipped == MalformedRecord("line 2", "longer than 16,777,216 characters")
    assert isinstance(read, Reference)
    assert (read.key, read.line) == ("b", 3)


def test_a_line_without_end_in_a_dump_is_skipped_by_an_import(tmp_path: Path) -> None:
    path = tmp_path / "works.jsonl"
    openalex = '{"id": "https://openalex.org/W%d", "title": "%s"}\n'
    path.write_text(openalex % (1, "Birds") + openalex % (2, ENDLESS) + openalex % (3, "Birds by night"))
    skipped: list[MalformedRecord] = []
    with Library.create(tmp_path / "library.sqlite") as library:
        report = import_file(library, path, on_malformed=skipped.append)
    assert [record.place for record in skipped] == ["line 2"]
    assert report.additions.added == 2


@pytest.mark.parametrize("endless", [ENDLESS, "\n".join([ENDLESS[:4095]] * 4200)], ids=["line", "lines"])
def test_an_endless_ris_entry_is_reported_and_the_next_is_read(endless: str) -> None:
    skipped, read = entries(f"TY  - JOUR\nTI  - Birds\nAB  - {endless}\nER  - \nTY  - JOUR\nTI  - Night\nER  - \n")
    assert skipped == MalformedRecord("line 1", "longer than 16,777,216 characters")
    assert isinstance(read, Reference)


def test_an_endless_xml_record_ends_the_reading(tmp_path: Path) -> None:
    path = tmp_path / "works.xml"
    path.write_text(
        "<collection id='1'><volume id='1'><paper id='1'><title>Birds</title></paper>"
        f"<paper id='2'><title>{ENDLESS}</title></paper></volume></collection>"
    )
    with open_references(path) as file:
        first, skipped = list(file.entries)
    assert isinstance(first, Reference)
    assert skipped == MalformedRecord("record 2", "longer than 16,777,216 bytes; the rest is left out")
