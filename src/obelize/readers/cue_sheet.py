"""Cues in the order of the file become a transcript: one text, one segment a cue, remarks on times."""

import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from obelize.domain.document import Document, DocumentKind, Segment, SegmentRole, Source, Word
from obelize.readers.input_file import InputFile
from obelize.readers.limits import MAX_CUES, MAX_SECONDS, MAX_WORDS
from obelize.readers.remarks import Remarks
from obelize.readers.turns import WordTiming, turns_in

_LOOP_CUES = 5
_SOUNDS = frozenset(["music", "applause", "laughter", ""])


class CueSheet:
    """Collects the cues of one file, joined by a space, by a newline where the speaker changes.

    Where a mark says that somebody else goes on, and nobody says who, an empty line stands between.
    """

    def __init__(self, file: InputFile) -> None:
        self.file = file
        self.remarks = Remarks(file)
        self._parts: list[str] = []
        self._segments: list[Segment] = []
        self._length = 0
        self._words = 0
        self._last_start = 0.0
        self._last_end = 0.0

    @property
    def end(self) -> float:
        """The latest time seen so far, in seconds."""
        return self._last_end

    def add(
        self,
        text: str,
        start: float | None,
        end: float | None,
        *,
        speaker: str | None = None,
        words: Sequence[WordTiming] = (),
        confidence: float | None = None,
        origin: tuple[int, int] | None = None,
        role: SegmentRole = SegmentRole.SPEECH,
        place: str | None = None,
    ) -> None:
        """Append one cue. `text` is clean: no markup, no line breaks, no blanks around it. Empty text is noted."""
        if not text:
            self._note("TRN006", "a cue without text", origin, place)
            return
        for number, (said, begin, stop, timings, marked) in enumerate(turns_in(text, start, end, words)):
            who = None if number else speaker  # whom the cue is ascribed to speaks first
            self._append(said, (begin, stop), who, timings, confidence, origin, role, place, apart=marked)

    def _append(
        self,
        text: str,
        times: tuple[float | None, float | None],
        speaker: str | None,
        words: Sequence[WordTiming],
        confidence: float | None,
        origin: tuple[int, int] | None,
        role: SegmentRole,
        place: str | None,
        *,
        apart: bool,
    ) -> None:
        segments = self._segments
        if len(segments) >= MAX_CUES:
            at = self.file.line_at(origin[0]) if origin else place
            raise self.file.unreadable(f"more than {MAX_CUES} cues", at)
        start, end = self._checked(*times, origin, place)
        if segments:
            same = speaker == segments[-1].speaker and role is segments[-1].role
            joint = ("\n\n" if apart else " ") if same else "\n"
            self._parts.append(joint)
            self._length += len(joint)
        position = self._length
        timed = self._words_at(position, words) if words else ()
        stop = position + len(text)
        segments.append(Segment(text, position, stop, role, start, end, speaker, confidence, timed, (), origin))
        self._parts.append(text)
        self._length = stop

    def document(self, format_name: str, source: Source = Source()) -> Document:  # noqa: B008 - frozen, shared safely
        """The transcript. Without any cue it has no text and says so in a finding."""
        if not self._segments:
            self.remarks.add("TRN012", "the file holds no cues")
        self._note_loops()
        text = "".join(self._parts)
        findings = self.remarks.findings()
        document = self.file.document(DocumentKind.TRANSCRIPT, format_name, text, self._segments, findings)
        return replace(document, source=source)

    def _note_loops(self) -> None:
        """Remark on the same words in many cues running: what recognisers make of music and silence."""
        at = 0
        for text, run in groupby(segment.text for segment in self._segments):
            count = len(list(run))
            if count >= _LOOP_CUES and text.strip(" .[]()♪*").lower() not in _SOUNDS:
                first = self._segments[at]
                place = self.file.line_at(first.origin[0]) if first.origin else None
                self.remarks.add("TRN017", f"{text[:60]!r} stands in {count} cues one after the other", place=place)
            at += count

    def _words_at(self, position: int, words: Sequence[WordTiming]) -> tuple[Word, ...]:
        self._words += len(words)
        if self._words > MAX_WORDS:
            raise self.file.unreadable(f"more than {MAX_WORDS} timed words")
        return tuple([Word(position + a, position + b, start, end, sure) for a, b, start, end, sure in words])

    def _checked(
        self, start: float | None, end: float | None, origin: tuple[int, int] | None, place: str | None
    ) -> tuple[float | None, float | None]:
        if start is not None and not 0 <= start <= MAX_SECONDS:
            self._note("TRN002", "a time out of range was dropped", origin, place)
            start = None
        if start is None:
            return None, end if end is not None and 0 <= end <= MAX_SECONDS else None
        if end is not None and not start <= end <= MAX_SECONDS:
            self._note("TRN005", "a cue ends before it starts; its end was dropped", origin, place)
            end = None
        if start < self._last_start:
            self._note("TRN003", "times run backwards", origin, place)
        elif start < self._last_end - 0.0005:
            self._note("TRN004", "cues overlap in time", origin, place)
        self._last_start = start
        self._last_end = max(self._last_end, start if end is None else end)
        return start, end

    def _note(self, code: str, message: str, origin: tuple[int, int] | None, place: str | None) -> None:
        self.remarks.add(code, message, origin[0] if origin else None, place)


def finite(value: object) -> float | None:
    """A number from a file as a float; None for anything that is no finite number."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None
