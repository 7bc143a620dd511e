from collections.abc import Callable
from dataclasses import replace
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import pytest

from obelize.config import Settings, load_settings
from obelize.domain.literature import Found, Lookup, Unavailable, WorkQuery
from obelize.errors import SettingsError
from obelize.literature.protocol import LiteratureSource, Politeness
from obelize.literature.sources import opening
from obelize.literature.sources.online import Access
from obelize.literature.sources.opening import known_sources, open_sources
from tests.contract.cases import PAYLOADS
from tests.contract.loopback import Reply, loopback


def settings_in(folder: Path, **changes: Any) -> Settings:
    return replace(Settings(data_dir=str(folder)), **changes)


async def test_sources_open_in_the_order_of_the_settings(tmp_path: Path) -> None:
    names = tuple(reversed(known_sources()))
    async with open_sources(settings_in(tmp_path, online_sources=names)) as sources:
        assert tuple(source.name for source in sources) == names


async def test_offline_opens_nothing_and_writes_nothing(tmp_path: Path) -> None:
    async with open_sources(settings_in(tmp_path, offline=True)) as sources:
        assert sources == ()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("changes", [{"online_sources": ("crosref",)}, {"endpoints": {"crosref": "http://a"}}])
async def test_a_misspelt_source_is_an_error(tmp_path: Path, changes: dict[str, Any]) -> None:
    with pytest.raises(SettingsError, match="there is no literature source 'crosref'"):
        async with open_sources(settings_in(tmp_path, **changes)):
            pass


@pytest.mark.parametrize(
    "changes",
    [
        {"contact": "müller@example.org"},
        {"contact": "me@example.org\r\nX-Header: x"},
        {"openalex_key": "two words"},
        {"endpoints": {"crossref": "mirror.example.org"}},
        {"endpoints": {"crossref": "file:///etc/passwd"}},
        {"endpoints": {"crossref": "http://[::1"}},
        {"endpoints": {"crossref": "http://user@mirror.example.org"}},
    ],
)
async def test_what_cannot_be_sent_or_asked_is_an_error_without_the_secret(
    tmp_path: Path, changes: dict[str, Any]
) -> None:
    with pytest.raises(SettingsError) as caught:
        async with open_sources(settings_in(tmp_path, **changes)):
            pass
    assert "two words" not in str(caught.value)


async def test_an_endpoint_of_the_environment_is_where_a_source_is_asked(tmp_path: Path) -> None:
    hit = Reply((PAYLOADS / "crossref/hit.json").read_bytes())
    async with loopback(lambda _: hit) as served:
        environment = {"OBELIZE_ENDPOINTS": f"crossref={served.url}", "OBELIZE_DATA_DIR": str(tmp_path)}
        settings = replace(load_settings(environment=environment, folder=tmp_path), online_sources=("crossref",))
        async with open_sources(settings) as (crossref,):
            lookup = await crossref.look_up(WorkQuery(doi="10.1016/S0140-6736(97)11096-0"))
    assert isinstance(lookup, Found)
    assert served.asked[0].headers["user-agent"].startswith("obelize/")


class Failing(LiteratureSource):
    """A third party's source that goes wrong."""

    name = "theirs"
    politeness = Politeness(1.0, 1)
    reports_notices = False

    def __init__(self, access: Access) -> None:
        self.access = access

    def understands(self, query: WorkQuery) -> bool:
        return True

    async def look_up(self, query: WorkQuery) -> Lookup:
        raise ZeroDivisionError("theirs")


async def test_a_third_party_s_source_is_opened_and_guarded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    point = EntryPoint("theirs", f"{__name__}:Failing", opening.GROUP)
    found: Callable[..., tuple[EntryPoint, ...]] = lambda group: (point,) if group == opening.GROUP else ()  # noqa: E731
    monkeypatch.setattr(opening, "entry_points", found)
    assert "theirs" in known_sources()
    async with open_sources(settings_in(tmp_path, online_sources=("theirs",))) as (theirs,):
        assert theirs.understands(WorkQuery())
        lookup = await theirs.look_up(WorkQuery(title="x"))
    assert isinstance(lookup, Unavailable)
    assert lookup.receipt.reason == "the plug-in failed (ZeroDivisionError)"


async def test_a_third_party_s_source_that_cannot_be_loaded_is_unavailable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    point = EntryPoint("theirs", "no_such_module_at_all:Source", opening.GROUP)
    monkeypatch.setattr(opening, "entry_points", lambda group: (point,) if group == opening.GROUP else ())
    async with open_sources(settings_in(tmp_path, online_sources=("theirs",))) as (theirs,):
        lookup = await theirs.look_up(WorkQuery(title="x"))
    assert isinstance(lookup, Unavailable)
    assert lookup.receipt.reason == "the plug-in can't be loaded (ModuleNotFoundError)"
