"""Works named in running text by their title: quoted, in italics, as the text of a link or at a list item's beginning.

A stretch is taken for a title where it is written like one and something beside it says so: "the paper", the authors,
an identifier. What may stand beside it is in `rules/cues/citations.toml` (rules that read "before-title" and
"behind-title"). In speech nothing is quoted, and recognisers spell titles by ear, so speech is left to vague mentions.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain
from operator import attrgetter

from obelize.domain.document import Document, Link, Segment, SegmentRole
from obelize.domain.literature import CitedWork
from obelize.domain.reference_text import mended
from obelize.extraction.citations_identified import work_in
from obelize.extraction.citations_mentions import UNCITED, PassageFinder, read_people
from obelize.extraction.citations_strings import parse_reference, read_year
from obelize.extraction.sentences import Span
from obelize.rulebook import Rule, shipped_rulebook

_SILENT = UNCITED | {SegmentRole.SPEECH, SegmentRole.HEADING}
_QUOTED = re.compile(r"[“\"](?=\S)([^“”\"\n]{10,300}?)(?<=[^\s.,])[.,]?[”\"](?!\w)")
_QUOTES = ('"', "“")
_BREAK = re.compile(r"\s+[(—–-]|,\s|\sby\s")
_BY = re.compile(r",?\s(?:written\s)?by\s")
_WORD = re.compile(r"[^\W_][\w’'.-]*")
_AROUND = ' \n“”".,;:()'
_LONG = 4
_MOST = 30
_NEAR = 160
"""Characters before and behind a title that may say whose it is."""
_TYPES = {"book": "book", "monograph": "book", "thesis": "thesis", "dissertation": "thesis", "report": "report"}
_START_CHAR = attrgetter("start_char")


@dataclass(frozen=True, slots=True)
class _Written:
    """What a title must be like: how many words at least, what share of the long ones with a capital."""

    fewest: int = 3
    capitalised: float = 0.6


_PLAIN = _Written()
_ANNOUNCED = _Written(capitalised=0.0)
_LINKED = _Written(fewest=5)
"""The text of a link to a work may be any words about it."""


@dataclass(frozen=True, slots=True)
class NamedWork:
    """A stretch of the document's text that names one work, and what it says of it."""

    start_char: int
    end_char: int
    cited: CitedWork
    guessed: bool = False
    """Where the title ends and the venue begins had to be guessed."""


def named_works(document: Document, passages: PassageFinder) -> Iterator[NamedWork]:
    """Works named by title or link, in no order; overlaps are possible, the better reading comes first."""
    works = {
        link: cited
        for link in document.links
        if (cited := work_in(link.url)) and _segment_at(document, link.start_char) is not None
    }
    yield from filter(None, (_referenced(document, link, cited) for link, cited in works.items()))
    marked = ((begin, stop, _ANNOUNCED) for begin, stop in document.emphases)
    linked = ((link.start_char, link.end_char, _LINKED) for link in works)
    for start, end, written in chain(marked, _quoted(passages), linked):
        segment = _segment_at(document, start)
        if segment is not None and (named := _named(document, segment, works, (start, end), written)):
            yield named
    yield from _first_in_items(document)
    yield from (_linked(document, link, cited) for link, cited in works.items())


def is_named_title(words: str, before: str, behind: str) -> bool:
    """Whether `words`, between quotation marks, are a work's title by what stands directly before and behind them.

    "the paper called “…”", "see “…”", "“…” by Smith and Doe": words that begin like a title and don't end like a
    sentence.
    """
    if not (words[:1].isupper() or words[:1].isdigit()) or words.endswith((".", "!", "…")):
        return False
    ahead, after = _read(before, "before-title"), _read(behind, "behind-title")
    if ahead and ("named" in ahead.groups or ("work" in ahead.groups and "," not in ahead.text)):
        return True
    if any(rule.finds(before) for rule in _rules("pointer")):
        return True
    return after is not None and _BY.match(after.text) is not None and bool({"people", "whoever"} & after.groups.keys())


def _quoted(passages: PassageFinder) -> Iterator[tuple[int, int, _Written]]:
    for segment in passages.holding(_QUOTES):
        for found in _QUOTED.finditer(segment.text):
            yield segment.start_char + found.start(), segment.start_char + found.end(), _PLAIN


def _segment_at(document: Document, position: int) -> Segment | None:
    """The segment there, if works are cited in such."""
    place = bisect_right(document.segments, position, key=_START_CHAR) - 1
    segment = document.segments[place] if place >= 0 else None
    return segment if segment and segment.role not in _SILENT else None


