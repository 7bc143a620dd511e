import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from obelize.domain.literature import Author, Notice, NoticeKind, Work
from obelize.errors import UnreadableInputError
from obelize.literature.formats import FileFormat, MalformedRecord, Reference, open_references
from obelize.literature.formats.reading import open_stored
from obelize.literature.library import Additions, Library, import_file
from obelize.literature.library.preparing import prepared_chunks

OPENALEX = {
    "id": "https://openalex.org/W1",
    "doi": "https://doi.org/10.1234/birds",
    "display_name": "Night migration",
    "title": "Night migration",
    "publication_year": 2019,
    "type": "article",
    "authorships": [{"author": {"display_name": "Anna Berg"}}],
    "abstract_inverted_index": {"Birds": [0], "fly": [1]},
    "is_retracted": False,
}
CROSSREF = {
    "DOI": "10.1234/BIRDS",
    "title": ["Night migration"],
    "author": [{"family": "Berg", "given": "Anna"}],
    "issued": {"date-parts": [[2019]]},
    "type": "journal-article",
    "updated-by": [{"type": "retraction", "DOI": "10.1234/notice", "updated": {"date-parts": [[2021, 2, 3]]}}],
}
ARXIV = {
    "id": "0704.0001",
    "title": "Counting\n  birds with $\\beta$",
    "authors_parsed": [["Berg", "Anna", "Jr"]],
    "versions": [{"version": "v1", "created": "Mon, 2 Apr 2007 19:18:42 GMT"}],
    "abstract": "  We count\nbirds.",
    "doi": None,
    "journal-ref": None,
    "update_date": "2019-01-01",
}
PUBMED = """<?xml version="1.0"?>
<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD" "https://dtd.nlm.nih.gov/x.dtd">
<PubmedArticleSet>
<PubmedArticle><MedlineCitation><PMID>7</PMID><Article><Journal><JournalIssue><PubDate><Year>2001</Year></PubDate>
</JournalIssue><Title>Ibis</Title></Journal><ArticleTitle>Small birds</ArticleTitle>
<Abstract><AbstractText>They fly.</AbstractText></Abstract>
<AuthorList><Author><LastName>Berg</LastName><ForeName>Anna</ForeName></Author></AuthorList>
<PublicationTypeList><PublicationType>Randomized Controlled Trial</PublicationType></PublicationTypeList>
</Article></MedlineCitation></PubmedArticle>
<PubmedArticle><MedlineCitation><PMID>8</PMID></MedlineCitation></PubmedArticle>
</PubmedArticleSet>"""
ANTHOLOGY = """<?xml version='1.0' encoding='UTF-8'?>
<collection id="2020.birds"><volume id="main"><meta><booktitle>Proceedings of Birds</booktitle><year>2020</year></meta>
<frontmatter><url>2020.birds-main.0</url></frontmatter>
<paper id="1"><title>Parsing <fixed-case>B</fixed-case>irds</title><author><first>Anna</first><last>Berg</last></author>
<pages>1–9</pages><url>2020.birds-main.1</url><doi>10.1234/acl.1</doi></paper>
<paper id="2"><title>More</title></paper></volume></collection>"""


def written(folder: Path, name: str, *lines: object) -> Path:
    path = folder / name
    path.write_text("".join((x if isinstance(x, str) else json.dumps(x)) + "\n" for x in lines), encoding="utf-8")
    return path


def read(path: Path, wanted: FileFormat) -> tuple[list[Work], list[MalformedRecord]]:
    with open_references(path) as file:
        assert file.format is wanted
        entries = list(file.entries)
    return (
        [entry.work for entry in entries if isinstance(entry, Reference)],
        [entry for entry in entries if isinstance(entry, MalformedRecord)],
    )


def test_dumps_are_told_apart_and_read(tmp_path: Path) -> None:
    (openalex,), _ = read(written(tmp_path, "a", OPENALEX), FileFormat.OPENALEX)
    (crossref,), _ = read(written(tmp_path, "b", CROSSREF), FileFormat.CROSSREF)
    (arxiv,), _ = read(written(tmp_path, "c", ARXIV), FileFormat.ARXIV)
    assert (openalex.title, openalex.doi, openalex.abstract) == ("Night migration", "10.1234/birds", "Birds fly")
    assert (crossref.doi, crossref.year) == ("10.1234/birds", 2019)
    assert (arxiv.title, arxiv.year, arxiv.authors) == ("Counting birds with β", 2007, (Author("Berg Jr", "Anna"),))
    assert arxiv.doi == "10.48550/arxiv.0704.0001"


def test_a_broken_line_of_a_dump_is_reported_and_the_rest_read(tmp_path: Path) -> None:
    works, malformed = read(written(tmp_path, "a", OPENALEX, '{"id": ', {"id": "x"}, OPENALEX), FileFormat.OPENALEX)
    assert len(works) == 2
    assert [record.place for record in malformed] == ["line 2", "line 3"]


