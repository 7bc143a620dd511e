"""One record held against one citation: is it the cited work, and where does it differ."""

from dataclasses import dataclass
from enum import IntEnum

from obelize.appraisal.citations.authors import align_authors, compare_authors
from obelize.appraisal.citations.fields import compare_venue, compare_volume, compare_years
from obelize.appraisal.citations.identifiers import compare_arxiv_ids, compare_dois, shares_identifier
from obelize.appraisal.citations.string_differences import differences_from_string
from obelize.appraisal.citations.string_titles import title_of_string
from obelize.appraisal.citations.strings import (
    StringAgreement,
    agreement_with_string,
    names_author,
    text_of_string,
)
from obelize.appraisal.citations.titles import TitleComparison, TitleKinship, compare_titles, title_findings
from obelize.domain.claim import Citation
from obelize.domain.finding import Finding, Severity
from obelize.domain.literature import CitedWork, Work
from obelize.domain.titles import title_words

_WEIGHT = {Severity.NOTE: 1, Severity.WARNING: 10, Severity.ERROR: 20}
_MOST_AGREE = 0.5
_NEAR_AGREEMENT = 0.75
_TELLING_TITLE = 4
"""From this many words on a title alone tells a work; shorter ones ("Introduction") are shared by many."""


class Identity(IntEnum):
    """What a record is to a citation."""

    OTHER_WORK = 0
    HOLDER_OF_ID = 1  # it has the cited DOI or id, but is another work
    CITED_WORK = 2


@dataclass(frozen=True, slots=True)
class Judgement:
    """A record with what it is to the citation and what differs. The smaller `weight`, the better the match."""

    work: Work
    identity: Identity
    findings: tuple[Finding, ...] = ()

    @property
    def weight(self) -> int:
        """Notes count little, errors much."""
        return sum(_WEIGHT[each.severity] for each in self.findings)


def judge(citation: Citation, work: Work) -> Judgement:
    """Whether `work` is what `citation` cites, and where the two differ."""
    if citation.guessed:
        return _judge_string(citation, work)
    cited = citation.cited
    by_id = shares_identifier(cited, work)
    if not cited.title:
        return Judgement(work, Identity.CITED_WORK if by_id else Identity.OTHER_WORK, tuple(_stated(cited, work)))
    titles = compare_titles(cited.title, work.title)
    if not _is_cited_work(cited, work, titles, by_id):
        return Judgement(work, Identity.HOLDER_OF_ID if by_id else Identity.OTHER_WORK)
    differing = [
        *title_findings(cited.title, work.title, titles),
        *_stated(cited, work),
        *compare_dois(cited, work),
        *compare_arxiv_ids(cited, work),
        *compare_volume(cited, work),
    ]
    return Judgement(work, Identity.CITED_WORK, tuple(differing))


def _stated(cited: CitedWork, work: Work) -> list[Finding]:
    return [
        *compare_authors(cited.authors, cited.et_al, work.authors),
        *compare_years(cited, work),
        *compare_venue(cited, work),
    ]


def _is_cited_work(cited: CitedWork, work: Work, titles: TitleComparison, by_id: bool) -> bool:
    """Same title, or a title that is near together with authors who agree; an id lowers what is asked."""
    match titles.kinship:
        case TitleKinship.SAME | TitleKinship.STYLE:
            telling = len(title_words(work.title)) >= _TELLING_TITLE
            same_year = cited.year is not None and cited.year == work.year
            return by_id or telling or _author_agreement(cited, work, unstated=float(same_year)) > 0
        case TitleKinship.PART:
            same_years = cited.year is None or work.year is None or abs(cited.year - work.year) <= 1
            telling = same_years and len(title_words(cited.title or "")) >= _TELLING_TITLE
            return by_id or _author_agreement(cited, work, unstated=float(telling)) >= _MOST_AGREE
        case TitleKinship.NEAR:
            likely = titles.agreement >= _NEAR_AGREEMENT or _same_people_and_year(cited, work)
            return by_id or (likely and _author_agreement(cited, work, unstated=0.0) >= _MOST_AGREE)
        case TitleKinship.OTHER:
            several = by_id and len(cited.authors) >= 2
            return several and _author_agreement(cited, work, unstated=0.0) >= _MOST_AGREE


