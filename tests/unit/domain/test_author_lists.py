import pytest
from hypothesis import given as with_any
from hypothesis import strategies as st

from obelize.domain.author_lists import authors_listed, authors_stated, sealed
from obelize.domain.literature import Author

MOSS, FERN, REED = Author("Moss", "Ada"), Author("Fern", "Ben"), Author("Reed", "Carl")


@pytest.mark.parametrize(
    "entries",
    [
        ["Ada Moss", "Ben Fern", "Carl Reed"],
        ["Moss, Ada", "Fern, Ben", "Reed, Carl"],
        ["Ada Moss, Ben Fern, Carl Reed"],
        ["Ada Moss, Ben Fern,", "Carl Reed"],
        ["Ada Moss, Ben Fern, and Carl Reed"],
        ["Ada Moss & Ben Fern & Carl Reed"],
        ["Ada Moss / Ben Fern / Carl Reed"],
        ["Moss, Ada; Fern, Ben; Reed, Carl"],
        ["Moss, Ada, Fern, Ben, & Reed, Carl"],
        ["Moss, Ada, Fern, Ben, Reed, Carl"],
        ["Moss, Ada, Ben Fern, and Carl Reed"],
        ["Ada Moss, PhD, Ben Fern, MD, Carl Reed"],
        ["[Ada Moss, Ben Fern, Carl Reed]"],
        ["Ada Moss (何恺明)*", "Ben Fern†", "Carl Reed"],
    ],
)
def test_names_are_told_apart_however_they_are_joined(entries: list[str]) -> None:
    read = authors_listed(entries)
    assert (read.authors, read.et_al) == ((MOSS, FERN, REED), False)


@pytest.mark.parametrize(
    "entry",
    [
        "Ada Moss et al.",
        "Ada Moss, et al",
        "Moss, Ada; et al.",
        "Ada Moss and 3 others",
        "Ada Moss, and colleagues",
        "Ada Moss and others",
        "Ada Moss, …",
        "Ada Moss, ...",
    ],
)
def test_a_list_that_says_so_is_cut_short(entry: str) -> None:
    read = authors_listed([entry])
    assert (read.authors, read.et_al) == ((MOSS,), True)


@pytest.mark.parametrize(
    ("entry", "author"),
    [
        ("Moss, Ada", MOSS),
        ("Moss, Ada Maria", Author("Moss", "Ada Maria")),
        ("van der Berg, Jan", Author("van der Berg", "Jan")),
        ("van der Berg, Jan Willem", Author("van der Berg", "Jan Willem")),
        ("Garcia Marquez, Gabriel", Author("Garcia Marquez", "Gabriel")),
        ("Garcia Marquez, Gabriel J.", Author("Garcia Marquez", "Gabriel J.")),
        ("Garcia Marquez, G. J.", Author("Garcia Marquez", "G. J.")),
        ("King, Jr., Martin Luther", Author("King Jr.", "Martin Luther")),
        ("King, Martin Luther, Jr.", Author("King Jr.", "Martin Luther")),
        ("Jr. Martin Luther King", Author("King Jr.", "Martin Luther")),
        ("III, Ada Moss", Author("Moss III", "Ada")),
        ("Rahman, Md", Author("Rahman", "Md")),
        ("Thomas More", Author("More", "Thomas")),
        ("Acme Birds, Inc.", Author("Acme Birds, Inc.")),
        ("Department of Birds, Office of Moss", Author("Department of Birds, Office of Moss")),
        (sealed("Moss and Fern, Ltd; Birds"), Author("Moss and Fern, Ltd; Birds")),
    ],
)
def test_one_name_stays_one(entry: str, author: Author) -> None:
    assert authors_listed([entry]).authors == (author,)


@pytest.mark.parametrize(
    "entry", ["Ada Moss, Ben Fern", "Ada B. Moss, Ben Fern", "A. Moss, B. Fern", "Moss A., Fern B."]
)
def test_two_names_of_several_words_are_two_persons(entry: str) -> None:
    assert [author.family for author in authors_listed([entry]).authors] == ["Moss", "Fern"]


def test_double_family_names_are_known_by_their_company() -> None:
    read = authors_listed(["Lopez Garcia, Maria Jose", "Perez Sanchez, Juan Carlos"])
    assert read.authors == (Author("Lopez Garcia", "Maria Jose"), Author("Perez Sanchez", "Juan Carlos"))


def test_initials_behind_follow_a_family_name() -> None:
    read = authors_listed(["Tripodi R", "van der Berg JM", "Pelillo A.-B."])
    assert read.authors == (Author("Tripodi", "R"), Author("van der Berg", "JM"), Author("Pelillo", "A.-B."))


