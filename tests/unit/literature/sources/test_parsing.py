"""What each source's record says, field by field, on recorded shapes."""

import json
from pathlib import Path
from typing import Any

import pytest

from obelize.domain.identifiers import arxiv_of_doi, stated_arxiv, stated_doi, stated_pmid
from obelize.domain.literature import Author, Notice, NoticeKind
from obelize.literature.sources.arxiv import works_from_arxiv
from obelize.literature.sources.crossref import work_from_crossref, works_from_crossref
from obelize.literature.sources.datacite import works_from_datacite
from obelize.literature.sources.doi import agency_from_doi
from obelize.literature.sources.europepmc import work_from_europepmc, works_from_europepmc
from obelize.literature.sources.factcheck import works_from_factcheck
from obelize.literature.sources.names import author_from_name
from obelize.literature.sources.notices import notice_kind, without_mark
from obelize.literature.sources.openalex import abstract_from_index, work_from_openalex, works_from_openalex
from obelize.literature.sources.payload import PayloadError, plain, xml_from, year_of
from obelize.literature.sources.pubmed import works_from_pubmed
from obelize.literature.sources.semanticscholar import works_from_search
from obelize.literature.sources.unpaywall import work_from_unpaywall
from obelize.literature.sources.wikipedia import works_from_wikipedia

PAYLOADS = Path(__file__).parents[4] / "fixtures" / "payloads"
LANCET = "Ileal-lymphoid-nodular hyperplasia, non-specific colitis, and pervasive developmental disorder in children"
LANCET_DOI = "10.1016/s0140-6736(97)11096-0"
RETRACTION_DOI = "10.1016/s0140-6736(10)60175-4"


def payload(name: str) -> Any:
    return json.loads((PAYLOADS / name).read_text(encoding="utf-8"))


def test_crossref() -> None:
    (work,) = works_from_crossref(payload("crossref/hit.json"))
    assert (work.title, work.doi, work.year, work.venue) == (LANCET, LANCET_DOI, 1998, "The Lancet")
    assert (work.volume, work.issue, work.pages, work.type) == ("351", "9103", "637-641", "article-journal")
    assert work.authors == (Author("Wakefield", "AJ"), Author("Murch", "SH"))
    assert work.abstract == "A made-up sentence about children."
    assert work.notices == (
        Notice(NoticeKind.RETRACTION, "Crossref (retraction watch)", RETRACTION_DOI, "2010-02-06"),
        Notice(NoticeKind.RETRACTION, "Crossref, mark in the title"),
    )


def test_crossref_joins_title_and_subtitle_and_dates_by_issue() -> None:
    record = {
        "DOI": "10.1000/X",
        "title": ["BERT"],
        "subtitle": ["Pre-training of things"],
        "issued": {"date-parts": [[None]]},
        "published-online": {"date-parts": [[2019, 13]]},
        "author": [{"name": "A Consortium"}, {"given": "Madonna"}, {"ORCID": "x"}],
    }
    work = work_from_crossref(record)
    assert (work.title, work.year) == ("BERT: Pre-training of things", 2019)
    assert work.authors == (Author("A Consortium"), Author("Madonna"))
    assert work_from_crossref({**record, "subtitle": ["bert"]}).title == "BERT"


def test_crossref_knows_a_notice_for_what_it_is() -> None:
    updates = [{"type": "retraction", "DOI": LANCET_DOI}, {"type": "new_version", "DOI": "10.1000/y"}]
    work = work_from_crossref({"DOI": RETRACTION_DOI, "title": ["Retraction: a work"], "update-to": updates})
    assert work.title == "Retraction: a work"
    assert work.publication_types == ("notice of retraction",)
    assert work.notices == ()


def test_openalex() -> None:
    (work,) = works_from_openalex(payload("openalex/hit.json"))
    assert (work.id, work.title, work.doi, work.pmid) == ("W1000000001", LANCET, LANCET_DOI, "9500320")
    assert (work.year, work.venue, work.pages) == (1998, "The Lancet", "637–641")
    assert work.authors == (Author("Wakefield", "Andrew"),)
    assert work.abstract == "Two words and words"
    assert work.notices[0] == Notice(NoticeKind.RETRACTION, "OpenAlex, record of 2026-01-15")


def test_openalex_finds_the_arxiv_id() -> None:
    locations = [
        {"landing_page_url": "https://doi.org/10.1000/x"},
        {"landing_page_url": "http://arxiv.org/abs/2001.08361v1"},
    ]
    assert work_from_openalex({"id": "https://openalex.org/W1", "locations": locations}).arxiv == "2001.08361"
    assert work_from_openalex({"id": "W1", "doi": "https://doi.org/10.48550/arXiv.2001.08361"}).arxiv == "2001.08361"


def test_an_inverted_index_with_absurd_positions_is_read_within_reason() -> None:
    assert abstract_from_index({"b": [1, 10**9], "a": [0, -4, True, "x"], "c": None}) in ("a b", "a a")
    assert abstract_from_index([]) is None