@pytest.mark.parametrize("array", [False, True])
def test_numbers_without_end_and_halves_of_characters_stop_no_import(tmp_path: Path, array: bool) -> None:
    half, endless = (
        '{"id": "a", "title": "Half \\ud83d a bird"}',
        '{"id": "b", "title": "Long", "year": ' + "9" * 5000 + "}",
    )
    path = tmp_path / "works.json"
    path.write_text(f"[{half}, {endless}]" if array else f"{half}\n{endless}\n")
    skipped: list[MalformedRecord] = []
    with Library.create(tmp_path / "library.sqlite") as library:
        report = import_file(library, path, on_malformed=skipped.append)
        assert library.by_title("Half ? a bird")[0].work.title == "Half ? a bird"
    assert report.additions.added == 1
    assert "a number is too long" in skipped[0].reason


def test_pubmed_and_anthology_xml_are_read(tmp_path: Path) -> None:
    (bird,), malformed = read(written(tmp_path, "p.xml", PUBMED), FileFormat.PUBMED)
    assert (bird.title, bird.pmid, bird.year) == ("Small birds", "7", 2001)
    assert bird.publication_types == ("Randomized Controlled Trial",)
    assert [record.place for record in malformed] == ["record 2"]
    (parsing, more), _ = read(written(tmp_path, "a.xml", ANTHOLOGY), FileFormat.ANTHOLOGY)
    assert (parsing.id, parsing.title, parsing.year) == ("2020.birds-main.1", "Parsing Birds", 2020)
    assert (parsing.venue, parsing.pages, parsing.doi) == ("Proceedings of Birds", "1-9", "10.1234/acl.1")
    assert more.venue == "Proceedings of Birds"


