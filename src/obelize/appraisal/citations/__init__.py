"""Citations against what the sources answered: pure comparison, no network, no files."""

from obelize.appraisal.citations.listing import with_unlisted
from obelize.appraisal.citations.standing import CitationStanding, standing
from obelize.appraisal.citations.verdicts import check_citation

__all__ = ["CitationStanding", "check_citation", "standing", "with_unlisted"]
