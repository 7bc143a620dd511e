"""The cached tokenizer splits as the plain one does, and spares it the work."""

from collections import Counter
from typing import Any, cast

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from obelize.extraction import tokenization
from obelize.extraction.tokenization import CachedTokenizer

PLAIN = spacy.blank("en").tokenizer
CACHED = CachedTokenizer(spacy.blank("en"))
PIECES = ["can't", "gonna", "e.g.", "U.S.", "10km", "3.5%", "well-known", "a/b", ":)", "(and", "so.)", "doesn't,"]
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), max_size=30).map(" ".join)


@given(TEXTS)
def test_the_tokens_are_those_of_the_plain_tokenizer(text: str) -> None:
    assert [(t.text, t.idx, t.norm_) for t in CACHED(text)] == [(t.text, t.idx, t.norm_) for t in PLAIN(text)]


def test_a_chunk_behind_a_contraction_is_split_once() -> None:
    split = Counter[str]()
    nlp = spacy.blank("en")
    tokenizer = cast(Any, nlp.tokenizer)
    find = tokenizer.suffix_search

    def counted(chunk: str) -> object:
        split[chunk] += 1
        return find(chunk)

    tokenizer.suffix_search = counted
    cached = CachedTokenizer(nlp)
    for _ in range(5):
        cached("We can't measure everything, everywhere.")
    assert split["everywhere"] == 1


def test_no_more_than_so_many_chunks_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tokenization, "_KEPT", 3)
    cached = CachedTokenizer(spacy.blank("en"))
    assert [t.text for t in cached("one two three four five.")] == ["one", "two", "three", "four", "five", "."]
    assert len(cached._shown) <= 3
