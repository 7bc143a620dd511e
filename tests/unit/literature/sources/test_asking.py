"""Batches, cache and single flight, over real HTTP."""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from obelize.domain.literature import Found, NotFound, Unavailable, WorkQuery
from obelize.literature.consult import consult
from obelize.literature.sources.online import Access, OnlineSource
from obelize.literature.sources.opening import source_class
from obelize.literature.sources.words import plain_words
from obelize.network.cache import AnswerCache
from obelize.network.client import Client, ClientSettings
from obelize.network.clock import Clock
from tests.contract.loopback import Asked, Loopback, Reply, loopback
from tests.contract.test_literature_sources import HeldClock

KNOWN = {"10.1000/1", "10.1000/2", "10.1000/4"}


@asynccontextmanager
async def opened(
    name: str, answer: Callable[[Asked], Reply], folder: Path | None = None, contact: str = "me@example.org"
) -> AsyncIterator[tuple[OnlineSource, Loopback, HeldClock]]:
    held = HeldClock()
    async with loopback(answer) as served, opened_at(name, served, held, folder, contact) as source:
        yield source, served, held


@asynccontextmanager
async def opened_at(
    name: str, served: Loopback, held: HeldClock, folder: Path | None, contact: str = "me@example.org"
) -> AsyncIterator[OnlineSource]:
    settings = ClientSettings(attempts=1, trusted_hosts=frozenset({served.url[7:]}))
    client = Client(settings, folder, Clock(held.now, held.sleep))
    cache = AnswerCache(folder, found_days=30, missing_days=2)
    try:
        yield source_class(name)(Access(client, cache, served.url, contact))
    finally:
        await client.close()
        cache.close()


def listing(wrap: Callable[[list[str]], object]) -> Callable[[Asked], Reply]:
    """Answers with those of the DOIs asked for that are known."""

    def answer(asked: Asked) -> Reply:
        dois = re.findall(r"10\.1000/\w+", asked.query + asked.body.decode())
        return Reply(json.dumps(wrap(dois)).encode())

    return answer


WRAPS: dict[str, Callable[[list[str]], object]] = {
    "crossref": lambda dois: {"message": {"items": [{"DOI": d, "title": ["T"]} for d in dois if d in KNOWN]}},
    "openalex": lambda dois: {"results": [{"id": "W" + d[-1], "doi": d, "title": "T"} for d in dois if d in KNOWN]},
    "datacite": lambda dois: {"data": [{"id": d, "attributes": {"doi": d}} for d in dois if d in KNOWN]},
    "europepmc": lambda dois: {
        "hitCount": len(KNOWN & set(dois)),
        "resultList": {"result": [{"id": d[-1], "source": "MED", "doi": d} for d in dois if d in KNOWN]},
    },
    "semanticscholar": lambda dois: [
        {"paperId": d[-1], "externalIds": {"DOI": d}} if d in KNOWN else None for d in dois
    ],
}


@pytest.mark.parametrize("name", WRAPS)
async def test_many_ids_travel_in_one_request_and_each_gets_its_own_answer(name: str) -> None:
    queries = [WorkQuery(doi=f"10.1000/{n}") for n in (1, 2, 3, 1, 4)]
    async with opened(name, listing(WRAPS[name])) as (source, served, _):
        lookups = await source.look_up_many(queries)
        assert len(served.asked) == 1
        assert [type(lookup) for lookup in lookups] == [Found, Found, NotFound, Found, Found]
        assert [lookup.candidates[0].work.doi for lookup in lookups if isinstance(lookup, Found)] == [
            "10.1000/1", "10.1000/2", "10.1000/1", "10.1000/4",
        ]  # fmt: skip
        # A receipt shows a question that a reader can repeat for this work alone, and no contact address.
        assert "10.1000/2" in lookups[1].receipt.query
        assert "10.1000/1" not in lookups[1].receipt.query
        assert "example.org" not in lookups[1].receipt.query
        again = await source.look_up_many([*queries, WorkQuery(doi="10.1000/5")])
        assert len(served.asked) == 2
        assert [lookup.receipt.cached for lookup in again] == [True] * 5 + [False]


