"""From answers to a verdict: an outage is no absence, a note changes nothing, a difference is named."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import product

import pytest

from obelize.appraisal.citations import CitationStanding, check_citation, standing, with_unlisted
from obelize.domain.appraisal import CitationVerdict
from obelize.domain.claim import Anchor, Citation, CitationForm
from obelize.domain.finding import Severity
from obelize.domain.literature import (
    SHOWN_BEFORE,
    Author,
    Candidate,
    CitedWork,
    Found,
    Lookup,
    NotFound,
    Notice,
    NoticeKind,
    Outcome,
    Receipt,
    Unavailable,
    Work,
)

NOW = datetime(2026, 5, 1, tzinfo=UTC)
VASWANI, SHAZEER, PARMAR = Author("Vaswani", "Ashish"), Author("Shazeer", "Noam"), Author("Parmar", "Niki")
WORK = Work(
    "w1",
    "Attention Is All You Need",
    "library",
    authors=(VASWANI, SHAZEER, PARMAR),
    year=2017,
    venue="NIPS",
    doi="10.1000/attention",
)
CITED = CitedWork("Attention Is All You Need", (VASWANI, SHAZEER, PARMAR), year=2017, venue="NeurIPS")


def receipt(source: str, outcome: Outcome, reason: str | None = None) -> Receipt:
    return Receipt(source, "title:…", NOW, outcome, 1 if outcome is Outcome.FOUND else 0, reason=reason)


def found(*works: Work, source: str = "library") -> Found:
    return Found(tuple(Candidate(work, 1.0) for work in works), receipt(source, Outcome.FOUND))


def none(source: str = "library") -> NotFound:
    return NotFound(receipt(source, Outcome.NOT_FOUND))


def failed(source: str = "crossref") -> Unavailable:
    return Unavailable(receipt(source, Outcome.UNAVAILABLE, "503"))


def citation(
    cited: CitedWork, form: CitationForm = CitationForm.REFERENCE, raw: str = "…", *, guessed: bool = False
) -> Citation:
    return Citation("c1", "d1", "1", raw, form, cited, 0, len(raw), Anchor(raw), guessed=guessed)


def codes(cited: CitedWork, *lookups: Lookup) -> tuple[CitationVerdict, list[str]]:
    check = check_citation(citation(cited), lookups)
    return check.verdict, [each.code for each in check.findings]


def test_the_same_work_is_verified_and_another_name_of_the_venue_is_a_note() -> None:
    check = check_citation(citation(CITED), [found(WORK)])
    assert check.verdict is CitationVerdict.VERIFIED
    assert check.work == WORK
    assert [each.severity for each in check.findings] == [Severity.NOTE]


@pytest.mark.parametrize("answers", list(product([none("library"), failed("library")], [none("crossref"), failed()])))
def test_a_source_that_failed_never_makes_a_citation_not_found(answers: tuple[Lookup, ...]) -> None:
    verdict = check_citation(citation(CITED), answers).verdict
    any_failed = any(isinstance(answer, Unavailable) for answer in answers)
    assert verdict is (CitationVerdict.UNCHECKED if any_failed else CitationVerdict.NOT_FOUND)


def test_a_source_that_failed_for_one_cause_is_named_once() -> None:
    again = Unavailable(receipt("crossref", Outcome.UNAVAILABLE, f"503{SHOWN_BEFORE}"))
    [finding] = check_citation(citation(CITED), [failed(), again, again]).findings
    assert finding.message == "could not be checked, a source failed (crossref: 503)"


def test_a_failed_source_does_not_hide_what_another_found() -> None:
    assert codes(CITED, failed(), found(WORK))[0] is CitationVerdict.VERIFIED


@pytest.mark.parametrize(
    ("sources", "severity", "looks"),
    [
        (["library"], Severity.NOTE, CitationStanding.COULD_NOT_CHECK),
        (["starter library"], Severity.NOTE, CitationStanding.COULD_NOT_CHECK),
        (["crossref"], Severity.NOTE, CitationStanding.COULD_NOT_CHECK),
        (["library", "arxiv", "pubmed"], Severity.NOTE, CitationStanding.COULD_NOT_CHECK),
        (["library", "crossref"], Severity.WARNING, CitationStanding.FABRICATED_LOOKING),
    ],
)
def test_how_much_silence_means(sources: list[str], severity: Severity, looks: CitationStanding) -> None:
    check = check_citation(citation(CITED), [none(source) for source in sources])
    assert [(each.code, each.severity) for each in check.findings] == [("CIT015", severity)]
    assert standing(check) is looks


def test_a_registry_alone_is_no_search() -> None:
    verdict, found_codes = codes(CITED, none("doi"))
    assert (verdict, found_codes) == (CitationVerdict.UNCHECKED, ["CIT020"])


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"title": "Attention Was All You Need"}, "CIT001"),
        ({"year": 2021}, "CIT003"),
        ({"venue": "ICML"}, "CIT004"),
        ({"authors": (Author("Doe", "Ida"), Author("Roe", "Max"))}, "CIT005"),
        ({"authors": (VASWANI, SHAZEER, PARMAR, Author("Bengio", "Yoshua"))}, "CIT006"),
        ({"authors": (VASWANI, PARMAR)}, "CIT007"),
        ({"authors": (Author("Vaswani", "Rohit"), SHAZEER, PARMAR)}, "CIT008"),
        ({"authors": (SHAZEER, VASWANI, PARMAR)}, "CIT009"),
        ({"authors": (Author("Doe", "John"),)}, "CIT010"),
        ({"authors": (Author("N/A"),)}, "CIT010"),
        ({"authors": (Author("Garcia"),)}, "CIT005"),
        ({"authors": (Author("Parra-Vega"),)}, "CIT005"),
        ({"authors": (Author("McDonald"),)}, "CIT005"),
        ({"title": "Attention Is All You Need: A Unified Framework"}, "CIT001"),
        ({"title": "GraphMix: Attention Is All You Need"}, "CIT001"),
        ({"doi": "10.1000/other"}, "CIT014"),
    ],
)
def test_a_difference_is_a_mismatch_that_names_its_field(change: dict[str, object], code: str) -> None:
    fields = {name: getattr(CITED, name) for name in ("title", "authors", "year", "venue")} | change
    verdict, found_codes = codes(CitedWork(**fields), found(WORK))
    assert verdict is CitationVerdict.MISMATCH
    assert code in found_codes


def test_an_identifier_of_another_work() -> None:
    cited = CitedWork("A Theory of Everything in Small Gardens", (Author("Doe", "Ida"),), year=2017, doi=WORK.doi)
    check = check_citation(citation(cited), [found(WORK), none("crossref")])
    assert check.verdict is CitationVerdict.MISMATCH
    assert [each.code for each in check.findings] == ["CIT002"]
    assert standing(check) is CitationStanding.FABRICATED_LOOKING


def test_a_doi_that_nobody_registered() -> None:
    cited = CitedWork(CITED.title, CITED.authors, year=2017, doi="10.9999/nothing")
    verdict, found_codes = codes(cited, found(Work("w", WORK.title, "library", WORK.authors, year=2017)), none("doi"))
    assert (verdict, found_codes) == (CitationVerdict.MISMATCH, ["CIT012"])


def test_an_identifier_that_no_record_has_is_told_and_changes_nothing() -> None:
    bare = Work("w", WORK.title, "library", WORK.authors, year=2017)
    cited = CitedWork(CITED.title, CITED.authors, year=2017, doi="10.9999/nothing")
    assert codes(cited, none(), found(bare)) == (CitationVerdict.VERIFIED, ["CIT027"])
    elsewhere = replace(bare, id="e", source="crossref", doi="10.9999/nothing")
    assert codes(cited, found(bare), found(elsewhere, source="crossref")) == (CitationVerdict.VERIFIED, [])


def test_the_future_is_measured_from_when_the_sources_were_asked() -> None:
    assert "CIT013" in codes(CitedWork("A Title of Four Words", year=2033), none())[1]
    assert "CIT013" not in codes(CitedWork("A Title of Four Words", year=2027), none())[1]


def test_a_preprint_cited_as_published_and_the_other_way_round() -> None:
    preprint = Work(
        "p", WORK.title, "library", WORK.authors, year=2017, doi="10.48550/arxiv.1706.03762", arxiv="1706.03762"
    )
    assert codes(CITED, found(preprint)) == (CitationVerdict.MISMATCH, ["CIT011"])
    cited = CitedWork(CITED.title, CITED.authors, year=2017, venue="arXiv preprint arXiv:1706.03762")
    assert codes(cited, found(WORK)) == (CitationVerdict.VERIFIED, ["CIT025"])


def test_a_server_s_own_record_of_a_preprint_leaves_a_publication_possible() -> None:
    preprint = Work("p", WORK.title, "arxiv", WORK.authors, year=2017, arxiv="1706.03762", type="article")
    assert codes(CITED, found(preprint)) == (CitationVerdict.VERIFIED, ["CIT011"])


@pytest.mark.parametrize(
    ("raw", "verdict"),
    [
        ("Goodfellow I, Bengio Y. Deep Learning. Cambridge, MA: MIT Press; 2016.", CitationVerdict.UNCHECKED),
        ("ISO 26262-1:2018. Road vehicles: Functional safety.", CitationVerdict.UNCHECKED),
        ("Roe M, Doe J. Sleep after noise. Neuron 2019;5:12.", CitationVerdict.NOT_FOUND),
    ],
)
def test_a_string_shows_its_kind(raw: str, verdict: CitationVerdict) -> None:
    cited = CitedWork("Some Title of Words", CITED.authors, year=2016)
    assert check_citation(citation(cited, raw=raw, guessed=True), [none(), none("crossref")]).verdict is verdict


@pytest.mark.parametrize("kind", ["webpage", "thesis", "standard", "book"])
def test_kinds_that_nobody_indexes_are_not_missed(kind: str) -> None:
    cited = CitedWork("A Title of Four Words", type=kind)
    assert codes(cited, none(), none("crossref")) == (CitationVerdict.UNCHECKED, ["CIT018"])


def test_a_retraction_is_told_and_is_no_mismatch() -> None:
    notice = Notice(NoticeKind.RETRACTION, "crossref", "10.1000/notice", "2020-02-02")
    retracted = Work("w", WORK.title, "crossref", WORK.authors, year=2017, notices=(notice,))
    check = check_citation(citation(CITED), [found(retracted)])
    assert check.verdict is CitationVerdict.VERIFIED
    assert [each.code for each in check.findings] == ["CIT030"]
    assert "2020-02-02" in check.findings[0].message


def test_a_vague_mention_has_candidates_and_never_a_match() -> None:
    mention = citation(CitedWork(year=2017), CitationForm.VAGUE, "Google 2017 on attention")
    check = check_citation(mention, [found(WORK)])
    assert check.verdict is CitationVerdict.UNCHECKED
    assert check.work is None
    assert [candidate.work for candidate in check.candidates] == [WORK]


def test_another_work_of_the_same_people_is_not_the_cited_one() -> None:
    other = Work("o", "Subjectivity Word Sense Disambiguation", "library", (VASWANI, SHAZEER), year=2009)
    cited = CitedWork("Word Sense and Subjectivity", (VASWANI, PARMAR), year=2006)
    assert codes(cited, found(other))[0] is CitationVerdict.NOT_FOUND


@pytest.mark.parametrize("name", ["Google", "OpenAI", "Meta AI", "WHO"])
def test_an_organisation_may_stand_for_its_people(name: str) -> None:
    cited = CitedWork(WORK.title, (Author(name),), year=2017, venue="NIPS")
    assert codes(cited, found(WORK)) == (CitationVerdict.VERIFIED, ["CIT022"])


def test_a_record_with_the_whole_title_speaks_for_a_longer_one() -> None:
    whole = replace(WORK, id="w2", source="crossref", title="Attention Is All You Need: A Unified Framework")
    cited = CitedWork(whole.title, CITED.authors, year=2017)
    assert codes(cited, found(WORK), found(whole, source="crossref"))[0] is CitationVerdict.VERIFIED


def test_a_short_title_without_authors_needs_the_year() -> None:
    record = Work("w", "Model compression", "library", (VASWANI,), year=2006)
    assert codes(CitedWork("Model compression"), found(record))[0] is CitationVerdict.NOT_FOUND
    assert codes(CitedWork("Model compression", year=2006), found(record))[0] is CitationVerdict.VERIFIED


def test_a_mention_that_no_reference_of_its_document_has_is_told() -> None:
    reference = citation(CITED)
    vague = [
        citation(CitedWork(authors=(Author(name),), year=year), CitationForm.VAGUE, f"{name} {year}")
        for name, year in (("Vaswani", 2017), ("Vaswani", 2019), ("Roe", 2017))
    ]
    elsewhere = replace(vague[2], document_id="d2")
    several = [reference, reference, *vague, elsewhere]
    told = with_unlisted(several, [check_citation(each, [none()]) for each in several])
    assert ["CIT028" in [each.code for each in check.findings] for check in told] == [False] * 3 + [True] * 2 + [False]
    alone = [reference, *vague]
    checks = [check_citation(each, [none()]) for each in alone]
    assert with_unlisted(alone, checks) == checks


def test_a_short_title_is_not_enough_where_nothing_else_agrees() -> None:
    record = Work("w", "Introduction", "library", (Author("Roe", "Max"),), year=1999)
    cited = CitedWork("Introduction", (Author("Doe", "Ida"),), year=2017)
    assert codes(cited, found(record))[0] is CitationVerdict.NOT_FOUND


STRING = "Vaswani A, Shazeer N, Parmar N. Attention is all you need. Adv Neural Inf Process Syst 2017, 30:5998-6008."


def test_a_string_is_held_against_the_record_as_a_whole() -> None:
    record = Work(
        "w", WORK.title, "library", (VASWANI,), venue="Adv Neural Inf Process Syst", volume="30", pages="5998"
    )
    check = check_citation(citation(CitedWork("Attention is all"), raw=STRING, guessed=True), [found(record)])
    assert (check.verdict, check.work) == (CitationVerdict.VERIFIED, record)


@pytest.mark.parametrize(
    "record",
    [
        Work(
            "w",
            "Attention is all you need",
            "library",
            (Author("Doe"),),
            venue="Chest",
            volume="9",
            pages="12",
            year=1999,
        ),
        Work("w", "Attention is all you want", "library", (VASWANI,), venue="Chest", volume="9", pages="12"),
    ],
)
def test_a_string_is_not_the_record_of_another_work(record: Work) -> None:
    check = check_citation(citation(CitedWork("Attention"), raw=STRING, guessed=True), [found(record)])
    assert check.verdict is CitationVerdict.NOT_FOUND


@pytest.mark.parametrize(
    ("answers", "verdict"),
    [
        ([failed("crossref")], CitationVerdict.UNCHECKED),
        ([none("library")], CitationVerdict.NOT_FOUND),
    ],
)
def test_a_name_like_a_placeholder_alone_is_no_sign_of_fabrication(
    answers: list[Lookup], verdict: CitationVerdict
) -> None:
    cited = CitedWork("A Theory of Everything in Small Gardens", (Author("Smith", "John"),), year=2017)
    check = check_citation(citation(cited), answers)
    assert check.verdict is verdict
    assert [each.severity for each in check.findings if each.code == "CIT010"] == [Severity.NOTE]
    assert standing(check) is CitationStanding.COULD_NOT_CHECK


def test_an_author_whom_the_record_knows_is_no_placeholder() -> None:
    smith = Author("Smith", "John")
    cited = replace(CITED, authors=(smith,))
    verdict, found_codes = codes(cited, found(replace(WORK, authors=(smith,))))
    assert verdict is CitationVerdict.VERIFIED
    assert "CIT010" not in found_codes


def test_a_small_number_counts_only_where_volume_and_page_stand() -> None:
    """A record of volume 1 and page 9 isn't that of "24(1):31-9", although its title begins somewhere in the string."""
    title = "Validation of the hypertensive rat as an animal model of attention-deficit hyperactivity disorder"
    raw = f"Sagvolden T: {title}. Neurosci Biobehav Rev 2000, 24(1):31-9."
    cited = CitedWork(title, volume="24", pages="31")
    other = "Animal models of attention-deficit hyperactivity disorder"
    record = Work("w", other, "library", venue="Behav Brain Funct", volume="1", pages="9")
    check = check_citation(citation(cited, raw=raw, guessed=True), [found(record)])
    assert check.verdict is CitationVerdict.NOT_FOUND
