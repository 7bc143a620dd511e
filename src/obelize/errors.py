"""The one error family. Rooms translate foreign errors into it; only the command line turns it into exit codes."""

import json

_JSON_FAULTS = {
    "Expecting value": "a value is missing",
    "Expecting property name enclosed in double quotes": "a name in double quotes is missing",
    "Expecting ',' delimiter": "a comma is missing",
    "Expecting ':' delimiter": "a colon is missing",
    "Extra data": "more follows after the end",
    "Unterminated string starting at": "a text is not closed",
    "Invalid control character at": "a control character, such as a tab or a line break, stands inside a text",
    "Invalid \\escape": "a backslash stands before a character that needs none",
    "Invalid \\uXXXX escape": "\\u needs four hexadecimal digits",
}


class ObelizeError(Exception):
    """Something a user can act on, said in one line: what is wrong, in which file, at which place."""


class UnreadableInputError(ObelizeError):
    """A file that can't be read as any known format, or that breaks a limit.

    `place` is where in the file it went wrong ("line 12", "byte 40", "segments[3].start"), if that is known.
    """

    def __init__(self, path: str, reason: str, place: str | None = None) -> None:
        self.path = path
        self.reason = reason
        self.place = place
        super().__init__(path, reason, place)

    def __str__(self) -> str:
        return f"{self.path}{f', {self.place}' if self.place else ''}: {self.reason}"


class SettingsError(ObelizeError):
    """A setting that is misspelt, of the wrong type or out of range. The message names where it was set."""


class RuleError(ObelizeError):
    """A rule file that doesn't follow the rulebook's shape. The message names file, rule and field."""


class LibraryError(ObelizeError):
    """The local library of works is missing, damaged or of a version this program doesn't know."""


class StoreError(ObelizeError):
    """The store could not be opened, migrated, read or written. Nothing half-written remains."""


class NotInStoreError(StoreError):
    """No document or item by that name; the message lists the nearest names."""


class ReviewError(ObelizeError):
    """A decision that can't be taken: an unknown item, an empty undo, a conflicting edit."""


class OvertakenError(ReviewError):
    """Somebody else decided the same item in the meantime. Nothing was recorded."""


class ExportError(ObelizeError):
    """A report that can't be written in the wanted format, or an unknown format."""


def json_fault(error: ValueError | RecursionError, *, placed: bool = True) -> str:
    """Why a text is no JSON, by what the parser raised; with `placed`, at which character of its line."""
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    if not isinstance(error, json.JSONDecodeError):
        return "a number is too long"  # Python reads no whole number of more than some thousand digits
    fault = _JSON_FAULTS.get(error.msg.removesuffix(": "), error.msg)
    return f"{fault}, at character {error.colno}" if placed else fault
