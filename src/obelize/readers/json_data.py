"""JSON files: parsed once, within limits, then given to the first shape that fits."""

import json
import re
from collections.abc import Mapping
from typing import Any, Protocol

from obelize.domain.document import Document
from obelize.errors import json_fault
from obelize.readers.input_file import InputFile

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class JsonShape(Protocol):
    """One JSON format: a module with these two functions."""

    def fits(self, data: Any) -> bool:
        """Whether the parsed file is of this format."""

    def read(self, file: InputFile, data: Any) -> Document:
        """The document. Missing and malformed fields are remarks; only limits raise `UnreadableInputError`."""


def parse(file: InputFile) -> Any:
    """The file's JSON value, its texts without lone surrogates. `UnreadableInputError` names line and column."""
    try:
        data = json.loads(file.text)
        return without_surrogates(data) if "\\ud" in file.text.lower() else data
    except json.JSONDecodeError as error:
        raise file.unreadable(
            f"not valid JSON: {json_fault(error, placed=False)}", f"line {error.lineno} column {error.colno}"
        ) from error
    except RecursionError as error:
        raise file.unreadable("JSON nested too deeply") from error
    except ValueError as error:  # a number of more digits than Python converts
        raise file.unreadable(f"not valid JSON: {json_fault(error)}") from error


def text_of(value: Any) -> str:
    """A text field on one line, blanks collapsed; empty for anything that is no text."""
    return " ".join(value.split()) if isinstance(value, str) else ""


def objects(value: Any) -> list[Mapping[str, Any]]:
    """The objects in a list field; empty for anything that is no list."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def without_surrogates(value: Any) -> Any:
    """A parsed value, its texts without lone surrogates, which no encoding can write: U+FFFD stands for each."""
    match value:
        case str():
            return _LONE_SURROGATE.sub("�", value)
        case list():
            return [without_surrogates(item) for item in value]
        case dict():
            return {without_surrogates(key): without_surrogates(item) for key, item in value.items()}
        case _:
            return value
