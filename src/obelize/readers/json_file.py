"""JSON transcripts: the file is parsed once and given to the first shape that fits."""

from obelize.domain.document import Document
from obelize.readers import (
    assemblyai,
    deepgram,
    podcast_json,
    rev,
    timed_rows,
    whisper,
    whisper_cpp,
    youtube_api,
    youtube_json3,
)
from obelize.readers.input_file import InputFile
from obelize.readers.json_data import JsonShape, parse

NAME = "json"
_SHAPES: tuple[JsonShape, ...] = (
    youtube_json3,
    youtube_api,
    podcast_json,
    rev,
    deepgram,
    assemblyai,
    whisper_cpp,
    whisper,
    timed_rows,
)


def recognises(head: str, name: str) -> int:
    """By the first character that counts."""
    start = head.lstrip("\ufeff \t\n")[:1]
    if start not in {"{", "["}:
        return 0
    return 90 if name.lower().endswith((".json", ".json3")) or head.lstrip()[1:].lstrip()[:1] in {'"', "{", "["} else 0


def read(file: InputFile) -> Document:
    """The transcript in whichever shape it has. `UnreadableInputError` if it has none that is known."""
    data = parse(file)
    for shape in _SHAPES:
        if shape.fits(data):
            return shape.read(file, data)
    raise file.unreadable("JSON, but of no transcript format that is known", "top level")
