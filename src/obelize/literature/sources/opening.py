"""From settings to sources: which ones, with which address, contact and key, over one client."""

import importlib
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import EntryPoint, entry_points
from urllib.parse import urlsplit

from obelize import __version__
from obelize.config import Settings
from obelize.errors import SettingsError
from obelize.literature.protocol import LiteratureSource
from obelize.literature.sources.guard import guarded
from obelize.literature.sources.online import Access, OnlineSource
from obelize.network.cache import AnswerCache
from obelize.network.client import Client, ClientSettings

_SENDABLE = re.compile(r"[!-~]*")
_ENDPOINT = re.compile(r"https?://(?:[\w.-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?(?:/[!-~]*)?", re.ASCII)
GROUP = "obelize.literature_sources"
_OURS = {
    "crossref": "crossref:Crossref",
    "openalex": "openalex:OpenAlex",
    "arxiv": "arxiv:Arxiv",
    "semanticscholar": "semanticscholar:SemanticScholar",
    "europepmc": "europepmc:EuropePmc",
    "pubmed": "pubmed:PubMed",
    "datacite": "datacite:DataCite",
    "doi": "doi:DoiOrg",
    "unpaywall": "unpaywall:Unpaywall",
    "wikipedia": "wikipedia:Wikipedia",
    "factcheck": "factcheck:FactCheck",
}


def known_sources() -> tuple[str, ...]:
    """The names of all sources that can be switched on, ours first, then those of installed plug-ins."""
    return (*_OURS, *sorted(set(_plug_ins()) - set(_OURS)))


def our_sources() -> tuple[str, ...]:
    """The names of the sources that come with the program."""
    return tuple(_OURS)


def source_class(name: str) -> type[OnlineSource]:
    """The class of one of our own sources."""
    module, _, attribute = _OURS[name].partition(":")
    found: type[OnlineSource] = getattr(importlib.import_module(f"obelize.literature.sources.{module}"), attribute)
    return found


def check_settings(settings: Settings) -> None:
    """Raise `SettingsError` for a source that there isn't, an endpoint that is none, or what can't be sent."""
    known = known_sources()
    for name in (*settings.online_sources, *settings.endpoints):
        if name not in known:
            raise SettingsError(f"there is no literature source {name!r}; known are {', '.join(known)}")
    for name, address in settings.endpoints.items():
        if not _ENDPOINT.fullmatch(address):
            raise SettingsError(f"endpoints: {name} needs an address like https://mirror.example.org, not {address!r}")
    for name in ("contact", *(f"{source}_key" for source in known)):
        if not _SENDABLE.fullmatch(str(getattr(settings, name, ""))):
            raise SettingsError(f"{name} may hold nothing but ASCII letters, digits and signs, without spaces")


@asynccontextmanager
async def open_sources(settings: Settings, *, fresh: bool = False) -> AsyncIterator[tuple[LiteratureSource, ...]]:
    """The online sources that the settings switch on, in their order; none at all when offline.

    With `fresh` they are asked anew whatever the cache holds. `SettingsError` for a name that no source has.
    """
    if settings.offline or not settings.online_sources:
        yield ()
        return
    check_settings(settings)
    client = open_client(settings)
    cache = open_cache(settings, fresh=fresh)
    try:
        cache.drop_expired(client.clock.now())
        yield tuple(_opened(name, settings, client, cache) for name in settings.online_sources)
    finally:
        await client.close()
        cache.close()


def open_client(settings: Settings) -> Client:
    """The one client of a run. Hosts that the settings name as endpoints may have local addresses."""
    contact = f" (mailto:{settings.contact})" if settings.contact else ""
    trusted = frozenset(urlsplit(address).netloc.lower() for address in settings.endpoints.values())
    wanted = ClientSettings(
        timeout=settings.timeout, user_agent=f"obelize/{__version__}{contact}", trusted_hosts=trusted
    )
    return Client(wanted, settings.cache_path)


def open_cache(settings: Settings, *, fresh: bool = False) -> AnswerCache:
    """The cache of answers that all runs share."""
    days, missing = settings.cache_days, settings.negative_cache_days
    return AnswerCache(settings.cache_path, found_days=days, missing_days=missing, fresh=fresh)


def our_source(name: str, settings: Settings, client: Client, cache: AnswerCache) -> OnlineSource:
    """One of our own sources, opened."""
    return source_class(name)(_access(name, settings, client, cache))


def _opened(name: str, settings: Settings, client: Client, cache: AnswerCache) -> LiteratureSource:
    if name in _OURS:
        return our_source(name, settings, client, cache)
    access = _access(name, settings, client, cache)
    return guarded(name, lambda: _plug_ins()[name].load()(access))


def _access(name: str, settings: Settings, client: Client, cache: AnswerCache) -> Access:
    key = str(getattr(settings, f"{name}_key", ""))
    return Access(client, cache, settings.endpoints.get(name, ""), settings.contact, key)


def _plug_ins() -> dict[str, EntryPoint]:
    return {point.name: point for point in entry_points(group=GROUP)}
