"""Citations in documents and reference strings taken apart."""

from dataclasses import replace

import pytest

from obelize.domain.claim import CitationForm
from obelize.domain.document import Document, DocumentKind, Footnote, Segment, SegmentRole
from obelize.domain.literature import Author
from obelize.extraction.citations import find_citations
from obelize.extraction.citations_strings import parse_reference


def document(*parts: tuple[SegmentRole, str], scope: tuple[str, ...] = (), footnotes: bool = False) -> Document:
    segments, notes, text = [], [], ""
    for number, (role, words) in enumerate(parts, 1):
        start = len(text)
        text += words + "\n"
        segments.append(Segment(words, start, start + len(words), role, scope=scope))
        if footnotes:
            notes.append(Footnote(str(number), words, start, start + len(words)))
    return Document(
        "d1", "talk.md", DocumentKind.SUMMARY, "markdown", text, "f", tuple(segments), footnotes=tuple(notes)
    )


def paragraph(text: str) -> Document:
    return document((SegmentRole.PARAGRAPH, text))


def test_a_footnote_with_author_year_and_title() -> None:
    note = "Kaplan et al., 2020 – Scaling Laws for Neural Language Models."
    (citation,) = find_citations(document((SegmentRole.FOOTNOTE, note), footnotes=True))
    assert (citation.key, citation.form, citation.raw, citation.guessed) == ("1", CitationForm.REFERENCE, note, True)
    assert citation.cited.title == "Scaling Laws for Neural Language Models"
    assert (citation.cited.authors, citation.cited.et_al, citation.cited.year) == ((Author("Kaplan"),), True, 2020)


def test_no_running_number_is_a_footnote_s_label() -> None:
    mention = "A study in Nature last year looked at sleep."
    note = "Kaplan et al., 2020 – Scaling Laws for Neural Language Models."
    both = document((SegmentRole.PARAGRAPH, mention), (SegmentRole.FOOTNOTE, note))
    noted = replace(both, footnotes=(Footnote("1", note, len(mention) + 1, len(both.text) - 1),))
    assert [citation.key for citation in find_citations(noted)] == ["2", "1"]


def test_an_organisation_as_author() -> None:
    (citation,) = find_citations(
        document((SegmentRole.FOOTNOTE, "OpenAI, 2024 – Evaluating Generalisation in Models."), footnotes=True)
    )
    assert citation.cited.authors == (Author("OpenAI"),)


@pytest.mark.parametrize(
    ("text", "doi", "arxiv", "pmid"),
    [
        ("See https://doi.org/10.1000/abc(1).2).", "10.1000/abc(1).2", None, None),
        ("It is doi:10.48550/arXiv.2001.08361, they say.", "10.48550/arxiv.2001.08361", "2001.08361", None),
        ("The paper is arXiv:2001.08361v2 [cs.LG].", None, "2001.08361", None),
        ("Read https://arxiv.org/abs/1503.02531 first.", None, "1503.02531", None),
        ("An old one, hep-th/9901001, is arXiv:hep-th/9901001.", None, "hep-th/9901001", None),
        ("Compare PMID: 26017442 on this.", None, None, "26017442"),
    ],
)
def test_identifiers_in_running_text(text: str, doi: str | None, arxiv: str | None, pmid: str | None) -> None:
    (citation,) = find_citations(paragraph(text))
    cited = citation.cited
    assert (cited.doi, cited.arxiv, cited.pmid, citation.form) == (doi, arxiv, pmid, CitationForm.IDENTIFIED)
    assert text[citation.start_char : citation.end_char] == citation.raw


@pytest.mark.parametrize(
    "text",
    [
        "Empirical studies (e.g., OpenAI 2024 on model distillation) report it.",
        "There was a Stanford study last year.",
        "As Vaswani et al. (2017) showed, attention is enough.",
    ],
)
def test_vague_mentions(text: str) -> None:
    (citation,) = find_citations(paragraph(text))
    assert citation.form is CitationForm.VAGUE
    assert citation.cited.title is None


@pytest.mark.parametrize("text", ["I study every day.", "In 2024 we agreed on a plan.", "Version 10.4 of the report."])
def test_what_cites_nothing(text: str) -> None:
    assert find_citations(paragraph(text)) == ()


