"""What every literature source is, local or online, ours or a third party's.

A source is asked with a `WorkQuery` and answers with a `Lookup`; it never raises on account of a network or of an
answer it can't use. Third parties name theirs in the entry-point group `obelize.literature_sources`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from obelize.domain.literature import Lookup, WorkQuery


@dataclass(frozen=True, slots=True)
class Politeness:
    """How a source wants to be asked, and what it needs to know of the asker.

    `interval` is the least time in seconds between the starts of two requests to its host, `concurrency` how many
    may be under way at once; both hold over all processes of this machine. `contact_used` says that it treats those who
    name a contact address better, `contact_needed` and `key_needed` that it can't be asked without an address or a
    key; `key_setting` names the setting that holds the key.
    `limits` says in words what the operator of the source grants.
    """

    interval: float
    concurrency: int
    contact_used: bool = False
    contact_needed: bool = False
    key_setting: str = ""
    key_needed: bool = False
    limits: str = ""


class LiteratureSource(Protocol):
    """Anything that can be asked about a work. Subclass it to inherit the defaults, or match it by shape.

    `politeness` is None for a local source, which is asked first. `reports_notices` says that its works carry
    retractions and other notices, so that their absence from a found work means something.

    Three kinds of answer, never mixed up: `Found` has candidates, best first; `NotFound` means that the source
    answered properly and in full and has nothing; everything else is `Unavailable` with its reason in the receipt.
    A candidate whose work has an empty title says only that the id is registered (doi.org).
    """

    @property
    def name(self) -> str:
        """Lower case, as in the settings and in receipts: "crossref"."""
        ...

    @property
    def politeness(self) -> Politeness | None:
        """How to ask politely; None for a local source."""
        ...

    @property
    def reports_notices(self) -> bool:
        """Whether its works carry retractions, expressions of concern and corrections."""
        return False

    def understands(self, query: WorkQuery) -> bool:
        """Whether the query has a field that this source can look up. It is asked nothing else."""
        ...

    async def look_up(self, query: WorkQuery) -> Lookup:
        """Answer one query by the most exact field that this source understands: ids, then title, then text."""
        ...

    async def look_up_many(self, queries: Sequence[WorkQuery]) -> list[Lookup]:
        """Answer each query, in order. Sources with a batch endpoint ask in batches; this default asks in turn."""
        return [await self.look_up(query) for query in queries]


@runtime_checkable
class ControlledSource(Protocol):
    """A source that can be asked for a work which it is known to have, so that a blind source shows itself."""

    async def control_answer(self) -> Lookup | None:
        """A fresh answer to that question, asked once a run at most; None where "none" is said in so many words."""
        ...
