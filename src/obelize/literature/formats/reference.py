"""What the parsers yield: a reference, or the record that could not be read with its place and the reason."""

from dataclasses import dataclass

from obelize.domain.literature import CitedWork, Work


@dataclass(frozen=True, slots=True)
class Reference:
    """One entry of a bibliography or dump.

    `key` is the entry's own key, label or id ("" where it has none), `raw` its text as it stands. `work` is the entry
    as a record; its `source` is the format's name. `et_al` says that the author list is openly cut short.
    `line` is where the entry begins, from 1.
    """

    key: str
    raw: str
    work: Work
    et_al: bool = False
    line: int = 0

    @property
    def tells_a_work(self) -> bool:
        """Whether it has a title or an identifier."""
        work = self.work
        return bool(work.title or work.doi or work.arxiv or work.pmid)

    @property
    def cited(self) -> CitedWork:
        """What the entry says of the work, as a citation."""
        work = self.work
        return CitedWork(
            title=work.title or None,
            authors=work.authors,
            et_al=self.et_al,
            year=work.year,
            venue=work.venue,
            volume=work.volume,
            issue=work.issue,
            pages=work.pages,
            doi=work.doi,
            arxiv=work.arxiv,
            pmid=work.pmid,
            url=work.url,
            type=work.type,
        )


@dataclass(frozen=True, slots=True)
class MalformedRecord:
    """A record that was skipped, or read though it is broken. `place` is a spot in the file ("line 12").

    `reason` is one line of plain words.
    """

    place: str
    reason: str


Entry = Reference | MalformedRecord
