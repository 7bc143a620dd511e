"""A title in quotation marks or emphasis of any kind stands between “ and ”; other words lose their marks at most."""

import pytest

from obelize.domain.reference_text import mended


@pytest.mark.parametrize(
    ("raw", "meant"),
    [
        ("Moss, A. (2006) 'Quiet Rules', Journal, vol. 3.", "Moss, A. (2006) “Quiet Rules”, Journal, vol. 3."),
        ("Moss, A. (2006) ‘Quiet Rules’ Journal 3.", "Moss, A. (2006) “Quiet Rules” Journal 3."),
        (
            "Moss, A. 2006, 'The patients' views on Alzheimer's disease', Nurses' Studies, 3.",
            "Moss, A. 2006, “The patients' views on Alzheimer's disease”, Nurses' Studies, 3.",
        ),
        ("A. Moss, ``Quiet rules,'' in Proc. X, 2006.", "A. Moss, “Quiet rules,” in Proc. X, 2006."),
        ("A. Moss, `Quiet rules', in Proc. X, 2006.", "A. Moss, “Quiet rules”, in Proc. X, 2006."),
        ("Moss, A.: „Stille Regeln“, in: Heft 3 (2006).", "Moss, A.: “Stille Regeln”, in: Heft 3 (2006)."),
        ("Moss, A. « Règles », Revue, 2006.", "Moss, A. “Règles”, Revue, 2006."),
        ("Ada Moss. *Quiet rules*. Proceedings of X, 2006.", "Ada Moss. “Quiet rules”. Proceedings of X, 2006."),
        ("Ada Moss. **Quiet rules for noise**. _ICML_, 2006.", "Ada Moss. “Quiet rules for noise”. ICML, 2006."),
        ("Moss, A. (2006). _Quiet rules_. Oxford Press.", "Moss, A. (2006). “Quiet rules”. Oxford Press."),
    ],
)
def test_marks_around_a_title(raw: str, meant: str) -> None:
    assert mended(raw) == meant


@pytest.mark.parametrize(
    ("raw", "meant"),
    [
        ("Moss A. The ‘social brain’ in apes. Nature 2020.", "Moss A. The ‘social brain’ in apes. Nature 2020."),
        ("Moss A. 'Social brain' of the ape. Nature 2020.", "Moss A. 'Social brain' of the ape. Nature 2020."),
        ("'t Hart, P. (1997). Groupthink. Authors' Review, 3.", "'t Hart, P. (1997). Groupthink. Authors' Review, 3."),
        ("Moss, A. (2006). Rules. *A Journal*, *12*(3), 1.", "Moss, A. (2006). Rules. A Journal, 12(3), 1."),
        ("**Moss A**, Fern B. Rules of it. Nature 2020.", "Moss A, Fern B. Rules of it. Nature 2020."),
        ("Moss, A. 2006. Rules. In *Proceedings of X*. ACM.", "Moss, A. 2006. Rules. In Proceedings of X. ACM."),
        ("Moss A. A* search and RRT* planning. 2019.", "Moss A. A* search and RRT* planning. 2019."),
        ("Moss A. Rules. https://x.org/_a_/b_c_ 2019", "Moss A. Rules. https://x.org/_a_/b_c_ 2019"),
    ],
)
def test_marks_around_other_words(raw: str, meant: str) -> None:
    assert mended(raw) == meant
