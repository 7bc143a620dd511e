"""The report as Markdown: one text, three dialects."""

from obelize.exporters.markdown.report import to_markdown
from obelize.exporters.markdown.writing import GITHUB, OBSIDIAN, PANDOC

__all__ = ["GITHUB", "OBSIDIAN", "PANDOC", "to_markdown"]
