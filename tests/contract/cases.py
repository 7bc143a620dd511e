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

    `works` are the ids of the candidates of a hit. `reads_body` is false where the status alone is the answer.
    """

    source: str
    query: WorkQuery
    works: tuple[str, ...]
    hit: Mapping[str, Play]
    empty: Mapping[str, Play]
    label: str = "id"
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
    Case(
        "semanticscholar",
        WorkQuery(arxiv="2001.08361"),
        ("0000000000000000000000000000000000000001",),
        {"/graph/v1/paper/ARXIV:": Play("semanticscholar/paper.json")},
        {"/graph/v1/paper/ARXIV:": Play("semanticscholar/no_paper.json", 404)},
    ),
    Case(
        "semanticscholar",
        WorkQuery(title="Scaling laws for neural language models"),
        ("0000000000000000000000000000000000000001",),
        {"/graph/v1/paper/search/match": Play("semanticscholar/match.json")},
        {"/graph/v1/paper/search/match": Play("semanticscholar/no_match.json", 404)},
        label="title",
    ),
    Case(
        "semanticscholar",
        WorkQuery(text="distillation of models"),
        ("0000000000000000000000000000000000000001",),
        {"/graph/v1/paper/search": Play("semanticscholar/match.json")},
        {"/graph/v1/paper/search": Play("semanticscholar/no_hits.json")},
        label="text",
    ),
    Case(
        "europepmc",
        WorkQuery(pmid="9500320"),
        ("MED:9500320",),
        {"/search": Play("europepmc/hit.json")},
        {"/search": Play("europepmc/empty.json")},
    ),
    Case(
        "europepmc",
        WorkQuery(title="Ileal-lymphoid-nodular hyperplasia"),
        ("MED:9500320",),
        {"/search": Play("europepmc/hit.json")},
        {"/search": Play("europepmc/empty.json")},
        label="title",
    ),
    Case(
        "pubmed",
        WorkQuery(pmid="9500320"),
        ("9500320",),
        {"/efetch.fcgi": Play("pubmed/article.xml")},
        {"/efetch.fcgi": Play("pubmed/no_article.xml")},
    ),
    Case(
        "pubmed",
        WorkQuery(doi="10.1016/S0140-6736(97)11096-0"),
        ("9500320",),
        {"/esearch.fcgi": Play("pubmed/search.json"), "/efetch.fcgi": Play("pubmed/article.xml")},
        {"/esearch.fcgi": Play("pubmed/no_hits.json")},
        label="doi",
    ),
    Case(
        "datacite",
        WorkQuery(arxiv="2001.08361"),
        ("10.48550/arxiv.2001.08361",),
        {"/dois": Play("datacite/hit.json")},
        {"/dois": Play("datacite/empty.json")},
    ),
    Case(
        "doi",
        WorkQuery(doi="10.1016/S0140-6736(97)11096-0"),
        ("10.1016/s0140-6736(97)11096-0",),
        {
            "/10.1016/": Play(None, 302, {"Location": "https://publisher.example/article"}),
            "/ra/": Play("doi/agency.json"),
        },
        {"/10.1016/": Play("doi/unknown.html", 404)},
        reads_body=False,
    ),
    Case(
        "unpaywall",
        WorkQuery(doi="10.1016/S0140-6736(97)11096-0"),
        ("10.1016/s0140-6736(97)11096-0",),
        {"/v2/10.1016/": Play("unpaywall/hit.json")},
        {"/v2/10.1016/": Play("unpaywall/unknown.json", 404)},
    ),
    Case(
        "wikipedia",
        WorkQuery(text="loss falls as a power law"),
        ("wikipedia:71000001",),
        {"/w/api.php": Play("wikipedia/hit.json")},
        {"/w/api.php": Play("wikipedia/empty.json")},
        label="text",
    ),
    Case(
        "factcheck",
        WorkQuery(text="a made-up claim"),
        ("https://checker.example/1",),
        {"/v1alpha1/claims:search": Play("factcheck/hit.json")},
        {"/v1alpha1/claims:search": Play("factcheck/empty.json")},
        label="text",
    ),
)