def _same_people_and_year(cited: CitedWork, work: Work) -> bool:
    """Whether the year, the first author and most of the others agree: people write several works with like titles."""
    if not cited.authors or not work.authors or (cited.year and work.year and cited.year != work.year):
        return False
    match = align_authors(cited.authors, work.authors)
    return (0, 0) in match.pairs and (cited.et_al or len(match.pairs) >= _MOST_AGREE * len(work.authors))


def _author_agreement(cited: CitedWork, work: Work, *, unstated: float) -> float:
    """Share of the cited authors that the record has; `unstated` where one of them names none."""
    if not cited.authors or not work.authors:
        return unstated
    return align_authors(cited.authors, work.authors).agreement


def _judge_string(citation: Citation, work: Work) -> Judgement:
    cited = citation.cited
    by_id = shares_identifier(cited, work)
    if by_id and not work.title:
        return Judgement(work, Identity.OTHER_WORK)
    parts = agreement_with_string(citation.raw, work, cited)
    titled = parts.title and not _is_titled_otherwise(citation, work)
    if (titled and (by_id or _string_agrees(cited, work, parts))) or _place_agrees(parts, work):
        return Judgement(work, Identity.CITED_WORK, tuple(differences_from_string(citation, work, parts)))
    if _title_is_near(citation, work, by_id=by_id):
        return Judgement(work, Identity.CITED_WORK, tuple(differences_from_string(citation, work, parts)))
    if by_id and not cited.title:
        return Judgement(work, Identity.CITED_WORK)
    return Judgement(work, Identity.HOLDER_OF_ID if by_id else Identity.OTHER_WORK)


def _is_titled_otherwise(citation: Citation, work: Work) -> bool:
    """Whether the title that the string gives is another one: it only holds the record's, or its main title."""
    cited = citation.cited.title
    own = title_of_string(text_of_string(citation.raw), cited, work) if cited else None
    return own is not None and compare_titles(own, work.title).kinship is TitleKinship.OTHER


def _string_agrees(cited: CitedWork, work: Work, parts: StringAgreement) -> bool:
    """Whether the other parts let the title stand: more of them agree than not, for a long title one is enough.

    Where the place is another one, a title may be the subject of a reply or share its beginning with another work:
    then it has to be the whole of what the string seems to have for a title.
    """
    elsewhere = parts.page is False or (parts.volume is False and parts.page is not True)
    if elsewhere and cited.title:
        kinship = compare_titles(cited.title, work.title).kinship
        if kinship < (TitleKinship.PART if parts.whole_title else TitleKinship.STYLE):
            return False
    words = len(title_words(work.title))
    if parts.first_author and words >= 2 * _TELLING_TITLE:
        return True
    if parts.supports == 0:
        return parts.contradictions == 0 and words >= _TELLING_TITLE
    return parts.supports > parts.contradictions - (words >= _TELLING_TITLE)


def _title_is_near(citation: Citation, work: Work, *, by_id: bool) -> bool:
    """Whether the title read out of the string is a part of the record's, or the record's but for a few words.

    Then the first author has to be named, most of the authors read out have to agree, and the year.
    """
    cited = citation.cited
    if not cited.title or not work.authors or not names_author(citation.raw, work.authors[0]):
        return False
    titles = compare_titles(cited.title, work.title)
    years = abs((cited.year or 0) - (work.year or 0))
    agreed = by_id or _author_agreement(cited, work, unstated=0.0) >= _MOST_AGREE
    if titles.kinship is TitleKinship.PART:
        return agreed and (by_id or years <= 1)
    near = titles.kinship is TitleKinship.NEAR and titles.agreement >= _NEAR_AGREEMENT
    return near and agreed and (by_id or years == 0) and len(title_words(work.title)) >= _TELLING_TITLE


def _place_agrees(parts: StringAgreement, work: Work) -> bool:
    """Journal, volume and first page name a work as well as its title does."""
    return bool(parts.venue and parts.volume and parts.page and parts.first_author and work.volume != work.pages)