async def test_pubmed_asks_for_many_records_at_once() -> None:
    def answer(asked: Asked) -> Reply:
        ids = re.findall(r"\d+", asked.query.partition("id=")[2].partition("&")[0])
        articles = "".join(
            f"<PubmedArticle><MedlineCitation><PMID>{n}</PMID><Article/></MedlineCitation></PubmedArticle>"
            for n in ids
            if n != "13"
        )
        return Reply(f"<PubmedArticleSet>{articles}</PubmedArticleSet>".encode(), content_type="text/xml")

    async with opened("pubmed", answer) as (source, served, _):
        lookups = await source.look_up_many([WorkQuery(pmid=n) for n in ("11", "12", "13")])
        assert [type(lookup) for lookup in lookups] == [Found, Found, NotFound]
        assert len(served.asked) == 1


async def test_large_numbers_are_split_into_batches() -> None:
    async with opened("crossref", listing(WRAPS["crossref"])) as (source, served, _):
        lookups = await source.look_up_many([WorkQuery(doi=f"10.1000/{n}") for n in range(60)])
        assert len(served.asked) == 3
        assert sum(isinstance(lookup, Found) for lookup in lookups) == 3


async def test_a_question_that_spoils_its_batch_fails_alone() -> None:
    def answer(asked: Asked) -> Reply:
        if "10.1000/3" in asked.query:
            return Reply(b'{"status": "failed"}', 400)
        return listing(WRAPS["crossref"])(asked)

    async with opened("crossref", answer) as (source, _, __):
        lookups = await source.look_up_many([WorkQuery(doi=f"10.1000/{n}") for n in range(1, 6)])
        assert [type(lookup) for lookup in lookups] == [Found, Found, Unavailable, Found, NotFound]


async def test_a_list_that_openalex_rejects_is_split_and_a_refusal_is_not() -> None:
    def answer(asked: Asked) -> Reply:
        if "10.1000/3" in asked.query:
            return Reply(b'{"error": "Invalid query parameters error.", "message": "x is no valid field"}', 403)
        return listing(WRAPS["openalex"])(asked)

    queries = [WorkQuery(doi=f"10.1000/{n}") for n in range(1, 40)]
    async with opened("openalex", answer) as (source, _, __):
        lookups = await source.look_up_many(queries)
        assert [type(lookup) for lookup in lookups[:4]] == [Found, Found, Unavailable, Found]
    async with opened("openalex", lambda _: Reply(b'{"error": "Forbidden"}', 403)) as (source, served, __):
        lookups = await source.look_up_many(queries)
        assert {lookup.receipt.reason for lookup in lookups} == {"it answered with status 403"}
        assert len(served.asked) == 1


SINGLE = {
    "crossref": ("/works/10.1000/a,1", {"message": {"DOI": "10.1000/A,1", "title": ["T"]}}),
    "openalex": ("/works/doi:10.1000/a,1", {"id": "W1", "doi": "https://doi.org/10.1000/a,1", "title": "T"}),
}


@pytest.mark.parametrize("name", SINGLE)
async def test_a_doi_that_a_filter_would_cut_is_asked_for_alone_and_its_404_is_no_answer(name: str) -> None:
    path, record = SINGLE[name]

    def answer(asked: Asked) -> Reply:
        if asked.path == "/works":
            assert "a,1" not in asked.query
            return listing(WRAPS[name])(asked)
        return Reply(json.dumps(record).encode()) if asked.path == path else Reply(b"Resource not found.", 404)

    async with opened(name, answer) as (source, served, _):
        dois = ("10.1000/1", "10.1000/a,1", "10.1000/3", "10.1000/b,2")
        lookups = await source.look_up_many([WorkQuery(doi=doi) for doi in dois])
        assert [type(lookup) for lookup in lookups] == [Found, Found, NotFound, Unavailable]
        assert len(served.asked) == 3


async def test_an_answer_about_another_work_is_no_answer() -> None:
    other = {"message": {"items": [{"DOI": "10.1000/9", "title": ["T"]}]}}
    async with opened("crossref", lambda _: Reply(json.dumps(other).encode())) as (source, _, __):
        lookup = await source.look_up(WorkQuery(doi="10.1000/1"))
        assert isinstance(lookup, Unavailable)
        assert lookup.receipt.reason == "it answered with another work than the one asked for"


async def test_equal_questions_at_the_same_time_are_asked_once() -> None:
    async with opened("crossref", listing(WRAPS["crossref"])) as (source, served, _):
        lookups = await asyncio.gather(*(source.look_up(WorkQuery(doi="https://doi.org/10.1000/1")) for _ in range(20)))
        assert len(served.asked) == 1
        assert all(isinstance(lookup, Found) for lookup in lookups)


