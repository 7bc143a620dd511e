"""Titles, names, venues, years and identifiers: what is style and what is another thing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from obelize.appraisal.citations.authors import align_authors
from obelize.appraisal.citations.identifiers import arxiv_month, check_arxiv_date, same_doi
from obelize.appraisal.citations.names import Likeness, likeness
from obelize.appraisal.citations.titles import TitleKinship, compare_titles, is_typo
from obelize.appraisal.citations.venues import VenueKinship, compare_venues, known_venues
from obelize.domain.literature import Author, CitedWork


@pytest.mark.parametrize(
    ("cited", "found", "kinship"),
    [
        ("Meta-Learning: A Survey", "metalearning - a survey", TitleKinship.SAME),
        ("{Chain-of-Thought} Prompting", "Chain of Thought Prompting", TitleKinship.SAME),
        ("Learning from Humans & Machines", "Learning from Humans and Machines", TitleKinship.STYLE),
        ("Deep Reinforcement Leanring in Practice", "Deep Reinforcement Learning in Practice", TitleKinship.STYLE),
        (
            "A Study of Generalisation in Coloured Graphs",
            "A Study of Generalization in Colored Graphs",
            TitleKinship.STYLE,
        ),
        ("Theory of Small Gardens", "The Theory of Small Gardens", TitleKinship.STYLE),
        ("Theory of Small Gardens", "Theory of the Small Gardens", TitleKinship.NEAR),
        ("BERT", "BERT: Pre-training of Deep Bidirectional Transformers", TitleKinship.PART),
        ("Think Like a Scientist", "Think Like a Scientist: Agents for Equations", TitleKinship.PART),
        ("Agents for Equations and Laws", "Think Like a Scientist: Agents for Equations and Laws", TitleKinship.PART),
        ("Training Networks is Hard to Do Well", "Learning Networks is Hard to Do Well", TitleKinship.NEAR),
        ("Vitamin D and Bone Density in Adults", "Vitamin E and Bone Density in Adults", TitleKinship.NEAR),
        ("Privacys Loss in Practice", "Privacy Loss in Practice", TitleKinship.NEAR),
        ("Macro Effects of Small Shocks", "Micro Effects of Small Shocks", TitleKinship.NEAR),
        ("Subjectivity Sentiment and Annotation", "Subjectivity and Sentiment Annotation", TitleKinship.NEAR),
        ("The Theory of Small Gardens", "Deep Networks for Image Recognition", TitleKinship.OTHER),
    ],
)
def test_titles(cited: str, found: str, kinship: TitleKinship) -> None:
    assert compare_titles(cited, found).kinship is kinship


def test_the_differing_words_are_named() -> None:
    assert compare_titles("Reasoning with Plans at Scale", "Inference with Plans at Scale").differing == (
        ("reasoning", "inference"),
    )


@pytest.mark.parametrize(
    ("one", "other", "typo"),
    [
        ("leanring", "learning", True),
        ("reinforcment", "reinforcement", True),
        ("models", "model", False),
        ("effect", "affect", False),
        ("content", "context", False),
        ("simulation", "stimulation", False),
        ("gpt2", "gpt3", False),
        ("supervised", "unsupervised", False),
        ("interaction", "integration", False),
    ],
)
def test_typos(one: str, other: str, typo: bool) -> None:
    assert is_typo(one, other) is typo


@given(st.text(max_size=60))
def test_a_title_is_the_same_as_itself(title: str) -> None:
    assert compare_titles(title, title).kinship is TitleKinship.SAME


SAME, NAMESAKE, OTHER = Likeness.SAME, Likeness.NAMESAKE, Likeness.OTHER


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (Author("Kaplan", "J."), Author("Kaplan", "Jared"), SAME),
        (Author("Ishmail", "AA"), Author("Ishmail", "Ahmed Ali"), SAME),
        (Author("Müller", "Jürgen"), Author("Muller", "J"), SAME),
        (Author("van der Maaten", "Laurens"), Author("Maaten", "Laurens van der"), SAME),
        (Author("d. Geus", "D."), Author("Geus", "Daan de"), SAME),
        (Author("0001", "Satinder Singh"), Author("Singh", "Satinder"), SAME),
        (Author("Wei", "Wang"), Author("Wang", "Wei"), SAME),
        (Author("Zhan", "D."), Author("Zhan", "De-Chuan"), SAME),
        (Author("García Márquez", "Gabriel"), Author("García", "G."), SAME),
        (Author("Smith", "Bill"), Author("Smith", "William"), SAME),
        (Author("Oppenheimer", "Robert"), Author("Oppenheimer", "J. Robert"), SAME),
        (Author("OpenAI"), Author("OpenAI"), SAME),
        (Author("Hafez", "Firas Al"), Author("Al-Hafez", "Firas"), SAME),
        (Author("Firas", "Al-Hafez"), Author("Al-Hafez", "Firas"), SAME),
        (Author("M.", "FitzGerald Liesel"), Author("FitzGerald", "LM"), SAME),
        (Author("Shafik Dawood", "Zaiba"), Author("Dawood", "ZS"), SAME),
        (Author("Boehm", "Uwe"), Author("Böhm", "Uwe"), SAME),
        (Author("Petrov", "Yury"), Author("Petrov", "Yuri"), SAME),
        (Author("Yao", "Anna"), Author("Yao", "Angela"), NAMESAKE),
        (Author("Johnson", "Marco"), Author("Johnson", "Mark"), NAMESAKE),
        (Author("Xiong", "Rui"), Author("Xiong", "Ruoxuan"), NAMESAKE),
        (Author("Smith", "Anna"), Author("Smith", "Peter"), NAMESAKE),
        (Author("Bengio", "Yoshua"), Author("Hinton", "Geoffrey"), OTHER),
    ],
)
def test_names(one: Author, other: Author, expected: Likeness) -> None:
    assert likeness(one, other) is expected
    assert likeness(other, one) is expected


def test_authors_are_aligned_wherever_they_stand() -> None:
    cited = (Author("B", "Ada"), Author("A", "Bo"), Author("X", "Ix"))
    match = align_authors(cited, (Author("A", "Bo"), Author("B", "Ada"), Author("C", "Cy")))
    assert (match.pairs, match.added, match.left_out) == (((0, 1), (1, 0)), (2,), (2,))


@pytest.mark.parametrize(
    ("cited", "found", "kinship"),
    [
        ("NIPS", "Advances in Neural Information Processing Systems 30", VenueKinship.ALIKE),
        ("IEEE/CVF Conference on Computer Vision and Pattern Recognition", "CVPR", VenueKinship.ALIKE),
        ("Mach. Learn.", "Machine Learning", VenueKinship.ALIKE),
        ("Proc. Natl. Acad. Sci. U.S.A.", "Proceedings of the National Academy of Sciences", VenueKinship.ALIKE),
        ("J Am Med Assoc", "JAMA", VenueKinship.ALIKE),
        ("Anesth Analg", "Anesthesia and Analgesia", VenueKinship.ALIKE),
        ("ACL", "NAACL", VenueKinship.OTHER),
        ("ICCV", "ECCV", VenueKinship.OTHER),
        ("Conference on Quantum Machine Learning", "ICML", VenueKinship.OTHER),
        ("International Conference on Machine Learning and Applications", "ICML", VenueKinship.OTHER),
        ("Springer", "ECCV", VenueKinship.UNKNOWN),
        ("arXiv preprint arXiv:2001.08361", "ICLR", VenueKinship.PREPRINT_CITED),
        ("ICLR", "CoRR", VenueKinship.PREPRINT_FOUND),
        ("", "ICLR", VenueKinship.UNKNOWN),
    ],
)
def test_venues(cited: str, found: str, kinship: VenueKinship) -> None:
    assert compare_venues(cited, found) is kinship


def test_a_joint_conference_is_each_of_its_parts() -> None:
    joint = "Joint Conference of the 47th Annual Meeting of the ACL and the 4th IJCNLP of the AFNLP"
    assert known_venues(joint) >= {"ACL", "IJCNLP"}


def test_versions_of_a_preprint_are_one() -> None:
    assert same_doi("10.48550/arXiv.2602.12196v1", "10.48550/arxiv.2602.12196")
    assert not same_doi("10.48550/arxiv.2602.12196", "10.48550/arxiv.2602.12197")
    assert not same_doi(None, None)


def test_the_date_in_an_arxiv_id() -> None:
    assert arxiv_month("2001.08361") == (2020, 1)
    assert arxiv_month("hep-th/9901001") == (1999, 1)
    assert [each.code for each in check_arxiv_date(CitedWork(year=2020, arxiv="2310.01362"))] == ["CIT016"]
    assert [each.code for each in check_arxiv_date(CitedWork(year=2023, arxiv="2399.01362"))] == ["CIT016"]
    assert check_arxiv_date(CitedWork(year=2024, arxiv="2310.01362")) == []
