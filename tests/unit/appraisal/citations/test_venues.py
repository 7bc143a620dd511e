"""Venues: what is another name of one, and what is another venue."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from obelize.appraisal.citations.fields import compare_venue
from obelize.appraisal.citations.venue_words import venue_words
from obelize.appraisal.citations.venues import VenueKinship, compare_venues, is_preprint_server, known_venues
from obelize.domain.literature import CitedWork, Work

SIGDIAL = "Proceedings of the 19th Annual SIGdial Meeting on Discourse and Dialogue"
SEMEVAL = "Proceedings of the 9th International Workshop on Semantic Evaluation (SemEval 2015)"
NODALIDA = "Proceedings of the 16th Nordic Conference of Computational Linguistics (NODALIDA 2007)"
PACLIC = "Proceedings of the 27th Pacific Asia Conference on Language, Information, and Computation (PACLIC 27)"


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("Proc. IEEE Conf. Comput. Vis. Pattern Recognit.", "CVPR"),
        ("IEEE Conf. Comput. Vis. Pattern Recog.", "CVPR"),
        ("Proc. IEEE Int. Conf. Comput. Vis.", "ICCV"),
        ("Int. Conf. Mach. Learn.", "ICML"),
        ("Adv. Neural Inform. Process. Syst.", "NeurIPS"),
        ("Proc. Conf. N. Am. Chapter Assoc. Comput. Linguist.", "NAACL"),
        ("Proc. 57th Annu. Meet. Assoc. for Comput. Linguist.", "ACL"),
        ("Proc. Worksh. Nat. Lang. Gener.", "Workshop on Natural Language Generation"),
        ("3rd Worksh. Pars. Indian Lang.", "Third Workshop on Parsing in Indian Languages"),
        ("Ann. Stat.", "The Annals of Statistics"),
        ("Int J Cancer", "International Journal of Cancer"),
        ("Pattern Recogn. Lett.", "Pattern Recognition Letters"),
        ("J Am Med Assoc", "JAMA"),
        ("J. R. Stat. Soc. B", "Journal of the Royal Statistical Society: Series B (Statistical Methodology)"),
        ("RA-L", "IEEE Robotics and Automation Letters"),
    ],
)
def test_each_abbreviated_word_begins_one_of_the_full_name(short: str, full: str) -> None:
    assert compare_venues(short, full) is VenueKinship.ALIKE
    assert compare_venues(full, short) is VenueKinship.ALIKE


@pytest.mark.parametrize(
    ("acronym", "full"),
    [
        ("SemEval", SEMEVAL),
        ("PACLIC", PACLIC),
        ("NODALIDA", NODALIDA),
        ("SIGDIAL", SIGDIAL),
        ("SIGDIAL", "Proceedings of the SIGDIAL 2013 Conference"),
        ("NLPBA", "Workshop on Natural Language Processing in Biomedicine and its Applications (NLPBA/BioNLP)"),
        ("ALW", "Proceedings of the 2nd Workshop on Abusive Language Online (ALW2)"),
    ],
)
def test_an_acronym_is_the_venue_s_that_has_it_beside_its_name(acronym: str, full: str) -> None:
    assert compare_venues(acronym, full) is VenueKinship.ALIKE
    assert compare_venues(full, acronym) is VenueKinship.ALIKE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Proceedings of TALN 2013", "Proceedings of TALN 2013 (Volume 1: Long Papers)"),
        ("Proceedings of the BioNLP 2009 Workshop", "Proceedings of the BioNLP 2009 Workshop, Berlin, Germany"),
        ("Workshop on Dialogue in Motion", "Proceedings of the EACL 2014 Workshop on Dialogue in Motion"),
        ("Thirty-First Conference on Learning Theory", "COLT"),
        ("Nature (London)", "Nature"),
        ("MM '20", "ACMMM"),
        ("F1000 Research", "F1000Research"),
    ],
)
def test_volume_town_and_ordinal_make_no_other_venue(one: str, other: str) -> None:
    assert compare_venues(one, other) >= VenueKinship.ALIKE
    assert compare_venues(other, one) >= VenueKinship.ALIKE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nature", "Nature Communications"),
        ("Nature", "Nature Methods"),
        ("Science", "Science Robotics"),
        ("Science", "Information Sciences"),
        ("Brain", "Brain Research"),
        ("JAMA", "JAMA Oncology"),
        ("Artificial Intelligence", "AAAI"),
        ("Artificial Intelligence", "IJCAI"),
        ("Artificial Intelligence", "Artificial Intelligence Review"),
        ("Machine Learning", "ICML"),
        ("Pattern Recognition", "ICPR"),
        ("Pattern Recognition", "Pattern Recognition Letters"),
        ("IEEE Robotics and Automation Letters", "IEEE Transactions on Robotics"),
        ("IEEE Transactions on Robotics", "IEEE Transactions on Robotics and Automation"),
        ("The International Journal of Robotics Research", "International Symposium on Robotics Research"),
        ("Journal of Cancer", "International Journal of Cancer"),
        ("Neuroscience", "Journal of Neuroscience"),
        ("ICCV", "International Conference on Computer Vision Theory and Applications"),
        ("ICML", "International Conference on Machine Learning Systems and Theory"),
        ("ICPR", "Asian Conference on Pattern Recognition"),
        ("COLING", NODALIDA),
        ("COLING", "Computational Linguistics"),
        ("ACL", "Proceedings of the 3rd Workshop on Arabic Corpus Linguistics"),
        ("Conference on Quantum Natural Language Processing", "Conference on Natural Language Processing"),
    ],
)
def test_a_name_within_a_longer_one_is_another_venue(one: str, other: str) -> None:
    assert compare_venues(one, other) is VenueKinship.OTHER
    assert compare_venues(other, one) is VenueKinship.OTHER


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Conference on Empirical Methods in NLP", "EMNLP"),
        ("Workshop on NLP for Social Media", "Proc. Workshop on Natural Language Processing for Social Media"),
        ("AI Review", "Artificial Intelligence Review"),
        ("AAAI Conference on AI", "AAAI"),
    ],
)
def test_a_field_is_the_same_abbreviated(one: str, other: str) -> None:
    assert compare_venues(one, other) >= VenueKinship.ALIKE
    assert compare_venues("AI Magazine", other) is VenueKinship.OTHER


def test_a_venue_is_found_in_a_whole_reference() -> None:
    reference = "Ishmail AA, Wing S: Interobserver agreement on a third heart sound. Nat Genet 1987, 91:870-873."
    assert compare_venues(reference, "Nature Genetics") is VenueKinship.ALIKE
    assert compare_venues(reference, "Nature") is VenueKinship.OTHER
    for place in ("In Proc. Int. Conf. Mach. Learn.", "International Conference on Machine Learning, 2022."):
        assert compare_venues(f"Metrics for Auditing Generative Models. {place}", "ICML") is VenueKinship.ALIKE


@given(st.text(max_size=60), st.text(max_size=60))
def test_either_may_be_the_cited_one(one: str, other: str) -> None:
    alike = {kinship for kinship in VenueKinship if kinship >= VenueKinship.ALIKE}
    assert (compare_venues(one, other) in alike) == (compare_venues(other, one) in alike)


@pytest.mark.parametrize("journal", ["ACM Trans. Graph.", "ACM Transactions on Graphics (TOG)", "TOG"])
@pytest.mark.parametrize("conference", ["SIGGRAPH", "SIGGRAPH Asia"])
def test_a_conference_s_papers_appear_in_its_journal(journal: str, conference: str) -> None:
    assert compare_venues(journal, conference) is VenueKinship.ALIKE
    assert compare_venues(conference, journal) is VenueKinship.ALIKE


def test_findings_are_those_of_a_conference() -> None:
    emnlp = "Findings of the Association for Computational Linguistics: EMNLP 2020"
    assert "ACL" not in known_venues(emnlp)
    assert compare_venues("EMNLP", emnlp) is VenueKinship.ALIKE


def test_workshops_of_one_conference_are_not_one_workshop() -> None:
    motion = "Proceedings of the EACL 2014 Workshop on Dialogue in Motion"
    assert compare_venues(motion, "EACL 2014 Workshop on Type Theory and Semantics") is VenueKinship.OTHER
    assert compare_venues(motion, "Worksh. Dialog. Motion (EACL)") is VenueKinship.ALIKE
    assert compare_venues(motion, "EACL") is VenueKinship.ALIKE


@pytest.mark.parametrize(
    ("venue", "is_server"),
    [
        ("Preprint", True),
        ("Preprint submitted to Elsevier", True),
        ("Unpublished preprint", True),
        ("bioRxiv : the preprint server for biology", True),
        ("COLING 1969: Preprint No. 6", False),
        ("INTERNATIONAL CONFERENCE ON COMPUTATIONAL LINGUISTICS COLING 1969: Preprint No. 62", False),
    ],
)
def test_the_word_preprint_beside_another_venue_names_no_server(venue: str, is_server: bool) -> None:
    assert is_preprint_server(venue) is is_server


PREPRINT = Work("p", "A Title", "library", year=2017, doi="10.48550/arxiv.1706.03762", arxiv="1706.03762")
IN_BIORXIV = Work("p", "A Title", "library", year=2017, venue="bioRxiv")


@pytest.mark.parametrize(
    "publisher",
    ["IEEE", "ACM", "Springer, Cham", "Elsevier BV", "Curran Associates, Inc.", "PMLR 139", "MIT Press", "AAAI Press"],
)
@pytest.mark.parametrize("record", [PREPRINT, IN_BIORXIV])
def test_a_publisher_says_nothing_against_a_preprint_s_record(publisher: str, record: Work) -> None:
    assert compare_venue(CitedWork("A Title", venue=publisher), record) == []


def test_a_publisher_s_name_is_not_the_conference_s() -> None:
    assert compare_venues("AAAI", "ICML") is VenueKinship.OTHER
    assert compare_venues("AAAI Press", "IJCAI") is VenueKinship.UNKNOWN


def test_of_a_text_without_end_the_beginning_is_read() -> None:
    assert len(venue_words("Conference on " * 100_000)) < 1000
