"""Citations of a document: footnotes, lists and tables of references, titles and ids in the text, vague mentions."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, count, pairwise
from operator import attrgetter

from obelize.domain.claim import Citation, CitationForm, Claim, ItemKind
from obelize.domain.document import Document, Segment, SegmentRole
from obelize.domain.literature import CitedWork
from obelize.domain.names import author_and_year
from obelize.domain.timing import time_at
from obelize.extraction.anchors import anchor_at, item_id
from obelize.extraction.citations_identified import identified_works, work_in
from obelize.extraction.citations_joined import joined_references
from obelize.extraction.citations_mentions import PassageFinder, vague_mentions
from obelize.extraction.citations_strings import parse_reference
from obelize.extraction.citations_tables import tabled_works
from obelize.extraction.citations_titled import named_works

_LISTED = frozenset({SegmentRole.LIST_ITEM, SegmentRole.PARAGRAPH, SegmentRole.FOOTNOTE})
_HEADING = re.compile(
    r"^\W*(?:\d+\.?\s+)?(?:references|bibliography|works cited|literature(?: cited)?|sources|citations|further reading|"
    r"papers|notes)\W*$",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"^\s*(?:\[(\w{1,12})\]|(\d{1,4})[.)])\s+")
_LINE_NUMBER = re.compile(r"(?<=\n)[^\S\n]*(?:\[\w{1,12}\]|\d{1,4}[.)])\s")
_INNER_NUMBER = re.compile(r"(?<=\S\s)\[\d{1,3}\](?=\s+\S)")
_URL = re.compile(r"https?://[^\s<>\"”)]+")
_FEWEST_WORDS = 3
_WHOLLY = 0.9
_START_CHAR, _END_CHAR = attrgetter("start_char"), attrgetter("end_char")


@dataclass(frozen=True, slots=True)
class _Mention:
    """A place in the document's text with what it seems to cite."""

    start_char: int
    end_char: int
    key: str
    form: CitationForm
    cited: CitedWork
    guessed: bool = False


def find_citations(document: Document) -> tuple[Citation, ...]:
    """Every reference to a work, in order of appearance; where two overlap the one found first stays.

    Footnotes that are quotations (they name a time) are none. Keys are labels and numbers of their own, else a
    running number.
    """
    passages = PassageFinder(document)
    listed = chain(_footnotes(document), _tabled(document), _listed(document))
    taken = _apart(chain(listed, _named(document, passages), _identified(passages)))
    taken += _unlisted(_vague(document, passages, taken), taken)
    taken.sort(key=_START_CHAR)
    keys = _keys(taken)
    return tuple(_citation(document, mention, key) for mention, key in zip(taken, keys, strict=True))


def without_references(claims: Iterable[Claim], citations: Sequence[Citation]) -> Iterator[Claim]:
    """The claims, those that are (part of) a reference and no more taken out of the queue: it asserts nothing."""
    references = [citation for citation in citations if citation.form is not CitationForm.VAGUE]
    for claim in claims:
        nearest = bisect_right(references, claim.start_char, key=_END_CHAR)
        covered = sum(
            min(claim.end_char, each.end_char) - max(claim.start_char, each.start_char)
            for each in references[nearest : nearest + 1]
        )
        if claim.check_worthy and covered >= _WHOLLY * (claim.end_char - claim.start_char):
            yield replace(claim, check_worthy=False, kind=None, context=(), antecedent=None, findings=())
        else:
            yield claim


def _apart(mentions: Iterable[_Mention]) -> list[_Mention]:
    """The mentions in order of their places; of those that overlap the one that comes first stays."""
    taken: list[_Mention] = []
    for mention in mentions:
        first = bisect_right(taken, mention.start_char, key=_END_CHAR)
        if first == len(taken) or taken[first].start_char >= mention.end_char:
            taken.insert(first, mention)
    return taken


def _footnotes(document: Document) -> Iterator[_Mention]:
    for note in document.footnotes:
        if note.time is None and (found := _reference(note.text)):
            form, cited = found
            guessed = form is CitationForm.REFERENCE
            yield _Mention(note.start_char, note.end_char, note.label, form, cited, guessed)


def _tabled(document: Document) -> Iterator[_Mention]:
    for row in tabled_works(document):
        yield _Mention(row.start_char, row.end_char, row.key, CitationForm.REFERENCE, row.cited)


def _listed(document: Document) -> Iterator[_Mention]:
    """Entries of lists of references, and lines that are a reference ("Kaplan et al., 2020 – Scaling Laws…")."""
    spans = [(note.start_char, note.end_char) for note in document.footnotes]
    for segment in document.segments:
        if segment.role not in _LISTED or any(start <= segment.start_char < end for start, end in spans):
            continue
        # A footnote's role without a footnote: it stands in a list that the reader knows by its heading.
        listed = segment.role is SegmentRole.FOOTNOTE or any(_HEADING.match(heading) for heading in segment.scope)
        for start, line in _lines(segment, whole=listed):
            number = _NUMBER.match(line)
            if not listed and not number and segment.role is not SegmentRole.LIST_ITEM:
                continue
            targets = _linked_identifiers(document, start, start + len(line)) if listed else ""
            if found := _reference(line + targets, fewest_words=1 if listed else _FEWEST_WORDS):
                key = (number[1] or number[2]) if number else ""
                form, cited = found
                guessed = form is CitationForm.REFERENCE
                yield _Mention(start, start + len(line), key, form, cited, guessed)


