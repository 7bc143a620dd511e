"""One contract for every kind of text index: what is found, and what survives a kill."""

import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

import pytest

from obelize.domain.literature import Work
from obelize.errors import LibraryError
from obelize.literature.library import IndexKind, Library, writing
from obelize.literature.library.tantivy_index import TantivyIndex

BIRDS = Work("b1", "Night migration of small birds", "test", abstract="Radar was used. Small birds migrate at night.")
TIDES = Work("t1", "Tides of inland seas", "test", doi="10.1234/tides", abstract="Levels were gauged for a year.")
BONES = [Work(f"v{letter}", f"Vitamin {letter} and bone health", "test", year=2001) for letter in "ABCDE"]
WORKS = [BIRDS, TIDES, *BONES]


@pytest.fixture(params=list(IndexKind))
def kind(request: pytest.FixtureRequest) -> IndexKind:
    return IndexKind(request.param)


@pytest.fixture
def path(tmp_path: Path, kind: IndexKind) -> Path:
    path = tmp_path / "library.sqlite"
    with Library.create(path) as library:
        library.build_index(kind)
        library.add(WORKS)
    return path


@pytest.fixture
def library(path: Path) -> Iterator[Library]:
    with Library.open(path) as library:
        yield library


def found(library: Library, text: str) -> list[str]:
    return [hit.work.id for hit in library.search(text)]


def test_words_find_the_works_that_say_them(library: Library) -> None:
    assert found(library, "do small birds migrate by night?") == ["b1"]
    assert found(library, "gauging the levels") == ["t1"]
    assert sorted(found(library, "bone health"))[:5] == ["vA", "vB", "vC", "vD", "vE"]


def test_a_misspelt_title_is_found(library: Library) -> None:
    assert library.by_title("Tydes of inland seas")[0].work.id == "t1"


@pytest.mark.parametrize(
    "query",
    [
        '"quoted',
        "NEAR(a b) AND *",
        "title:birds",
        "",
        " ",
        "\x00",
        "the of and",
        "🐦",
        pytest.param("a" * 9_000, id="very long"),
        "birds\x00🐦",
    ],
)
def test_nothing_in_a_query_is_syntax(library: Library, query: str) -> None:
    library.search(query)
    library.by_title(query)


def test_more_than_everything_may_be_asked_for(library: Library) -> None:
    assert [hit.work.id for hit in library.search("small birds", 10**30)] == ["b1"]


def test_an_updated_work_stands_once_and_is_found_by_its_new_words_only(path: Path) -> None:
    with Library.create(path) as library:
        library.add([replace(TIDES, abstract="Salt was weighed.")])
        assert found(library, "salt weighed") == ["t1"]
        assert found(library, "levels gauged") == []
    with Library.open(path) as library:
        assert found(library, "tides of inland seas").count("t1") == 1


