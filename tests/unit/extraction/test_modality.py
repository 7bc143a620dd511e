"""Modality has a scope: terminators end it, pseudo cues cancel it, content must stand in it."""

import pytest
import spacy

from obelize.domain.claim import Modality
from obelize.extraction.cues import CueMatcher, plain_text, shipped_cues
from obelize.extraction.modality import ScopedCue, modalities, scoped_cues

NLP = spacy.blank("en")
MATCHER = CueMatcher(NLP, shipped_cues())


def cues_in(text: str) -> tuple[ScopedCue, ...]:
    plain = plain_text(text)
    hits = MATCHER.hits(NLP.make_doc(plain), plain, [(0, len(plain))])
    return scoped_cues(plain, len(plain), hits[0])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sleep may lower the risk of stroke.", {Modality.HEDGED}),
        ("The model doesn’t use attention.", {Modality.NEGATED}),
        ("It is not only faster, it is cheaper.", set()),
        ("According to the agency, prices fell.", {Modality.REPORTED}),
        ("If you fast, ketones rise.", {Modality.CONDITIONAL}),
        ("Obviously the earth is round.", {Modality.BOOSTED}),
        ("All swans are white.", {Modality.OVERGENERAL}),
        ("Almost all swans are white.", set()),
        ("The earth is round.", set()),
    ],
)
def test_the_modality_of(text: str, expected: set[Modality]) -> None:
    assert set(modalities(cues_in(text))) == expected


def test_a_terminator_ends_the_scope() -> None:
    text = "It may fail but the first engine worked in 1903."
    hedge = next(cue for cue in cues_in(text) if cue.modality is Modality.HEDGED)
    assert text[hedge.scope_start : hedge.scope_end].strip() == "fail"


def test_a_short_reach_ends_the_scope() -> None:
    text = "About 40 percent of all the patients in the long trial of the drug got better."
    hedge = next(cue for cue in cues_in(text) if cue.hit.rule.id == "hedge.quantity")
    assert text[hedge.scope_start : hedge.scope_end].strip() == "40 percent of all the"


def test_a_cue_that_governs_nothing_sets_nothing() -> None:
    assert cues_in("Well, maybe.") == ()


