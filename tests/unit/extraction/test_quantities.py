"""The words of a quantity are shown whole: with its base, its bounds, its unit and its date."""

import pytest
import spacy

from obelize.extraction.cues import CueMatcher, plain_text, shipped_cues

NLP = spacy.blank("en")
MATCHER = CueMatcher(NLP, shipped_cues())


@pytest.mark.parametrize(
    ("text", "rule", "words"),
    [
        ("Turnout rose by 3.5 percentage points.", "quantity.points", "3.5 percentage points"),
        ("The bank cut rates by fifty basis points.", "quantity.points", "fifty basis points"),
        ("Turnout rose by 3.5 percent.", "quantity.points", None),
        ("40 of 100 patients got better.", "quantity.denominator", "40 of 100"),
        ("One in five adults smokes.", "quantity.denominator", "One in five"),
        ("Three out of four pumps failed.", "quantity.denominator", "Three out of four"),
        ("Two-thirds of the papers are free.", "quantity.denominator", "Two-thirds of"),
        ("It took four in ten days.", "quantity.denominator", None),
        ("It grew between 10 and 20 percent.", "quantity.range", "between 10 and 20"),
        ("Prices fell by 10–20 % at once.", "quantity.range", "10–20"),
        ("They paid $20 to $30 a month.", "quantity.range", "$20 to $30"),
        ("It rose from 4 to 9 dollars.", "quantity.range", "from 4 to 9"),
        ("It fell between 2010 and 2023.", "quantity.range", "between 2010 and 2023"),
        ("It fell by 90 percent.", "quantity.number", "90"),
        ("It fell by 1,204.5.", "quantity.number", "1,204.5"),
        ("More than 300 people came.", "quantity.bound", "More than 300"),
        ("The plan costs less than twenty dollars.", "quantity.bound", "less than twenty"),
        ("It is more than that.", "quantity.bound", None),
        ("About 300 people came.", "hedge.quantity", "About"),
        ("They raised two and a half billion dollars.", "quantity.spoken", "two and a half billion dollars"),
        ("A hundred thousand people live there.", "quantity.spoken", "A hundred thousand people"),
        ("it has seventy billion parameters", "quantity.spoken", "seventy billion parameters"),
        ("They paid $2.5 billion for it.", "quantity.money", "$2.5 billion"),
        ("It is 3x faster.", "quantity.factor", "3x"),
        ("It is twice as large.", "quantity.factor", "twice as"),
        ("There was a ten-fold rise.", "quantity.factor", "ten-fold"),
        ("The gap is two orders of magnitude.", "quantity.factor", "orders of magnitude"),
        ("It grew by a factor of ten.", "quantity.factor", "by a factor of ten"),
        ("It lasted two and a half years.", "quantity.duration", "two and a half years"),
        ("It happened five years ago.", "quantity.duration", None),
        ("It opened in March 2023.", "quantity.date", "March 2023"),
        ("It closed on 4 May 2021.", "quantity.date", "4 May 2021"),
        ("It was common since the 1990s.", "quantity.date", "since the 1990s"),
        ("Sales fell in Q3 2024.", "quantity.date", "Q3 2024"),
        ("It may close.", "quantity.date", None),
        ("The law changed last year.", "language.date", "last year"),
        ("Then Professor Varga measured it.", "entity.person", "Professor Varga"),
        ("The professor measured it.", "entity.person", None),
    ],
)
def test_the_words_of(text: str, rule: str, words: str | None) -> None:
    plain = plain_text(text)
    hits = MATCHER.hits(NLP.make_doc(plain), plain, [(0, len(plain))])[0]
    assert next((text[hit.start : hit.end] for hit in hits if hit.rule.id == rule), None) == words
