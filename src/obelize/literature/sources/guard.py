"""Third parties' sources kept from bringing a run down."""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from obelize.codec import from_plain
from obelize.domain.literature import Found, Lookup, NotFound, Outcome, Receipt, Unavailable, WorkQuery
from obelize.literature.protocol import ControlledSource, LiteratureSource, Politeness

_CAUTIOUS = Politeness(1.0, 1)
_NO_ANSWER = "the plug-in gave what is no answer"


class GuardedSource(LiteratureSource):
    """A source of which every exception, and every answer that is none, becomes `Unavailable`.

    `name` is what it is called where it doesn't say so itself. What it fails to say of its politeness is taken for
    that of an online source, so that no text reaches it unasked.
    """

    def __init__(self, inner: Any, name: str, fault: str = "") -> None:
        """With a `fault` it is never asked: that is why."""
        self._inner = inner
        self._name = name
        self._fault = fault
        self._puzzling: dict[WorkQuery, str] = {}

    @property
    def name(self) -> str:
        """The guarded source's name."""
        stated = _stated(self._inner, "name", None)
        return stated if isinstance(stated, str) and stated else self._name

    @property
    def politeness(self) -> Politeness | None:
        """The guarded source's politeness."""
        stated = _stated(self._inner, "politeness", _CAUTIOUS)
        return stated if stated is None or isinstance(stated, Politeness) else _CAUTIOUS

    @property
    def reports_notices(self) -> bool:
        """Whether the guarded source says that it reports notices."""
        return _stated(self._inner, "reports_notices", False) is True

    def understands(self, query: WorkQuery) -> bool:
        """What the guarded source says; a query at which it fails counts, so that a receipt tells of it."""
        try:
            return bool(self._fault or self._inner.understands(query))
        except Exception as error:  # noqa: BLE001 - a plug-in may raise anything
            self._puzzling[query] = _failure(error)
            return True

    async def look_up(self, query: WorkQuery) -> Lookup:
        """The guarded source's answer."""
        return (await self.look_up_many([query]))[0]

    async def look_up_many(self, queries: Sequence[WorkQuery]) -> list[Lookup]:
        """The guarded source's answers."""
        clear = [query for query in queries if query not in self._puzzling]
        answers = iter(await self._answers(clear) if clear else ())
        return [self._failed(self._puzzling[query]) if query in self._puzzling else next(answers) for query in queries]

    async def control_answer(self) -> Lookup | None:
        """The guarded source's answer to its control query, None where it has none."""
        try:
            controlled = isinstance(self._inner, ControlledSource)
            answer = await self._inner.control_answer() if controlled else None
        except Exception as error:  # noqa: BLE001 - a plug-in may raise anything
            return self._failed(_failure(error))
        return None if answer is None else self._checked(answer)

    async def _answers(self, queries: Sequence[WorkQuery]) -> list[Lookup]:
        if self._fault:
            return [self._failed(self._fault) for _ in queries]
        try:
            answers = list(await self._inner.look_up_many(queries))
        except Exception as error:  # noqa: BLE001 - a plug-in may raise anything
            return [self._failed(_failure(error)) for _ in queries]
        if len(answers) != len(queries):
            return [self._failed("the plug-in answered another number of questions") for _ in queries]
        return [self._checked(answer) for answer in answers]

    def _checked(self, answer: object) -> Lookup:
        """The answer, if it and everything in it is of the type that it should be."""
        if isinstance(answer, Found | NotFound | Unavailable):
            try:
                lookup = from_plain(type(answer), asdict(answer))
            except Exception:  # noqa: BLE001 - a plug-in may put anything into an answer
                return self._failed(_NO_ANSWER)
            if not isinstance(lookup, Found) or lookup.candidates:
                return lookup
        return self._failed(_NO_ANSWER)

    def _failed(self, reason: str) -> Unavailable:
        return Unavailable(Receipt(self.name, "", datetime.now(UTC), Outcome.UNAVAILABLE, 0, reason=reason))


def guarded(name: str, build: Callable[[], object]) -> GuardedSource:
    """The source that `build` makes, guarded; one that can't be made is unavailable."""
    try:
        return GuardedSource(build(), name)
    except Exception as error:  # noqa: BLE001 - a plug-in may raise anything
        return GuardedSource(None, name, f"the plug-in can't be loaded ({type(error).__name__})")


def _stated(inner: object, member: str, otherwise: object) -> object:
    try:
        return getattr(inner, member)
    except Exception:  # noqa: BLE001 - a plug-in may raise anything
        return otherwise


def _failure(error: Exception) -> str:
    return f"the plug-in failed ({type(error).__name__})"