# Each sentence with its marks: modality, the cue's words, the words that it governs.
MARKS: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...] = (
    ("Sleep may lower the risk of stroke.", (("hedged", "may", "lower the risk of stroke"),)),
    ("It may still lower the risk.", (("hedged", "may", "still lower the risk"),)),
    ("It may fail, but it is fast.", (("hedged", "may", "fail"),)),
    ("The drug might help although the trial was small.", (("hedged", "might", "help"),)),
    ("The merger was completed in May and the price fell.", ()),
    ("On 4 May 2021 the rover landed.", ()),
    ("May 2023 was the hottest month.", ()),
    ("You might as well flip a coin.", ()),
    ("It is faster, I think.", (("hedged", "I think", "It is faster"),)),
    ("I think it is faster.", (("hedged", "I think", "it is faster"),)),
    ("I guess they sold it, however the price is public.", (("hedged", "I guess", "they sold it"),)),
    ("It kind of works on phones.", (("hedged", "kind of", "works on phones"),)),
    ("This kind of pump is common.", ()),
    ("You know the pump was built in 1903.", ()),
    ("Smokers are twice as likely to fall ill.", ()),
    ("About 40 percent of the patients got better.", (("hedged", "About", "40 percent of the patients"),)),
    ("It costs ten dollars or so.", (("hedged", "or so", "It costs ten dollars"),)),
    ("It is not only faster but cheaper.", ()),
    ("There is no doubt that smoking kills.", (("boosted", "There is no doubt", "that smoking kills"),)),
    ("I can't deny that sales fell.", (("boosted", "can't deny", "that sales fell"),)),
    ("The pump isn't broken, it's clogged.", (("negated", "isn't", "broken"),)),
    ("They can't sell it because the law forbids it.", (("negated", "can't", "sell it"),)),
    ("The vaccine won't cause autism.", (("negated", "won't", "cause autism"),)),
    ("No, the vaccine works.", ()),
    ("The tank holds no more than ten litres.", ()),
    (
        "Nobody who smokes lives to a hundred.",
        (
            ("negated", "Nobody", "who smokes lives to a hundred"),
            ("overgeneral", "Nobody", "who smokes lives to a hundred"),
        ),
    ),
    ("It is not because of the price.", (("negated", "not", "because of the price"),)),
    ("It is not uncommon for pumps to fail.", ()),
    ("The engine never fails to start.", (("overgeneral", "never", "fails to start"),)),
    (
        "The theory works but the idea that bulls hate red is a myth.",
        (("negated", "is a myth", "the idea that bulls hate red"),),
    ),
    ("We found no evidence of harm; the drug is safe.", (("negated", "no", "evidence of harm"),)),
    ("Not all swans are white.", (("negated", "Not", "all swans are white"),)),
    ("Nearly always the pump fails first.", ()),
    ("Almost no one reads the terms.", (("negated", "no one", "reads the terms"),)),
    ("All right, the price fell by half.", ()),
    ("Never mind, the price fell by half.", ()),
    ("All in all the trial failed.", ()),
    ("All three pumps failed.", ()),
    ("All swans are white.", (("overgeneral", "All", "swans are white"),)),
    ("The model never hallucinates.", (("negated", "never", "hallucinates"), ("overgeneral", "never", "hallucinates"))),
    ("Everyone uses this model.", (("overgeneral", "Everyone", "uses this model"),)),
    ("It doesn't always work.", (("negated", "doesn't", "always work"),)),
    ("They do not have any users in Spain.", (("negated", "not", "have any users in Spain"),)),
    ("Any password can be guessed.", (("overgeneral", "Any", "password can be guessed"),)),
    ("If any pump fails, the alarm rings.", ()),
    ("Only humans make tools.", (("overgeneral", "Only", "humans make tools"),)),
    ("It costs only ten dollars.", ()),
    ("It opens every two years.", ()),
    ("If you fast then ketones rise.", (("conditional", "If", "you fast"),)),
    ("If you sleep less, you eat more.", (("conditional", "If", "you sleep less"),)),
    ("You eat more if you sleep less.", (("conditional", "if", "you sleep less"),)),
    ("Even if you sleep less you do not eat more.", (("negated", "not", "eat more"),)),
    ("It looks as if the bridge moved.", ()),
    ("We asked if the pump failed.", ()),
    ("Whether the drug works was tested in 2019.", ()),
    ("According to the agency, prices fell.", (("reported", "According to", "the agency, prices fell"),)),
    ("Prices fell, according to the agency.", (("reported", "according to", "Prices fell"),)),
    (
        "He allegedly stole the plans.",
        (("hedged", "allegedly", "stole the plans"), ("reported", "allegedly", "stole the plans")),
    ),
    (
        "Altman said the model has two trillion parameters.",
        (("reported", "said", "the model has two trillion parameters"),),
    ),
    ("As I said, the model has two trillion parameters.", ()),
    ("That said, the model is open.", ()),
    (
        "it may help some people but it does not cure them",
        (("hedged", "may", "help some people"), ("negated", "not", "cure them")),
    ),
    ("i think the earth is four billion years old", (("hedged", "i think", "the earth is four billion years old"),)),
    (
        "they say all politicians lie",
        (("reported", "they say", "all politicians lie"), ("overgeneral", "all", "politicians lie")),
    ),
    ("The firm's military might grew.", ()),
    ("Obviously the old engine wins.", (("boosted", "Obviously", "the old engine wins"),)),
    ("The result is not entirely clear.", (("negated", "not", "entirely clear"),)),
    ("It is definitely slower, which may matter.", (("boosted", "definitely", "slower"), ("hedged", "may", "matter"))),
    ("The company didn't fail to pay.", ()),
    ("It hardly ever rains there.", (("negated", "hardly", "ever rains there"),)),
    ("The museum is open as long as 12 hours a day.", ()),
    ("It was not until 1990 that it opened.", (("negated", "not", "until 1990 that it opened"),)),
    (
        "I don't think the model is open.",
        (("hedged", "I don't think", "the model is open"), ("negated", "I don't think", "the model is open")),
    ),
    ("The treatment is said to cure cancer.", (("reported", "is said to", "cure cancer"),)),
    ("The plant may, however, close.", (("hedged", "may", "however, close"),)),
    ("The army's military might grew.", ()),
    ("The museum is open as long as 12 hours a day.", ()),
    ("The pump isn't new and it's not cheap.", (("negated", "isn't", "new"), ("negated", "not", "cheap"))),
    ("The trial wasn't large, though it was long.", (("negated", "wasn't", "large"),)),
    ("Of course the price fell.", (("boosted", "Of course", "the price fell"),)),
    ("It is, of course, cheaper.", (("boosted", "of course", "cheaper"),)),
    (
        "There was no one at the plant when it failed.",
        (
            ("negated", "no one", "at the plant when it failed"),
            ("overgeneral", "no one", "at the plant when it failed"),
        ),
    ),
    (
        "Nothing works without water.",
        (
            ("negated", "Nothing", "works without water"),
            ("overgeneral", "Nothing", "works without water"),
            ("negated", "without", "water"),
        ),
    ),
    (
        "While all cells divide, neurons do not.",
        (("overgeneral", "all", "cells divide, neurons do not"), ("negated", "do not", "neurons")),
    ),
    ("Always wear a helmet.", (("overgeneral", "Always", "wear a helmet"),)),
    ("Every year the river floods.", ()),
    ("We all know that sugar is bad.", (("boosted", "We all know", "that sugar is bad"),)),
    ("Everyone knows that sugar is bad.", (("boosted", "Everyone knows", "that sugar is bad"),)),
    ("It is possible that it rains, because it is autumn.", (("hedged", "It is possible", "that it rains"),)),
    (
        "Doctors reported that all patients recovered but one.",
        (("reported", "reported that", "all patients recovered"), ("overgeneral", "all", "patients recovered")),
    ),
    ("Critics say the bridge is unsafe.", (("reported", "Critics say", "the bridge is unsafe"),)),
    ("It will close unless the city pays.", (("conditional", "unless", "the city pays"),)),
    ("The drug works provided that it is taken daily.", (("conditional", "provided that", "it is taken daily"),)),
    ("They provided the data for the trial.", ()),
    (
        "It seems to work, yet nobody knows why.",
        (("hedged", "seems", "to work"), ("negated", "nobody", "knows why"), ("overgeneral", "nobody", "knows why")),
    ),
    ("It was given that name in 1990.", ()),
    ("The suspect was, in the words of the mayor, a genius.", (("reported", "in the words of", "The suspect was"),)),
    ("So it kind of works but it's not stable.", (("hedged", "kind of", "works"), ("negated", "not", "stable"))),
    ("It's sort of like a sponge.", (("hedged", "sort of", "like a sponge"),)),
    (
        "Neither the pump nor the valve failed.",
        (("negated", "Neither", "the pump nor the valve failed"), ("negated", "nor", "the valve failed")),
    ),
    ("She said no.", ()),
    ("The result cannot be denied.", (("boosted", "cannot be denied", "The result"),)),
    ("In fact, the price doubled.", (("boosted", "In fact", "the price doubled"),)),
    ("The sun is by far the largest body.", (("boosted", "by far", "the largest body"),)),
    ("Water is not unlike glass in this respect.", ()),
    (
        "It probably never rains there.",
        (
            ("hedged", "probably", "never rains there"),
            ("negated", "never", "rains there"),
            ("overgeneral", "never", "rains there"),
        ),
    ),
    ("The trial has not yet ended.", (("negated", "not", "yet ended"),)),
    ("All but two pumps failed.", ()),
    ("All of the pumps failed.", (("overgeneral", "All", "of the pumps failed"),)),
    (
        "There are about two million people in the city, which may grow.",
        (("hedged", "about", "two million people in the"), ("hedged", "may", "grow")),
    ),
    (
        "i guess the price fell and it might fall again but nobody knows",
        (
            ("hedged", "i guess", "the price fell and it might fall again"),
            ("hedged", "might", "fall again"),
            ("negated", "nobody", "knows"),
            ("overgeneral", "nobody", "knows"),
        ),
    ),
    (
        "you know it's kind of slow but they said it's fixed",
        (("hedged", "kind of", "slow"), ("reported", "said", "it's fixed")),
    ),
)


