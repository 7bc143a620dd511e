"""What free text turns up is a candidate: it settles nothing, and nobody else is asked about it."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from obelize.domain.literature import Candidate, Found, Lookup, Outcome, Receipt, Work, WorkQuery
from obelize.literature.consult import consult
from obelize.literature.protocol import LiteratureSource, Politeness

WORK = Work("w1", "On Computable Numbers", "somewhere", doi="10.1112/plms/s2-42.1.230")


@dataclass
class Recording(LiteratureSource):
    """Has one work for every question, and remembers the questions."""

    name: str = "recording"
    politeness: Politeness | None = None
    reports_notices: bool = False
    asked: list[WorkQuery] = field(default_factory=list)

    def understands(self, query: WorkQuery) -> bool:
        return True

    async def look_up(self, query: WorkQuery) -> Lookup:
        self.asked.append(query)
        receipt = Receipt(self.name, str(query), datetime(2026, 1, 1, tzinfo=UTC), Outcome.FOUND, 1)
        return Found((Candidate(WORK, 1.0),), receipt)


async def test_a_claim_s_words_stay_here_and_its_candidates_are_not_asked_about() -> None:
    local, online = Recording(), Recording("online", Politeness(1.0, 1), reports_notices=True)
    answers = await consult([WorkQuery(text="machines can compute every number")], [online, local])
    assert [lookup.receipt.source for lookup in answers[0]] == ["recording"]
    assert online.asked == []


async def test_a_title_identifies_and_its_notices_are_asked_for() -> None:
    local, online = Recording(), Recording("online", Politeness(1.0, 1), reports_notices=True)
    await consult([WorkQuery(title="On Computable Numbers")], [online, local])
    assert online.asked == [WorkQuery(doi=WORK.doi)]