def _named(
    document: Document, segment: Segment, works: Mapping[Link, CitedWork], span: Span, written: _Written
) -> NamedWork | None:
    """The work named by the stretch `span`, if it is a title."""
    start, end = span
    text = document.text
    if text[start - 1 : start] in _QUOTES and text[end : end + 1] in {'"', "”"}:
        start, end = start - 1, end + 1
    title = mended(text[start:end]).strip(_AROUND)
    before = _read(text[max(segment.start_char, start - _NEAR) : start], "before-title")
    behind = _read(text[end : min(segment.end_char, end + _NEAR)], "behind-title")
    if not _is_title(title, _ANNOUNCED if before and "named" in before.groups else written):
        return None
    linked = next((work for link, work in works.items() if start <= link.start_char < end), None)
    return _work(title, (start, end), before, behind, linked)


@dataclass(frozen=True, slots=True)
class _Beside:
    """What stands directly before or behind a title."""

    text: str
    groups: dict[str, str]


def _work(
    title: str, span: Span, before: _Beside | None, behind: _Beside | None, linked: CitedWork | None
) -> NamedWork | None:
    groups = {**(before.groups if before else {}), **(behind.groups if behind else {})}
    identified = linked or work_in(groups.get("identifier", ""))
    people = groups.get("people") or (groups.get("whoever") if "work" in groups else None)
    if not (people or identified or "work" in groups):
        return None
    ahead, after = (before.text if before else ""), (behind.text if behind else "")
    cited = replace(
        identified or CitedWork(),
        title=title,
        authors=read_people(people or ""),
        et_al=True,
        year=read_year(after) or read_year(ahead),
        type=_TYPES.get(groups.get("work", "").lower()),
    )
    return NamedWork(span[0] - len(ahead), span[1] + len(after), cited)


def _read(text: str, side: str) -> _Beside | None:
    """What the first rule for that side that applies reads."""
    for rule in _rules(side):
        if found := rule.expression.search(text):
            return _Beside(
                found[0], {name.rstrip("0123456789"): told for name, told in found.groupdict().items() if told}
            )
    return None


@cache
def _rules(side: str) -> tuple[Rule, ...]:
    return tuple(rule for rule in shipped_rulebook().packs["citations"] if rule.settings.get("reads") == side)


def _is_title(text: str, written: _Written) -> bool:
    """Whether a stretch is written like a title."""
    words = _WORD.findall(text)
    if not written.fewest <= len(words) <= _MOST or not (words[0][0].isupper() or words[0][0].isdigit()):
        return False
    long = [word for word in words if len(word) >= _LONG]
    return bool(long) and sum(not word.islower() for word in long) >= written.capitalised * len(long)


def _first_in_items(document: Document) -> Iterator[NamedWork]:
    """List items that begin with a title and go on with its authors: "Generative Adversarial Nets (Goodfellow…)"."""
    for segment in document.segments:
        if segment.role is not SegmentRole.LIST_ITEM:
            continue
        for gap in _BREAK.finditer(segment.text):
            span = segment.start_char, segment.start_char + gap.start()
            title = mended(segment.text[: gap.start()])
            if not _is_title(title, _PLAIN):
                continue
            behind = _read(segment.text[gap.start() : gap.start() + _NEAR], "behind-title")
            if behind and "people" in behind.groups:
                yield from filter(None, [_work(title, span, None, behind, None)])
                break


def _referenced(document: Document, link: Link, cited: CitedWork) -> NamedWork | None:
    """A link to a work whose text is a whole reference: "Kaplan et al., 2020 – Scaling Laws…"."""
    told = parse_reference(document.text[link.start_char : link.end_char])
    if not (told.authors and told.year and told.title and _is_title(told.title, _ANNOUNCED)):
        return None
    cited = replace(told, et_al=True, doi=cited.doi, arxiv=cited.arxiv, pmid=cited.pmid)
    return NamedWork(link.start_char, link.end_char, cited, guessed=True)


def _linked(document: Document, link: Link, cited: CitedWork) -> NamedWork:
    """A link to a work, with the authors and the year that its text names."""
    text = document.text[link.start_char : link.end_char].strip(_AROUND)
    if beside := _read(f" ({text})", "behind-title"):
        cited = replace(cited, authors=read_people(beside.groups.get("people", "")), et_al=True, year=read_year(text))
    return NamedWork(link.start_char, link.end_char, cited)
