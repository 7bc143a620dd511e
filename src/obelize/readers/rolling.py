"""Rolling captions: each cue repeats the line before and adds one. Every spoken line comes out once."""

from collections.abc import Iterable, Sequence

from obelize.readers.caption_markup import has_word_stamps, plain

_HOLD_SECONDS = 0.1
_ENOUGH_CUES = 5
_MOST = 0.6
_NEARLY_ALL = 0.9


class LineCarry:
    """Tells the lines of a cue that are new from the one carried over from the cue before.

    Only the first line of a cue can be carried over, only without word stamps, and only if it is exactly the line
    that was spoken last: so a genuine "yeah" after "yeah" stays. A cue that is nothing but that line is a hold if
    it lasts 0.1 s at most or has several words, since new lines of several words carry stamps.
    """

    def __init__(self, stamped: bool) -> None:
        self._stamped = stamped
        self.last_spoken: str | None = None
        self.repeated = 0

    def new_lines(self, lines: Sequence[str], duration: float | None) -> Sequence[str]:
        """The raw lines of one cue that are spoken now. Who takes them sets `last_spoken` to the last one's words."""
        first = lines[0]
        if self.last_spoken is None or has_word_stamps(first) or plain(first) != self.last_spoken:
            return lines
        if len(lines) == 1:
            several = self._stamped and " " in self.last_spoken
            if not several and (duration is None or duration > _HOLD_SECONDS):
                return lines
        self.repeated += 1
        return lines[1:]


def is_rolling(cues: Iterable[tuple[str, float]]) -> bool:
    """Whether cues without word stamps roll: most cues of several lines begin with the last line of the cue before.

    `cues` are (payload, duration in seconds). Either there are also the short hold cues that YouTube makes, or all but
    a few cues begin so: people write two lines to a cue, but not the first one again each time.
    """
    count = several = carried = holds = 0
    last = ""
    for payload, duration in cues:
        lines = [line for line in map(plain, payload.split("\n")) if line]
        if not lines:
            continue
        count += 1
        if len(lines) > 1:
            several += 1
            carried += lines[0] == last
        elif lines[0] == last and duration <= _HOLD_SECONDS:
            holds += 1
        last = lines[-1]
    if carried >= _ENOUGH_CUES and carried >= _NEARLY_ALL * (count - 1):
        return True
    return holds >= _ENOUGH_CUES and carried >= _MOST * several and carried > 0
