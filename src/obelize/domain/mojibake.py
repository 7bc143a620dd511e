"""Letters that were written as UTF-8 and read as Latin-1 or Windows-1252: "MÃ¼ller" is "Müller".

Only such pairs are put right as no language writes: Â, Ã, Ä or Å before a sign that stands for a byte of UTF-8. Among
the signs of Windows-1252 are quotation marks and dashes, which may follow a letter at a word's end: there a letter has
to follow, and "Å–Ä" stays.
"""

import re

_BYTES = {
    sign: byte
    for byte in range(0x80, 0xA0)
    if (sign := bytes([byte]).decode("cp1252", errors="ignore")) and ord(sign) != byte
}
_SIGNS = "".join(_BYTES)
_NO_DASHES = _SIGNS.replace("–", "").replace("—", "")
_MISREAD = re.compile(
    rf"[ÂÃÄÅ][\u0080-\u00bf]|(?:[ÂÃ][{_SIGNS}]|[ÄÅ][{_NO_DASHES}])(?=[^\W\d_])|â[€\u0080][\u0090-\u00a6{_SIGNS}]"
)


def in_right_letters(text: str) -> str:
    """`text` with the letters put right that were read in the wrong encoding."""
    return text if text.isascii() else _MISREAD.sub(_put_right, text)


def _put_right(found: re.Match[str]) -> str:
    try:
        right = bytes(_BYTES.get(sign, ord(sign)) for sign in found[0]).decode("utf-8")
    except UnicodeDecodeError:
        return found[0]
    return right if right.isprintable() or right == "\u00a0" else found[0]
