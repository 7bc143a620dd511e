"""Which of the years in a reference string are the work's own."""

import pytest

from obelize.domain.reference_years import own_years


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("Okafor, C. (2016). A title. Proceedings of the 2017 Conference on Routes.", [2016]),
        ("A title, in Proceedings of the NAACL HLT 2010 Workshop on Routes, 2013, pp. 2–9.", [2013]),
        ("A title. COLING 2010: Posters, 2033.", [2033]),
        ("A title. In Routes (LREC 2016), 2018.", [2018]),
        ("A title. In NeurIPS 2017.", [2017]),
        ("A title. In Proceedings of the 2017 Conference on Routes.", [2017]),
        ("Okafor C 2010 A title of things. Nature 4, 7.", [2010]),
        ("A title. Nature 2012 Jan 5; 481: 3.", [2012]),
        ("A title. Neurotherapeutics. 2007;116:1832-44.", [2007]),
        ("A title. NIPS 2018, 32, 1535−1541.", [2018]),
        ("A title. NIPS 2018, 32, 1535.", [2018, 1535]),
        ("Okafor, C. (2016). A title. Retrieved from the site (accessed 3 May 2024).", [2016]),
        ("A title without any.", []),
    ],
)
def test_own_years(text: str, years: list[int]) -> None:
    assert own_years(text) == years