def _lines(segment: Segment, *, whole: bool) -> Iterator[tuple[int, str]]:
    """The lines of a segment with where they begin; of a `whole` segment, its entries.

    An entry begins at a number, at a line's start or, as pages come without lines, inside one; and at a line before
    and after which stands a reference: other lines go on with the entry before them. References without lines of their
    own are told apart by the names that each begins with.
    """
    text = segment.text
    if not whole:
        for line in re.finditer(r"[^\n]+", text):
            yield segment.start_char + line.start(), line[0]
        return
    numbers = _INNER_NUMBER if "\n" not in text else _LINE_NUMBER
    begins = [number.start() for number in numbers.finditer(text)] or _unnumbered(text) or joined_references(text)
    for begin, end in pairwise([0, *begins, len(text)]):
        if entry := text[begin:end].rstrip():
            yield segment.start_char + begin, entry


def _unnumbered(text: str) -> list[int]:
    """Where the lines begin before and after which stands a reference with authors, title and year."""
    begins, entry = [], 0
    for newline in re.finditer(r"\n\s*", text):
        line = text[newline.end() :].split("\n", 1)[0]
        if all(
            (found := _reference(part)) and found[0] is CitationForm.REFERENCE
            for part in (text[entry : newline.start()], line)
        ):
            entry = newline.end()
            begins.append(entry)
    return begins


def _linked_identifiers(document: Document, start_char: int, end_char: int) -> str:
    """The addresses behind a stretch's links that name a work ("doi" leading to doi.org), each after a space."""
    targets = (link.url for link in document.links if start_char <= link.start_char < end_char)
    return "".join(f" {url}" for url in targets if work_in(url))


def _reference(text: str, fewest_words: int = _FEWEST_WORDS) -> tuple[CitationForm, CitedWork] | None:
    """What a text cites if it is a reference as a whole, with a title of so many words at least."""
    cited = parse_reference(text)
    identified = bool(cited.doi or cited.arxiv or cited.pmid)
    titled = cited.title is not None and len(cited.title.split()) >= fewest_words
    if titled and (identified or (cited.authors and cited.year)):
        return CitationForm.REFERENCE, cited
    if identified:
        return CitationForm.IDENTIFIED, cited
    if cited.url and len(_URL.sub("", text).split()) <= 25:
        return CitationForm.LINK, cited
    return None


def _named(document: Document, passages: PassageFinder) -> Iterator[_Mention]:
    for named in named_works(document, passages):
        form = CitationForm.REFERENCE if named.cited.title else CitationForm.IDENTIFIED
        yield _Mention(named.start_char, named.end_char, "", form, named.cited, named.guessed)


def _identified(passages: PassageFinder) -> Iterator[_Mention]:
    for start, end, cited in identified_works(passages):
        yield _Mention(start, end, "", CitationForm.IDENTIFIED, cited)


def _vague(document: Document, passages: PassageFinder, named: Sequence[_Mention]) -> Iterator[_Mention]:
    spans = [(mention.start_char, mention.end_char) for mention in named]
    for mention in vague_mentions(document, passages, spans):
        yield _Mention(mention.start_char, mention.end_char, "", CitationForm.VAGUE, mention.cited)


def _unlisted(vague: Iterable[_Mention], named: Iterable[_Mention]) -> Iterator[_Mention]:
    """The vague mentions without those that point to a work the document itself names: "(Kaplan et al., 2020)".

    One author with a topic ("OpenAI 2024 on model distillation") may have written several works in a year.
    """
    works = {key for mention in named if (key := author_and_year(mention.cited))}
    for mention in vague:
        several = mention.cited.et_al or len(mention.cited.authors) > 1
        if author_and_year(mention.cited) not in works or (mention.cited.topic and not several):
            yield mention


def _keys(mentions: Sequence[_Mention]) -> Iterator[str]:
    """A key for each: its label or number, else its place in the order unless another one is called so."""
    used = {mention.key for mention in mentions}
    numbers = (str(number) for number in count(1) if str(number) not in used)
    for place, mention in enumerate(mentions, 1):
        if mention.key:
            yield mention.key
        else:
            key = str(place) if str(place) not in used else next(numbers)
            used.add(key)
            yield key


def _citation(document: Document, mention: _Mention, key: str) -> Citation:
    start = time_at(document, mention.start_char)
    anchor = anchor_at(document, mention.start_char, mention.end_char, start)
    return Citation(
        id=item_id(document.id, anchor, ItemKind.CITATION),
        document_id=document.id,
        key=key,
        raw=document.text[mention.start_char : mention.end_char],
        form=mention.form,
        cited=mention.cited,
        start_char=mention.start_char,
        end_char=mention.end_char,
        anchor=anchor,
        start=start,
        guessed=mention.guessed,
    )
