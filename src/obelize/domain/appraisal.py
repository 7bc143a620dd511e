"""What the appraisal says of single items: checked citations and quotations, grounded sentences, evidence."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from obelize.domain.document import PriorMark
from obelize.domain.finding import Finding
from obelize.domain.literature import Candidate, Receipt, Work


class CitationVerdict(StrEnum):
    """What the machine can say of a citation. `UNCHECKED` is not `NOT_FOUND`, and neither means "fabricated"."""

    VERIFIED = "verified"
    MISMATCH = "mismatch"
    NOT_FOUND = "not_found"
    UNCHECKED = "unchecked"


class QuotationVerdict(StrEnum):
    """Whether quoted words are in the transcript. `NEAR`: only noise of recognition or spelling differs."""

    EXACT = "exact"
    NEAR = "near"
    ALTERED = "altered"
    ABSENT = "absent"


class EditKind(StrEnum):
    """What sort of difference there is between what was said and what is quoted."""

    NUMBER = "number"
    NEGATION = "negation"
    HEDGE = "hedge"
    ENTITY = "entity"
    COMPARATIVE = "comparative"
    INSERTION = "insertion"
    DELETION = "deletion"
    WORDING = "wording"
    NOISE = "noise"  # fillers, casing, number spelling, a recogniser's slip


class Relation(StrEnum):
    """A suggestion about a passage and a claim. Given only where the rules are sure; never a verdict."""

    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"
    MENTIONS = "mentions"


class Grounding(StrEnum):
    """How a summary's sentence stands to the transcript."""

    QUOTED = "quoted"
    PARAPHRASED = "paraphrased"
    NUMBER_CHANGED = "number-changed"
    HEDGE_DROPPED = "hedge-dropped"
    STRENGTHENED = "strengthened"
    SPEAKER_SWAPPED = "speaker-swapped"
    NOT_FOUND = "not-found"


@dataclass(frozen=True, slots=True)
class CitationCheck:
    """A citation against what the sources answered. `work` is the best match, also where it differs."""

    citation_id: str
    verdict: CitationVerdict
    findings: tuple[Finding, ...]
    work: Work | None
    receipts: tuple[Receipt, ...]
    candidates: tuple[Candidate, ...] = ()


class ChangeKind(StrEnum):
    """What has become of a cited or offered work since it was last looked up."""

    NOW_FOUND = "now found"
    NO_LONGER_FOUND = "no longer found"
    NOW_RETRACTED = "now retracted"
    NEW_NOTICE = "new notice"
    NEW_VERSION = "new version"
    RECORD_CHANGED = "record changed"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between two look-ups, in words. `noticed_at` is in UTC.

    `item_id` is the citation's, or the claim's that the work was offered for.
    """

    item_id: str
    kind: ChangeKind
    before: str
    after: str
    noticed_at: datetime


@dataclass(frozen=True, slots=True)
class Edit:
    """One difference, said → quoted; either side may be empty."""

    kind: EditKind
    said: str
    quoted: str


@dataclass(frozen=True, slots=True)
class QuotationCheck:
    """A quotation against a transcript.

    `start`, `end`, `time_off` (found minus claimed) are seconds. `similarity` is 0 to 1. `before` and `after` are
    the words around the place, so that a torn quotation shows it.
    """

    quotation_id: str
    verdict: QuotationVerdict
    similarity: float
    start: float | None = None
    end: float | None = None
    start_char: int | None = None
    end_char: int | None = None
    matched_text: str | None = None
    time_off: float | None = None
    speaker_found: str | None = None
    before: str = ""
    after: str = ""
    edits: tuple[Edit, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a transcript offered as the ground of a sentence. Times in seconds, `score` 0 to 1."""

    text: str
    start_char: int
    end_char: int
    score: float
    start: float | None = None
    end: float | None = None
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class GroundedSentence:
    """One sentence of a summary with its grounding. Offsets are characters in the summary's text."""

    text: str
    start_char: int
    end_char: int
    grounding: Grounding
    passages: tuple[Passage, ...]
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class GroundedMark:
    """A prior mark of a summary with the passages of the talk where its subject is said, best first.

    No passage means that the talk doesn't make the statement. A passage doesn't verify it.
    """

    mark: PriorMark
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class GroundingReport:
    """A summary against its transcript, in both directions.

    `left_out` are ids of worthy claims of the talk that no sentence of the summary covers. `marks` are the
    summary's prior marks, in order.
    """

    sentences: tuple[GroundedSentence, ...]
    left_out: tuple[str, ...] = ()
    marks: tuple[GroundedMark, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """A work offered for a claim, with the passage that speaks to it and why it was matched.

    `level` is an evidence level in CEBM words where the record gives it away. `relation` is a suggestion or None.
    """

    candidate: Candidate
    why: str
    level: str | None = None
    relation: Relation | None = None


@dataclass(frozen=True, slots=True)
class ClaimEvidence:
    """What the literature sources offered for one claim."""

    claim_id: str
    evidence: tuple[Evidence, ...]
    receipts: tuple[Receipt, ...]
