import asyncio
import sqlite3
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from obelize.domain.literature import Author, Found, NotFound, Unavailable, Work, WorkQuery
from obelize.errors import LibraryError
from obelize.literature.consult import consult
from obelize.literature.library import Additions, Library, LibrarySource, open_library_source, starter_library

BIRDS = Work(
    "b1",
    "Night migration of small birds: a radar study",
    "test",
    (Author("Berg", "Anna"),),
    2019,
    doi="10.1234/birds",
    abstract="Radar was used. Small birds migrate at night. Weather matters little.",
)
SCALING = Work("s1", "Scaling laws of word models", "test", (Author("Kim", "J."),), 2020, arxiv="2001.00001")
VITAMINS = [Work(f"v{letter}", f"Vitamin {letter} and bone health", "test", year=2001) for letter in "ABCDE"]
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


@pytest.fixture
def library() -> Library:
    return Library.in_memory([BIRDS, SCALING, *VITAMINS], "library")


def test_identifiers_find_their_works(library: Library) -> None:
    assert [w.id for w in library.by_doi("10.1234/BIRDS")] == ["b1"]
    assert [w.id for w in library.by_arxiv("2001.00001v2")] == ["s1"]
    assert library.by_doi("10.1234/other") == []


def test_a_stored_work_comes_back_whole(library: Library) -> None:
    (work,) = library.by_doi("10.1234/birds")
    assert (work.title, work.authors, work.year, work.abstract) == (
        BIRDS.title,
        BIRDS.authors,
        BIRDS.year,
        BIRDS.abstract,
    )
    assert work.source == "library"


def test_a_title_is_found_exactly_without_its_subtitle_and_with_typos(library: Library) -> None:
    assert library.by_title("NIGHT MIGRATION of small birds — a radar study")[0].score == 1.0
    dropped = library.by_title("Night migration of small birds")[0]
    assert dropped.work.id == "b1"
    assert 0.9 < dropped.score < 1
    typo = library.by_title("Nigth migration of smal birds: a radar study")[0]
    assert typo.work.id == "b1"
    assert 0.9 < typo.score < 1


def test_an_exact_title_hides_its_lookalikes(library: Library) -> None:
    assert [c.work.id for c in library.by_title("Vitamin D and bone health")] == ["vD"]


def test_a_mistyped_title_is_found_among_many_that_share_its_rare_words() -> None:
    crowd = [Work(f"c{n}", f"Pose and person image generation, number {n} of all the many", "test") for n in range(60)]
    guided = Work("g", "Pose Guided Person Image Generation", "test")
    crowded = Library.in_memory([*crowd, guided], "library")
    assert crowded.by_title("Pose Guied Person Image Generation")[0].work.id == "g"


def test_a_work_called_like_the_main_title_hides_no_other(library: Library) -> None:
    library.add([Work("r", "Book Reviews", "test"), Work("t", "Book Reviews: Towards a Theory of Thought", "test")])
    assert library.by_title("Book Reviews: Towrads a Theory of Thought")[0].work.id == "t"


def test_a_british_spelling_finds_the_american_one() -> None:
    others = [Work(f"o{n}", f"Localisation of sources {n}", "test") for n in range(3)]
    many = [Work(f"m{n}", f"Learning to track for action localization in crowds {n}", "test") for n in range(60)]
    track = Work("t", "Learning to Track for Action Localization", "test")
    spelt = Library.in_memory([*others, *many, track], "library")
    assert spelt.by_title("Learning to Track for Action Localisation")[0].work.id == "t"


def test_of_many_works_of_one_title_the_author_s_come_first() -> None:
    namesakes = [Work(f"n{n}", "Less is More", "test", (Author(f"Name{n}"),), 2000 + n) for n in range(20)]
    library = Library.in_memory(namesakes, "library")
    assert library.by_title("Less is more", author="Name17")[0].work.id == "n17"
    assert library.by_title("Less is more", year=2011)[0].work.id == "n11"


def test_search_finds_by_content_and_shows_the_sentence(library: Library) -> None:
    hits = library.search("do birds migrate at night?")
    assert hits[0].work.id == "b1"
    assert hits[0].passage == "Small birds migrate at night."


@pytest.mark.parametrize(
    "query", ['GPT-4 "it\'s" (a.b)', "NEAR(a b) OR", '"', "*", "title : birds AND", "", "birds\x00"]
)
def test_nothing_in_a_query_is_syntax(library: Library, query: str) -> None:
    library.search(query)
    library.by_title(query)


def test_adding_again_doubles_nothing(tmp_path: Path) -> None:
    with Library.create(tmp_path / "l.sqlite") as library:
        assert library.add([BIRDS, SCALING]) == Additions(added=2)
        assert library.add([BIRDS, SCALING]) == Additions(unchanged=2)
        before = library.fingerprint()
        longer = Work("other-key", BIRDS.title, "bibtex", doi=BIRDS.doi, venue="Ibis")
        assert library.add([longer]) == Additions(updated=1)
        (work,) = library.by_doi("10.1234/birds")
        assert (work.venue, work.abstract) == ("Ibis", BIRDS.abstract)
        assert library.stats().works == 2
        assert library.fingerprint() != before


