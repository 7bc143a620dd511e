"""Findings about how a claim is worded, each with the exact words."""

from collections.abc import Iterator, Sequence

from obelize.domain.claim import Modality
from obelize.domain.document import Document
from obelize.domain.finding import Finding
from obelize.extraction.cues import Hit
from obelize.extraction.modality import ScopedCue
from obelize.rulebook import finding

_OF_MODALITY = {
    Modality.HEDGED: ("LAN001", "hedged by “{cue}”: {scope}"),
    Modality.OVERGENERAL: ("LAN002", "too broad as it stands: “{cue}”"),
    Modality.BOOSTED: ("LAN003", "certainty asserted by “{cue}”"),
    Modality.CONDITIONAL: ("LAN009", "tied to the condition “{cue} {scope}”"),
}
_OF_RULE = {
    "LAN004": "percent or percentage points? “{cue}”",
    "LAN005": "no base named for “{cue}”",
    "LAN006": "a source without a name: “{cue}”",
    "LAN007": "depends on the date of the recording: “{cue}”",
    "LAN008": "an amount without a figure: “{cue}”",
}
_SHOWN_CHARS = 80


def language_findings(
    document: Document,
    span: tuple[int, int],
    hits: Sequence[Hit],
    cues: Sequence[ScopedCue],
    shift: int,
    start: float | None,
) -> tuple[Finding, ...]:
    """The `LAN` findings of one claim, in the order of their words.

    `span` are its characters in the document, to which `shift` takes the places in `hits` and `cues`. `start` is
    when it is said, in seconds.
    """
    text = document.text
    found = [*_of_modality(text, cues, shift), *_of_rules(text, span, hits, shift)]
    return tuple(
        finding(code, message, found=text[first:last], start_char=first, end_char=last, start=start)
        for first, last, code, message in sorted(found)
    )


def _of_modality(text: str, cues: Sequence[ScopedCue], shift: int) -> Iterator[tuple[int, int, str, str]]:
    for cue in cues:
        if cue.modality in _OF_MODALITY and cue.hit.rule.settings.get("finding") is not False:
            code, template = _OF_MODALITY[cue.modality]
            first, last = cue.hit.start + shift, cue.hit.end + shift
            scope = _shown(text[cue.scope_start + shift : cue.scope_end + shift]) + (" …" if cue.cut else "")
            yield first, last, code, template.format(cue=_shown(text[first:last]), scope=scope)


def _of_rules(text: str, span: tuple[int, int], hits: Sequence[Hit], shift: int) -> Iterator[tuple[int, int, str, str]]:
    words = set(text[span[0] : span[1]].lower().split())
    for hit in hits:
        code = str(hit.rule.settings.get("finding", ""))
        unless = hit.rule.settings.get("unless", [])
        if code not in _OF_RULE or (isinstance(unless, list) and words.intersection(unless)):
            continue
        first, last = hit.start + shift, hit.end + shift
        yield first, last, code, _OF_RULE[code].format(cue=_shown(text[first:last]))


def _shown(text: str) -> str:
    words = " ".join(text.split()).rstrip(".,;:!?")
    return words if len(words) <= _SHOWN_CHARS else words[: _SHOWN_CHARS - 1] + "…"
