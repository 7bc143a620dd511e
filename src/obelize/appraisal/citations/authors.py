"""Author lists compared: who was added, left out, put in another order, or never wrote it."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from obelize.appraisal.citations.knowledge import Sides
from obelize.appraisal.citations.names import Likeness, is_organisation, is_placeholder, likeness, shown
from obelize.domain.finding import Finding, Severity
from obelize.domain.literature import Author
from obelize.rulebook import finding

_SHOWN = 6
_LONG_LIST = 8
"""From this length on a list that stops early without "et al." is a habit of some styles, not an omission."""


@dataclass(frozen=True, slots=True)
class AuthorAlignment:
    """Which cited author is which found one (indexes), which are namesakes with other given names, which are left."""

    pairs: tuple[tuple[int, int], ...]
    namesakes: tuple[tuple[int, int], ...]
    added: tuple[int, ...]
    left_out: tuple[int, ...]

    @property
    def agreement(self) -> float:
        """Share of the cited authors that the record has, 0 to 1; 1 where none is cited."""
        cited = len(self.pairs) + len(self.namesakes) + len(self.added)
        return len(self.pairs) / cited if cited else 1.0


def align_authors(cited: Sequence[Author], found: Sequence[Author]) -> AuthorAlignment:
    """Pair the lists, same position first, then anywhere; namesakes only where nobody better is left."""
    pairs: list[tuple[int, int]] = []
    free = dict.fromkeys(range(len(found)))
    open_cited: list[int] = []
    for i, author in enumerate(cited):
        if i in free and (author == found[i] or likeness(author, found[i]) is Likeness.SAME):
            pairs.append((i, i))
            del free[i]
        else:
            open_cited.append(i)
    namesakes: list[tuple[int, int]] = []
    for wanted, into in ((Likeness.SAME, pairs), (Likeness.NAMESAKE, namesakes)):
        for i in list(open_cited):
            match = next((j for j in free if likeness(cited[i], found[j]) is wanted), None)
            if match is not None:
                into.append((i, match))
                open_cited.remove(i)
                del free[match]
    return AuthorAlignment(tuple(sorted(pairs)), tuple(sorted(namesakes)), tuple(open_cited), tuple(free))


def compare_authors(cited: Sequence[Author], et_al: bool, found: Sequence[Author]) -> list[Finding]:
    """What differs between a cited author list and a record's. Lists that are not stated are not compared."""
    if not cited or not found:
        return []
    findings = placeholders(cited, found)
    if findings:
        return findings
    match = align_authors(cited, found)
    if not match.added and not match.left_out and not match.namesakes and _in_order(match.pairs):
        return []
    lists = Sides(field="authors", cited=_listed(cited, et_al), found=_listed(found))
    if not match.pairs and not match.namesakes:
        return _strangers(cited, found, lists)
    names = [shown(cited[i]) for i in match.added]
    if match.added and match.left_out:
        left_out = ", ".join(shown(found[i]) for i in match.left_out[:_SHOWN])
        findings.append(finding("CIT005", f"not an author: {', '.join(names)}; left out: {left_out}", **lists))
    elif match.added:
        findings.append(finding("CIT006", f"added: {', '.join(names)}", **lists))
    elif match.left_out and not et_al:
        findings.append(_omission(match, cited, found, lists))
    for i, j in match.namesakes:
        message = f"another given name: cited {shown(cited[i])}, found {shown(found[j])}"
        findings.append(finding("CIT008", message, **lists))
    if not _in_order(match.pairs):
        findings.append(_disorder(match, lists))
    elif et_al and match.pairs and match.pairs[0] == (0, match.pairs[0][1]) and match.pairs[0][1] > 0:
        message = f"“et al.” hides the first author, {shown(found[0])}"
        findings.append(finding("CIT009", message, **lists))
    return findings


def placeholders(cited: Sequence[Author], found: Sequence[Author] = ()) -> list[Finding]:
    """The cited names that stand for nobody, those apart whom the record knows: there are people named John Smith.

    Without a record it is a note: such a name alone decides nothing.
    """
    names = [
        shown(author)
        for author in cited
        if is_placeholder(author) and all(likeness(author, other) is not Likeness.SAME for other in found)
    ]
    if not names:
        return []
    severity = None if found else Severity.NOTE
    what = "a placeholder rather than a name" if found else "may be a placeholder rather than a name"
    message = f"{what}: {', '.join(names)}"
    return [finding("CIT010", message, severity=severity, field="authors", cited=_listed(cited))]


def _strangers(cited: Sequence[Author], found: Sequence[Author], lists: Sides) -> list[Finding]:
    persons = all(author.given for author in found)
    if len(cited) == 1 and not cited[0].given and is_organisation(cited[0]) and persons:
        message = f"an organisation is named ({shown(cited[0])}) where the record names persons"
        return [finding("CIT022", message, **lists)]
    return [finding("CIT005", f"none of the cited authors is an author of it: {lists['found']}", **lists)]


def _omission(match: AuthorAlignment, cited: Sequence[Author], found: Sequence[Author], lists: Sides) -> Finding:
    names = ", ".join(shown(found[i]) for i in match.left_out[:_SHOWN])
    cut_short = len(cited) >= _LONG_LIST and match.left_out[0] == len(cited)
    severity = Severity.NOTE if cut_short else None
    return finding("CIT007", f"left out without “et al.”: {names}", severity=severity, **lists)


def _disorder(match: AuthorAlignment, lists: Sides) -> Finding:
    first_moved = (0, 0) not in match.pairs
    severity = None if first_moved else Severity.NOTE
    message = "the first author is another one" if first_moved else "the order of the authors differs"
    return finding("CIT009", message, severity=severity, **lists)


def _in_order(pairs: Sequence[tuple[int, int]]) -> bool:
    return all(a[1] < b[1] for a, b in itertools.pairwise(pairs))


def _listed(authors: Sequence[Author], et_al: bool = False) -> str:
    names = ", ".join(shown(author) for author in authors[:_SHOWN])
    return f"{names} et al." if et_al or len(authors) > _SHOWN else names