async def test_not_found_is_asked_again_after_two_days_and_found_after_thirty(tmp_path: Path) -> None:
    day = 86_400
    async with opened("crossref", listing(WRAPS["crossref"]), tmp_path) as (source, served, clock):
        queries = [WorkQuery(doi="10.1000/1"), WorkQuery(doi="10.1000/3")]
        begin = clock.time
        for days, requests in ((0, 1), (1, 1), (3, 2), (29, 3), (31, 4)):
            clock.time = begin + days * day
            await source.look_up_many(queries)
            assert len(served.asked) == requests, days


async def test_the_cache_holds_neither_key_nor_contact(tmp_path: Path) -> None:
    async with opened("crossref", listing(WRAPS["crossref"]), tmp_path) as (source, served, _):
        await source.look_up(WorkQuery(doi="10.1000/1"))
        assert "me@example.org" in served.asked[0].query
    assert b"example.org" not in b"".join(path.read_bytes() for path in tmp_path.iterdir())


async def test_what_a_source_needs_and_lacks_is_said_without_asking() -> None:
    async with opened("unpaywall", lambda _: Reply(), contact="") as (source, served, _):
        lookup = await source.look_up(WorkQuery(doi="10.1000/1"))
        assert lookup.receipt.reason == "it needs a contact address: set contact"
        assert served.asked == []
    async with opened("factcheck", lambda _: Reply()) as (source, served, _):
        lookup = await source.look_up(WorkQuery(text="a claim"))
        assert lookup.receipt.reason == "it needs a key: set factcheck_key"
        assert served.asked == []


@pytest.mark.parametrize(
    ("name", "query", "understood"),
    [
        ("arxiv", WorkQuery(doi="10.48550/arXiv.2001.08361"), True),
        ("arxiv", WorkQuery(doi="10.1000/1"), False),
        ("datacite", WorkQuery(arxiv="2001.08361"), True),
        ("crossref", WorkQuery(arxiv="2001.08361"), False),
        ("crossref", WorkQuery(doi="10.48550/arXiv.2001.08361"), False),
        ("crossref", WorkQuery(doi="10.48550/arXiv.2001.08361", title="A title"), True),
        ("doi", WorkQuery(title="A title"), False),
        ("wikipedia", WorkQuery(title="A title"), False),
        ("wikipedia", WorkQuery(text="a claim"), True),
        ("pubmed", WorkQuery(pmid="9500320"), True),
        ("openalex", WorkQuery(), False),
    ],
)
async def test_what_a_source_understands(name: str, query: WorkQuery, understood: bool) -> None:
    async with opened(name, lambda _: Reply()) as (source, _, __):
        assert source.understands(query) is understood


async def test_doi_org_learns_an_agency_once_for_each_prefix_and_fetches_nothing_from_where_a_doi_leads() -> None:
    def answer(asked: Asked) -> Reply:
        if asked.path.startswith("/ra/"):
            return Reply(b'[{"DOI": "10.1000", "RA": "DataCite"}]')
        if asked.path in {"/10.1000/1", "/10.1000/2"}:
            return Reply(b"", 302, headers={"Location": f"http://{asked.headers['host']}/landing"})
        return Reply(b"no such DOI", 404, "text/html")

    async with opened("doi", answer) as (source, served, _):
        lookups = [await source.look_up(WorkQuery(doi=f"10.1000/{n}")) for n in (1, 2, 3)]
        assert [type(lookup) for lookup in lookups] == [Found, Found, NotFound]
        assert isinstance(lookups[0], Found)
        work = lookups[0].candidates[0].work
        assert (work.title, work.publication_types) == ("", ("DOI registered with DataCite",))
        assert [asked.path for asked in served.asked] == ["/10.1000/1", "/ra/10.1000", "/10.1000/2", "/10.1000/3"]


async def test_doi_org_sent_to_its_own_secure_address_has_not_answered() -> None:
    def answer(asked: Asked) -> Reply:
        return Reply(b"", 301, headers={"Location": f"https://{asked.headers['host']}{asked.target}"})

    async with opened("doi", answer) as (source, _, __):
        assert isinstance(await source.look_up(WorkQuery(doi="10.1000/1")), Unavailable)


