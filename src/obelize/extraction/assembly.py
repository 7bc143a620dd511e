"""Claims put together from what the components found."""

from collections.abc import Iterator, Sequence

from obelize.domain.claim import Claim, Cue, ItemKind
from obelize.domain.document import Document
from obelize.domain.timing import segment_at, time_at
from obelize.extraction.anchors import anchor_at, item_id
from obelize.extraction.cues import Hit
from obelize.extraction.headings import heading_over, negates
from obelize.extraction.kinds import kind_of
from obelize.extraction.language import language_findings
from obelize.extraction.modality import ScopedCue, modalities, scoped_cues
from obelize.extraction.model.judgement import Judged
from obelize.extraction.neighbours import LOOK_BACK, antecedent_for, context_for
from obelize.extraction.passages import Passage
from obelize.extraction.zones import zones_of

WORDING = "model.wording"
CONTEXT = "model.context"
_WORTH_MENTIONING = 0.5  # log-odds


def claims_of(document: Document, passage: Passage, judged: Judged, said: Sequence[str]) -> Iterator[Claim]:
    """The sentences of a passage as claims, in order; `said` are the sentences before it."""
    hits = passage.found.hits
    zones = zones_of(hits)
    worthiness, check_worthy = judged.worthiness.tolist(), judged.check_worthy.tolist()
    moved = list(zip(judged.wording.tolist(), judged.context.tolist(), strict=True))
    before = list(said)
    for place, (start, end) in enumerate(passage.spans):
        shift = passage.in_document(place)
        text = " ".join(document.text[start + shift : end + shift].split())
        stretch = passage.stretches[passage.owners[place]]
        worthy = (check_worthy[place] or stretch.marked) and zones[place] is None and end > start
        heading = heading_over(stretch.segment)
        sentence = hits[place]
        modal = scoped_cues(passage.text, end, sentence, start)
        start_char, end_char = start + shift, end + shift
        start_time = time_at(document, start_char)
        anchor = anchor_at(document, start_char, end_char, start_time)
        yield Claim(
            id=item_id(document.id, anchor, ItemKind.CLAIM),
            document_id=document.id,
            text=text,
            start_char=start_char,
            end_char=end_char,
            anchor=anchor,
            worthiness=round(worthiness[place], 4),
            check_worthy=worthy,
            kind=kind_of(passage.text[start:end]) if worthy else None,
            modality=modalities(modal, negated=heading is not None and negates(heading)),
            cues=_cues(document.text, sentence, modal, shift, judged.rule_share, moved[place]),
            start=start_time,
            end=None if start_time is None else _end_time(document, end_char),
            speaker=stretch.segment.speaker,
            context=((heading,) if heading else context_for(text, before)) if worthy else (),
            antecedent=antecedent_for(text, before) if worthy else None,
            scope=stretch.segment.scope,
            zone=zones[place],
            findings=language_findings(document, (start_char, end_char), sentence, modal, shift, start_time)
            if worthy
            else (),
        )
        before = [*before[1 - LOOK_BACK :], text]


def _cues(
    text: str, hits: Sequence[Hit], modal: Sequence[ScopedCue], shift: int, share: float, moved: tuple[float, float]
) -> tuple[Cue, ...]:
    """What moved a sentence: cues of modality where they govern something, other rules once, where they first apply.

    `moved` is what wording and context did, in log-odds.
    """
    governing = {(cue.hit.rule.id, cue.hit.start) for cue in modal}
    counted = set()
    cues = []
    for rule, start, end, weight, modality in hits:
        if modality is None and rule.id not in counted:
            counted.add(rule.id)
        elif modality is None or (rule.id, start) not in governing:
            continue
        cues.append(Cue(rule.id, text[start + shift : end + shift], start + shift, end + shift, weight * share))
    first = shift + (hits[0].start if hits else 0)
    cues.extend(
        Cue(name, "", first, first, log_odds)
        for name, log_odds in zip((WORDING, CONTEXT), moved, strict=True)
        if abs(log_odds) >= _WORTH_MENTIONING
    )
    return tuple(cues)


def _end_time(document: Document, end_char: int) -> float | None:
    segment = segment_at(document, end_char - 1)
    return segment.end if segment and segment.end_char == end_char else time_at(document, end_char)
