"""What an exporter is, and how those installed are found."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import entry_points

from obelize.domain.annotation import Report
from obelize.errors import ExportError

GROUP = "obelize.exporters"


@dataclass(frozen=True, slots=True)
class Exporter:
    """A format: its file suffix, what it is for, and the function that writes it.

    `render` is pure: the same report gives the same text, and it reads no clock, no file and no store. `editable`:
    its sections are marked, and what somebody edits in them is kept when the file is written again. `join` makes one
    text of several reports' texts, for printing; None where the format has no such thing.
    """

    suffix: str
    summary: str
    render: Callable[[Report], str]
    editable: bool = False
    join: Callable[[Sequence[str]], str] | None = "".join


def json_array(texts: Sequence[str]) -> str:
    """Several JSON texts as one array."""
    return "[\n" + ",\n".join(text.rstrip("\n") for text in texts) + "\n]\n"


def exporters() -> Mapping[str, Exporter]:
    """Every installed exporter by name, from the entry-point group `obelize.exporters`, in order of name."""
    found = sorted(entry_points(group=GROUP), key=lambda point: point.name)
    return {point.name: _loaded(point.name, point.load()) for point in found}


def exporter_named(name: str) -> Exporter:
    """The exporter of that name; `ExportError` lists the names there are."""
    points = {point.name: point for point in entry_points(group=GROUP)}
    if name not in points:
        raise ExportError(f"no report format is called {name!r}; there are {', '.join(sorted(points))}")
    return _loaded(name, points[name].load())


def _loaded(name: str, value: object) -> Exporter:
    if not isinstance(value, Exporter):
        raise ExportError(f"the entry point {name!r} of {GROUP} names no Exporter")
    return value
