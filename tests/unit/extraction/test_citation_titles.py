"""Works named by title or by a link in running text: what is one, what only looks like one, and what is read."""

from pathlib import Path

import pytest

from obelize.domain.claim import Citation, CitationForm
from obelize.extraction.citations import find_citations
from obelize.readers import read_document

NAMED = """\
It was introduced in the paper "Attention Is All You Need" (Vaswani et al., 2017).
    Attention Is All You Need | Vaswani | 2017 | | reference
In *Scaling Laws for Neural Language Models*, Kaplan et al. (2020) saw it.
    Scaling Laws for Neural Language Models | Kaplan | 2020 | | reference
Hinton et al.'s 2015 paper "Distilling the Knowledge in a Neural Network" is old.
    Distilling the Knowledge in a Neural Network | Hinton | 2015 | | reference
The 2018 paper titled "BERT: Pre-training of Transformers" by Devlin et al. was named.
    BERT: Pre-training of Transformers | Devlin | 2018 | | reference
Brown et al., "Language Models are Few-Shot Learners", NeurIPS 2020.
    Language Models are Few-Shot Learners | Brown | | | reference
The study “Emergent Compression in Transformers” (Lindqvist & Okafor, 2023) is new.
    Emergent Compression in Transformers | Lindqvist, Okafor | 2023 | | reference
He quotes "Deep Residual Learning" (arXiv:1706.03762) as well.
    Deep Residual Learning | | | 1706.03762 | reference
They read *Deep residual learning for image recognition* (He et al., 2016).
    Deep residual learning for image recognition | He | 2016 | | reference
A paper called "the unreasonable effectiveness of data" was not named.
    | | | |
See *Thinking, Fast and Slow* (Kahneman, 2011).
    Thinking, Fast and Slow | Kahneman | 2011 | | reference
The book "Thinking, Fast and Slow" by Daniel Kahneman sold well.
    Thinking, Fast and Slow | Kahneman | | | reference
The speaker cites [Attention Is All You Need](https://arxiv.org/abs/1706.03762).
    Attention Is All You Need | | | 1706.03762 | reference
They linked [a study](https://arxiv.org/pdf/1503.02531v1) of it.
    | | | 1503.02531 | identified
They linked [(Kaplan et al., 2020)](https://arxiv.org/abs/2001.08361) twice.
    | Kaplan | 2020 | 2001.08361 | identified
See [Guo et al., 2017 – On Calibration of Modern Neural Networks](https://arxiv.org/abs/1706.04599).
    On Calibration of Modern Neural Networks | Guo | 2017 | 1706.04599 | reference
- Generative Adversarial Nets — Goodfellow et al., NIPS 2014
    Generative Adversarial Nets | Goodfellow | 2014 | | reference
- Attention Is All You Need (Vaswani et al., 2017)
    Attention Is All You Need | Vaswani | 2017 | | reference
- **Deep Residual Learning** (He et al., 2016) – brings residual connections
    Deep Residual Learning | He | 2016 | | reference
- "Dropout Prevents Neural Networks from Overfitting" by Srivastava et al. (2014)
    Dropout Prevents Neural Networks from Overfitting | Srivastava | 2014 | | reference
""".splitlines()
ROWS = [(line, *(told.strip() for told in NAMED[n + 1].split("|"))) for n, line in list(enumerate(NAMED))[::2]]

NOT_NAMED = """\
The film *The Matrix Reloaded Again* (2003) was fun.
He said "I Have A Dream Today" in 1963.
The album "Songs In The Key" by Stevie Wonder (1976) sold well.
**Key Points To Remember** are below.
"We show that loss scales as a power law" (Kaplan et al., 2020) is said there.
The New York Times wrote "Inflation Falls Again In March" (2023).
The report *really matters a lot* to us.
- **Sleep And Memory Matter**: the speaker says (in 2019) that it works.
- The Big Picture View, explained by Tom
- Speaker Background And Training, Stanford University, 2015
In the paper, "attention" is defined.
The paper says: "This Is A Quote From It" and no more.
See the [Official Project Home Page Here](https://example.org/10.html).
# The Paper "Attention Is All You Need" (Vaswani et al., 2017)""".splitlines()


def _in(line: str, folder: Path) -> tuple[Citation, ...]:
    file = folder / "summary.md"
    file.write_text(f"# Summary\n\nThey met at noon.\n\n{line}\n\nThen they left.\n")
    return tuple(c for c in find_citations(read_document(file)) if c.form is not CitationForm.VAGUE)


@pytest.mark.parametrize(("line", "title", "authors", "year", "arxiv", "form"), ROWS, ids=[row[0] for row in ROWS])
def test_a_work_is_named_with_what_is_said_of_it(
    line: str, title: str, authors: str, year: str, arxiv: str, form: str, tmp_path: Path
) -> None:
    read = [
        (
            c.cited.title or "",
            ", ".join(author.family for author in c.cited.authors),
            str(c.cited.year or ""),
            c.cited.arxiv or "",
            c.form.value,
        )
        for c in _in(line, tmp_path)
    ]
    assert read == ([(title, authors, year, arxiv, form)] if form else [])


@pytest.mark.parametrize("line", NOT_NAMED)
def test_what_only_looks_like_a_title_names_nothing(line: str, tmp_path: Path) -> None:
    assert _in(line, tmp_path) == ()


def test_a_mention_beside_a_named_work_stays_a_mention_of_its_own(tmp_path: Path) -> None:
    file = tmp_path / "summary.md"
    file.write_text('Hoffmann et al. (2022) answer "Scaling Laws for Neural Language Models" (Kaplan et al., 2020).\n')
    vague, named = find_citations(read_document(file))
    assert (vague.form, vague.cited.authors[0].family) == (CitationForm.VAGUE, "Hoffmann")
    assert (named.form, named.raw) == (
        CitationForm.REFERENCE,
        '"Scaling Laws for Neural Language Models" (Kaplan et al., 2020)',
    )