def test_quizzes_cite_nothing() -> None:
    assert find_citations(document((SegmentRole.QUIZ, "Which is right? doi:10.1000/abc"))) == ()


def test_entries_of_a_list_of_references_keep_their_numbers() -> None:
    entry = "[7] Vaswani A, Shazeer N. Attention is all you need. Adv Neural Inf Process Syst 2017;30:5998-6008."
    (citation,) = find_citations(document((SegmentRole.PARAGRAPH, entry), scope=("References",)))
    assert (citation.key, citation.form) == ("7", CitationForm.REFERENCE)


WRAPPED = "Smith, J. (2019). Warm rivers and\nthe trout in them. Journal of Rivers, 12, 3–9."
SMITH = "Smith, J. (2019). Warm rivers and the trout in them. Journal of Rivers, 12, 3–9."
BROWN = "Brown, A., & Green, B. (2021). Cold lakes without any trout. Lakes, 4, 1–2."


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        (f"{SMITH}\n{BROWN}", [SMITH, BROWN]),
        (f"{WRAPPED}\n{BROWN}", [WRAPPED, BROWN]),
        (SMITH.replace(". ", ".\n"), [SMITH.replace(". ", ".\n")]),
        (f"[1] {WRAPPED}\n[2] {BROWN}", [f"[1] {WRAPPED}", f"[2] {BROWN}"]),
    ],
    ids=["a line each", "a wrapped one", "one in parts", "numbered and wrapped"],
)  # fmt: skip
def test_an_entry_begins_at_a_line_that_is_a_reference_behind_one(text: str, entries: list[str]) -> None:
    found = find_citations(document((SegmentRole.FOOTNOTE, text), scope=("References",)))
    assert [citation.raw for citation in found] == entries


def test_repeated_mentions_have_ids_of_their_own() -> None:
    found = find_citations(document(*[(SegmentRole.PARAGRAPH, "See doi:10.1000/abc there.")] * 2))
    assert len({citation.id for citation in found}) == 2


@pytest.mark.parametrize(
    ("raw", "title", "year", "first", "place"),
    [
        (
            "Tabas I, Boren J. Retention as the \ninitiating process in arteries. Circulation. 2007;116:1832-44.",
            "Retention as the initiating process in arteries",
            2007,
            "Tabas",
            ("116", "1832"),
        ),
        (
            "12. Slotkin, J. R., & Shapiro, E. M. (2007). Imaging with nanometer par-\nticles. Neuroth. 4, 428-433.",
            "Imaging with nanometer particles",
            2007,
            "Slotkin",
            ("4", "428"),
        ),
        (
            "Cohen, Wesley M., and John P. Walsh. 2002. Links and impacts of research. Manag Sci 48(1): 1-23.",
            "Links and impacts of research",
            2002,
            None,
            ("48", "1"),
        ),
        (
            "A. Vaswani and N. Shazeer, “Attention is all you need,” in NeurIPS, 2017.",
            "Attention is all you need",
            2017,
            "Vaswani",
            (None, None),
        ),
        (
            "van Houdenhoven M, van Oostrum JM (2007) Improving efficiency by packing. Anesth Analg 105(3):707-714",
            "Improving efficiency by packing",
            2007,
            "van Houdenhoven",
            ("105", "707"),
        ),
    ],
)
def test_strings(raw: str, title: str, year: int, first: str | None, place: tuple[str | None, str | None]) -> None:
    cited = parse_reference(raw)
    assert (cited.title, cited.year) == (title, year)
    assert first is None or cited.authors[0].family == first
    assert (cited.volume, cited.pages) == place


@pytest.mark.parametrize("raw", ["", " ", "…", "(", "10.", "A" * 5000, "[1] [2] [3]", "et al. 2020 – "])
def test_a_string_that_is_no_reference_is_no_error(raw: str) -> None:
    parse_reference(raw)


