"""Whatever a source sends, reading it yields works or a `PayloadError`, and the works can be stored."""

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from obelize.codec import to_json
from obelize.domain.literature import Work
from obelize.literature.sources.arxiv import works_from_arxiv
from obelize.literature.sources.crossref import works_from_crossref
from obelize.literature.sources.datacite import works_from_datacite
from obelize.literature.sources.doi import agency_from_doi
from obelize.literature.sources.europepmc import works_from_europepmc
from obelize.literature.sources.factcheck import works_from_factcheck
from obelize.literature.sources.openalex import works_from_openalex
from obelize.literature.sources.payload import PayloadError, json_from, text_of, xml_from
from obelize.literature.sources.pubmed import pmids_from_search, works_from_pubmed
from obelize.literature.sources.semanticscholar import works_from_batch, works_from_search
from obelize.literature.sources.unpaywall import work_from_unpaywall
from obelize.literature.sources.wikipedia import works_from_wikipedia

PAYLOADS = Path(__file__).parents[4] / "fixtures" / "payloads"

READERS: dict[str, Callable[[Any], object]] = {
    "crossref/hit.json": works_from_crossref,
    "openalex/hit.json": works_from_openalex,
    "datacite/hit.json": works_from_datacite,
    "doi/agency.json": agency_from_doi,
    "europepmc/hit.json": works_from_europepmc,
    "factcheck/hit.json": works_from_factcheck,
    "pubmed/search.json": pmids_from_search,
    "semanticscholar/match.json": works_from_search,
    "unpaywall/hit.json": lambda payload: [work_from_unpaywall(payload)] if isinstance(payload, dict) else [],
    "wikipedia/hit.json": lambda payload: works_from_wikipedia(payload, "https://en.wikipedia.org"),
}

ODD_VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.just(10**4000),
    st.floats(),
    st.text(alphabet=st.characters(), max_size=30),
    st.sampled_from(["", "\ud800", "\0", "<" * 3000, "&#x110000;", "10.", "é" * 5000, "9" * 400, "2020-99-99"]),
    st.recursive(
        st.none(), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
)


def places(value: Any, here: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found = [here] if here else []
    if isinstance(value, dict):
        return found + [place for key, inner in value.items() for place in places(inner, (*here, key))]
    if isinstance(value, list):
        return found + [place for i, inner in enumerate(value) for place in places(inner, (*here, i))]
    return found


@pytest.mark.parametrize("name", READERS)
@settings(deadline=None, max_examples=50)
@given(data=st.data())
def test_json_with_fields_replaced_or_missing(name: str, data: st.DataObject) -> None:
    payload = json.loads((PAYLOADS / name).read_text(encoding="utf-8"))
    for _ in range(data.draw(st.integers(1, 3))):
        if not (spots := places(payload)):
            break
        *way, last = data.draw(st.sampled_from(spots))
        target = payload
        for step in way:
            target = target[step]
        if data.draw(st.booleans()):
            target[last] = copy.deepcopy(data.draw(ODD_VALUES))
        else:
            del target[last]
    read_or_refused(READERS[name], payload)


@pytest.mark.parametrize("name", READERS)
@settings(deadline=None, max_examples=25)
@given(payload=ODD_VALUES)
def test_json_of_quite_another_shape(name: str, payload: object) -> None:
    read_or_refused(READERS[name], payload)


@pytest.mark.parametrize(
    ("name", "read"), [("arxiv/hit.xml", works_from_arxiv), ("pubmed/article.xml", works_from_pubmed)]
)
@settings(deadline=None, max_examples=80)
@given(data=st.data())
def test_xml_with_pieces_cut_out_or_swapped(name: str, read: Callable[[Any], list[Work]], data: st.DataObject) -> None:
    text = (PAYLOADS / name).read_text(encoding="utf-8")
    pieces = text.split("<")
    for _ in range(data.draw(st.integers(1, 3))):
        at, other = (data.draw(st.integers(1, len(pieces) - 1)) for _ in range(2))
        match data.draw(st.sampled_from(["cut", "swap", "retext"])):
            case "cut":
                del pieces[at]
            case "swap":
                pieces[at], pieces[other % len(pieces)] = pieces[other % len(pieces)], pieces[at]
            case _:
                tag, end, _ = pieces[at].partition(">")
                pieces[at] = tag + end + data.draw(st.text(alphabet="09 -/.aé\u202e", max_size=20))
        if len(pieces) < 2:
            break
    body = "<".join(pieces).encode()
    read_or_refused(lambda _: read(xml_from(body, forbid_dtd=False)), None)


def test_an_entity_bomb_is_refused() -> None:
    entities = b'<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">'
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [' + entities + b"]><PubmedArticleSet>&c;</PubmedArticleSet>"

    for forbid_dtd in (True, False):
        with pytest.raises(PayloadError):
            xml_from(bomb, forbid_dtd=forbid_dtd)


@pytest.mark.parametrize("body", [b"", b"{", b"[" * 100_000, b"\xff\xfe\xfd", b"1" * 5000, b"nul"])
def test_what_is_no_json(body: bytes) -> None:
    with pytest.raises(PayloadError):
        json_from(body)


def test_batches_of_another_length_are_refused() -> None:
    for payload in ([None], [None] * 3, {"error": "x"}, None):
        with pytest.raises(PayloadError):
            works_from_batch(payload, 2)


@pytest.mark.parametrize("text", ["<" * 50_000, "<a " * 16_000, "&" * 50_000, "<p" + " " * 49_000, " " * 50_000 + "x"])
def test_markup_is_removed_in_linear_time(text: str) -> None:
    assert text_of(text) is None or isinstance(text_of(text), str)


def read_or_refused(read: Callable[[Any], object], payload: object) -> None:
    try:
        result = read(payload)
    except PayloadError:
        return
    if isinstance(result, list):
        assert all(isinstance(item, Work | str) for item in result)
        assert len(to_json(result, list[Work] if result and isinstance(result[0], Work) else list[str])) > 0