async def test_silence_is_kept_only_of_a_source_that_has_found_something(tmp_path: Path) -> None:
    known: set[str] = set()

    def answer(asked: Asked) -> Reply:
        dois = re.findall(r"10\.1000/\w+", asked.query)
        return Reply(json.dumps(WRAPS["crossref"]([doi for doi in dois if doi in known])).encode())

    async def cached() -> bool:
        async with opened_at("crossref", served, held, tmp_path) as source:
            missing = await source.look_up(WorkQuery(doi="10.1000/9"))
            assert isinstance(missing, NotFound)
            await source.look_up(WorkQuery(doi="10.1000/1"))
        return missing.receipt.cached

    held = HeldClock()
    async with loopback(answer) as served:
        assert [await cached(), await cached()] == [False, False]
        known.add("10.1000/1")
        assert [await cached(), await cached()] == [False, True]


async def test_a_control_query_is_asked_once_and_only_where_silence_is_all_there_is() -> None:
    async with opened("crossref", lambda _: Reply(b'{"message": {"items": []}}')) as (source, served, _):
        assert isinstance(await source.control_answer(), NotFound)
        assert isinstance(await source.control_answer(), NotFound)
        assert len(served.asked) == 1
    none = Reply(b'{"error": "Paper with id x not found", "HTTP_status_code": 404}', 404)
    for name in ("unpaywall", "semanticscholar"):
        async with opened(name, lambda _: none) as (source, served, _):
            assert isinstance(await source.look_up(WorkQuery(doi="10.1000/1")), NotFound)
            assert await source.control_answer() is None
            assert len(served.asked) == 1


async def test_semantic_scholar_s_empty_search_needs_a_control_query_and_its_words_have_no_hyphens() -> None:
    def answer(asked: Asked) -> Reply:
        return Reply(b'{"total": 0}') if asked.path.endswith("/search") else Reply(b'{"error": "Paper not found"}', 404)

    async with opened("semanticscholar", answer) as (source, served, _):
        queries = [WorkQuery(text="Self-attention improves zero-shot transfer"), WorkQuery(title="Zero-shot transfer")]
        for lookup in await source.look_up_many(queries):
            assert isinstance(lookup, NotFound)
        assert any("query=self attention improves zero shot transfer&" in asked.query for asked in served.asked)
        assert isinstance(await source.control_answer(), NotFound)


async def test_a_server_that_knows_no_doi_at_all_is_no_registry() -> None:
    control = "/10.1038/nature14539"
    for blind in (False, True):

        def answer(asked: Asked, blind: bool = blind) -> Reply:
            registered = asked.path == control and not blind
            return (
                Reply(b"", 302, headers={"Location": "https://publisher.example/"}) if registered else Reply(b"", 404)
            )

        async with opened("doi", answer) as (source, served, _):
            ((lookup,),) = await consult([WorkQuery(doi="10.1000/unlit.1")], [source])
            assert isinstance(lookup, Unavailable if blind else NotFound)
            assert "control query" in str(lookup.receipt.reason)
            assert control in [asked.path for asked in served.asked]


FEED = (
    '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">'
    "<opensearch:totalResults>{total}</opensearch:totalResults>{entries}</feed>"
)


def feed(total: int, *entries: str) -> Callable[[Asked], Reply]:
    inner = "".join(f"<entry>{entry}<title>T</title></entry>" for entry in entries)
    body = FEED.format(total=total, entries=inner).encode()
    return lambda _: Reply(body, content_type="application/atom+xml")


KNOWN_ENTRY = "<id>http://arxiv.org/abs/1706.03762v7</id>"


@pytest.mark.parametrize("entries", [(KNOWN_ENTRY,), ("", KNOWN_ENTRY), (KNOWN_ENTRY, "<id/>")])
async def test_an_arxiv_id_that_there_is_not_leaves_the_others_of_its_list_alone(entries: tuple[str, ...]) -> None:
    async with opened("arxiv", feed(2, *entries)) as (source, _, __):
        lookups = await source.look_up_many([WorkQuery(arxiv="2208.99999"), WorkQuery(arxiv="1706.03762")])
        assert [type(lookup) for lookup in lookups] == [NotFound, Found]


