"""Whether a document is in English, which the rules are made for: by its most common words, else by what it states."""

import re
from functools import cache

from obelize.domain.document import Document
from obelize.domain.finding import Finding
from obelize.rulebook import finding, shipped_table

NOT_ENGLISH = "TRN020"
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_LOOKED_AT = 50_000  # characters: enough to tell, whatever the length of the document


def language_findings(document: Document) -> list[Finding]:
    """The remark that `document` is not in English; nothing where it is or where that can't be told."""
    words, least, doubtful, letters = _english()
    spoken = [word.casefold().replace("’", "'") for word in _WORD.findall(document.text[:_LOOKED_AT])]
    if not spoken:
        return []
    share = sum(word in words for word in spoken) / len(spoken)
    long_enough = sum(map(len, spoken)) >= letters
    if long_enough and share < least:
        return [_remark(f"common English words make {share:.0%} of the text")]
    stated = (document.source.language or "").strip()
    foreign = bool(stated) and stated.casefold().split("-")[0].split("_")[0] not in ("en", "eng", "english")
    if foreign and (not long_enough or share < doubtful):
        return [_remark(f"the file states its language as “{stated}”")]
    return []


def _remark(why: str) -> Finding:
    return finding(NOT_ENGLISH, f"{why}; the rules for claims, citations and signals are for English")


@cache
def _english() -> tuple[frozenset[str], float, float, int]:
    table = dict(shipped_table("language")["english"])  # type: ignore[call-overload]  # the shape of rules/language.toml
    return frozenset(table["words"]), float(table["share"]), float(table["doubtful"]), int(table["letters"])
