"""Decisions in and out: JSON lines, CSV, and a Markdown sheet or report edited by hand."""

from obelize.workflow.exchange.merging import FORMATS, Imported, export_decisions, import_decisions

__all__ = ["FORMATS", "Imported", "export_decisions", "import_decisions"]
