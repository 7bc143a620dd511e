"""What a reference string says otherwise than its record, and what is only the string's way of writing."""

from dataclasses import replace

import pytest

from obelize.appraisal.citations.judgement import Identity, judge
from obelize.domain.claim import Anchor, Citation, CitationForm
from obelize.domain.finding import Severity
from obelize.domain.literature import Author, Work
from obelize.extraction.citations_strings import parse_reference

AUTHORS = (
    Author("Lindqvist", "Astrid"),
    Author("Okafor", "Chidi"),
    Author("Ma", "Wei"),
    Author("van der Berg", "Hanna"),
)
WORK = Work(
    "w1",
    "Quiet Networks: Learning Sparse Routes for Text",
    "library",
    AUTHORS,
    year=2021,
    venue="International Conference on Machine Learning",
)


def judged(raw: str, work: Work = WORK) -> tuple[Identity, list[str]]:
    """What the record is to the string, § for its title, and the codes of findings that are more than notes."""
    raw = raw.replace("§", "Quiet networks: Learning sparse routes for text")
    citation = Citation(
        "c", "d", "1", raw, CitationForm.REFERENCE, parse_reference(raw), 0, len(raw), Anchor(raw), guessed=True
    )
    judgement = judge(citation, work)
    return judgement.identity, [each.code for each in judgement.findings if each.severity is not Severity.NOTE]


@pytest.mark.parametrize(
    "raw",
    [
        "Lindqvist, A., Okafor, C., Ma, W., & van der Berg, H. (2021). §. In ICML.",
        "A. Lindqvist, C. Okafor, W. Ma, and H. van der Berg, “§,” in Proc. Int. Conf. on Machine Learning, 2021.",
        "Lindqvist A, Okafor C, Ma W, et al. §. ICML. 2021.",
        "Lindqvist, Astrid, et al. “Quiet Networks.” ICML, 2021.",
        "Astrid Lindqvist, Chidi Okafor, Wei Ma, and Hanna van der Berg. 2021. Learning Sparse Routes for Text.",
        "Lindqvist, A., Okafor, C., & others (2021). §. ICML.",
        "Lindqvist et al., 2021 – Quiet Networks: Learning Sparse Routes for Text.",
        "Lindqvist A, Okafor C, Ma W, Berg H van der. Quiet networks: learning sprase routes for text. 2021.",
        "Lindqvist, A., Okafor, C., Ma, W., & van der Berg, H. (2021). §. Some Collection of ours.",
    ],
)
def test_styles_are_no_differences(raw: str) -> None:
    assert judged(raw) == (Identity.CITED_WORK, [])


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (
            "Lindqvist, A., Okafor, C., Ma, W., van der Berg, H., & Quillfeather, P. (2021). §. In ICML.",
            "CIT006",
        ),
        ("Lindqvist, A., & Okafor, C. (2021). §.", "CIT007"),
        (
            "Lindqvist, A., Okafor, C., & Quillfeather, P. (2021). §. In ICML.",
            "CIT005",
        ),
        (
            "Quillfeather, P., & Ma, W. (2021). §. In ICML.",
            "CIT005",
        ),
        ("Lindqvist et al. (2021). §. In CVPR.", "CIT004"),
        (
            "Lindqvist et al. (2021). §. Journal of Ponds.",
            "CIT004",
        ),
        ("Lindqvist et al. (2015). §. ICML.", "CIT003"),
        ("Lindqvist et al. 2021, “Quiet networks: Learning sparse paths for text”", "CIT001"),
    ],
)
def test_what_differs_is_named(raw: str, code: str) -> None:
    assert judged(raw) == (Identity.CITED_WORK, [code])


def test_a_short_name_inside_another_word_names_nobody() -> None:
    by_ma = Work("w2", WORK.title, "library", (Author("Ma", "Wei"), Author("Quill", "P.")), year=2021)
    raw = "Roemer, K., & Hamada, S. (2021). §."
    assert judged(raw, by_ma) == (Identity.CITED_WORK, ["CIT005"])


def test_a_record_with_one_author_may_name_the_first_of_several() -> None:
    sparing = Work("w3", WORK.title, "library", AUTHORS[:1], year=2021)
    raw = "Lindqvist, A., & Okafor, C. (2021). §."
    assert judged(raw, sparing) == (Identity.CITED_WORK, [])


@pytest.mark.parametrize(
    "venue",
    [
        "Proceedings of the 2021 Conference on Sparse Routes",
        "Proceedings of the NAACL HLT 2021 Workshop on Routes",
        "COLING 2021: Posters",
        "Routes and Roads (LREC 2021)",
        "Routes: A Workshop Held at Hidden Valley, June 24-27, 2021",
    ],
)
def test_the_year_in_the_venue_s_name_is_not_the_reference_s(venue: str) -> None:
    work = replace(WORK, venue=venue)
    names = "A. Lindqvist, C. Okafor, W. Ma, and H. van der Berg"
    assert judged(f"{names}, “§,” in {venue}, 2033, pp. 3–9.", work) == (Identity.CITED_WORK, ["CIT003"])
    assert judged(f"{names}, “§,” in {venue}, pp. 3–9.", work) == (Identity.CITED_WORK, [])
    assert judged(f"{names}. 2021. §. In {venue}, pp. 3–9, accessed May 2, 2025.", work) == (Identity.CITED_WORK, [])


