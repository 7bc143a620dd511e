"""Does the talk carry what the summary says, and does the summary carry what the talk says."""

from obelize.appraisal.grounding.marks import ground_marks
from obelize.appraisal.grounding.summary import ground_summary

__all__ = ["ground_marks", "ground_summary"]