def test_xml_with_entities_is_refused(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE PubmedArticleSet [<!ENTITY a "b">]><PubmedArticleSet>&a;</PubmedArticleSet>'
    works, malformed = read(written(tmp_path, "p.xml", bomb), FileFormat.PUBMED)
    assert works == []
    assert len(malformed) == 1


def test_cut_off_xml_gives_what_it_holds_and_says_so(tmp_path: Path) -> None:
    works, malformed = read(written(tmp_path, "a.xml", ANTHOLOGY[:-60]), FileFormat.ANTHOLOGY)
    assert len(works) == 1
    assert "the rest is left out" in malformed[0].reason


RETRACTIONS = (
    "Record ID,Title,RetractionDate,RetractionDOI,OriginalPaperDOI,RetractionNature",
    '1,"Night, migration",2/3/2021 0:00,10.1234/NOTICE,10.1234/Birds,Retraction',
    "2,None,2/3/2021 0:00,unavailable,unavailable,Retraction",
    "3,Back,2/3/2021 0:00,10.1234/r,10.1234/back,Reinstatement",
)


def test_a_retraction_table_fills_notices_in_whatever_order(tmp_path: Path) -> None:
    table = written(tmp_path, "rw.csv", *RETRACTIONS)
    with Library.create(tmp_path / "l.sqlite") as library:
        assert import_file(library, table).additions == Additions(added=1)
        library.add([Work("b", "Night migration", "test", doi="10.1234/birds")])
        assert import_file(library, table).additions == Additions(unchanged=1)
        (work,) = library.by_doi("10.1234/birds")
        (notice,) = work.notices
        assert (notice.kind, notice.doi, notice.date) == (NoticeKind.RETRACTION, "10.1234/notice", "2021-02-03")
        assert notice.source.startswith("Retraction Watch (data up to 2021-02-03, imported 20")


def test_the_fingerprint_tells_of_notices_but_not_of_the_day_they_were_imported(tmp_path: Path) -> None:
    table = written(tmp_path, "rw.csv", *RETRACTIONS, "4,Odd,2/3/2021 0:00,10.1234/n,10.1234/odd,Retraction")
    seen: list[str] = []
    with Library.create(tmp_path / "l.sqlite") as library:
        seen.append(library.fingerprint())
        days = iter(datetime(2026, 3, day, tzinfo=UTC) for day in (1, 1, 2))
        for _ in range(3):
            import_file(library, table, clock=lambda: next(days))
            seen.append(library.fingerprint())
        written(tmp_path, "rw.csv", *RETRACTIONS, "4,Odd,2/4/2021 0:00,10.1234/n,10.1234/odd,Retraction")
        import_file(library, table)
        seen.append(library.fingerprint())
    assert seen[1] == seen[2] == seen[3]
    assert len(set(seen)) == 3


def test_rows_of_a_retraction_table_that_concern_no_work_are_counted_and_no_day_is_made_up(tmp_path: Path) -> None:
    table = written(tmp_path, "rw.csv", *RETRACTIONS, "4,Odd,32/13/2010,10.1234/n,10.1234/odd,Retraction")
    with Library.create(tmp_path / "l.sqlite") as library:
        report = import_file(library, table)
        library.add([Work("o", "Odd day", "test", doi="10.1234/odd")])
        (work,) = library.by_doi("10.1234/odd")
    assert (report.additions.added, report.malformed, report.idle) == (2, 0, 2)
    assert [notice.date for notice in work.notices] == [None]


def test_a_retraction_table_is_no_bibliography(tmp_path: Path) -> None:
    with (
        pytest.raises(UnreadableInputError, match="no references"),
        open_references(written(tmp_path, "rw.csv", *RETRACTIONS)) as file,
    ):
        list(file.entries)


def test_notices_of_a_record_are_kept(tmp_path: Path) -> None:
    with Library.create(tmp_path / "l.sqlite") as library:
        import_file(library, written(tmp_path, "c", CROSSREF))
        (work,) = library.by_doi("10.1234/birds")
        assert [notice.kind for notice in work.notices] == [NoticeKind.RETRACTION]


RETRACTED = (Notice(NoticeKind.RETRACTION, "PubMed"),)


@pytest.mark.parametrize(("arxiv", "pmid"), [(None, "7"), ("2001.00001v2", None), (None, None)])
def test_notices_of_a_record_without_doi_are_kept(tmp_path: Path, arxiv: str | None, pmid: str | None) -> None:
    birds = Work("W1", "Small birds", "test", arxiv=arxiv, pmid=pmid)
    with Library.create(tmp_path / "l.sqlite") as library:
        library.add([replace(birds, notices=RETRACTED)])
        assert library.by_title("Small birds")[0].work.notices == RETRACTED
        library.add([replace(birds, doi="10.1234/small", venue="Ibis")])
        (work,) = library.by_doi("10.1234/small")
        assert (work.venue, work.notices) == ("Ibis", RETRACTED)
        library.add([Work("W1", "Large fishes", "test")])
        assert library.by_title("Large fishes")[0].work.notices == ()


def test_a_notice_that_came_by_two_identifiers_is_told_once(tmp_path: Path) -> None:
    with Library.create(tmp_path / "l.sqlite") as library:
        library.add([Work("7", "Small birds", "test", pmid="7", notices=RETRACTED)])
        library.add([Work("7", "Small birds", "test", pmid="7", doi="10.1234/small", notices=RETRACTED)])
        assert library.by_title("Small birds")[0].work.notices == RETRACTED


def test_the_same_file_again_changes_nothing_and_a_corrected_one_updates(tmp_path: Path) -> None:
    with Library.create(tmp_path / "l.sqlite") as library:
        path = written(tmp_path, "refs.jsonl", {"id": "a", "title": "Frist words"}, {"id": "b", "title": "More words"})
        assert import_file(library, path).additions == Additions(added=2)
        assert import_file(library, path).additions == Additions(unchanged=2)
        written(tmp_path, "refs.jsonl", {"id": "a", "title": "Entirely other"}, {"id": "b", "title": "More words"})
        assert import_file(library, path).additions == Additions(updated=1, unchanged=1)
        assert library.stats().works == 2
        assert [hit.work.id for hit in library.by_title("Frist words")] == ["b"]


def test_a_library_takes_no_work_without_a_title(tmp_path: Path) -> None:
    path = tmp_path / "refs.bib"
    path.write_text("@article{a, doi={10.1234/abc}}\n@article{b, title={Moss}}\n")
    told: list[MalformedRecord] = []
    with Library.create(tmp_path / "l.sqlite") as library:
        assert import_file(library, path, on_malformed=told.append).additions == Additions(added=1)
    assert told == [MalformedRecord("line 1", "no title")]


def test_a_corrected_file_takes_authors_back(tmp_path: Path) -> None:
    names = [{"family": "Moss", "given": "Ada"}, {"family": "Doe", "given": "John"}]
    with Library.create(tmp_path / "l.sqlite") as library:
        for authors in (names, names[:1]):
            import_file(
                library, written(tmp_path, "refs.jsonl", {"id": "a", "title": "First words", "author": authors})
            )
        (hit,) = library.by_title("First words")
        assert hit.work.authors == (Author("Moss", "Ada"),)


def test_an_import_that_was_cut_short_goes_on_where_it_was(tmp_path: Path) -> None:
    class StopError(Exception):
        pass

    def stop(_: object) -> None:
        raise StopError

    path = written(tmp_path, "many.jsonl", *({"id": str(i), "title": f"Work number {i}"} for i in range(6000)))
    with Library.create(tmp_path / "l.sqlite") as library:
        with pytest.raises(StopError):
            import_file(library, path, on_progress=stop)
        kept = library.stats().works
        assert 0 < kept < 6000
        report = import_file(library, path)
        assert report.resumed_at == kept
        assert report.additions == Additions(added=6000 - kept)
        assert library.stats().works == 6000


def test_lines_read_beside_the_writing_give_the_same_library(tmp_path: Path) -> None:
    lines = [{"id": str(i), "title": f"Work number {i}"} for i in range(50)]
    path = written(tmp_path, "many.jsonl", *lines[:30], "{", *lines[30:])
    with open_stored(path) as file:
        beside = list(prepared_chunks(file, path, 10, in_parallel=True))
    with open_stored(path) as file:
        here = list(prepared_chunks(file, path, 10, in_parallel=False))
    assert beside == here
    assert [record.place for chunk in here for record in chunk.malformed] == ["line 31"]


def test_two_records_of_one_batch_may_update_the_same_work(tmp_path: Path) -> None:
    with Library.create(tmp_path / "l.sqlite") as library:
        library.add([Work("a", "Night migration", "test", doi="10.1234/a")])
        library.add(
            [
                Work("a", "Night migration", "test", doi="10.1234/a", year=2001),
                Work("a", "Night migration", "test", doi="10.1234/a", venue="Ibis"),
            ]
        )
        (work,) = library.by_doi("10.1234/a")
        assert (work.year, work.venue) == (2001, "Ibis")
        assert len(library.search("night migration")) == 1


def test_readers_are_not_kept_waiting_by_an_import(tmp_path: Path) -> None:
    path = written(tmp_path, "many.jsonl", *({"id": str(i), "title": f"Work number {i}"} for i in range(6000)))
    seen: list[int] = []
    with Library.create(tmp_path / "l.sqlite") as writing, Library.open(tmp_path / "l.sqlite") as reading:
        import_file(writing, path, on_progress=lambda _: seen.append(reading.stats().works))
    assert seen[0] == 5000


WHALES = """@article{smith2020, title={Deep Learning for Whales}, author={Smith, Ann}, year={2020},
  doi={10.1234/whales}, journal={Whale Journal}, abstract={We count whales.}}"""
BREAD = "@article{smith2020, title={Bread Baking at High Altitude}, author={Smith, Bob}, year={2020}}"


def test_two_files_of_one_name_may_use_one_key_for_different_works(tmp_path: Path) -> None:
    for folder, entry in (("a", WHALES), ("b", BREAD)):
        (tmp_path / folder).mkdir()
        written(tmp_path / folder, "refs.bib", entry)
    with Library.create(tmp_path / "l.sqlite") as library:
        for folder in "ab":
            assert import_file(library, tmp_path / folder / "refs.bib").additions == Additions(added=1)
        (whales,), (bread,) = (library.by_title(title) for title in ("Deep learning for whales", "Bread baking"))
        assert (whales.work.doi, whales.work.venue) == ("10.1234/whales", "Whale Journal")
        assert (bread.work.doi, bread.work.venue, bread.work.abstract) == (None, None, None)


def test_an_entry_that_became_another_work_keeps_nothing_of_the_first(tmp_path: Path) -> None:
    with Library.create(tmp_path / "l.sqlite") as library:
        import_file(library, written(tmp_path, "refs.bib", WHALES))
        assert import_file(library, written(tmp_path, "refs.bib", BREAD)).additions == Additions(updated=1)
        assert library.by_doi("10.1234/whales") == []
        (bread,) = library.by_title("Bread baking at high altitude")
        assert (bread.work.authors, bread.work.venue, bread.work.abstract) == ((Author("Smith", "Bob"),), None, None)


def test_one_key_twice_in_a_file_stays_two_works_when_it_is_imported_again(tmp_path: Path) -> None:
    with Library.create(tmp_path / "l.sqlite") as library:
        import_file(library, written(tmp_path, "refs.bib", WHALES))
        assert import_file(library, written(tmp_path, "refs.bib", WHALES, BREAD)).additions.added == 1
        again = import_file(library, written(tmp_path, "refs.bib", WHALES, BREAD, "% checked"))
        assert again.additions == Additions(unchanged=2)
        assert library.stats().works == 2


def test_a_file_that_was_moved_is_known_by_its_content(tmp_path: Path) -> None:
    with Library.create(tmp_path / "l.sqlite") as library:
        import_file(library, written(tmp_path, "refs.bib", WHALES))
        moved = (tmp_path / "refs.bib").rename(tmp_path / "moved.bib")
        assert import_file(library, moved).additions == Additions(unchanged=1)


def test_titles_without_a_letter_agree_with_no_other(tmp_path: Path) -> None:
    with Library.create(tmp_path / "l.sqlite") as library:
        assert library.add([Work("k", "???", "test"), Work("k", "Birds at night", "test")]).added == 2
        assert library.add([Work("k", "???", "test")]) == Additions(unchanged=1)
