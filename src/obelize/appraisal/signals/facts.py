"""What the signals are computed from, gathered once from a document and its pair."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from obelize.appraisal.language import NOT_ENGLISH
from obelize.appraisal.signals.rubric import RatingRule
from obelize.domain.annotation import Annotation
from obelize.domain.appraisal import CitationCheck, ClaimEvidence, Grounding, QuotationCheck
from obelize.domain.claim import Citation, Claim, Quotation
from obelize.domain.document import DocumentKind
from obelize.domain.literature import Work

# A summary sentence that says otherwise than the talk leaves the talk's claim a claim of its own.
_SAME = (Grounding.QUOTED, Grounding.PARAPHRASED, Grounding.HEDGE_DROPPED, Grounding.STRENGTHENED)
_WORDS = re.compile(r"\w+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True)
class Lists:
    """Lists that only a user can supply. `outlets` maps a channel, publisher or host, in lower case, to trusted or not.

    `journals` are titles in lower case that the Directory of Open Access Journals lists.
    """

    outlets: Mapping[str, bool] = field(default_factory=dict)
    journals: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Facts:
    """One document with its pair. `claims` are the document's own check-worthy claims, those within quotations not.

    `english` says that neither it nor its pair was found to be in another language; quotations are compared within one
    language only. `key_claims` and `key_rule` are the claims that count and how they were chosen. `citations`,
    `quotations` and `evidence` are those of document and pair together.
    """

    annotation: Annotation
    summary: Annotation | None
    talk: Annotation | None
    claims: tuple[Claim, ...]
    all_claims: tuple[Claim, ...]
    key_claims: tuple[Claim, ...]
    key_rule: str
    citations: tuple[tuple[Citation, CitationCheck | None], ...]
    quotations: tuple[tuple[Quotation, QuotationCheck | None], ...]
    evidence: Mapping[str, ClaimEvidence]
    lists: Lists
    english: bool = True

    @property
    def works(self) -> tuple[Work, ...]:
        """Works matched to citations."""
        return tuple(check.work for _, check in self.citations if check and check.work)

    @property
    def found_works(self) -> Iterator[Work]:
        """Works matched to citations or offered for claims."""
        yield from self.works
        for offered in self.evidence.values():
            yield from (evidence.candidate.work for evidence in offered.evidence)


def gather_facts(annotation: Annotation, paired: Annotation | None, rule: RatingRule, lists: Lists) -> Facts:
    """The facts about `annotation`; `paired` is its summary or its transcript."""
    both = [annotation, *([paired] if paired else [])]
    summary = _of_kind(both, DocumentKind.SUMMARY)
    talk = _of_kind(both, DocumentKind.TRANSCRIPT)
    foreign = [any(remark.code == NOT_ENGLISH for remark in each.findings) for each in both]
    compared = len(set(foreign)) == 1
    key_claims, key_rule = _key_claims(annotation, summary, talk, rule)
    return Facts(
        annotation=annotation,
        summary=summary,
        talk=talk,
        claims=_without_quotations(annotation),
        all_claims=tuple(claim for each in both for claim in each.extraction.claims),
        key_claims=key_claims,
        key_rule=key_rule,
        citations=tuple((c, each.citation_checks.get(c.id)) for each in both for c in each.extraction.citations),
        quotations=tuple(
            (q, each.quotation_checks.get(q.id) if compared else None)
            for each in both
            for q in each.extraction.quotations
        ),
        evidence={claim_id: found for each in both for claim_id, found in each.evidence.items()},
        lists=lists,
        english=not any(foreign),
    )


def stated_names(facts: Facts) -> Iterator[str]:
    """Names of speakers and authors as metadata and speaker labels state them, repeats included."""
    for each in (facts.annotation, facts.talk, facts.summary):
        if each is None:
            continue
        source = each.document.source
        outlets = (source.channel, source.publisher)
        yield from (name.strip() for name in (source.speaker, source.author) if name and name not in outlets)
        yield from dict.fromkeys(s.speaker for s in each.document.segments if s.speaker and s.speaker.strip())


def _of_kind(annotations: list[Annotation], kind: DocumentKind) -> Annotation | None:
    return next((each for each in annotations if each.document.kind is kind), None)


def _worthy(annotation: Annotation) -> tuple[Claim, ...]:
    return tuple(claim for claim in annotation.extraction.claims if claim.check_worthy)


def _key_claims(
    annotation: Annotation, summary: Annotation | None, talk: Annotation | None, rule: RatingRule
) -> tuple[tuple[Claim, ...], str]:
    if summary is None:
        chosen = _worthiest(_worthy(annotation), rule.key_claims)
        return (
            chosen,
            f"the worthiest of the check-worthy claims, at most {rule.key_claims}, near-duplicates counted once",
        )
    own = _worthiest(_without_quotations(summary), rule.key_claims)
    text = f"the summary's own check-worthy claims, at most {rule.key_claims}, near-duplicates counted once"
    if talk is None or len(own) >= rule.key_fill_below:
        return own, text
    more = _worthiest(_not_yet_said(own, summary, talk), rule.key_claims - len(own))
    filled = f"{text}; as it makes fewer than {rule.key_fill_below}, topped up with the worthiest claims of the talk"
    return (*own, *more), filled


def _not_yet_said(own: tuple[Claim, ...], summary: Annotation, talk: Annotation) -> tuple[Claim, ...]:
    """The talk's worthy claims but those that `own` claims of the summary repeat or stand on."""
    words = {_plain(claim.text) for claim in own}
    grounded = summary.grounding.sentences if summary.grounding else ()
    stood_on = [
        (sentence.passages[0].start_char, sentence.passages[0].end_char)
        for sentence in grounded
        if sentence.grounding in _SAME and sentence.passages
        if any(sentence.start_char < claim.end_char and claim.start_char < sentence.end_char for claim in own)
    ]
    return tuple(
        claim
        for claim in _worthy(talk)
        if _plain(claim.text) not in words
        and not any(start < claim.end_char and claim.start_char < end for start, end in stood_on)
    )


def _without_quotations(annotation: Annotation) -> tuple[Claim, ...]:
    """The worthy claims that are the document's own words: a quotation is compared, and counts there."""
    spans = [(quotation.start_char, quotation.end_char) for quotation in annotation.extraction.quotations]

    def is_quoted(claim: Claim) -> bool:
        shared = (min(claim.end_char, end) - max(claim.start_char, start) for start, end in spans)
        return any(2 * length > claim.end_char - claim.start_char for length in shared)

    return tuple(claim for claim in _worthy(annotation) if not is_quoted(claim))


def _worthiest(claims: tuple[Claim, ...], count: int) -> tuple[Claim, ...]:
    """The `count` worthiest, in order of appearance; of a group of near-duplicates only the worthiest."""
    ranked = sorted(claims, key=lambda claim: (-claim.worthiness, claim.start_char))
    chosen: list[Claim] = []
    groups: set[str] = set()
    for claim in ranked:
        names = {_plain(claim.text), *([claim.duplicates] if claim.duplicates else [])}
        if not names & groups:
            groups |= names
            chosen.append(claim)
    return tuple(sorted(chosen[:count], key=lambda claim: claim.start_char))


def _plain(text: str) -> str:
    """The words alone: a sentence between quotation marks is the same sentence."""
    return " ".join(_WORDS.findall(text.casefold()))