def test_arxiv() -> None:
    (work,) = works_from_arxiv(xml_from((PAYLOADS / "arxiv/hit.xml").read_bytes(), forbid_dtd=True))
    assert (work.arxiv, work.doi, work.year) == ("2001.08361", "10.48550/arxiv.2001.08361", 2020)
    assert work.title == "Scaling Laws for Neural Language Models"
    assert work.authors == (Author("Kaplan", "Jared"), Author("McCandlish", "Sam"))
    assert work.notices == ()


def test_arxiv_withdrawals_errors_and_pages_without_entries() -> None:
    text = (PAYLOADS / "arxiv/hit.xml").read_text(encoding="utf-8")

    def read(changed: str) -> Any:
        return works_from_arxiv(xml_from(changed.encode(), forbid_dtd=True))

    (withdrawn,) = read(text.replace("19 pages", "This paper has been withdrawn by the authors"))
    assert [notice.kind for notice in withdrawn.notices] == [NoticeKind.WITHDRAWAL]
    with pytest.raises(PayloadError, match=r"rejected the question \(made-up"):
        read(
            text.replace("http://arxiv.org/abs/2001.08361v1", "http://arxiv.org/api/errors#x").replace(
                "A made-up", "made-up"
            )
        )
    empty = (PAYLOADS / "arxiv/empty.xml").read_text(encoding="utf-8")
    assert read(empty) == []
    with pytest.raises(PayloadError, match="announces results and has none"):
        read(empty.replace("<opensearch:totalResults>0", "<opensearch:totalResults>3"))
    with pytest.raises(PayloadError, match="how many"):
        read(empty.replace("totalResults", "other"))


def test_semantic_scholar() -> None:
    (work,) = works_from_search(payload("semanticscholar/match.json"))
    assert (work.arxiv, work.doi, work.year, work.venue) == ("2001.08361", "10.48550/arxiv.2001.08361", 2020, "ArXiv")
    assert work.authors[0] == Author("Kaplan", "J.")
    assert works_from_search(payload("semanticscholar/no_hits.json")) == []
    assert works_from_search({"data": []}) == []


def test_europe_pmc() -> None:
    (work,) = works_from_europepmc(payload("europepmc/hit.json"))
    assert (work.title, work.doi, work.pmid, work.year) == (LANCET, LANCET_DOI, "9500320", 1998)
    assert work.authors == (Author("Wakefield", "A J"), Author("A Study Group"))
    assert work.abstract == "Background A made-up sentence."
    assert work.notices == (Notice(NoticeKind.RETRACTION, "Europe PMC"),)


def test_europe_pmc_short_records_and_missing_hits() -> None:
    record = {"id": "PPR1", "source": "PPR", "title": "T.", "authorString": "Haas-Kogan DA, O'Neill AF, A Group."}
    work = work_from_europepmc(record)
    assert (work.type, work.title) == ("article", "T")
    assert work.authors == (Author("Haas-Kogan", "DA"), Author("O'Neill", "AF"), Author("A Group"))
    with pytest.raises(PayloadError, match="counts hits and shows none"):
        works_from_europepmc({"hitCount": 3, "resultList": {"result": []}})


def test_pubmed() -> None:
    (work,) = works_from_pubmed(xml_from((PAYLOADS / "pubmed/article.xml").read_bytes(), forbid_dtd=False))
    assert (work.title, work.doi, work.pmid, work.year) == (LANCET, LANCET_DOI, "9500320", 1998)
    assert work.authors == (Author("Wakefield", "A J"), Author("A Study Group"))
    assert work.abstract == "BACKGROUND: A made-up sentence. Another one."
    assert work.publication_types == ("Journal Article", "Retracted Publication")
    assert work.notices == (Notice(NoticeKind.RETRACTION, "PubMed", RETRACTION_DOI),)


def test_pubmed_books_and_retractions_known_by_type_alone() -> None:
    book = b"""<PubmedArticleSet><PubmedBookArticle><BookDocument><PMID>1</PMID><Book><BookTitle>A Book.</BookTitle>
    <PubDate><Year>2010</Year></PubDate></Book><ArticleTitle>A Chapter.</ArticleTitle></BookDocument>
    </PubmedBookArticle>
    <PubmedArticle><MedlineCitation><PMID>2</PMID><Article><ArticleTitle>[A translated title.]</ArticleTitle>
    <Journal><JournalIssue><PubDate><MedlineDate>1998 Dec-1999 Jan</MedlineDate></PubDate></JournalIssue></Journal>
    <PublicationTypeList><PublicationType>Retracted Publication</PublicationType></PublicationTypeList></Article>
    </MedlineCitation></PubmedArticle></PubmedArticleSet>"""
    chapter, retracted = works_from_pubmed(xml_from(book, forbid_dtd=False))
    assert (chapter.title, chapter.venue, chapter.year, chapter.type) == ("A Chapter", "A Book", 2010, "chapter")
    assert (retracted.title, retracted.year) == ("A translated title", 1998)
    assert retracted.notices == (Notice(NoticeKind.RETRACTION, "PubMed, publication type"),)


