"""Mentions of works that name none: "Kaplan et al. showed in 2020 that …", "a study in Nature last year".

They can be searched and never matched. What a mention says of authors, year, journal and topic is read where it is
plain; the patterns are rules with examples in `rules/cues/citations.toml`.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import attrgetter

from obelize.domain.document import Document, Segment, SegmentRole
from obelize.domain.literature import Author, CitedWork
from obelize.domain.names import person
from obelize.errors import RuleError
from obelize.extraction.citations_strings import read_year
from obelize.extraction.sentences import Span, sentence_spans
from obelize.rulebook import Rule, shipped_rulebook

UNCITED = frozenset({SegmentRole.QUIZ, SegmentRole.NAVIGATION, SegmentRole.CODE, SegmentRole.ASSESSMENT})
_SIGNAL = re.compile(
    r"(?:(?:See|Cf\.?|Compare|As|And|But|In|Per|Also|Following|After|From|By|Both|Work|When|While|Since|Like|With)\s+)+(?=[A-Z])"
)
"""Words before a name that a sentence begins with: "See Anthropic 2023 on …"."""
_OTHERS = re.compile(
    r",?\s(?:et\s?al\b\.?|(?:and|&)\s(?:(?:his|her|their)\s)?(?:\w+\s)?(?:colleagues|co-?workers|collaborators|co-?authors))"
    r".*",
    re.IGNORECASE,
)
_TITLES = re.compile(r"\b(?:Dr|Prof|Professor)\.?\s+")
_LISTED = re.compile(r",?\s+(?:and|&)\s+|,\s*")
_NEIGHBOURS = 2
"""How many captions before and behind the one with a cue a spoken mention may reach into."""
_PORTION = 1 << 16
_LONGEST_GATE = 64
_START_CHAR = attrgetter("start_char")


@dataclass(frozen=True, slots=True)
class VagueMention:
    """Where a mention stands in the document's text, and what it says of the work."""

    start_char: int
    end_char: int
    cited: CitedWork


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int
    cited: CitedWork
    whole: bool
    """The mention says what the work is about, so its sentence is not needed for a search."""
    shown: bool = True


class PassageFinder:
    """Passages of a document that hold one of some strings. The text is put into lower case, on one line, once.

    A transcript has segments by the ten thousand, and hardly any of them cites: the text is searched in large portions.
    """

    def __init__(self, document: Document) -> None:
        self._segments = document.segments
        self._portions = tuple(_lowered(document.text))
        # "İ" becomes two characters in lower case.
        self._shifted = any(
            len(portion) != len(document.text[start : start + _PORTION + _LONGEST_GATE])
            for start, portion in self._portions
        )
        self._known: dict[str, Sequence[int]] = {}

    def holding(self, gates: Sequence[str]) -> Iterator[Segment]:
        """The segments with one of the strings `gates`, which are in lower case, in order."""
        for place in self._places(gates):
            if self._segments[place].role not in UNCITED:
                yield self._segments[place]

    def around(self, gates: Sequence[str]) -> Iterator[Span]:
        """Where the passages with one of `gates` are: segments, and in speech with the captions beside them."""
        first = last = -1
        for place in self._places(gates):
            if self._segments[place].role in UNCITED:
                continue
            begin, end = self._reach(place, -1), self._reach(place, 1)
            if first >= 0 and begin <= last:
                last = end
                continue
            if first >= 0:
                yield self._span(first, last)
            first, last = begin, end
        if first >= 0:
            yield self._span(first, last)

    def _places(self, gates: Sequence[str]) -> list[int]:
        if self._shifted:
            return list(range(len(self._segments)))
        return sorted({place for gate in gates for place in self._holders(gate)})

    def _holders(self, gate: str) -> Sequence[int]:
        """Which segments the string occurs in. Rules share strings, and each is looked for once."""
        if (known := self._known.get(gate)) is not None:
            return known
        places: list[int] = []
        for begin, portion in self._portions if self._segments else ():
            found = portion.find(gate)
            while found >= 0:
                places.append(max(bisect_right(self._segments, begin + found, key=_START_CHAR) - 1, 0))
                found = portion.find(gate, max(found + 1, self._segments[places[-1]].end_char - begin))
        self._known[gate] = places
        return places

    def _reach(self, place: int, step: int) -> int:
        for _ in range(_NEIGHBOURS):
            beside = place + step
            if not 0 <= beside < len(self._segments) or not self._goes_on(place, beside):
                break
            place = beside
        return place

    def _goes_on(self, place: int, beside: int) -> bool:
        here, there = self._segments[place], self._segments[beside]
        return here.role is there.role is SegmentRole.SPEECH and here.speaker == there.speaker

    def _span(self, first: int, last: int) -> Span:
        return self._segments[first].start_char, self._segments[last].end_char


def _lowered(text: str) -> Iterator[tuple[int, str]]:
    """Portions of the text in lower case, on one line, with where they begin; each reaches a gate into the next.

    As a whole, one rare character would widen every other, and Python needs twelve bytes a character to lower them.
    """
    for start in range(0, len(text), _PORTION):
        yield start, text[start : start + _PORTION + _LONGEST_GATE].lower().replace("\n", " ")