@pytest.mark.parametrize(
    "behind",
    [
        ". doi:10.5555/fake.0",
        ". 10.5555/fake.0",
        ". arXiv:2001.08361",
        ". arXiv preprint arXiv:2001.08361v2 [cs.LG].",
        ". https://doi.org/10.5555/fake.0",
        ". Available at: https://example.org/x",
        " (https://example.org/x).",
        " [https://example.org/x]",
        " (DOI 10.5555/fake.0).",
        " (DOI: https://doi.org/10.5555/fake.0)",
        ". PMID: 12345678",
    ],
)
def test_what_identifies_a_work_is_no_part_of_its_title(behind: str) -> None:
    cited = parse_reference(f"Nobody et al., 2020 – A Study of Imaginary Objects{behind}")
    assert cited.title == "A Study of Imaginary Objects"
    assert cited.doi or cited.arxiv or cited.pmid or cited.url == "https://example.org/x"


@pytest.mark.parametrize("title", ["DOI minting: who pays?", "What is arXiv?", "Imaginary Objects (part 2)"])
def test_a_title_about_identifiers_stays_whole(title: str) -> None:
    assert parse_reference(f"Nobody et al., 2020 – {title}").title == title


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("OpenAI 2024 on model distillation is sometimes named for it.", ["OpenAI 2024 on model distillation"]),
        (
            "Studies (e.g., OpenAI 2024 on model distillation, DeepMind 2025 on task-specific compression) report it.",
            ["OpenAI 2024 on model distillation", "DeepMind 2025 on task-specific compression"],
        ),
        (
            "OpenAI 2024 on distillation and DeepMind 2025 on compression are read.",
            ["OpenAI 2024 on distillation", "DeepMind 2025 on compression"],
        ),
        ("Kaplan 2020 on scaling laws reports that size helps.", ["Kaplan 2020 on scaling laws"]),
        ("Meta 2023 on reported harms of open models.", ["Meta 2023 on reported harms of open models"]),
    ],
)
def test_a_vague_mention_ends_where_a_verb_goes_on_with_the_sentence(text: str, mentions: list[str]) -> None:
    assert [citation.raw for citation in find_citations(paragraph(text))] == mentions


@pytest.mark.parametrize("signal", ["See", "Compare", "As"])
def test_a_word_that_points_to_a_mention_is_no_part_of_the_name(signal: str) -> None:
    (citation,) = find_citations(paragraph(f"{signal} Anthropic 2023 on constitutional methods."))
    assert citation.cited.authors == (Author("Anthropic"),)
    assert citation.raw == "Anthropic 2023 on constitutional methods"


def test_authors_and_year_in_the_text_point_into_the_document_s_own_list() -> None:
    listed = "Kaplan, J. et al. (2020). Scaling laws for neural language models. arXiv:2001.08361."
    text = document(
        (SegmentRole.PARAGRAPH, "Loss is a power law (Kaplan et al., 2020). Others disagree (Smith & Jones, 2021)."),
        (SegmentRole.FOOTNOTE, listed),
    )
    told = [(citation.form, citation.cited.authors[0].family) for citation in find_citations(text)]
    assert told == [(CitationForm.VAGUE, "Smith"), (CitationForm.REFERENCE, "Kaplan")]


def test_an_organisation_with_a_topic_is_no_pointer_to_another_work_of_its_year() -> None:
    text = document(
        (SegmentRole.PARAGRAPH, "Studies (e.g., OpenAI 2024 on model distillation) report it."),
        (SegmentRole.FOOTNOTE, "OpenAI, 2024 – Evaluating Generalisation in Large Models."),
        footnotes=True,
    )
    assert CitationForm.VAGUE in [citation.form for citation in find_citations(text)]


def test_a_list_of_references_keeps_entries_with_short_titles() -> None:
    entry = "Goodfellow, I., Bengio, Y., & Courville, A. (2016). Deep learning. Cambridge, MA: MIT Press."
    (citation,) = find_citations(document((SegmentRole.PARAGRAPH, entry), scope=("References",)))
    assert (citation.form, citation.cited.title) == (CitationForm.REFERENCE, "Deep learning")


def test_a_work_whose_title_follows_its_nickname() -> None:
    text = 'The "Chinchilla" paper (Hoffmann et al., 2022) is "Training Compute-Optimal Large Language Models".'
    (citation,) = find_citations(paragraph(text))
    assert citation.cited.title == "Training Compute-Optimal Large Language Models"
    assert (citation.cited.authors, citation.cited.year) == ((Author("Hoffmann"),), 2022)
