"""Citations checked: what to ask about each, whom to ask, and what the answers amount to."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from obelize.appraisal.citations import check_citation, with_unlisted
from obelize.domain.appraisal import CitationCheck, CitationVerdict
from obelize.domain.claim import Citation, CitationForm
from obelize.domain.literature import Lookup, WorkQuery
from obelize.literature.consult import ConsultPolicy, consult
from obelize.literature.protocol import LiteratureSource

_CANDIDATES = 5
_TELLING_WORDS = 4
_YEARS = re.compile(r"[(.]\s?(?:1[89]|20)\d\d[a-z]?[).]")
_ANY_TITLE = WorkQuery(title="any title")
_BY_STRING = ConsultPolicy(text_leaves=True, notices=False)
"""A reference string is public; unlike a claim it may leave the machine, to sources that index works by title."""


@dataclass(frozen=True, slots=True)
class CheckedCitation:
    """A citation with what was found out about it."""

    citation: Citation
    check: CitationCheck


async def check_citations(
    citations: Sequence[Citation], sources: Sequence[LiteratureSource], policy: ConsultPolicy | None = None
) -> list[CheckedCitation]:
    """Ask the sources about every citation and weigh the answers; in order.

    A second round asks by the whole string about citations whose title had to be guessed and was not recognised.
    """
    answers = await _ask([plan_query(citation) for citation in citations], sources, policy)
    checks = [check_citation(citation, lookups) for citation, lookups in zip(citations, answers, strict=True)]
    again = [i for i, check in enumerate(checks) if citations[i].guessed and _unrecognised(check)]
    if again:
        indexes = [source for source in sources if source.understands(_ANY_TITLE)]
        more = await _ask([_string_query(citations[i]) for i in again], indexes, _BY_STRING)
        for i, lookups in zip(again, more, strict=True):
            checks[i] = check_citation(citations[i], (*answers[i], *lookups))
    told = with_unlisted(citations, checks)
    return [CheckedCitation(citation, check) for citation, check in zip(citations, told, strict=True)]


def check_citations_locally(
    citations: Sequence[Citation], source: LiteratureSource, policy: ConsultPolicy | None = None
) -> list[CheckedCitation]:
    """The same with a local source alone: it never waits, so no event loop is needed, which takes long to load."""
    checking = check_citations(citations, [source], policy)
    try:
        checking.send(None)
    except StopIteration as done:
        checked: list[CheckedCitation] = done.value
        return checked
    checking.close()
    raise RuntimeError(f"{source.name} is no local source: it waits")


def plan_query(citation: Citation) -> WorkQuery | None:
    """What to ask about a citation: its identifiers and title; the topic of a vague mention or else the whole."""
    cited = citation.cited
    if citation.form is CitationForm.VAGUE:
        return WorkQuery(text=cited.topic or citation.raw, year=cited.year, limit=_CANDIDATES)
    if not (cited.title or cited.doi or cited.arxiv or cited.pmid):
        return None
    author = cited.authors[0].family if cited.authors else None
    return WorkQuery(
        doi=cited.doi,
        arxiv=cited.arxiv,
        pmid=cited.pmid,
        title=cited.title,
        author=author,
        year=cited.year,
        limit=_CANDIDATES,
    )


def _string_query(citation: Citation) -> WorkQuery:
    """Free text to search by: the guessed title, or the whole string where the guess is poor.

    It is poor where it has few words, or where the string runs several references together.
    """
    title = citation.cited.title or ""
    runs_together = len(_YEARS.findall(citation.raw)) > 1
    text = citation.raw if runs_together or len(title.split()) < _TELLING_WORDS else title
    return WorkQuery(text=text, year=citation.cited.year, limit=_CANDIDATES)


def _unrecognised(check: CitationCheck) -> bool:
    return check.work is None and check.verdict in {CitationVerdict.NOT_FOUND, CitationVerdict.UNCHECKED}


async def _ask(
    queries: Sequence[WorkQuery | None], sources: Sequence[LiteratureSource], policy: ConsultPolicy | None
) -> list[tuple[Lookup, ...]]:
    """The look-ups for each query, none where there is nothing to ask."""
    asked = [(i, query) for i, query in enumerate(queries) if query is not None]
    answers: list[tuple[Lookup, ...]] = [()] * len(queries)
    lookups = await consult([query for _, query in asked], sources, policy)
    for (i, _), answer in zip(asked, lookups, strict=True):
        answers[i] = answer
    return answers