def test_datacite() -> None:
    (work,) = works_from_datacite(payload("datacite/hit.json"))
    assert (work.arxiv, work.doi, work.year, work.type) == ("2001.08361", "10.48550/arxiv.2001.08361", 2020, "article")
    assert work.authors == (Author("Kaplan", "Jared"), Author("A Laboratory"))
    assert work.venue == "arXiv"


def test_the_smaller_ones() -> None:
    assert agency_from_doi(payload("doi/agency.json")) == "Crossref"
    assert agency_from_doi([{"DOI": "10.99999", "status": "DOI does not exist"}]) is None
    free = work_from_unpaywall(payload("unpaywall/hit.json"))
    assert (free.doi, free.url) == (LANCET_DOI, "https://example.org/free.pdf")
    assert free.authors == (Author("Wakefield", "AJ"), Author("Murch", "SH"))
    (article,) = works_from_wikipedia(payload("wikipedia/hit.json"), "https://en.wikipedia.org")
    assert article.url == "https://en.wikipedia.org/?curid=71000001"
    assert article.abstract == "a made-up snippet of an article"
    (check,) = works_from_factcheck(payload("factcheck/hit.json"))
    assert check.abstract == "A made-up person said: “A made-up claim”. Rated: False."
    assert works_from_factcheck({}) == []


@pytest.mark.parametrize(
    ("stated", "doi"),
    [
        ("https://doi.org/10.1000/ABC", "10.1000/abc"),
        ("doi:10.1002/(SICI)1097(30)17:15<1661::AID>3.0.CO;2-2", "10.1002/(sici)1097(30)17:15<1661::aid>3.0.co;2-2"),
        ("10.1", None),
        (None, None),
        (7, None),
    ],
)  # fmt: skip
def test_dois(stated: object, doi: str | None) -> None:
    assert stated_doi(stated) == doi


@pytest.mark.parametrize(
    ("stated", "arxiv"),
    [
        ("arXiv:2001.08361v2", "2001.08361"),
        ("https://arxiv.org/abs/hep-th/9901001v1", "hep-th/9901001"),
        ("math.GT/0309136", "math/0309136"),
        ("12345", None),
        (None, None),
    ],
)
def test_arxiv_ids(stated: object, arxiv: str | None) -> None:
    assert stated_arxiv(stated) == arxiv


def test_other_ids() -> None:
    assert arxiv_of_doi("10.48550/arxiv.2001.08361") == "2001.08361"
    assert arxiv_of_doi("10.1000/x") is None
    assert stated_pmid("https://pubmed.ncbi.nlm.nih.gov/9500320/") == "9500320"
    assert stated_pmid(9500320) == "9500320"
    assert stated_pmid("PMC123x") is None


@pytest.mark.parametrize(
    ("name", "author"),
    [
        ("Laurens van der Maaten", Author("van der Maaten", "Laurens")),
        ("Kaplan, Jared", Author("Kaplan", "Jared")),
        ("Martin Luther King Jr.", Author("King Jr.", "Martin Luther")),
        ("Wei Wang 0001", Author("Wang", "Wei")),
        ("ATLAS Collaboration", Author("ATLAS Collaboration")),
        ("OpenAI", Author("OpenAI")),
        (" ", None),
        (", x", None),
    ],
)
def test_names(name: str, author: Author | None) -> None:
    assert author_from_name(name) == author


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        ("RETRACTED ARTICLE: A title", "A title"),
        ("Retracted: A title", "A title"),
        ("[Retracted] A title", "A title"),
        ("WITHDRAWN: A title", "A title"),
        ("Retraction: A title", "Retraction: A title"),
        ("Retracted papers and their readers", "Retracted papers and their readers"),
        ("Withdrawn behaviour in children: a study", "Withdrawn behaviour in children: a study"),
    ],
)
def test_a_publisher_s_mark_is_taken_off_the_title(title: str, bare: str) -> None:
    shown, notices = without_mark(title, "Crossref")
    assert shown == bare
    assert bool(notices) == (shown != title)


def test_words_for_notices() -> None:
    assert notice_kind("expression_of_concern") is NoticeKind.CONCERN
    assert notice_kind("Erratum") is NoticeKind.CORRECTION
    assert notice_kind("new_version") is None
    assert notice_kind(None) is None


def test_plain_text_and_years() -> None:
    assert plain("<jats:p>H<sub>2</sub>O &amp; <i>air</i></jats:p><jats:p>p &lt; 0.05</jats:p>") == "H2O & air p < 0.05"
    assert plain("Long &lt;i&gt;COVID&lt;/i&gt;") == "Long COVID"
    assert plain("a < b and c > d") == "a < b and c > d"
    assert [year_of(value) for value in (2020, "2020-05", "20201", True, 99, None, "c. 2020")] == [
        2020,
        2020,
        None,
        None,
        None,
        None,
        None,
    ]
