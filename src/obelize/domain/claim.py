"""The three kinds of item that are extracted and reviewed: claims, quotations and citations."""

from dataclasses import dataclass
from enum import StrEnum

from obelize.domain.finding import Finding
from obelize.domain.literature import CitedWork


class ItemKind(StrEnum):
    """What sort of item a reviewer has before them."""

    CLAIM = "claim"
    QUOTATION = "quotation"
    CITATION = "citation"


class ClaimKind(StrEnum):
    """What sort of assertion a claim makes."""

    QUANTITY = "quantity"
    CAUSAL = "causal"
    COMPARISON = "comparison"
    ATTRIBUTION = "attribution"
    EVENT = "event"
    MECHANISM = "mechanism"
    PREDICTION = "prediction"


class Modality(StrEnum):
    """How an assertion is made. A claim may carry several; none means that it is plainly asserted."""

    HEDGED = "hedged"
    BOOSTED = "boosted"
    NEGATED = "negated"
    REPORTED = "reported"
    CONDITIONAL = "conditional"
    OVERGENERAL = "overgeneral"


class CitationForm(StrEnum):
    """How a citation points at a work. A `VAGUE` one ("OpenAI 2024 on …") can be searched, never matched."""

    IDENTIFIED = "identified"  # DOI, arXiv id, PMID
    REFERENCE = "reference"  # a title with an author or a year
    LINK = "link"  # a URL and no more
    VAGUE = "vague"


@dataclass(frozen=True, slots=True)
class Cue:
    """Why a claim was picked: the rule, the words it matched, where they are, and what they did to worthiness.

    Offsets are characters in `Document.text`. `weight` is the change in log-odds of worthiness, 0 for a cue that
    only sets kind or modality.
    """

    rule: str
    text: str
    start_char: int
    end_char: int
    weight: float = 0.0


@dataclass(frozen=True, slots=True)
class Anchor:
    """How to find an item again after its document changed: its words, up to 32 characters on either side, its time.

    After W3C Web Annotation's TextQuoteSelector, with seconds instead of a media fragment.
    """

    quote: str
    prefix: str = ""
    suffix: str = ""
    start: float | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence that asserts something a careful reviewer would want checked.

    Offsets are characters in `Document.text`; times are seconds. `worthiness` is a calibrated probability.
    `context` are the neighbouring sentences it leans on, `antecedent` the likely referent of its pronoun: both
    are shown, never substituted. `zone` is "advert" or "housekeeping" where it stands in one, and such a claim
    isn't check-worthy. `duplicates` names the group of near-identical claims it belongs to.
    """

    id: str
    document_id: str
    text: str
    start_char: int
    end_char: int
    anchor: Anchor
    worthiness: float
    check_worthy: bool
    kind: ClaimKind | None = None
    modality: tuple[Modality, ...] = ()
    cues: tuple[Cue, ...] = ()
    start: float | None = None
    end: float | None = None
    speaker: str | None = None
    context: tuple[str, ...] = ()
    antecedent: str | None = None
    scope: tuple[str, ...] = ()
    zone: str | None = None
    duplicates: str | None = None
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words that a document puts in somebody's mouth. `claimed_time` is in seconds, None where none is given."""

    id: str
    document_id: str
    text: str
    start_char: int
    end_char: int
    anchor: Anchor
    speaker: str | None = None
    claimed_time: float | None = None
    start: float | None = None
    end: float | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """A reference to a work. `key` is its own key, label or number, `raw` its text as it stands.

    `guessed`: the fields of `cited` were made out of running text, so only `raw` is sure.
    """

    id: str
    document_id: str
    key: str
    raw: str
    form: CitationForm
    cited: CitedWork
    start_char: int
    end_char: int
    anchor: Anchor
    start: float | None = None
    end: float | None = None
    guessed: bool = False


Item = Claim | Quotation | Citation


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch that is no commentary: "advert" (sponsor reads) or "housekeeping" (greetings, subscribe calls)."""

    kind: str
    start_char: int
    end_char: int
    text: str
    start: float | None = None
    end: float | None = None


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that one document yielded, each in order of appearance. `claims` has every sentence scored.

    Only those with `check_worthy` go to the reviewer.
    """

    claims: tuple[Claim, ...]
    quotations: tuple[Quotation, ...]
    citations: tuple[Citation, ...]
    zones: tuple[Zone, ...] = ()