@pytest.mark.parametrize("change", ["added", "updated"])
def test_few_new_words_in_a_large_library_are_found_before_terms_are_counted_again(
    path: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    with Library.create(path) as library:
        library.add([Work(f"p{number}", f"Common study number {number}", "test") for number in range(100)])
        monkeypatch.setattr(writing, "_RECOUNT_ALWAYS_BELOW", 50)
        counted = library.stats().terms
        abstract = "Zyzzogeton wings were quuxified."
        library.add([Work("z", "Zyzzogetons", "test") if change == "added" else replace(TIDES, abstract=abstract)])
        assert library.stats().terms == counted
    with Library.open(path) as library:
        assert found(library, "zyzzogeton") == ["z" if change == "added" else "t1"]
        if change == "added":
            assert library.by_title("Zyzzogetons considered")[0].work.id == "z"


def test_terms_are_counted_again_when_many_works_of_a_large_library_were_updated(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "_RECOUNT_ALWAYS_BELOW", 5)
    with Library.create(path) as library:
        counted = library.stats().terms
        library.add([replace(bone, abstract="Milk was drunk.") for bone in BONES])
        assert library.stats().terms > counted


def test_an_empty_library_finds_nothing(tmp_path: Path, kind: IndexKind) -> None:
    path = tmp_path / "empty.sqlite"
    with Library.create(path) as library:
        library.build_index(kind)
        assert library.search("birds") == []
        assert library.by_title("Birds of the sea") == []


def test_all_kinds_find_and_score_alike(path: Path) -> None:
    queries = ["small birds at night", "bone health", "inland tides", "vitamin D"]
    answers = []
    for kind in IndexKind:
        with Library.create(path) as library:
            library.build_index(kind)
        with Library.open(path) as library:
            answers.append([library.search(query) for query in queries])
            assert library.stats().terms > 10
    assert answers[0] == answers[1]


def test_what_a_failed_transaction_wrote_is_not_found(path: Path) -> None:
    with Library.create(path) as library, suppress(RuntimeError), library.transaction():
        library.add([Work("x", "Volcanic ash", "test"), replace(TIDES, abstract="Salt was weighed.")])
        raise RuntimeError
    with Library.open(path) as library:
        assert found(library, "volcanic ash") == []
        assert found(library, "levels gauged") == ["t1"]


def test_another_process_that_changes_the_index_ends_an_import_with_an_error(path: Path, kind: IndexKind) -> None:
    other = next(each for each in IndexKind if each is not kind)
    with Library.create(path) as importing, Library.create(path) as changing:
        changing.build_index(other)
        with pytest.raises(LibraryError, match="another text index"):
            importing.add([Work("x", "Volcanic ash", "test")])


def test_a_kind_that_is_not_known_is_an_error(path: Path) -> None:
    _execute(path, "INSERT OR REPLACE INTO meta VALUES ('index', 'slate')")
    with pytest.raises(LibraryError, match="doesn't know"):
        Library.open(path)


class TestBesideTheFile:
    """What can only happen to an index that is committed after the library."""

    @pytest.fixture
    def kind(self) -> IndexKind:
        return IndexKind.TANTIVY

    def test_a_kill_before_its_commit_is_mended_when_the_library_is_opened(
        self, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with monkeypatch.context() as killed:
            killed.setattr(TantivyIndex, "catch_up", lambda *_: None)
            with Library.create(path) as library:
                library.add([Work("x", "Volcanic ash", "test"), replace(TIDES, abstract="Salt was weighed.")])
        with Library.open(path) as library:
            assert found(library, "ash") == ["x"]
            assert found(library, "gauged") == []
        with Library.create(path) as library:
            library.add([])
            assert found(library, "volcanic ash") == ["x"]

    def test_a_reader_does_not_wait_for_an_import_to_bring_in_its_rows(self, path: Path) -> None:
        _execute(path, "INSERT INTO unindexed (work) SELECT work FROM works")
        with Library.create(path) as importing:
            _execute(path, "INSERT INTO unindexed (work) SELECT work FROM works")
            with importing.transaction(), Library.open(path) as library:
                assert found(library, "small birds") == ["b1"]

    def test_a_kill_after_its_commit_doubles_nothing(self, path: Path) -> None:
        _execute(path, "INSERT INTO unindexed (work) SELECT work FROM works")
        with Library.open(path) as library:
            assert sorted(found(library, "bone health")) == ["vA", "vB", "vC", "vD", "vE"]
        assert _execute(path, "SELECT count(*) FROM unindexed") == 0

    @pytest.mark.parametrize("damage", ["missing", "empty", "garbled"])
    def test_an_index_that_is_missing_or_damaged_is_built_again(self, path: Path, damage: str) -> None:
        folder = path.with_name(path.name + ".tantivy")
        match damage:
            case "missing":
                shutil.rmtree(folder)
            case "empty":
                shutil.rmtree(folder)
                folder.mkdir()
            case _:
                (folder / "meta.json").write_text("{garbled")
        with Library.open(path) as library:
            assert found(library, "small birds") == ["b1"]

    def test_without_the_extra_the_error_names_it(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delitem(sys.modules, "obelize.literature.library.tantivy_index")
        monkeypatch.setitem(sys.modules, "tantivy", None)
        with pytest.raises(LibraryError, match=r"pip install 'obelize\[tantivy\]'"):
            Library.open(path)

    def test_nothing_is_left_of_an_index_that_was_given_up(self, path: Path) -> None:
        with Library.create(path) as library:
            library.build_index(IndexKind.FTS5)
            assert found(library, "small birds") == ["b1"]
        assert not path.with_name(path.name + ".tantivy").exists()


def _execute(path: Path, statement: str) -> object:
    with closing(sqlite3.connect(path)) as connection, connection:
        row = connection.execute(statement).fetchone()
    return row[0] if row else None
