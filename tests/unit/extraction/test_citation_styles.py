"""Reference strings in the styles that people write: authors with given names spelt out, old arXiv ids, LaTeX."""

import pytest

from obelize.extraction.citations_strings import parse_reference


@pytest.mark.parametrize(
    ("raw", "title", "families"),
    [
        (
            'Hinton, Geoffrey, Oriol Vinyals, and Jeff Dean. "Distilling the Knowledge in a Neural Network." (2015).',
            "Distilling the Knowledge in a Neural Network",
            ["Hinton", "Vinyals", "Dean"],
        ),
        (
            "Diederik P. Kingma and Jimmy Ba. Adam: A method for stochastic optimization. In ICLR, 2015.",
            "Adam: A method for stochastic optimization",
            ["Kingma", "Ba"],
        ),
        (
            "Ashish Vaswani, Noam Shazeer, Niki Parmar. 2017. Attention is all you need. In NeurIPS.",
            "Attention is all you need",
            ["Vaswani", "Shazeer", "Parmar"],
        ),
        (
            'Silver, David; Huang, Aja; Maddison, Chris J. (2016), "Mastering the game of Go", Nature, 529: 484–489',
            "Mastering the game of Go",
            ["Silver", "Huang", "Maddison"],
        ),
        (
            "Wei, Jason and Wang, Xuezhi. Chain-of-thought prompting elicits reasoning. NeurIPS 2022.",
            "Chain-of-thought prompting elicits reasoning",
            ["Wei", "Wang"],
        ),
        (
            r"Sch{\"o}lkopf, B. and M{\"u}ller, K.-R. (1998). Nonlinear component analysis. Neural Comput 10:1299.",
            "Nonlinear component analysis",
            ["Schölkopf", "Müller"],
        ),
        (
            "van der Maaten, L. & Hinton, G. Visualizing data using t-SNE. J. Mach. Learn. Res. 9, 2579–2605 (2008).",
            "Visualizing data using t-SNE",
            ["van der Maaten", "Hinton"],
        ),
        (
            "Jones, L., Kaiser, Ł., & Polosukhin, I. (2017). Attention is all you need. NeurIPS, 30, 5998–6008.",
            "Attention is all you need",
            ["Jones", "Kaiser", "Polosukhin"],
        ),
        (
            "Tokunaga, T. & Koyama, T. (2004) 'Classification of Nouns', Proceedings of LREC, vol. 15.",
            "Classification of Nouns",
            ["Tokunaga", "Koyama"],
        ),
        (
            "Takenobu Tokunaga and Tomofumi Koyama. **Classification of Spatial Nouns**. _Proceedings of LREC_, 2004.",
            "Classification of Spatial Nouns",
            ["Tokunaga", "Koyama"],
        ),
        (
            "Tan T, Qian Y, wang Y, et al. Position-agnostic attention. WWW. 2025;21(7):113-121.",
            "Position-agnostic attention",
            ["Tan", "Qian", "wang"],
        ),
        (
            "Ranjbar, N., Shamsfard, M., pour, R. H., & pour, A. V. (2017). Mahtab at SemEval. In Proceedings of X.",
            "Mahtab at SemEval",
            ["Ranjbar", "Shamsfard", "pour", "pour"],
        ),
        (
            "Fangfu Liu, AN ZHANG, Yiyan (Edgar) Liang, yongbo wang, Xi Wang, and Tat Chua. Causal Space. KDD, 2023.",
            "Causal Space",
            ["Liu", "ZHANG", "Liang", "wang", "Wang", "Chua"],
        ),
        (
            "M. Hadi Kiapour, Xufeng Han, and Tamara L. Berg. Where to Buy It: Matching Photos. In ICCV, 2015.",
            "Where to Buy It: Matching Photos",
            ["Kiapour", "Han", "Berg"],
        ),
        (
            "S Lindström, M Wolfschlag, Weber G Cedergren, and J Berge. Suicidal behaviour: a study. BMJ open, 2026.",
            "Suicidal behaviour: a study",
            ["Lindström", "Wolfschlag", "Cedergren", "Berge"],
        ),
        (
            "li, wenjie, Heng Guo, Xuannan Liu, and Jun Guo. “Efficient Resolution.” ACMMM 86, no. 11 (2024): 133.",
            "Efficient Resolution",
            ["li", "Guo", "Liu", "Guo"],
        ),
        ("li et al. (2024). Efficient Resolution via Wavelets. ACMMM.", "Efficient Resolution via Wavelets", ["li"]),
        (
            "W. li, H. Guo, X. Liu, Efficient Resolution, ACMMM 86 (2024) 133–144.",
            "Efficient Resolution",
            ["li", "Guo", "Liu"],
        ),
        (
            "MIRCHEV, Atanas; SMAGT, Patrick van der; CREMERS, Daniel: PRISM: World Models. In: CORL (2022), S. 7-9",
            "PRISM: World Models",
            ["MIRCHEV", "SMAGT", "CREMERS"],
        ),
        (
            "Smith J, Doe AB. Vitamin D, Calcium, and Bones. Nature 2020;12:1-5.",
            "Vitamin D, Calcium, and Bones",
            ["Smith", "Doe"],
        ),
        (
            "World Health Organization. (2021). Global strategy on digital health. Geneva: WHO.",
            "Global strategy on digital health",
            ["World Health Organization"],
        ),
        (
            "J. Yi, L. Zhang, A. Jain, A Single-Pass Algorithm for Sparse Data, ICML 75 (2014) 453–466.",
            "A Single-Pass Algorithm for Sparse Data",
            ["Yi", "Zhang", "Jain"],
        ),
        (
            "J. Hartford, K. Leyton-Brown, Deep IV: A Flexible Approach, Proc. of ponds 5 (2017) 2066–2074.",
            "Deep IV: A Flexible Approach",
            ["Hartford", "Leyton-Brown"],
        ),
        ("OpenAI. GPT-4 Technical Report. arXiv:2303.08774, 2023.", "GPT-4 Technical Report", ["OpenAI"]),
    ],
)
def test_authors_and_title(raw: str, title: str, families: list[str]) -> None:
    cited = parse_reference(raw)
    assert (cited.title, [author.family for author in cited.authors]) == (title, families)


