"""Was it said, when, and in those words: quotations against a transcript."""

from obelize.appraisal.quotations.check import check_quotation
from obelize.appraisal.quotations.transcript_index import TranscriptIndex
from obelize.appraisal.quotations.units import has_words

__all__ = ["TranscriptIndex", "check_quotation", "has_words"]