def test_initials_behind_are_known_by_their_company() -> None:
    read = authors_listed(["Moss JR, Fern AE"])
    assert read.authors == (Author("Moss", "JR"), Author("Fern", "AE"))
    assert authors_listed(["KG Moss, JR Fern"]).authors == (Author("Moss", "KG"), Author("Fern", "JR"))
    assert authors_listed(["LI J, MOSS R"]).authors[0] == Author("LI", "J")
    assert authors_listed(["de Moss A, Fern BC"]).authors == (Author("de Moss", "A"), Author("Fern", "BC"))
    with_degrees = authors_listed(["Ada Moss", "Ben Fern", "Carl Reed MD"])
    assert with_degrees.authors[:2] == (MOSS, FERN)
    assert with_degrees.authors[2].given == "Carl Reed"


@pytest.mark.parametrize("entries", [["Kaiming HE", "Xin LI"], ["Kaiming HE", "Jian ZHANG", "Ada MOSS"]])
def test_capitals_are_no_initials(entries: list[str]) -> None:
    read = authors_listed(entries)
    assert read.authors[0] == Author("HE", "Kaiming")


def test_family_names_alone() -> None:
    for entries in (["Moss, Fern,", "Reed"], ["Moss, Fern, Reed"], ["Moss, Fern, Reed,", "Sedge"]):
        assert [author.given for author in authors_listed(entries).authors] == [""] * (3 + ("Sedge" in entries))


def test_where_each_has_an_entry_of_its_own_a_comma_divides_nobody() -> None:
    read = authors_listed(["Garcia Marquez, Gabriel Jose", "Bird Society", "A. Moss"], one_each=True)
    assert read.authors == (Author("Garcia Marquez", "Gabriel Jose"), Author("Bird Society"), Author("Moss", "A."))
    assert authors_listed(["Moss, Ada; Fern, Ben"], one_each=True).authors == (MOSS, FERN)


@pytest.mark.parametrize(
    ("family", "given", "authors"),
    [
        ("Moss", "Ada", (MOSS,)),
        ("Ada Moss", "Ben Fern, Carl Reed", (MOSS, FERN, REED)),
        ("A. Moss", "B. Fern, and C. Reed", (Author("Moss", "A."), Author("Fern", "B."), Author("Reed", "C."))),
        ("Ada Moss", "Jr., Ben Fern, Carl Reed", (Author("Moss Jr.", "Ada"), FERN, REED)),
        ("Fern", "Ada Moss and Ben", (MOSS, FERN)),
        ("Reed", "JR", (Author("Reed", "JR"),)),
        ("Reed", "and Carl", (REED,)),
        ("and", "Carl Reed", (REED,)),
        ("Jr.", "Ada Moss", (Author("Moss Jr.", "Ada"),)),
        ("Ada Moss", "Jr.", (Author("Moss Jr.", "Ada"),)),
        ("Moss", "Jr. Ada", (Author("Moss Jr.", "Ada"),)),
        ("", "A. Moss", (Author("Moss", "A."),)),
        ("Garcia Marquez", "Gabriel Jose", (Author("Garcia Marquez", "Gabriel Jose"),)),
        ("Research", "Agency for Moss and", (Author("Research", "Agency for Moss and"),)),
    ],
)
def test_names_in_the_wrong_fields(family: str, given: str, authors: tuple[Author, ...]) -> None:
    assert authors_stated(family, given) == authors


@pytest.mark.parametrize("mark", [",", ";", " ,", ",.", "."])
def test_a_list_of_marks_takes_no_time(mark: str) -> None:
    assert authors_listed([f"Ada Moss{mark * 50_000}"]).authors[0].family.startswith("Moss")
    assert authors_listed([f"{mark * 50_000}x"]).authors


PIECES = st.sampled_from(
    [
        "Moss",
        "Ada",
        "A.",
        "BC",
        "van",
        "Jr.",
        "III",
        "PhD",
        "Inc.",
        "of",
        "and",
        "&",
        "/",
        ",",
        ";",
        " ",
        "…",
        "et al.",
        "[",
    ]
)


@with_any(st.lists(st.lists(PIECES, max_size=8).map(" ".join), max_size=3), st.booleans())
def test_every_text_is_read(entries: list[str], one_each: bool) -> None:
    read = authors_listed(entries, one_each=one_each)
    assert all(author.family or author.given for author in read.authors)


@with_any(st.lists(PIECES, max_size=6).map(" ".join), st.lists(PIECES, max_size=6).map(" ".join))
def test_every_pair_of_names_is_read(family: str, given: str) -> None:
    assert isinstance(authors_stated(family.strip(), given.strip()), tuple)
