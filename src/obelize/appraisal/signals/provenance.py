"""Signals about who says it and why: author, date, first hand, adverts, interests, outlet."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from obelize.appraisal.signals.facts import Facts, stated_names
from obelize.appraisal.signals.reading import Case, Reading, fails, passes, shorten, unknown
from obelize.appraisal.signals.rubric import Rubric
from obelize.domain.claim import Zone
from obelize.domain.counting import number_of
from obelize.domain.document import DocumentKind
from obelize.domain.literature import Work
from obelize.domain.speakers import names_nobody

_CAPITALISED = re.compile(r"[A-Z][\w’'&.-]*(?:(?<![.!?])\s+[A-Z][\w’'&.-]*){0,2}")
_WORD = re.compile(r"[a-z]{5,}")


def named_author(case: Case) -> Reading:
    """A speaker or author with a name, as metadata or speaker labels state it."""
    stated = list(stated_names(case.facts))
    nameless = {name.casefold() for name in case.rubric.words["anonymous_names"]}
    named = [name for name in stated if name.casefold() not in nameless and not names_nobody(name)]
    if named:
        return passes(f"named: {', '.join(dict.fromkeys(named[:3]))}")
    if any(name.casefold() in nameless for name in stated):
        return fails(f"author is stated as “{stated[0]}”")
    return unknown("no name in the file or its metadata")


def credentials(case: Case) -> Reading:
    """A found work by somebody of the speaker's full name."""
    for name, work in _works_by_speaker(case.facts):
        return passes(f"an author called {name} is on record, e.g. “{shorten(work.title)}”; a namesake is possible")
    return unknown("no work by that name among those found; no search by author was made")


def topic_match(case: Case) -> Reading:
    """The speaker's works share words with the document's claims."""
    spoken = {word for claim in case.facts.claims for word in _WORD.findall(claim.text.lower())}
    works = [work for _, work in _works_by_speaker(case.facts)]
    for work in works:
        shared = spoken & set(_WORD.findall(work.title.lower()))
        if len(shared) >= case.rule.minimum:
            return passes(f"“{shorten(work.title)}” shares {', '.join(sorted(shared)[:4])}")
    return unknown("no work of the speaker on these words was found" if works else "no work of the speaker was found")


def dated(case: Case) -> Reading:
    """A date in the file or its metadata."""
    for each in (case.facts.annotation, case.facts.talk, case.facts.summary):
        if each and each.document.source.date:
            return passes(f"dated {each.document.source.date}")
    return unknown("no date in the file or its metadata")


def first_hand(case: Case) -> Reading:
    """The talk itself, or a summary that can be checked against it."""
    if case.facts.talk and not any(character.isalnum() for character in case.facts.talk.document.text):
        return unknown("the transcript holds no words")
    match case.facts.annotation.document.kind:
        case DocumentKind.TRANSCRIPT:
            return passes("the document is the talk's own words")
        case DocumentKind.SUMMARY if case.facts.talk:
            return passes("a summary whose transcript is at hand")
        case DocumentKind.SUMMARY:
            return unknown("a summary whose transcript is not at hand")
        case DocumentKind.PAGE:
            return unknown("a page: first or second hand cannot be told from its text")


def sponsor_labelled(case: Case) -> Reading:
    """Adverts hold words of disclosure."""
    adverts = list(_adverts(case.facts))
    if not adverts:
        return unknown("no advert was found")
    silent = [zone for zone in adverts if not case.rubric.expressions["disclosures"].search(zone.text)]
    if silent:
        return fails(f"an advert without disclosure: “{shorten(silent[0].text)}”")
    return passes(f"{number_of(len(adverts), 'advert')}, each with words of disclosure")


def no_conflict(case: Case) -> Reading:
    """No claim outside adverts for a sponsor's or an own product."""
    sponsors = sorted({name for zone in _adverts(case.facts) for name in _sponsors(zone.text, case.rubric)})
    for claim in case.facts.claims:
        if own := case.rubric.expressions["own_products"].search(claim.text):
            return fails(f"a claim speaks of “{own[0]}”: “{shorten(claim.text)}”")
        for name in sponsors:
            if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", claim.text):
                return fails(f"a claim names the sponsor {name}: “{shorten(claim.text)}”")
    if sponsors:
        return passes(f"no claim names a sponsor ({', '.join(sponsors[:3])})")
    return unknown("no sponsor known and no own product mentioned in a claim")


def outlet_list(case: Case) -> Reading:
    """What the user's own list says."""
    if not case.facts.lists.outlets:
        return unknown("no list of outlets was supplied")
    source = case.facts.annotation.document.source
    host = (urlsplit(source.url).hostname or "").removeprefix("www.") if source.url else ""
    for name in (source.channel, source.publisher, host):
        if name and (trusted := case.facts.lists.outlets.get(name.casefold())) is not None:
            return (
                passes(f"{name} is on the list as trusted")
                if trusted
                else fails(f"{name} is on the list as not trusted")
            )
    return unknown("the outlet is not on the list")


def _works_by_speaker(facts: Facts) -> Iterator[tuple[str, Work]]:
    """Works whose author has a first and a family name of the speaker's; an initial is not enough."""
    stated = [name.casefold().split() for name in stated_names(facts)]
    names = {(parts[0], parts[-1]) for parts in stated if len(parts) > 1}
    for work in facts.found_works:
        for author in work.authors:
            given = author.given.casefold().split()
            for name in names:
                if (
                    given
                    and len(given[0].rstrip(".")) > 1
                    and (given[0], author.family.casefold()) == (name[0], name[-1])
                ):
                    yield f"{author.given} {author.family}", work


def _adverts(facts: Facts) -> Iterator[Zone]:
    yield from (zone for zone in facts.annotation.extraction.zones if zone.kind == "advert")
    if facts.talk and facts.talk is not facts.annotation:
        yield from (zone for zone in facts.talk.extraction.zones if zone.kind == "advert")


def _sponsors(text: str, rubric: Rubric) -> Iterator[str]:
    for introduction in rubric.expressions["sponsor_introductions"].finditer(text):
        after = text[introduction.end() : introduction.end() + 60].lstrip(" :,")
        after = after.removeprefix("is ").removeprefix("by ")
        if name := _CAPITALISED.match(after):
            yield name[0].rstrip(".’'")