@pytest.mark.parametrize(
    ("richer", "poorer"),
    [
        ((Author("de Jong", "Ellen"),), (Author("Jong", "E de"),)),
        ((Author("Berg", "A."), Author("Kim", "J.")), (Author("Berg", "Anna Maria"),)),
    ],
)
def test_a_poorer_list_of_authors_replaces_no_richer_one(
    richer: tuple[Author, ...], poorer: tuple[Author, ...]
) -> None:
    one, other = replace(BIRDS, authors=richer), replace(BIRDS, id="x", authors=poorer, year=2020)
    for records in ([one, other], [other, one]):
        (work,) = Library.in_memory(records, "library").by_doi("10.1234/birds")
        assert work.authors == richer
        assert work.year == records[-1].year


def test_the_same_records_give_the_same_fingerprint_in_whatever_order() -> None:
    libraries = [Library.in_memory(works, "library") for works in ([BIRDS, *VITAMINS], [*VITAMINS, BIRDS], [BIRDS])]
    one, other, smaller = (library.fingerprint() for library in libraries)
    assert one == other != smaller


def test_the_same_key_in_another_bibliography_is_another_work(tmp_path: Path) -> None:
    with Library.create(tmp_path / "l.sqlite") as library:
        library.add([Work("smith2020", "Birds at night", "bibtex")])
        assert library.add([Work("smith2020", "Compilers in the large", "bibtex")]).added == 1


def test_a_missing_a_foreign_and_a_damaged_library_are_errors_of_one_line(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="no library there"):
        Library.open(tmp_path / "none.sqlite")
    foreign = tmp_path / "foreign.sqlite"
    connection = sqlite3.connect(foreign)
    connection.execute("CREATE TABLE t (a)")
    connection.close()
    with pytest.raises(LibraryError, match="not a library"):
        Library.open(foreign)
    garbage = tmp_path / "garbage.sqlite"
    garbage.write_bytes(b"garbage " * 1000)
    with pytest.raises(LibraryError, match="not a library"):
        Library.open(garbage)


@pytest.mark.parametrize("change", ["ALTER TABLE notices DROP COLUMN date", "PRAGMA user_version = 99"])
def test_a_library_of_another_schema_has_to_be_built_again(tmp_path: Path, change: str) -> None:
    path = tmp_path / "library.sqlite"
    Library.create(path).close()
    connection = sqlite3.connect(path)
    connection.execute(change)
    connection.close()
    with pytest.raises(LibraryError, match="build it again"):
        Library.open(path)


def test_look_ups_leave_receipts(library: Library) -> None:
    source = LibrarySource(library, lambda: NOON)
    found = asyncio.run(source.look_up(WorkQuery(doi="10.1234/birds")))
    assert isinstance(found, Found)
    assert found.receipt.snapshot == library.fingerprint()
    assert (found.receipt.source, found.receipt.query, found.receipt.hits) == ("library", "doi:10.1234/birds", 1)
    missing = asyncio.run(source.look_up(WorkQuery(title="zzz qqq")))
    assert isinstance(missing, NotFound)


def test_a_doi_of_another_work_comes_with_the_work_of_the_title(library: Library) -> None:
    answer = LibrarySource(library).answer(WorkQuery(doi="10.1234/birds", title=SCALING.title))
    assert isinstance(answer, Found)
    assert [c.work.id for c in answer.candidates] == ["b1", "s1"]


def test_a_library_that_fails_is_unavailable_not_empty(library: Library) -> None:
    source = LibrarySource(library)
    library.close()
    # sqlite3 reports a closed connection as a programming error, as it does a damaged page as a database error.
    assert isinstance(source.answer(WorkQuery(title="Birds")), Unavailable)


def test_a_work_without_a_letter_in_its_title_does_not_make_a_library_blind() -> None:
    source = LibrarySource(Library.in_memory([Work("q", "???", "test"), BIRDS], "library"))
    ((lookup,),) = asyncio.run(consult([WorkQuery(title="Zebras dream quietly")], [source]))
    assert isinstance(lookup, NotFound)


def test_a_library_that_fails_answers_the_control_query_as_any_other(library: Library) -> None:
    source = LibrarySource(library)
    library.close()
    assert isinstance(asyncio.run(source.control_answer()), Unavailable)


def test_the_starter_library_is_used_and_named_where_none_was_built(tmp_path: Path) -> None:
    source = open_library_source(tmp_path / "library.sqlite")
    assert source.name == "starter library"
    answer = source.answer(WorkQuery(arxiv="2001.08361"))
    assert isinstance(answer, Found)
    assert answer.candidates[0].work.title == "Scaling Laws for Neural Language Models"
    with pytest.raises(LibraryError):
        open_library_source(tmp_path / "library.sqlite", explicit=True)


def test_a_library_without_works_does_not_hide_the_starter_library(tmp_path: Path) -> None:
    Library.create(tmp_path / "library.sqlite").close()
    source = open_library_source(tmp_path / "library.sqlite")
    assert source.name == "starter library"


def test_the_starter_library_has_every_work_once() -> None:
    stats = starter_library().stats()
    assert stats.works > 90
