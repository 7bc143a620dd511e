"""What publishers said about a work after it had appeared."""

from collections.abc import Sequence

from obelize.appraisal.citations.judgement import Judgement
from obelize.domain.finding import Finding
from obelize.domain.literature import NoticeKind
from obelize.rulebook import finding

_CODES = {
    NoticeKind.RETRACTION: ("CIT030", "retracted"),
    NoticeKind.CONCERN: ("CIT031", "under an expression of concern"),
    NoticeKind.CORRECTION: ("CIT032", "corrected"),
    NoticeKind.WITHDRAWAL: ("CIT033", "withdrawn"),
}


def notice_findings(matches: Sequence[Judgement]) -> list[Finding]:
    """One finding a kind of notice, whichever of the matching records carries it, with date and who reports it."""
    findings: dict[str, Finding] = {}
    for match in matches:
        for notice in match.work.notices:
            code, word = _CODES[notice.kind]
            when = f" on {notice.date}" if notice.date else ""
            where = f", see {notice.doi}" if notice.doi else ""
            message = f"the work was {word}{when}, reported by {notice.source}{where}"
            findings.setdefault(code, finding(code, message, field="notice", found=notice.doi))
    return list(findings.values())
