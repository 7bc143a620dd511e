"""Who is asked in one run: the local library first, then the online sources that the settings switch on."""

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass

from obelize import __version__
from obelize.config import Settings
from obelize.literature.library import LibrarySource, open_library_source
from obelize.literature.protocol import LiteratureSource
from obelize.literature.sources.opening import open_sources


@dataclass(frozen=True, slots=True)
class Sources:
    """Who is asked. `text_leaves` says that the words of claims may be sent to the online sources, too."""

    local: LibrarySource
    online: tuple[LiteratureSource, ...] = ()
    text_leaves: bool = False

    @property
    def basis(self) -> str:
        """Program, sources and the library's state in one line: what an annotation's look-ups depend on."""
        online = [source.name for source in self.online]
        asked = [f"{self.local.name}@{self.local.snapshot}", *online, *(["text"] if self.text_leaves else [])]
        return f"obelize {__version__}: {', '.join(asked)}"

    @property
    def all(self) -> tuple[LiteratureSource, ...]:
        """Every source, the local library first."""
        return (self.local, *self.online)


@contextlib.asynccontextmanager
async def open_all_sources(settings: Settings, *, fresh: bool = False) -> AsyncIterator[Sources]:
    """The sources of the settings, opened once a run so that politeness is kept in one place.

    With `fresh` the online ones are asked anew whatever the cache holds.
    `LibraryError` if a library was named and isn't there; with none named or built, the starter library serves.
    """
    library = open_library_source(settings.library_path, explicit=bool(settings.library))
    async with open_sources(settings, fresh=fresh) as online:
        yield Sources(library, online, settings.send_claims)