async def test_an_arxiv_id_that_is_counted_and_has_no_entry_is_not_found_but_a_title_is_unavailable() -> None:
    for entries in ((), ("",)):
        async with opened("arxiv", feed(1, *entries)) as (source, _, __):
            assert isinstance(await source.look_up(WorkQuery(arxiv="2208.99999")), NotFound)
            assert isinstance(await source.look_up(WorkQuery(title="A title")), Unavailable)


async def test_an_old_arxiv_id_is_asked_for_without_the_class_that_arxiv_leaves_out() -> None:
    async with opened("arxiv", feed(1, "<id>http://arxiv.org/abs/math/0309136v1</id>")) as (source, served, __):
        assert isinstance(await source.look_up(WorkQuery(arxiv="math.GT/0309136")), Found)
        assert "id_list=math/0309136&" in served.asked[0].query
    async with opened("datacite", lambda _: Reply(b'{"data": []}')) as (source, served, __):
        assert isinstance(await source.look_up(WorkQuery(arxiv="arXiv:math.GT/0309136v1")), NotFound)
        assert "10.48550/arxiv.math/0309136" in served.asked[0].query


async def test_an_arxiv_entry_that_nobody_asked_for_is_no_answer() -> None:
    async with opened("arxiv", feed(1, KNOWN_ENTRY)) as (source, _, __):
        assert isinstance(await source.look_up(WorkQuery(arxiv="2208.99999")), Unavailable)


@pytest.mark.parametrize("name", ["doi", "unpaywall", "crossref", "openalex", "semanticscholar"])
@pytest.mark.parametrize("dots", ["..", ".", "..;x"])
async def test_a_doi_that_would_lead_to_another_one_is_not_asked_for_by_its_address(name: str, dots: str) -> None:
    comma = "," if name in {"crossref", "openalex"} else ""
    there = Reply(b"", 302, headers={"Location": "https://x.example/"})
    async with opened(name, lambda _: there) as (source, served, _):
        lookup = await source.look_up(WorkQuery(doi=f"10.9999/{dots}/10.1038/nature14539{comma}"))
        assert isinstance(lookup, Unavailable)
        assert "which leads to another one" in str(lookup.receipt.reason)
        assert served.asked == []


async def test_a_doi_with_dots_among_other_characters_is_asked_for() -> None:
    async with opened("doi", lambda _: Reply(b"", 404)) as (source, served, _):
        for doi in ("10.1000/...", "10.1000/a..b/.c", "10.1000/..%2f10.1038/nature14539"):
            assert isinstance(await source.look_up(WorkQuery(doi=doi)), NotFound)
        assert served.asked[-1].path == "/10.1000/..%2f10.1038/nature14539"


OPERATORS = 'TO BE OR NOT TO BE: -aspirin "works" intitle:foo (zero-shot) AND the patient’s c*'
PLAIN = "to be or not to be aspirin works intitle foo zero shot and the patient’s c"


@pytest.mark.parametrize(
    ("name", "query", "sent"),
    [
        ("openalex", WorkQuery(title=OPERATORS), f"filter=title.search:{PLAIN}&"),
        ("openalex", WorkQuery(text=OPERATORS), f"search={PLAIN}&"),
        ("datacite", WorkQuery(title=OPERATORS), f"query=titles.title:({PLAIN})&"),
        ("datacite", WorkQuery(text=OPERATORS), f"query={PLAIN}&"),
        ("europepmc", WorkQuery(title=OPERATORS), f'query=TITLE:"{PLAIN}"&'),
        ("europepmc", WorkQuery(text=OPERATORS), f"query={PLAIN}&"),
        ("wikipedia", WorkQuery(text=OPERATORS), f"srsearch={PLAIN}&"),
        ("arxiv", WorkQuery(title="BE OR NOT"), "search_query=ti:be AND ti:or AND ti:not&"),
        ("pubmed", WorkQuery(title="BE OR NOT"), "term=be[ti] AND or[ti] AND not[ti]&"),
    ],
)
async def test_words_are_never_sent_as_operators(name: str, query: WorkQuery, sent: str) -> None:
    async with opened(name, lambda _: Reply(b"{}")) as (source, served, _):
        await source.look_up(query)
        assert sent in served.asked[0].query


def test_marks_that_belong_to_letters_stay_in_their_words() -> None:
    assert plain_words("Cafe\u0301 «हिन्दी» 'quoted' rock'n'roll A/B_c ???") == [
        "cafe\u0301", "हिन्दी", "quoted", "rock'n'roll", "a", "b", "c",
    ]  # fmt: skip
