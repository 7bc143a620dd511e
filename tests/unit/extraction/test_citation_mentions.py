"""Mentions of works in running text: what is one, what only looks like one, and what can be read from it."""

import pytest

from obelize.domain.claim import Citation, CitationForm
from obelize.domain.document import Document, DocumentKind, Segment, SegmentRole
from obelize.extraction.citations import find_citations
from obelize.extraction.citations_mentions import PassageFinder

SENTENCES = [
    [field.strip() for field in line.split("|")]
    for line in """\
Kaplan et al. showed in 2020 that loss falls as a power law. | Kaplan | 2020 | | loss falls as a power law
In 2015, Hinton and colleagues described distillation. | Hinton | 2015 | |
There is a 2023 paper by Wei et al. on prompting. | Wei | 2023 | | prompting
Kaplan and colleagues (2020) found a power law in model size. | Kaplan | 2020 | | a power law in model size
I read a study in Nature last year about sleep. | | | Nature |
Stanford researchers reported last year that bots are rude. | | | | bots are rude
There was a paper from DeepMind in 2022 on compute. | | 2022 | | compute
A recent study published in The Lancet found fewer heart attacks. | | | Lancet | fewer heart attacks
Researchers at MIT published a paper in 2023 on persuasion. | | 2023 | | persuasion
In a 2017 paper, Vaswani and colleagues introduced the transformer. | Vaswani | 2017 | |
According to a 2019 meta-analysis by Cuijpers and colleagues, therapy works. | Cuijpers | 2019 | |
Hoffmann et al. trained seventy models to test it. | Hoffmann | | |
As Tversky and Kahneman argued in 1974, people use heuristics. | Tversky, Kahneman | 1974 | |
A team at Google Brain published work in 2017 on attention. | | 2017 | | attention
Bender et al.'s 2021 paper warned of large models. | Bender | 2021 | |
The 2012 paper by Krizhevsky, Sutskever and Hinton changed it. | Krizhevsky, Sutskever, Hinton | 2012 | |
A landmark 1998 study in JAMA showed that estrogen failed. | | 1998 | JAMA | estrogen failed
A trial in the New England Journal of Medicine tested it. | | | New England Journal of Medicine |
Daniel Kahneman and Amos Tversky published their prospect theory paper in 1979. | Kahneman, Tversky | 1979 | |
In his 1950 paper, Turing proposed the imitation game. | Turing | 1950 | | the imitation game
Turing's 1950 paper proposed the imitation game. | Turing | 1950 | | the imitation game
A Harvard study from 2019 followed nurses for twenty years. | | 2019 | |
Scientists at Oxford published a study last month on vaccines. | | | | vaccines
Ioannidis wrote in 2005 that most findings are false. | Ioannidis | 2005 | | most findings are false
An Anthropic paper from 2022 describes constitutional training. | | 2022 | | constitutional training
A paper published in Science in 2015 tried to replicate 100 studies. | | 2015 | Science |
A 2021 Cochrane review found no benefit. | | 2021 | | no benefit
In 2018 Devlin and her colleagues presented BERT. | Devlin | 2018 | |
One study by Walker and colleagues found that sleep matters. | Walker | | | sleep matters
A group led by Ilya Sutskever showed in 2014 that texts can be mapped. | Sutskever | 2014 | | texts can be mapped
In 2006, Hinton and Salakhutdinov published a paper on autoencoders. | Hinton, Salakhutdinov | 2006 | | autoencoders
LeCun, Bengio and Hinton reviewed deep learning in Nature in 2015. | | 2015 | Nature |
The Stanford study from last year on writing tools found savings. | | | |
A 2024 preprint from OpenAI reports high scores. | | 2024 | | high scores
Wei and co-workers (2022) showed that prompts help. | Wei | 2022 | | prompts help
Dr. Matthew Walker's 2017 study showed less sleep. | Walker | 2017 | | less sleep
A University of Chicago study published last year followed 300 students. | | | |
The Framingham Heart Study reported in 1961 on risk factors. | | | | risk factors
Ioannidis (2005) argued that most findings are false. | Ioannidis | 2005 | | most findings are false
See Fig. 2 of Hoffmann et al., 2022 by J. Smith. | Hoffmann | 2022 | |""".splitlines()
]