def test_an_inverted_name_before_et_al_is_one_author() -> None:
    cited = parse_reference('Hinton, Geoffrey, et al. "Distilling the Knowledge in a Neural Network." arXiv, 2015.')
    assert [(author.family, author.given) for author in cited.authors] == [("Hinton", "Geoffrey")]
    assert cited.et_al


def test_an_old_arxiv_id_tells_itself() -> None:
    cited = parse_reference("Witten, E. Anti-de Sitter space and holography. hep-th/9802150 (1998).")
    assert (cited.title, cited.arxiv) == ("Anti-de Sitter space and holography", "hep-th/9802150")


def test_numbers_inside_a_doi_are_no_volume() -> None:
    cited = parse_reference("Doe J. A paper on a gland. doi:10.1002/(SICI)1096(1998)80:5<533::AID-X21>3.0.CO;2-C.")
    assert (cited.title, cited.volume) == ("A paper on a gland", None)


def test_words_of_a_title_before_a_year_are_no_names() -> None:
    cited = parse_reference(
        "Forcada ML, Smith J. UAlacant quality estimation at WMT 2018: a simple approach. Papers. 2018."
    )
    assert [author.family for author in cited.authors] == ["Forcada", "Smith"]


@pytest.mark.parametrize(
    "raw",
    [
        "Smith J., Doe A. Deep ponds: a study // Journal of Ponds. – 2019. – Vol. 3. – P. 1-9.",
        "Smith J, Doe A Deep ponds: a study // Journal of Ponds. – 2019. – Т. 3, № 2. – С. 1–9.",
        "Smith J., Doe A. Deep ponds: a study [Text] / J. Smith, A. Doe // Journal of Ponds. — 2019. — Т. 3. — С. 1–9.",
    ],
)
def test_two_strokes_before_the_venue(raw: str) -> None:
    cited = parse_reference(raw)
    assert [author.family for author in cited.authors] == ["Smith", "Doe"]
    assert (cited.title, cited.venue) == ("Deep ponds: a study", "Journal of Ponds")
    assert (cited.year, cited.volume, cited.pages) == (2019, "3", "1")
