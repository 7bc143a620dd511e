"""A file as the readers get it: bytes within the size limit, decoded, with newlines as LF and what was odd about it."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from obelize.domain.document import Document, DocumentKind, Segment
from obelize.domain.finding import Finding
from obelize.errors import UnreadableInputError
from obelize.readers.binary_data import binary_kind, is_noise
from obelize.readers.limits import MAX_BYTES, MAX_LINE_CHARS, MAX_NUL_CHARS
from obelize.rulebook import finding

_BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_NO_TEXT = "binary data, not text"
_HEAD_CHARS = 65_536


@dataclass(frozen=True, slots=True)
class InputFile:
    """One file. `text` is empty for a binary format (`is_binary`), else what every `origin` counts characters in.

    `findings` are remarks about encoding.
    """

    name: str
    data: bytes
    text: str
    findings: tuple[Finding, ...] = ()

    @property
    def head(self) -> str:
        """The beginning: what a format is recognised by. Bytes of a binary format, one character each."""
        return self.text[:_HEAD_CHARS] or self.data[:_HEAD_CHARS].decode("latin-1")

    @property
    def stem(self) -> str:
        """The file's name without folder and last suffix."""
        return PurePath(self.name).stem

    def line_at(self, char: int) -> str:
        """The place of a character offset in `text`, for findings and errors: "line 12"."""
        return f"line {self.text.count(chr(10), 0, char) + 1}"

    def unreadable(self, reason: str, place: str | None = None) -> UnreadableInputError:
        """The error to raise for this file."""
        return UnreadableInputError(self.name, reason, place)

    def document(
        self,
        kind: DocumentKind,
        format_name: str,
        text: str,
        segments: Sequence[Segment],
        findings: Sequence[Finding] = (),
    ) -> Document:
        """A document of this file's identity; `dataclasses.replace` adds what else a format knows."""
        fingerprint = hashlib.sha256(self.data).hexdigest()
        return Document(
            id=fingerprint[:12],
            name=self.name,
            kind=kind,
            format=format_name,
            text=text,
            fingerprint=fingerprint,
            segments=tuple(segments),
            findings=(*self.findings, *findings),
        )


def open_bytes(data: bytes, name: str) -> InputFile:
    """`data` decoded. `UnreadableInputError` for an empty, too large or binary file and for monstrous lines."""
    if not data:
        raise UnreadableInputError(name, "the file is empty", "line 1")
    if len(data) > MAX_BYTES:
        raise UnreadableInputError(name, f"larger than {MAX_BYTES // 2**20} MiB")
    if data.startswith((b"%PDF-", b"PK\x03\x04")):
        return InputFile(name, data, "")
    if (kind := binary_kind(data)) is not None:
        raise UnreadableInputError(name, f"{kind}, not text")
    text, findings = _decoded(data, name)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return InputFile(name, data, text, findings)


def check_lines(file: InputFile) -> None:
    """Refuse a text whose lines no person wrote. Not for JSON and XML, which may well stand on one line."""
    text = file.text
    if len(text) <= MAX_LINE_CHARS:
        return
    start = 0
    while len(text) - start > MAX_LINE_CHARS:
        end = text.rfind("\n", start, start + MAX_LINE_CHARS + 1)
        if end < start:
            raise file.unreadable(f"a line of more than {MAX_LINE_CHARS} characters", file.line_at(start))
        start = end + 1


def _decoded(data: bytes, name: str) -> tuple[str, tuple[Finding, ...]]:
    text, findings = _by_encoding(data, name)
    nul = text.find("\0")
    if text.count("\0") > MAX_NUL_CHARS:
        raise UnreadableInputError(name, "holds NUL characters: this is no text file", f"character {nul + 1}")
    if is_noise(text, guessed=False):
        raise UnreadableInputError(name, _NO_TEXT)
    if nul < 0:
        return text, findings
    line = text.count("\n", 0, nul) + 1
    remark = finding("TRN011", "NUL characters were replaced by U+FFFD", place=f"line {line}")
    return text.replace("\0", "�"), (*findings, remark)


def _by_encoding(data: bytes, name: str) -> tuple[str, tuple[Finding, ...]]:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding), ()
            except UnicodeDecodeError as error:
                if encoding != "utf-8":
                    place = f"byte {error.start + len(mark)}"
                    raise UnreadableInputError(name, f"damaged {encoding.upper()}", place) from error
                data = data[len(mark) :]
                break
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        if (guess := _utf16_without_mark(data)) is not None:
            _refuse_noise(guess, name, wide=True)
            return guess, (finding("TRN001", "not valid UTF-8; read as UTF-16 without a byte order mark"),)
        place = f"byte {error.start + 1}"
    # Windows-1252 leaves five bytes undefined; Latin-1 has a (control) character for each of them.
    text = "".join(_cp1252_line(line) for line in data.splitlines(keepends=True))
    _refuse_noise(text, name)
    return text, (finding("TRN001", "not valid UTF-8; read as Windows-1252", place=place),)


def _refuse_noise(text: str, name: str, *, wide: bool = False) -> None:
    if is_noise(text, guessed=True, wide=wide):
        raise UnreadableInputError(name, _NO_TEXT)


def _cp1252_line(line: bytes) -> str:
    try:
        return line.decode("cp1252")
    except UnicodeDecodeError:
        return line.decode("latin-1")


def _utf16_without_mark(data: bytes) -> str | None:
    sample = data[:2000]
    for encoding, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        if len(sample) > 4 and zeros.count(0) > 0.4 * len(zeros):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                return None
    return None