NOTHING = """\
A study of this kind would take years.
The paper was white and thick.
In 2015 Hinton moved to Google.
In 2015, Hinton and his colleagues moved to Google.
I study in Berlin.
He left the paper in Boston in 2020.
She reported to Stanford last year.
The report was late again.
Kaplan and colleagues ate lunch in 2020.
We met Wei and his colleagues in 2023.
The Nature Conservancy bought land last year.
A trial in Texas ended with a conviction in 2019.
The survey of the land in Kansas was done in 1880.
The study in the old house has a fireplace.
Last year I moved to Stanford.
DeepMind was bought by Google in 2014.
Researchers at Oxford earn less than bankers.
My colleagues and I found the keys in 2020.
The paper by the door is for the printer.
The New York paper sold well in 2012.
Please report by Friday.
A report from Monday is missing.
In May 2020 the lab was closed.
Monday and Tuesday (2020) were the busiest days.
Anna and her colleagues showed up late in 2021.
The team at Google was let go in 2023.
Scientists in Geneva drink coffee.
The trial by Kafka is a novel.
She is a student in Oxford and likes paper.
The survey in March was sent to all staff.
Hinton won the Nobel Prize in 2024.
In 2019 Google published its earnings late.
Rock, paper, scissors in Tokyo drew crowds.
His case study in English is due on Friday.
Students in our study in June slept well.
The report to Congress in 2020 was long.
A study by the window gets more light.
Nature found a way last year.
She was at the Institute for Advanced Study.
The Matrix (1999) is shown tonight.""".splitlines()


def _in(text: str, role: SegmentRole = SegmentRole.PARAGRAPH) -> tuple[Citation, ...]:
    segments, start = [], 0
    for line in text.split("\n"):
        segments.append(Segment(line, start, start + len(line), role))
        start += len(line) + 1
    return find_citations(Document("d1", "a.md", DocumentKind.SUMMARY, "markdown", text, "f", tuple(segments)))


@pytest.mark.parametrize(
    ("sentence", "authors", "year", "venue", "topic"), SENTENCES, ids=[row[0] for row in SENTENCES]
)
def test_a_mention_is_a_search_for_what_it_says(sentence: str, authors: str, year: str, venue: str, topic: str) -> None:
    before, behind = "They met at noon. ", " Then they left."
    (citation,) = _in(before + sentence + behind)
    cited = citation.cited
    assert (citation.form, citation.raw) == (CitationForm.VAGUE, sentence)
    assert ", ".join(author.family for author in cited.authors) == authors
    assert (str(cited.year or ""), cited.venue or "", cited.topic or "") == (year, venue, topic)


@pytest.mark.parametrize("sentence", NOTHING)
@pytest.mark.parametrize("role", [SegmentRole.PARAGRAPH, SegmentRole.SPEECH])
def test_what_only_looks_like_a_mention_cites_nothing(sentence: str, role: SegmentRole) -> None:
    assert _in(sentence, role) == ()


@pytest.mark.parametrize("sentence", [row[0] for row in SENTENCES] + NOTHING)
def test_speech_without_capitals_names_nobody(sentence: str) -> None:
    assert [c.cited.authors for c in _in(sentence.lower().rstrip("."), SegmentRole.SPEECH) if c.cited.authors] == []


def test_a_spoken_mention_may_run_over_captions() -> None:
    (citation,) = _in("and so Kaplan et al. showed in\n2020 that loss falls\nas a power law. Yes.", SegmentRole.SPEECH)
    assert (citation.cited.year, citation.cited.topic) == (2020, "loss falls as a power law")


def test_mentions_in_one_sentence_stay_apart() -> None:
    found = _in("Kaplan et al. (2020) chose size, and Hoffmann et al. (2022) chose data.")
    assert [citation.cited.authors[0].family for citation in found] == ["Kaplan", "Hoffmann"]
    assert [citation.raw for citation in found] == [
        "Kaplan et al. (2020) chose size, and",
        "Hoffmann et al. (2022) chose data.",
    ]


@pytest.mark.parametrize("filler", [0, 65_530, 65_536, 131_070, 200_000])
def test_a_string_is_found_wherever_it_stands_in_a_long_text(filler: int) -> None:
    said = "x" * filler + " A Study By\nLindqvist"
    segment = Segment(said, 0, len(said), SegmentRole.PARAGRAPH)
    finder = PassageFinder(Document("d1", "a.md", DocumentKind.SUMMARY, "markdown", said, "f", (segment,)))
    assert [list(finder.holding([gate])) for gate in ("study by lindqvist", "by nobody")] == [[segment], []]
