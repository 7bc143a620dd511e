"""Reports as text: one module a format, each a pure function of the report, found by entry point."""

from obelize.exporters.protocol import Exporter, exporter_named, exporters

__all__ = ["Exporter", "exporter_named", "exporters"]
