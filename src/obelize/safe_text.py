"""Text from outside, made harmless for a terminal. Every terminal sink passes through here, once."""

import re
from pathlib import PurePath

_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_INVISIBLE = "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u2060-\u2065\u3164\ufeff\uffa0\ufff9-\ufffb"
_HOSTILE = re.compile(
    rf"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029{_BIDI}{_INVISIBLE}\U000e0000-\U000e0fff\ud800-\udfff]"
)
_SURROGATE = re.compile(r"[\ud800-\udfff]")


def _visible(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else f"<U+{code:04X}>"


def safe_text(text: str) -> str:
    """`text` with every character that could steer a terminal or hide itself made visible.

    Control characters (C0 without tab and newline, DEL, C1), bidirectional controls, zero-width and tag characters
    and lone surrogates are replaced. Zero-width joiner and variation selectors stay: emoji need them.
    """
    return _HOSTILE.sub(_visible, text)


def path_text(path: PurePath | str) -> str:
    r"""The path as valid text: bytes of a name that are not UTF-8 are written as \xNN."""
    return _SURROGATE.sub(lambda match: f"\\x{ord(match[0]) & 0xFF:02x}", str(path))


def safe_line(text: str) -> str:
    """`text` made safe and put on one line: newlines and tabs become spaces."""
    return safe_text(text.replace("\r\n", " ").replace("\n", " ").replace("\t", " ").replace("\r", " "))
