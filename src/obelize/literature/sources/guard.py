"""Third parties' sources kept from bringing a run down."""

from collections.abc import Sequence
from datetime import UTC, datetime

from obelize.domain.literature import Lookup, Outcome, Receipt, Unavailable, WorkQuery
from obelize.literature.protocol import LiteratureSource, Politeness


class GuardedSource(LiteratureSource):
    """A source whose every exception, and every answer of the wrong number, becomes `Unavailable`."""

    def __init__(self, inner: LiteratureSource) -> None:
        self._inner = inner

    @property
    def name(self) -> str:
        """The guarded source's name."""
        return self._inner.name

    @property
    def politeness(self) -> Politeness | None:
        """The guarded source's politeness."""
        return self._inner.politeness

    @property
    def reports_notices(self) -> bool:
        """Whether the guarded source reports notices."""
        return self._inner.reports_notices

    def understands(self, query: WorkQuery) -> bool:
        """What the guarded source says."""
        return self._inner.understands(query)

    async def look_up(self, query: WorkQuery) -> Lookup:
        """The guarded source's answer."""
        return (await self.look_up_many([query]))[0]

    async def look_up_many(self, queries: Sequence[WorkQuery]) -> list[Lookup]:
        """The guarded source's answers."""
        try:
            lookups = await self._inner.look_up_many(queries)
        except Exception as error:  # noqa: BLE001 - a plug-in may raise anything
            return [self._failed(f"the plug-in failed ({type(error).__name__})") for _ in queries]
        if len(lookups) != len(queries):
            return [self._failed("the plug-in answered another number of questions") for _ in queries]
        return lookups

    def _failed(self, reason: str) -> Unavailable:
        return Unavailable(Receipt(self.name, "", datetime.now(UTC), Outcome.UNAVAILABLE, 0, reason=reason))
