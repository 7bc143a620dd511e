"""Claims against literature: works with the passage that speaks to a claim, and a suggestion where rules are sure."""

from obelize.appraisal.evidence.weighing import weigh_evidence

__all__ = ["weigh_evidence"]
