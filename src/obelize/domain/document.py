"""A document as its reader leaves it: words, times, speakers and structure, with the way back to the file."""

from dataclasses import dataclass
from enum import StrEnum

from obelize.domain.finding import Finding


class DocumentKind(StrEnum):
    """What a file holds: timed speech, an account of a talk, or an article."""

    TRANSCRIPT = "transcript"
    SUMMARY = "summary"
    PAGE = "page"


class SegmentRole(StrEnum):
    """What part a segment plays. Only `SPEECH`, `PARAGRAPH`, `LIST_ITEM`, `TABLE` and `QUOTE` assert things."""

    SPEECH = "speech"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list-item"
    QUOTE = "quote"  # a block quotation: somebody else's words
    TABLE = "table"
    TABLE_HEADING = "table-heading"  # what the columns of a table are called
    HEADING = "heading"
    FOOTNOTE = "footnote"
    MARK = "mark"  # a prior "⚠ UNVERIFIED" note, see `PriorMark`
    ASSESSMENT = "assessment"  # a summary's own "Source credibility: …" lines
    ADVICE = "advice"  # "For product teams: …"
    QUIZ = "quiz"  # question, option or instruction of a quiz or form
    NAVIGATION = "navigation"  # menus, boilerplate, bylines
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Word:
    """One timed word. Offsets are characters in `Document.text`; times are seconds, None where unknown."""

    start_char: int
    end_char: int
    start: float | None = None
    end: float | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of text with one speaker and one role.

    `text == document.text[start_char:end_char]`. `origin` is the (start, end) character span in the decoded
    file that the text was made from, markup included; None where the format keeps no such order (JSON words
    scattered over an array). Times are seconds from the beginning of the recording. `confidence` is 0 to 1.
    `scope` is the path of headings above the segment, outermost first.
    """

    text: str
    start_char: int
    end_char: int
    role: SegmentRole = SegmentRole.SPEECH
    start: float | None = None
    end: float | None = None
    speaker: str | None = None
    confidence: float | None = None
    words: tuple[Word, ...] = ()
    scope: tuple[str, ...] = ()
    origin: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote's definition. `time` is the stamp it names ("~00:10"), in seconds."""

    label: str
    text: str
    start_char: int
    end_char: int
    time: float | None = None


@dataclass(frozen=True, slots=True)
class FootnoteReference:
    """Where a footnote is called. The mark itself ("[^1]", a superscript, a glued digit) is not in `Document.text`.

    `at_char` is the place in `Document.text`, between two characters, where the mark stood.
    """

    label: str
    at_char: int


@dataclass(frozen=True, slots=True)
class Link:
    """Where a stretch of `Document.text` leads. A URL that is written out in the text itself is not listed."""

    start_char: int
    end_char: int
    url: str


@dataclass(frozen=True, slots=True)
class PriorMark:
    """A mark that the document's own author left ("⚠ UNVERIFIED — …"). Kept and shown; never a verdict.

    `subject` is the statement marked, `reason` what was said about it.
    """

    label: str
    subject: str
    reason: str
    start_char: int
    end_char: int


@dataclass(frozen=True, slots=True)
class Chapter:
    """A titled stretch of a recording, in seconds."""

    title: str
    start: float
    end: float | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Who stands behind a document. None means "not stated", never "there is none".

    `date` is ISO 8601 as precise as stated ("2024", "2024-12-03"). `duration` is in seconds. `followers` and
    `verified_badge` are context, not evidence.
    """

    title: str | None = None
    speaker: str | None = None
    channel: str | None = None
    author: str | None = None
    publisher: str | None = None
    url: str | None = None
    media_id: str | None = None
    date: str | None = None
    duration: float | None = None
    description: str | None = None
    language: str | None = None
    followers: int | None = None
    verified_badge: bool | None = None
    captions: str | None = None  # "automatic" or "manual", where known
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """One ingested file.

    `id` is a short hash of the file's bytes when it was first seen and stays when the file is edited;
    `fingerprint` is the SHA-256 of the bytes read now. `text` holds words without markup: footnote marks and link
    targets are in `references` and `links`, and `emphases` says where italics or bold begin and end. `name` is
    the path as the user gave it. `format` is the reader's name ("webvtt"). `findings` are the reader's own `TRN…`
    remarks. `summary_of` is what the document itself says it summarises (a file name, URL or media id).
    """

    id: str
    name: str
    kind: DocumentKind
    format: str
    text: str
    fingerprint: str
    segments: tuple[Segment, ...]
    source: Source = Source()
    footnotes: tuple[Footnote, ...] = ()
    references: tuple[FootnoteReference, ...] = ()
    links: tuple[Link, ...] = ()
    emphases: tuple[tuple[int, int], ...] = ()
    prior_marks: tuple[PriorMark, ...] = ()
    chapters: tuple[Chapter, ...] = ()
    findings: tuple[Finding, ...] = ()
    summary_of: str | None = None