def vague_mentions(document: Document, passages: PassageFinder, named: Sequence[Span]) -> Iterator[VagueMention]:
    """Every mention, in the order of the text. Where two overlap they are one, and the first rule's reading counts.

    `named` are the stretches that name a work: no mention reaches into one.
    """
    hits = [_Hit(start, end, CitedWork(), whole=True, shown=False) for start, end in sorted(named)]
    for rule in shipped_rulebook().packs["citations"]:
        if "reads" in rule.settings:
            continue
        for begin, end in passages.around(_gate(rule)):
            for found in rule.expression.finditer(document.text, begin, end):
                hit = _hit(found)
                first = bisect_right(hits, hit.start, key=attrgetter("end"))
                behind = bisect_left(hits, hit.end, key=attrgetter("start"))
                hits[first:behind] = [reduce(_joined, hits[first:behind], hit)]
    yield from _in_sentences(document, hits)


def _joined(later: _Hit, first: _Hit) -> _Hit:
    """One mention that two rules saw: "a 2017 paper" and "paper by Vaswani and colleagues"."""
    if first.whole:
        return first
    cited = replace(
        first.cited,
        authors=first.cited.authors or later.cited.authors,
        et_al=first.cited.et_al or later.cited.et_al,
        year=first.cited.year or later.cited.year,
        venue=first.cited.venue or later.cited.venue,
    )
    return _Hit(min(first.start, later.start), max(first.end, later.end), cited, whole=False)


def _hit(found: re.Match[str]) -> _Hit:
    groups = found.groupdict()
    start, names = found.start(), groups.get("people") or groups.get("people2") or ""
    if (signal := _SIGNAL.match(names)) and found[0].startswith(names):
        start += signal.end()
    names = names[signal.end() :] if signal else names
    topic = groups.get("topic")
    venue = groups.get("venue") or groups.get("venue2")
    cited = CitedWork(
        authors=(Author(names),) if topic and "et al" not in names else read_people(names),
        et_al=bool(_OTHERS.search(names)),
        year=read_year(found[0]),
        venue=" ".join(venue.split()) if venue else None,
        topic=topic,
    )
    return _Hit(start, found.end(), cited, whole=topic is not None)


def read_people(names: str) -> tuple[Author, ...]:
    """The people of "Kaplan et al.", "Daniel Kahneman and Amos Tversky", "LeCun, Bengio and Hinton"."""
    told = _TITLES.sub("", _OTHERS.sub("", " ".join(names.split())))
    return tuple(person(name) for name in _LISTED.split(told) if name)


def _in_sentences(document: Document, hits: Sequence[_Hit]) -> Iterator[VagueMention]:
    """Each mention without a topic of its own takes its sentence; several in one share it, each from its beginning."""
    previous_end = 0
    for number, hit in enumerate(hits):
        if hit.whole:
            if hit.shown:
                yield VagueMention(hit.start, hit.end, hit.cited)
            previous_end = hit.end
            continue
        begin, stop = _sentence_around(document, hit)
        following = hits[number + 1].start if number + 1 < len(hits) else len(document.text)
        shared = begin < previous_end
        end = max(hit.end, min(stop, following))
        behind = document.text[hit.end : end]
        end -= len(behind) - len(behind.rstrip(" \n,;(")) if following < stop else 0
        start = hit.start if shared else begin
        yield VagueMention(start, end, _with_topic(hit.cited, " ".join(document.text[hit.end : end].split())))
        previous_end = end


def _with_topic(cited: CitedWork, behind: str) -> CitedWork:
    rule = next(rule for rule in shipped_rulebook().packs["citations"] if rule.settings.get("reads") == "topic")
    found = rule.expression.match(" " + behind)
    return replace(cited, topic=found["topic"].strip(" .,;:!?)")) if found else cited


def _sentence_around(document: Document, hit: _Hit) -> Span:
    """The sentence about a mention, within its segment or, in speech, the captions beside it."""
    segments = document.segments
    first = max(bisect_right(segments, hit.start, key=_START_CHAR) - 1, 0)
    last = max(bisect_right(segments, hit.end - 1, key=_START_CHAR) - 1, 0)
    if spoken := segments[first].role is SegmentRole.SPEECH:
        first, last = max(first - _NEIGHBOURS, 0), min(last + _NEIGHBOURS, len(segments) - 1)
    begin, end = segments[first].start_char, segments[last].end_char
    for start, stop in sentence_spans(document.text, begin, end, (), (), spoken=spoken):
        if stop > hit.start:
            return min(start, hit.start), max(stop, hit.end)
    return hit.start, hit.end


def _gate(rule: Rule) -> tuple[str, ...]:
    """Strings in lower case without one of which the rule's pattern need not be tried."""
    gate = rule.settings.get("gate")
    if not isinstance(gate, list) or not gate:
        raise RuleError(f"rule {rule.id!r}: 'gate' must list what its pattern cannot match without")
    return tuple(map(str, gate))
