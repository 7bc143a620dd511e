"""Asking several sources about many works: ids before titles, cheap before dear, no further than needed."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import assert_never

from obelize.domain.literature import Found, Lookup, NotFound, Outcome, Unavailable, Work, WorkQuery
from obelize.domain.titles import fold_name, main_title, title_key
from obelize.literature.protocol import ControlledSource, LiteratureSource


@dataclass(frozen=True, slots=True)
class ConsultPolicy:
    """How far to ask.

    A work counts as identified once `enough` sources have a record that carries the id asked for and agrees in
    title, or, asked by title, agrees in title, first author and year (±1) as far as the query states them; then no
    further source is asked what the work is. With `notices` one source that reports retractions is asked about it
    all the same. `text_leaves` allows free text (a claim, a vague mention) to be sent to online sources.
    """

    enough: int = 1
    notices: bool = True
    text_leaves: bool = False


@dataclass(slots=True)
class _Enquiry:
    """One query on its way, with the answers so far."""

    query: WorkQuery
    lookups: list[Lookup] = field(default_factory=list)
    identified: list[Work] = field(default_factory=list)
    notices_asked: bool = False


async def consult(
    queries: Sequence[WorkQuery],
    sources: Sequence[LiteratureSource],
    policy: ConsultPolicy | None = None,
) -> list[tuple[Lookup, ...]]:
    """The look-ups made for each query, in order. Everything that was asked has left its receipt in them.

    Local sources come first, then online ones in the order given, which is the user's (cheap ones first). First
    every source is asked by id as long as the work isn't identified, then by title, then, for a query that has
    neither, by text: local sources always, online ones where the policy lets text leave. Each source is asked all
    its questions together, so that batch endpoints are used. A source that had nothing for any query is asked for
    a work that it must have; the receipts of its empty answers state, as their reason, what came of that, and where it
    had not even that one, they are `Unavailable`.
    """
    policy = policy or ConsultPolicy()
    ordered = sorted(sources, key=lambda source: source.politeness is not None)
    enquiries = {query: _Enquiry(query) for query in queries}
    for narrow in (_by_id, _by_title):
        for source in ordered:
            open_enquiries = [e for e in enquiries.values() if len(e.identified) < policy.enough]
            await _ask(source, open_enquiries, [narrow(e.query) for e in open_enquiries])
    for source in ordered:
        if source.politeness is None or policy.text_leaves:
            textual = [e for e in enquiries.values() if _by_text(e.query)]
            await _ask(source, textual, [_by_text(e.query) for e in textual])
    if policy.notices:
        await _ask_for_notices(list(enquiries.values()), ordered)
    for source in ordered:
        if isinstance(source, ControlledSource):
            await _note_control(source.name, source, list(enquiries.values()))
    return [tuple(enquiries[query].lookups) for query in queries]


async def _ask(source: LiteratureSource, enquiries: Sequence[_Enquiry], questions: Sequence[WorkQuery | None]) -> None:
    """Ask one source the questions it understands and note the answers."""
    pairs = [(e, q) for e, q in zip(enquiries, questions, strict=True) if q is not None and source.understands(q)]
    if not pairs:
        return
    lookups = await source.look_up_many([question for _, question in pairs])
    for (enquiry, question), lookup in zip(pairs, lookups, strict=True):
        enquiry.lookups.append(lookup)
        match lookup:
            case Found(candidates=candidates):
                works = (candidate.work for candidate in candidates)
                same = next((work for work in works if _identifies(work, question, enquiry.query)), None)
                if same:
                    enquiry.identified.append(same)
                    enquiry.notices_asked |= source.reports_notices
            case NotFound() | Unavailable():
                pass


async def _ask_for_notices(enquiries: Sequence[_Enquiry], sources: Sequence[LiteratureSource]) -> None:
    """Ask about identified works, by their DOI, the first source that reports notices and has the work."""
    for source in sources:
        if source.reports_notices and source.politeness is not None:
            waiting = [e for e in enquiries if e.identified and not e.notices_asked and not _asked(e, source)]
            await _ask(source, waiting, [_identifier_of(e.identified[0]) for e in waiting])


async def _note_control(name: str, source: ControlledSource, enquiries: Sequence[_Enquiry]) -> None:
    """Where a source had nothing for any query, ask it for a work that it must have and note what came of it.

    One that doesn't find that work either is blind: its empty answers are no answers. What it said in an earlier run
    tells nothing of today, and was held against its control then.
    """
    answers = [lookup for e in enquiries for lookup in e.lookups if lookup.receipt.source == name]
    fresh = [lookup for lookup in answers if not lookup.receipt.cached]
    if any(isinstance(lookup, Found) for lookup in fresh) or not any(isinstance(lookup, NotFound) for lookup in fresh):
        return
    control = await source.control_answer()
    match control:
        case None:
            return
        case Found():
            note = "a control query for a known work was answered"
        case NotFound():
            note = "a control query for a known work came back empty, too: this source is blind"
        case Unavailable():
            note = f"a control query failed: {control.receipt.reason}"
        case _:
            assert_never(control)
    blind = not isinstance(control, Found)
    for enquiry in enquiries:
        enquiry.lookups = [_controlled(lookup, name, note, blind=blind) for lookup in enquiry.lookups]


def _controlled(lookup: Lookup, name: str, note: str, *, blind: bool) -> Lookup:
    """A fresh empty answer of the source with the note; from a blind source it is no answer at all."""
    if not isinstance(lookup, NotFound) or lookup.receipt.source != name or lookup.receipt.cached:
        return lookup
    receipt = replace(lookup.receipt, reason=note)
    return Unavailable(replace(receipt, outcome=Outcome.UNAVAILABLE)) if blind else NotFound(receipt)


def _asked(enquiry: _Enquiry, source: LiteratureSource) -> bool:
    """Whether this source has already been asked about the query's own id."""
    ids = _by_id(enquiry.query)
    return ids is not None and any(lookup.receipt.source == source.name for lookup in enquiry.lookups)


