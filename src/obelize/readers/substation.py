"""Advanced SubStation Alpha (.ass, .ssa), parsed by pysubs2. Times, speakers and words are kept, styling is dropped."""

import re
import warnings

from obelize.domain.document import Document, Source
from obelize.readers.caption_markup import plain
from obelize.readers.cue_sheet import CueSheet
from obelize.readers.input_file import InputFile, check_lines

NAME = "substation"
_SIGNATURE = re.compile(r"^\s*\[(?:Script Info|V4\+? Styles|Events)\]", re.IGNORECASE | re.MULTILINE)
_DIALOGUE = re.compile(r"^Dialogue:", re.MULTILINE)
_BREAK = re.compile(r"\\[Nnh]")
_OVERRIDE = re.compile(r"\{[^{}]*\\[^{}]*\}")
_DRAWING = re.compile(r"\{[^{}]*\\p[1-9][^{}]*\}.*?(?:\{[^{}]*\\p0[^{}]*\}|$)", re.DOTALL)


def recognises(head: str, name: str) -> int:  # noqa: ARG001 - every reader is asked the same way
    """By its sections."""
    return 85 if _SIGNATURE.search(head[:4000]) or _DIALOGUE.search(head) else 0


def read(file: InputFile) -> Document:
    """A transcript with one segment an event, in the order of time. Comments and drawings are passed over."""
    import pysubs2

    check_lines(file)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styling fields, which are dropped anyway
            script = pysubs2.SSAFile.from_string(file.text, format_="ass" if "V4+" in file.text else "ssa")
    except (pysubs2.exceptions.Pysubs2Error, ValueError, KeyError, IndexError, AttributeError) as error:
        # pysubs2 lets through whatever its conversions of single fields raise.
        raise file.unreadable(f"not valid SubStation: {type(error).__name__}: {error}") from error
    sheet = CueSheet(file)
    cursor = 0
    for event in sorted(script.events, key=lambda each: each.start):
        if event.is_comment:
            continue
        at = file.text.find(event.text, cursor) if event.text else -1
        origin = (at, at + len(event.text)) if at >= 0 else None
        cursor = max(at, 0)
        words = plain(_OVERRIDE.sub("", _BREAK.sub(" ", _DRAWING.sub("", event.text))))
        if words or not event.text:
            sheet.add(words, event.start / 1000, event.end / 1000, speaker=event.name.strip() or None, origin=origin)
    title = script.info.get("Title", "").strip()
    return sheet.document(NAME, Source(title=title if title and title != "Default Aegisub file" else None))
