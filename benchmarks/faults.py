"""Runs `obelize citations` against sources that fail, over real HTTP, and counts what it wrongly says.

    python -m benchmarks.faults [--sources crossref,openalex,…]

For each kind of fault every source is played by a server of its own on this machine that answers everything with that
fault. The citations are made up, so that nothing could be found; but as nobody has answered, none may be called
`not_found`, and no DOI may be called unregistered. Prints JSON.
"""

import argparse
import asyncio
import json
import os
import sys
import tempfile
import time
from collections.abc import Mapping
from contextlib import AsyncExitStack
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.contract.faults import FAULTS
from tests.contract.loopback import Reply, loopback

from obelize.config import Settings

CITATIONS = """\
@article{both, title={The quiet arithmetic of unlit windows}, author={Arnold, Mary}, year={2019}, doi={10.1000/unlit.1}}
@article{title, title={Seven proofs that nobody asked for}, author={Castle, Ines}, year={2017}}
@misc{arxiv, title={Sparse lanterns for deep water}, author={Dorn, Emil}, year={2021}, eprint={2104.99998}}
"""


@dataclass(frozen=True, slots=True)
class Run:
    """What the program said while every source failed in one way."""

    verdicts: list[str]
    unregistered: int
    exit_code: int | None
    seconds: float


def main() -> None:
    """Run every fault once."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sources", default=",".join(Settings().online_sources))
    sources = parser.parse_args().sources.split(",")
    faults = {**FAULTS, "time-out": Reply(delay=30)}
    rows = asyncio.run(all_measured(faults, sources))
    print(
        json.dumps(
            {
                "sources": sources,
                "faults": len(rows),
                "citations": sum(len(run.verdicts) for run in rows.values()),
                "wrong not_found": sum(run.verdicts.count("not_found") for run in rows.values()),
                "wrongly unregistered": sum(run.unregistered for run in rows.values()),
                "runs that didn't say they are incomplete": [n for n, run in rows.items() if run.exit_code != 3],
                "slowest run, seconds": max((run.seconds, name) for name, run in rows.items()),
                "runs": {name: asdict(run) for name, run in rows.items()},
            },
            indent=1,
        )
    )


async def all_measured(faults: Mapping[str, Reply], sources: list[str]) -> dict[str, Run]:
    """Every fault, four at a time: most of a run is waiting."""
    room = asyncio.Semaphore(4)

    async def one(reply: Reply) -> Run:
        async with room:
            return await measured(reply, sources)

    return dict(zip(faults, await asyncio.gather(*(one(reply) for reply in faults.values())), strict=True))


async def measured(reply: Reply, sources: list[str]) -> Run:
    """One run of the program while every source fails in this way."""
    async with AsyncExitStack() as stack:
        addresses = {name: (await stack.enter_async_context(loopback(lambda _: reply))).url for name in sources}
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "references.bib"
            file.write_text(CITATIONS, encoding="utf-8")
            settings = {
                "OBELIZE_DATA_DIR": folder,
                "OBELIZE_ONLINE_SOURCES": ",".join(sources),
                "OBELIZE_ENDPOINTS": ",".join(f"{name}={address}" for name, address in addresses.items()),
                "OBELIZE_CONTACT": "somebody@example.org",
                "OBELIZE_TIMEOUT": "2",
            }
            begin = time.perf_counter()
            command = [sys.executable, "-m", "obelize", "citations", str(file), "--format", "jsonl"]
            running = await asyncio.create_subprocess_exec(
                *command, env=os.environ | settings, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL
            )
            printed, _ = await running.communicate()
            seconds = time.perf_counter() - begin
    checks = [json.loads(line) for line in printed.splitlines()]
    unregistered = sum(finding["code"] == "CIT012" for check in checks for finding in check["findings"])
    verdicts = [check["verdict"] for check in checks]
    return Run(verdicts, unregistered, running.returncode, round(seconds, 1))


if __name__ == "__main__":
    main()
