"""XML from outside: parsed by defusedxml, without document types, so that no entity can unfold."""

import re
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from obelize.readers.input_file import InputFile

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_ROOT = re.compile(
    r"\A\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE[^>\[]*(?:\[.*?\])?>\s*){0,20}<(?:\w+:)?(\w+)", re.DOTALL
)


def root_name(head: str) -> str:
    """The local name of the first element; empty where there is none."""
    match = _ROOT.match(head) if head.lstrip()[:1] == "<" else None
    return match[1] if match else ""


def parse(file: InputFile) -> Element:
    """The root element. `UnreadableInputError` names line and column; a document type is refused."""
    try:
        root: Element = fromstring(_DECLARATION.sub("", file.text, count=1), forbid_dtd=True)
    except ParseError as error:
        line, column = error.position
        raise file.unreadable(f"not valid XML: {error}", f"line {line} column {column + 1}") from error
    except DefusedXmlException as error:
        raise file.unreadable("XML with a document type or entities is refused") from error
    except (ValueError, LookupError) as error:
        raise file.unreadable(f"not valid XML: {error}") from error
    return root


def local_name(element: Element) -> str:
    """An element's name without its namespace. Comments never get here: the parser leaves them out."""
    return element.tag.rpartition("}")[2]


def attribute(element: Element, name: str) -> str | None:
    """An attribute by its local name, in whatever namespace."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return value
    return None
