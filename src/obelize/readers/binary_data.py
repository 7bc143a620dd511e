"""Data that is no text, told by its first bytes or by what comes out when it is read as text."""

import re
import unicodedata

# Beginnings that no text has, and what they are the beginning of.
_SIGNATURES = tuple(
    (re.compile(pattern, re.DOTALL), what)
    for pattern, what in (
        (rb"\x1f\x8b", "gzip data"),
        (rb"PK(?:\x03\x04|\x05\x06|\x07\x08)", "a ZIP archive"),
        (rb"BZh[1-9]1AY&SY", "bzip2 data"),
        (rb"\xfd7zXZ\x00", "xz data"),
        (rb"\x28\xb5\x2f\xfd", "zstd data"),
        (rb"7z\xbc\xaf\x27\x1c", "a 7z archive"),
        (rb"Rar!\x1a\x07", "a RAR archive"),
        (rb".{257}ustar", "a tar archive"),
        (rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a file of an old Office program"),
        (rb"\x89PNG\r\n|\xff\xd8\xff|GIF8[79]a", "a picture"),
        (rb"....ftyp|\x1a\x45\xdf\xa3|RIFF....(?:WAVE|AVI |WEBP)|OggS\x00|ID3[\x02-\x04]|fLaC\x00", "a recording"),
        (rb"SQLite format 3\x00", "a database"),
        (rb"\x7fELF", "a program"),
    )
)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffd]")
_SAMPLE = 20_000  # characters
_MOST_IN_TEXT = 0.3  # of valid Unicode: a log with colours has up to a sixth
_MOST_IN_GUESSED = 0.05  # bytes at random give 0.11, text of the wrong encoding hardly any


def binary_kind(data: bytes) -> str | None:
    """What `data` is by its first bytes ("gzip data"); None where they may be those of a text."""
    return next((what for signature, what in _SIGNATURES if signature.match(data)), None)


def is_noise(text: str, *, guessed: bool, wide: bool = False) -> bool:
    """Whether `text` holds more control characters than any text does; blanks and line ends don't count.

    `guessed` says that the encoding is not certain, `wide` that it was guessed to be UTF-16: then characters count
    too that Unicode doesn't define.
    """
    sample = text[:_SAMPLE]
    odd = len(_CONTROLS.findall(sample))
    if wide:
        odd += sum(unicodedata.category(char) in {"Cn", "Co", "Cs"} for char in sample)
    return odd > (_MOST_IN_GUESSED if guessed else _MOST_IN_TEXT) * len(sample)
