"""Retractions, concerns and corrections as sources word them."""

import re

from obelize.domain.literature import Notice, NoticeKind

_KINDS = {
    "retraction": NoticeKind.RETRACTION,
    "retracted publication": NoticeKind.RETRACTION,
    "partial retraction": NoticeKind.RETRACTION,
    "removal": NoticeKind.WITHDRAWAL,
    "withdrawal": NoticeKind.WITHDRAWAL,
    "expression of concern": NoticeKind.CONCERN,
    "correction": NoticeKind.CORRECTION,
    "corrigendum": NoticeKind.CORRECTION,
    "erratum": NoticeKind.CORRECTION,
}
_MARK = re.compile(
    r"\s*[\[(]?(?:(retracted)(?: (?:article|paper|chapter))?|(withdrawn))(?:[\])]\s*:?|:)\s*(?=\w)", re.IGNORECASE
)


def notice_kind(words: str | None) -> NoticeKind | None:
    """The kind that a source's own word for an update stands for; None for new versions, addenda and the like."""
    return _KINDS.get(re.sub(r"[_-]+", " ", words).strip().lower()) if words else None


def without_mark(title: str, source: str) -> tuple[str, tuple[Notice, ...]]:
    """A title without the publisher's "RETRACTED ARTICLE:" before it, and the notice that this is."""
    found = _MARK.match(title)
    if not found:
        return title, ()
    kind = NoticeKind.RETRACTION if found[1] else NoticeKind.WITHDRAWAL
    return title[found.end() :], (Notice(kind, f"{source}, mark in the title"),)
