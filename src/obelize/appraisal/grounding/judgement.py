"""How one sentence of a summary stands to the talk."""

from collections.abc import Sequence
from dataclasses import dataclass

from obelize.appraisal.grounding.passages import Stretch, Talk, terms_of
from obelize.appraisal.grounding.speakers import name_words, speaker_named
from obelize.appraisal.grounding.strength import causal_words, clauses_of, correlational_words, hedges_in, is_opinion
from obelize.appraisal.numbers import NumberMismatch, number_mismatches
from obelize.appraisal.quotations import TranscriptIndex, check_quotation
from obelize.appraisal.quotations.units import units_of
from obelize.domain.appraisal import Grounding, Passage, QuotationVerdict
from obelize.domain.claim import Anchor, Claim, Quotation
from obelize.domain.finding import Finding
from obelize.rulebook import finding

_FOUND = 0.4  # share of a sentence's weight that its two best passages together must carry
_RENDERS = 0.45  # share that the best passage must carry for the hedges of the two to be compared
_RIVAL = 0.8  # of the best passage's score, from which on the named speaker's own passage is preferred
_RENDERED = 0.4  # of the weight that the best rendered clause carries
_QUOTED = 4  # units from which on a sentence can be a quotation


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict on a sentence, the passages it stands on (best first) and what is to be said of it."""

    grounding: Grounding
    passages: tuple[Passage, ...]
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A summary's sentence beside its best stretch of the talk."""

    claim: Claim
    talk: Talk
    stretch: Stretch
    passages: tuple[Passage, ...]
    named: str | None

    @property
    def said(self) -> str:
        return self.talk.text(self.stretch.first, self.stretch.last)

    @property
    def around(self) -> str:
        return self.talk.text(self.stretch.first - 2, self.stretch.last + 2)

    def judged(self, grounding: Grounding, code: str, message: str, cited: str, found: str) -> Judgement:
        """A judgement with one finding that names both sides and the time."""
        said = self.passages[0]
        remark = finding(
            code,
            message,
            cited=cited,
            found=found,
            start_char=self.claim.start_char,
            end_char=self.claim.end_char,
            start=said.start,
            end=said.end,
        )
        return Judgement(grounding, self.passages, (remark,))


def judge(claim: Claim, quotations: Sequence[Quotation], talk: Talk, index: TranscriptIndex) -> Judgement:
    """The first that holds: quoted, not found, speaker swapped, number changed, strengthened, hedge dropped.

    Else the sentence is a paraphrase.
    """
    if quoted := _quoted(claim, quotations, index):
        return Judgement(Grounding.QUOTED, (quoted,))
    named = speaker_named(claim.text, talk.speakers)
    stretches = _stretches(claim.text, named, talk)
    if talk.carried_by(stretches[:2], _terms(claim.text, talk)) < _FOUND:
        return _not_found(claim, tuple(talk.passage(s) for s in stretches))
    sentence = _Sentence(claim, talk, stretches[0], tuple(talk.passage(s) for s in stretches), named)
    for check in (_speaker_swapped, _number_changed, _strengthened, _hedge_dropped):
        if judgement := check(sentence):
            return judgement
    return Judgement(Grounding.PARAPHRASED, sentence.passages)


def _quoted(claim: Claim, quotations: Sequence[Quotation], index: TranscriptIndex) -> Passage | None:
    """Where the whole sentence, or the quotation that makes up most of it, is said in these words."""
    inner = [q for q in quotations if q.start_char < claim.end_char and claim.start_char < q.end_char]
    long_enough = [q for q in inner if len(q.text) >= 0.6 * len(claim.text)]
    tried = long_enough or [Quotation(claim.id, claim.document_id, claim.text, 0, 0, Anchor(claim.text))]
    if len(units_of(tried[0].text)) < _QUOTED:
        return None
    check = check_quotation(tried[0], index)
    if check.verdict not in {QuotationVerdict.EXACT, QuotationVerdict.NEAR} or check.matched_text is None:
        return None
    if check.verdict is QuotationVerdict.NEAR and check.similarity < 0.9:
        return None
    assert check.start_char is not None  # noqa: S101 - a place that was found has its characters
    assert check.end_char is not None  # noqa: S101
    return Passage(
        check.matched_text,
        check.start_char,
        check.end_char,
        check.similarity,
        check.start,
        check.end,
        check.speaker_found,
    )


