"""`obelize doctor`: what a run would find: sources, keys, limits, folders, versions."""

import argparse
import asyncio
import os
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from obelize.cli.exit_codes import ExitCode
from obelize.cli.output import print_jsonl, print_table, print_text, say

if TYPE_CHECKING:
    from obelize.config import Settings
    from obelize.literature.sources.reach import SourceState

_PACKAGES = ("obelize", "spacy", "textual", "sqlmodel", "httpx")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("--offline", action="store_const", const=True, help="ask no source, look at this machine only")
    parser.add_argument("--library", metavar="DB", help="the library's file (default: in the data folder)")
    parser.add_argument("--format", choices=("table", "jsonl"), default="table")


def run(arguments: argparse.Namespace) -> int:
    """Check everything once. Exit code 3 where a source that is switched on can't be asked."""
    from obelize.config import load_settings

    settings = load_settings({"offline": arguments.offline, "library": arguments.library})
    states = asyncio.run(_checked(settings))
    here = _machine(settings)
    if arguments.format == "jsonl":
        print_jsonl([*({"source": state.name, **_row(state)} for state in states), {"machine": here}])
    else:
        _print(states, here)
    failing = [state for state in states if state.reach.is_trouble]
    if failing:
        say(f"Can't be asked: {', '.join(state.name for state in failing)}. Look-ups there will be unavailable.")
        return ExitCode.INCOMPLETE
    return ExitCode.DONE


async def _checked(settings: "Settings") -> list["SourceState"]:
    from obelize.literature.sources.opening import check_settings, open_client
    from obelize.literature.sources.reach import check_sources

    check_settings(settings)
    client = open_client(settings)
    try:
        return await check_sources(settings, client)
    finally:
        await client.close()


def _machine(settings: "Settings") -> dict[str, str]:
    from obelize.literature.library import open_library_source
    from obelize.literature.sources.opening import open_cache

    library = open_library_source(settings.library_path, explicit=bool(settings.library)).library.stats()
    cache = open_cache(settings)
    kept = cache.size()
    cache.close()
    writable = "can be written" if _writable(settings.data_path) else "can't be written"
    place = "the starter library" if library.path == ":memory:" else library.path
    # A database's address may hold a password.
    store = settings.store_url.rpartition("@")[2] or str(settings.data_path / "store.sqlite")
    return {
        "data folder": f"{settings.data_path} ({writable})",
        "library": f"{place} ({library.works:,} works, {library.bytes / 1e6:.1f} MB)",
        "cache": f"{settings.cache_path} ({kept.answers:,} answers, {kept.bytes / 1e6:.1f} MB; found kept "
        f"{settings.cache_days:g} days, not found {settings.negative_cache_days:g})",
        "store": store,
        "versions": ", ".join(f"{name} {version(name)}" for name in _PACKAGES),
    }


def _print(states: list["SourceState"], here: dict[str, str]) -> None:
    print_table(
        ("source", "key", "contact", "state"),
        [(state.name, state.key, state.contact, _state(state)) for state in states],
    )
    print_text("")
    for state in states:
        if state.switched_on and state.limits:
            said = f" (it last said: {state.said_limits})" if state.said_limits else ""
            print_text(f"{state.name}: {state.limits}{said}")
    print_text("")
    for name, value in here.items():
        print_text(f"{name}: {value}")


def _state(state: "SourceState") -> str:
    return f"{state.reach}{f': {state.reason}' if state.reason else ''}"


def _row(state: "SourceState") -> dict[str, object]:
    return {
        "switched_on": state.switched_on,
        "address": state.address,
        "state": state.reach.value,
        "reason": state.reason or None,
        "key": state.key,
        "contact": state.contact,
        "limits": state.limits,
        "said_limits": state.said_limits or None,
    }


def _writable(folder: Path) -> bool:
    """Whether files can be made in `folder`, which need not exist yet."""
    nearest = next((path for path in (folder, *folder.parents) if path.exists()), folder)
    return os.access(nearest, os.W_OK | os.X_OK)
