"""The statements that a summary's author had marked ("⚠ UNVERIFIED — …"), tied to where the talk makes them."""

from obelize.appraisal.grounding.passages import Talk, terms_of
from obelize.domain.appraisal import GroundedMark
from obelize.domain.document import Document

_ENOUGH = 0.35


def ground_marks(summary: Document, talk: Talk) -> tuple[GroundedMark, ...]:
    """Each prior mark of the summary, in order, with the passages of the talk that its subject stands on.

    A mark stays what its author said; that the talk makes the statement does not verify it.
    """
    return tuple(
        GroundedMark(
            mark, tuple(talk.passage(s) for s in talk.best(terms_of(mark.subject), limit=2) if s.score >= _ENOUGH)
        )
        for mark in summary.prior_marks
    )
