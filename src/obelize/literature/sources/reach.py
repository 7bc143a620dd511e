"""Whether each online source can be asked: one cheap question for a work that it is known to have."""

import asyncio
from dataclasses import dataclass
from enum import StrEnum

from obelize.config import Settings
from obelize.domain.literature import Found, NotFound, Unavailable
from obelize.literature.sources.opening import known_sources, our_source, our_sources
from obelize.network.cache import AnswerCache
from obelize.network.client import Client


class Reach(StrEnum):
    """What a check came to."""

    ANSWERS = "answers"
    BLIND = "answers, but doesn't know a work that it should have"
    FAILS = "fails"
    NOT_ASKED = "not asked"

    @property
    def is_trouble(self) -> bool:
        """Whether look-ups there will be unavailable, or their "none" can't be believed."""
        return self in {Reach.FAILS, Reach.BLIND}


@dataclass(frozen=True, slots=True)
class SourceState:
    """One source as it stands. `key` and `contact` are "set", "not set" or "not used"; neither is ever shown.

    `switched_on` says that the settings name it. `reason` goes with a source that fails. `said_limits` is what its
    host last said of its limits, with the day.
    """

    name: str
    switched_on: bool
    address: str
    reach: Reach
    reason: str
    key: str
    contact: str
    limits: str
    said_limits: str = ""


async def check_sources(settings: Settings, client: Client) -> list[SourceState]:
    """Every known source. Ours that are switched on are asked unless the settings say offline; plug-ins aren't."""
    cache = AnswerCache(None, found_days=0, missing_days=0)
    try:
        ours = await asyncio.gather(*(_state(name, settings, client, cache) for name in our_sources()))
    finally:
        cache.close()
    plug_ins = [name for name in known_sources() if name not in our_sources()]
    return [*ours, *(_unchecked(name, settings) for name in plug_ins)]


def _unchecked(name: str, settings: Settings) -> SourceState:
    switched_on = name in settings.online_sources
    reason = "a plug-in" if switched_on else "a plug-in, switched off"
    return SourceState(name, switched_on, "", Reach.NOT_ASKED, reason, "not used", "not used", "")


async def _state(name: str, settings: Settings, client: Client, cache: AnswerCache) -> SourceState:
    source = our_source(name, settings, client, cache)
    manners = source.politeness
    switched_on = name in settings.online_sources
    reach, reason = Reach.NOT_ASKED, "offline" if switched_on else "switched off"
    if switched_on and not settings.offline:
        match lookup := await source.check():
            case Found():
                reach, reason = Reach.ANSWERS, ""
            case NotFound():
                reach, reason = Reach.BLIND, ""
            case Unavailable():
                reach, reason = Reach.FAILS, lookup.receipt.reason or ""
    said = client.ledger.limits(source.host)
    return SourceState(
        name=name,
        switched_on=switched_on,
        address=source.address,
        reach=reach,
        reason=reason,
        key=_set(source.key, used=bool(manners.key_setting), needed=manners.key_needed),
        contact=_set(source.contact, used=manners.contact_used, needed=manners.contact_needed),
        limits=manners.limits,
        said_limits=said.text if said else "",
    )


def _set(value: str, *, used: bool, needed: bool) -> str:
    if not used and not needed:
        return "not used"
    return "set" if value else "needed, not set" if needed else "not set"
