"""Where a reference string and its record differ: said only of parts that were read out of the string without doubt.

What a reader of strings gets wrong must not look like the author's error. A name counts as added only beside authors
who are the record's, a bare family name only beside as many as the record has, one as left out only if it occurs
nowhere in the string, a venue as another only if it is known or written like one.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from obelize.appraisal.citations.authors import AuthorAlignment, align_authors, compare_authors
from obelize.appraisal.citations.fields import compare_venue, compare_volume, compare_years, is_preprint
from obelize.appraisal.citations.names import family_words, is_organisation, shown
from obelize.appraisal.citations.string_titles import title_of_string
from obelize.appraisal.citations.strings import StringAgreement, text_of_string, times_named
from obelize.appraisal.citations.titles import TitleKinship, compare_titles, title_findings
from obelize.appraisal.citations.venues import is_named_venue
from obelize.domain.claim import Citation
from obelize.domain.finding import Finding, Severity
from obelize.domain.literature import Author, CitedWork, Work
from obelize.domain.names import PARTICLES
from obelize.domain.titles import fold_name
from obelize.rulebook import finding

_FEWEST = 2
"""A record with one author may name the first of several; a string with one may, too."""

_FEWEST_OF_VENUE = 3
_LONG_WORD = re.compile(r"[^\W\d_][\w’'-]{3,}")
_IN = re.compile(r"(?:[.,?!]|[”\"’'*_])\s+[Ii]n:?\s+(?:the\s)?[*_]?$")
_PLACE = re.compile(r"[*_]?[.,]?\s*(?:\d{4};\s*)?(?:vol\.\s*)?\d{1,3}\s*(?:\(\d+\)|,\s*no\.)?[\s\d,;:(]")
"""A volume and what follows it: "52, 24", "2020;72(7)", "vol. 3, no. 4"."""


def differences_from_string(citation: Citation, work: Work, parts: StringAgreement) -> list[Finding]:
    """What a string says otherwise than `work`, the record of the work that it cites."""
    cited = citation.cited
    return [
        *_title(citation, work, parts),
        *_authors(citation, work, parts),
        *(compare_years(replace(cited, year=parts.stated_year), work) if parts.year is False else ()),
        *_venue(citation, work, parts),
        *(compare_volume(cited, work) if parts.volume is False or parts.page is False else ()),
    ]


def _title(citation: Citation, work: Work, parts: StringAgreement) -> list[Finding]:
    """Another title: words before, behind or in the record's, a subtitle that is another; or one that is mistyped."""
    cited = citation.cited.title
    if not cited:
        return []
    own = title_of_string(text_of_string(citation.raw), cited, work)
    if own and (titles := compare_titles(own, work.title)).kinship <= TitleKinship.NEAR:
        # Journal, volume and page vouch for a record that has lost words, as happens to words in italics.
        severity = Severity.NOTE if parts.exact_title and parts.venue and parts.volume and parts.page else None
        return [replace(each, severity=severity or each.severity) for each in title_findings(own, work.title, titles)]
    if parts.exact_title:
        return []
    titles = compare_titles(cited, work.title)
    told = titles.kinship is TitleKinship.NEAR or (titles.kinship is TitleKinship.PART and not parts.title)
    return title_findings(cited, work.title, titles) if told else []


def _authors(citation: Citation, work: Work, parts: StringAgreement) -> list[Finding]:
    cited, found = citation.cited, work.authors
    if parts.first_author is False and cited.authors:
        names = ", ".join(author.family for author in found[:4])
        message = f"the first author is not named; found {names}"
        return [finding("CIT005", message, field="authors", cited=citation.raw, found=names)]
    match = align_authors(cited.authors, found)
    if len(found) < _FEWEST or not match.pairs or any(_is_named(citation.raw, found, match, j) for j in match.left_out):
        return []
    if any(_may_be_torn(cited.authors[i]) for i in match.added):
        return []
    plain = _is_plainly_added(cited, found, match)
    named = [author for i, author in enumerate(cited.authors) if i not in match.added or author.given or plain]
    return compare_authors(named, cited.et_al or len(named) < _FEWEST, found)


def _may_be_torn(author: Author) -> bool:
    """Whether a family name may be the end of one: it begins in lower case and with no particle."""
    first = author.family.partition(" ")[0]
    return first[:1].islower() and first not in PARTICLES


def _is_plainly_added(cited: CitedWork, found: Sequence[Author], match: AuthorAlignment) -> bool:
    """Whether one name in a list of bare family names, no shorter than the record's, is none of the record's."""
    if len(match.added) != 1 or match.namesakes or any(author.given for author in cited.authors):
        return False
    if len(cited.authors) < len(found):
        return False
    added = cited.authors[match.added[0]]
    names = {word for author in found for word in fold_name(shown(author)).split()}
    return added.family[:1].isupper() and not is_organisation(added) and names.isdisjoint(family_words(added))


def _is_named(raw: str, found: Sequence[Author], match: AuthorAlignment, left_out: int) -> bool:
    """Whether the string has a left-out author's family name once more than namesakes who were read account for."""
    family = family_words(found[left_out])
    namesakes = sum(family_words(found[j]) == family for _, j in match.pairs)
    return times_named(raw, found[left_out]) > namesakes


def _venue(citation: Citation, work: Work, parts: StringAgreement) -> Sequence[Finding]:
    cited = citation.cited
    if (
        not cited.venue
        or parts.venue
        or not (is_named_venue(cited.venue) or _stands_as_venue(citation.raw, cited.venue))
    ):
        return []
    return compare_venue(cited, work) if work.venue or is_preprint(work) else []


def _stands_as_venue(raw: str, name: str) -> bool:
    """Whether a name of several words with capitals stands behind "in" or before volume and pages."""
    words = _LONG_WORD.findall(name)
    if len(words) < _FEWEST_OF_VENUE or not all(word[0].isupper() for word in words):
        return False
    before, _, behind = text_of_string(raw).rpartition(name)
    return bool(before) and bool(_IN.search(before) or _PLACE.match(behind))
