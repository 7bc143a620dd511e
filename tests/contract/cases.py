"""What the contract suite asks each literature source, and which recorded-shape answers play the source.

An answer is chosen by the beginning of the path asked for. The facts in the payloads are those of the real works,
the sentences are made up.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from obelize.domain.literature import WorkQuery

PAYLOADS = Path(__file__).parents[2] / "fixtures" / "payloads"
_TYPES = {".json": "application/json", ".xml": "application/xml", ".html": "text/html", ".txt": "text/plain"}


@dataclass(frozen=True)
class Play:
    """One answer of a source: a file below `fixtures/payloads`, or no body at all."""

    file: str | None
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def body(self) -> bytes:
        return (PAYLOADS / self.file).read_bytes() if self.file else b""

    @property
    def content_type(self) -> str:
        return _TYPES[Path(self.file).suffix] if self.file else "text/html"


@dataclass(frozen=True)
class Case:
    """One kind of question to one source. `hit` and `empty` map the beginning of a path to its answer.

    `works` are the ids of the candidates of a hit. `none_is_404` says that a 404 that doesn't look as documented is
    still "none" for this source (doi.org alone).
    """

    source: str
    query: WorkQuery
    works: tuple[str, ...]
    hit: Mapping[str, Play]
    empty: Mapping[str, Play]
    label: str = "id"
    none_is_404: bool = False
    reads_body: bool = True


CASES = (
    Case(
        "crossref",
        WorkQuery(doi="10.1016/S0140-6736(97)11096-0"),
        ("10.1016/s0140-6736(97)11096-0",),
        {"/works": Play("crossref/hit.json")},
        {"/works": Play("crossref/empty.json")},
    ),
    Case(
        "crossref",
        WorkQuery(title="Ileal-lymphoid-nodular hyperplasia, non-specific colitis"),
        ("10.1016/s0140-6736(97)11096-0",),
        {"/works": Play("crossref/hit.json")},
        {"/works": Play("crossref/empty.json")},
        label="title",
    ),
    Case(
        "openalex",
        WorkQuery(doi="10.1016/S0140-6736(97)11096-0"),
        ("W1000000001",),
        {"/works": Play("openalex/hit.json")},
        {"/works": Play("openalex/empty.json")},
    ),
    Case(
        "arxiv",
        WorkQuery(arxiv="2001.08361v1"),
        ("2001.08361",),
        {"/api/query": Play("arxiv/hit.xml")},
        {"/api/query": Play("arxiv/empty.xml")},
    ),
    Case(
        "arxiv",
        WorkQuery(title="Scaling Laws for Neural Language Models"),
        ("2001.08361",),
        {"/api/query": Play("arxiv/hit.xml")},
        {"/api/query": Play("arxiv/empty.xml")},
        label="title",
    ),
)