def _stretches(text: str, named: str | None, talk: Talk) -> list[Stretch]:
    """The best stretches; one by the named speaker comes first where it is about as good."""
    found = talk.best(_terms(text, talk))
    own = next((s for s in found if talk.sentences[s.first].speaker == named), None) if named else None
    if own and own.score >= _RIVAL * found[0].score:
        found.remove(own)
        found.insert(0, own)
    return found


def _terms(text: str, talk: Talk) -> list[str]:
    """The terms of weight of a sentence without its speakers' names."""
    names = frozenset[str]().union(*(name_words(speaker) for speaker in talk.speakers))
    return [term for key in units_of(text).keys if key not in names for term in terms_of(key)]


def _not_found(claim: Claim, nearest: tuple[Passage, ...]) -> Judgement:
    remark = finding(
        "GRD001",
        "no passage of the talk carries this sentence",
        cited=claim.text,
        start_char=claim.start_char,
        end_char=claim.end_char,
    )
    return Judgement(Grounding.NOT_FOUND, nearest, (remark,))


def _speaker_swapped(sentence: _Sentence) -> Judgement | None:
    speaking = sentence.passages[0].speaker
    if sentence.named is None or speaking is None or speaking == sentence.named:
        return None
    mentioned = {word.casefold() for word in units_of(sentence.said).keys}
    if mentioned & name_words(sentence.named):
        return None
    message = f"given to {sentence.named}, said by {speaking}: “{sentence.said}”"
    return sentence.judged(Grounding.SPEAKER_SWAPPED, "GRD005", message, sentence.named, speaking)


def _number_changed(sentence: _Sentence) -> Judgement | None:
    found = number_mismatches(sentence.claim.text, sentence.said, sentence.around)
    if not found:
        return None
    first: NumberMismatch = found[0]
    message = f"said “{first.said.text}”, stated “{first.stated.text}”: “{sentence.said}”"
    judgement = sentence.judged(Grounding.NUMBER_CHANGED, "GRD002", message, first.stated.text, first.said.text)
    return Judgement(judgement.grounding, judgement.passages, (*judgement.findings, *(item.finding for item in found)))


def _strengthened(sentence: _Sentence) -> Judgement | None:
    """A cause stated where the talk has none, but has a correlation or a warning not to read more into it."""
    cause = causal_words(sentence.claim.text)
    if (
        cause is None
        or sentence.stretch.score < _RENDERS
        or correlational_words(sentence.claim.text)
        or causal_words(sentence.said)
    ):
        return None
    following = sentence.talk.text(sentence.stretch.first, sentence.stretch.last + 1)
    weaker = correlational_words(sentence.said) or correlational_words(following)
    if weaker is None:
        return None
    message = f"“{cause}” states a cause; said was “{weaker}”: “{sentence.said}”"
    return sentence.judged(Grounding.STRENGTHENED, "GRD004", message, cause, weaker)


def _hedge_dropped(sentence: _Sentence) -> Judgement | None:
    text = sentence.claim.text
    if sentence.stretch.score < _RENDERS or hedges_in(text, in_summary=True) or correlational_words(text):
        return None
    hedges = [hedge for hedge in _hedges_on(sentence) if sentence.named is None or not is_opinion(hedge)]
    if not hedges:
        return None
    message = f"said with “{hedges[0]}”, stated without: “{sentence.said}”"
    return sentence.judged(Grounding.HEDGE_DROPPED, "GRD003", message, text, hedges[0])


def _hedges_on(sentence: _Sentence) -> list[str]:
    """The hedges of those clauses of the passage that the sentence renders; a bare "it seems" joins its neighbour."""
    wanted = {term: sentence.talk.weight(term) for term in terms_of(sentence.claim.text)}
    clauses = [(clause, terms_of(clause)) for clause in clauses_of(sentence.said)]
    carried = [sum(weight for term, weight in wanted.items() if term in terms) for _, terms in clauses]
    found: list[str] = []
    for at, (clause, terms) in enumerate(clauses):
        hedges = hedges_in(clause)
        bare = len(terms) <= len(hedges)
        weight = max(carried[max(0, at - 1) : at + 2]) if bare else carried[at]
        if weight >= _RENDERED * max(carried):
            found.extend(hedges)
    return found