@pytest.mark.parametrize(
    "raw",
    [
        "Lindqvist et al. (2021). Rethinking §. In ICML.",
        "Lindqvist et al. (2021). § revisited. In ICML.",
        "Lindqvist et al. 2021. § with large models. In ICML.",
        "Lindqvist A, Okafor C, Ma W, et al. Towards §. ICML. 2021.",
        "A. Lindqvist et al., “On §,” in ICML, 2021.",
        "A. Lindqvist et al., “Quiet Networks: Learning Sparse Routes for Text Revisited,” in ICML, 2021.",
    ],
)
def test_a_word_before_or_behind_the_title_is_named(raw: str) -> None:
    assert judged(raw) == (Identity.CITED_WORK, ["CIT001"])


@pytest.mark.parametrize(
    "raw",
    [
        "A. Lindqvist et al., “Quiet networks: Reconstructing pelvic forces during walking,” in ICML, 2021.",
        "Lindqvist et al. (2021). Quiet networks: Reconstructing pelvic forces during walking. In ICML.",
    ],
)
def test_another_subtitle_makes_another_work(raw: str) -> None:
    assert judged(raw, replace(WORK, title="Quiet Networks: Sparse Routes"))[0] is Identity.OTHER_WORK


@pytest.mark.parametrize(
    ("title", "raw"),
    [
        (WORK.title, "Lindqvist A, Okafor C, Ma W, et al § // ICML 2021. P. 3–9."),
        (WORK.title, "Lindqvist et al. (2021). § in ICML."),
        (WORK.title, "Lindqvist et al. (2021). § International Conference on Machine Learning."),
        (WORK.title, "Lindqvist et al. (2021). §: with a remark on ponds. ICML."),
        (
            "Blood cells as guards of tissue in",
            "Lindqvist A (2021) Blood cells as guards of tissue in Drosophila. ICML.",
        ),
        ("Blood cells of the annelid", "Lindqvist A (2021) Blood cells of the annelid Enchytraeus albidus. ICML."),
        ("in pigs: an update on blood cells", "Lindqvist A (2021) Diarrhea in pigs: an update on blood cells. ICML."),
        (
            "Quiet Networks under “Loud Deadlines”",
            "Lindqvist A (2021) Quiet Networks under “Loud Deadlines”. ICML.",
        ),
    ],
)
def test_what_was_read_past_the_title_or_the_record_lacks_is_no_difference(title: str, raw: str) -> None:
    assert judged(raw, replace(WORK, title=title)) == (Identity.CITED_WORK, [])


@pytest.mark.parametrize(
    ("authors", "codes"),
    [
        ("Ma, W., Okafor, C., & Quillfeather, P.", ["CIT005"]),
        ("Ma, W., & Okafor, C.", ["CIT007"]),
        ("Ma, W., Okafor, C., & Ma, X.", []),
    ],
)
def test_a_namesake_does_not_stand_in_for_an_author(authors: str, codes: list[str]) -> None:
    namesakes = (Author("Ma", "Wei"), Author("Okafor", "Chidi"), Author("Ma", "Xiao"))
    assert judged(f"{authors} (2021). §. In ICML.", replace(WORK, authors=namesakes)) == (Identity.CITED_WORK, codes)


@pytest.mark.parametrize(
    "place",
    [
        "In Global Summit on Autonomous Learning (pp. 3–9).",
        "Global Summit on Autonomous Learning, 12(4), 3–9.",
        "Global Summit on Autonomous Learning, vol. 12, no. 4, pp. 3–9.",
    ],
)
def test_a_venue_without_a_telling_word_is_told_by_its_place(place: str) -> None:
    raw = f"Lindqvist et al. (2021). §. {place}"
    assert judged(raw) == (Identity.CITED_WORK, ["CIT004"])


@pytest.mark.parametrize(
    "raw", ["§. Journal of Ponds. 2021. doi:10.1609/aaai.v36i3.2018", "§. Journal of Ponds. 2021."]
)
def test_a_venue_in_an_identifier_or_a_word_is_not_named(raw: str) -> None:
    for venue in ("AAAI", "Arse"):
        assert judged(f"Lindqvist et al. {raw}", replace(WORK, venue=venue)) == (Identity.CITED_WORK, ["CIT004"])


@pytest.mark.parametrize(
    ("names", "codes"),
    [
        ("Lindqvist, Okafor & Garcia", ["CIT006"]),
        ("Lindqvist & Okafor", []),
        ("Lindqvist, Okafor & Astrid", []),
        ("Lindqvist, Okafor & UNESCO", []),
        ("Lindqvist & Garcia", ["CIT005"]),
    ],
)
def test_a_bare_family_name_is_added_beside_as_many_as_the_record_has(names: str, codes: list[str]) -> None:
    by_two = replace(WORK, authors=AUTHORS[:2])
    assert judged(f"§ — {names}, ICML, 2021", by_two) == (Identity.CITED_WORK, codes)
    assert judged(f"{names} (2021). §. ICML.", by_two) == (Identity.CITED_WORK, codes)


def test_the_end_of_a_torn_name_is_not_added() -> None:
    authors = (*AUTHORS[:2], Author("François-Lavet", "Vincent"))
    raw = "Lindqvist A, Okafor C, cois-Lavet V, Ma W. §. ICML. 2021."
    assert judged(raw, replace(WORK, authors=(*authors, AUTHORS[2]))) == (Identity.CITED_WORK, [])
    whole = raw.replace("cois-Lavet V", "van Dijk V")
    assert judged(whole, replace(WORK, authors=(*authors, AUTHORS[2]))) == (Identity.CITED_WORK, ["CIT005"])