@pytest.mark.parametrize(("text", "marks"), MARKS, ids=[text for text, _ in MARKS])
def test_the_marks_of(text: str, marks: tuple[tuple[str, str, str], ...]) -> None:
    found = [
        (str(cue.modality), text[cue.hit.start : cue.hit.end], text[cue.scope_start : cue.scope_end])
        for cue in cues_in(text)
    ]
    assert found == list(marks)


@pytest.mark.parametrize(
    ("text", "governed"),
    [
        ("It is not true that salt kills.", "salt kills"),
        ("The claim that salt kills has been disproved.", "The claim that salt kills"),
        ("Bananas are berries, but strawberries aren't.", "strawberries"),
        ("Prices fell, wages did not.", "wages"),
        ("There's little evidence that detox teas work.", "that detox teas work"),
        ("Fasting has yet to be tested in people.", "be tested in people"),
        ("The minister denied that taxes rose.", "taxes rose"),
        ("It isn't just expensive.", None),
        ("The deal is off, isn't it?", None),
        ("It goes without saying that water is wet.", None),
        ("It can't be denied that prices rose.", None),
    ],
)
def test_what_is_said_to_be_not_so(text: str, governed: str | None) -> None:
    negated = [text[cue.scope_start : cue.scope_end] for cue in cues_in(text) if cue.modality is Modality.NEGATED]
    assert negated == ([] if governed is None else [governed])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The model might not know French.", {Modality.HEDGED, Modality.NEGATED}),
        ("She could not attend the summit.", {Modality.NEGATED}),
        ("Prices could fall further.", {Modality.HEDGED}),
        ("Raising wages doesn't necessarily destroy jobs.", {Modality.HEDGED}),
        ("It's not impossible that the model saw the test.", {Modality.HEDGED}),
        ("Whether sugar causes it is unknown.", {Modality.HEDGED}),
        ("It is unclear whether the deal holds.", {Modality.HEDGED}),
        ("The ship is estimated to weigh 900 tons.", {Modality.HEDGED}),
        ("An estimated ten million people use it.", {Modality.HEDGED}),
        ("Most of us use a tenth of it, or so they say.", {Modality.REPORTED}),
        ("In all likelihood the bank will fold.", {Modality.HEDGED}),
        ("Carrots are widely believed to help.", {Modality.HEDGED}),
        ("No one may be held without trial.", {Modality.NEGATED, Modality.OVERGENERAL}),
    ],
)
def test_what_is_not_vouched_for(text: str, expected: set[Modality]) -> None:
    assert set(modalities(cues_in(text))) == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Studies show that naps help.", "Studies show"),
        ("A study from Oslo suggests that naps help.", "study from Oslo suggests"),
        ("Critics argue that the law is too weak.", "Critics argue"),
        ("The president claims unemployment is at a low.", "president claims"),
        ("As Darwin wrote, species change.", "As Darwin wrote"),
        ("In Smith's view, markets regulate themselves.", "In Smith's view"),
        ('"There is a free lunch," Friedman wrote.', "Friedman wrote"),
        ("She told reporters that taxes had fallen.", "told reporters"),
        ("I never said that she stole it.", None),
        ("Insurance claims rose by half.", None),
        ("The committee concluded that no laws were broken.", "concluded that"),
        ("She thinks the landing was staged.", "She thinks"),
        ("They argue that wages doubled.", "They argue"),
        ("The company maintains that its water is clean.", "maintains that"),
        ("Legend has it that Rome was founded by twins.", "Legend has it"),
        ("She said no.", None),
        ("No matter what they say, the law stands.", None),
        ("It can't be denied that prices rose.", None),
    ],
)
def test_what_is_somebody_elses_word(text: str, words: str | None) -> None:
    said = [text[cue.hit.start : cue.hit.end].strip() for cue in cues_in(text) if cue.modality is Modality.REPORTED]
    assert said == ([] if words is None else [words])


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("Without the stream, Europe would be colder.", "the stream"),
        ("In the absence of light, most plants die.", "light"),
        ("Had they known, they would stop.", "they known"),
        ("Should the dam break, the town would be flooded.", "the dam break"),
        ("The virus cannot survive without a host.", None),
    ],
)
def test_conditions_without_an_if(text: str, condition: str | None) -> None:
    cues = [cue for cue in cues_in(text) if cue.modality is Modality.CONDITIONAL]
    assert [text[cue.scope_start : cue.scope_end] for cue in cues] == ([] if condition is None else [condition])


@pytest.mark.parametrize(
    ("text", "is_general"),
    [
        ("Women are always paid less than men.", True),
        ("Communism has never worked.", True),
        ("Smokers never live to be a hundred.", True),
        ("Columbus never set foot in North America.", False),
        ("She never married.", False),
        ("I have never been to Paris.", False),
        ("Half of all code was written by hand.", False),
        ("All of them died in 1943.", False),
        ("They all agreed on the treaty.", False),
        ("You should always look twice.", False),
        ("Everyone in the room was vaccinated.", False),
        ("The law applies to anyone over 18.", False),
        ("All the plants in the world need water.", True),
    ],
)
def test_what_is_said_of_all(text: str, is_general: bool) -> None:
    assert (Modality.OVERGENERAL in modalities(cues_in(text))) is is_general


@pytest.mark.parametrize(
    "text",
    ["Proven reserves amount to two barrels.", "Clearly defined rules cost less.", "He speaks clearly."],
)
def test_no_certainty(text: str) -> None:
    assert modalities(cues_in(text)) == ()