def _by_id(query: WorkQuery) -> WorkQuery | None:
    if not (query.doi or query.arxiv or query.pmid):
        return None
    return WorkQuery(doi=query.doi, arxiv=query.arxiv, pmid=query.pmid, limit=query.limit)


def _by_title(query: WorkQuery) -> WorkQuery | None:
    return replace(query, doi=None, arxiv=None, pmid=None, text=None) if query.title else None


def _by_text(query: WorkQuery) -> WorkQuery | None:
    if query.text and not query.title and _by_id(query) is None:
        return WorkQuery(text=query.text, author=query.author, year=query.year, limit=query.limit)
    return None


def _identifier_of(work: Work) -> WorkQuery | None:
    return WorkQuery(doi=work.doi, arxiv=work.arxiv, pmid=work.pmid) if work.doi or work.arxiv or work.pmid else None


def _identifies(work: Work, question: WorkQuery, query: WorkQuery) -> bool:
    """Whether a found work settles what the query is about.

    A work without title says only that an id exists; what free text turns up is a candidate, never an identity.
    """
    if not work.title or question.text is not None:
        return False
    if query.title not in {None, work.title} and not (_titles(work.title) & _titles(query.title or "")):
        return False
    if question.title is None:
        return True
    same_author = not query.author or not work.authors or _is_among(query.author, work)
    return same_author and (query.year is None or work.year is None or abs(query.year - work.year) <= 1)


def _titles(title: str) -> set[str]:
    """The keys of a title with and without its subtitle; a part of a single word says too little."""
    main = main_title(title)
    return {title_key(title)} | ({title_key(main)} if main and " " in main else set())


def _is_among(family: str, work: Work) -> bool:
    wanted = fold_name(family)
    return any(fold_name(author.family) == wanted for author in work.authors)
