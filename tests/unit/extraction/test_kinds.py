"""One sentence a kind, what settles it, and that looking up words first loses no cue."""

import re
from collections.abc import Mapping

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from obelize.domain.claim import ClaimKind
from obelize.extraction.kinds import cues_in, kind_of, settled_kind
from obelize.rulebook import shipped_rulebook


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        (ClaimKind.QUANTITY, "About 40 percent of the pumps cost more than $300."),
        (ClaimKind.CAUSAL, "Because of that, caffeine reduces sleep and increases the risk."),
        (ClaimKind.COMPARISON, "The new engine is the fastest and much better than the old one."),
        (ClaimKind.ATTRIBUTION, "Kaplan and others showed in 2020 that the loss falls as a power law."),
        (ClaimKind.EVENT, "In 1998 the company was founded in Geneva and launched two years later."),
        (ClaimKind.MECHANISM, "The brain is a system of cells called neurons."),
        (ClaimKind.PREDICTION, "Within five years the price of a panel will fall below ten dollars."),
        (ClaimKind.PREDICTION, "The lakes will dry up over the next twenty years."),
        (ClaimKind.PREDICTION, "Sea levels will rise by 30 to 60 cm by 2100."),
        (ClaimKind.COMPARISON, "Broccoli has more vitamin C than oranges."),
        (ClaimKind.COMPARISON, "Claude Opus outperforms GPT-4 on SWE-bench."),
        (ClaimKind.COMPARISON, "Wind turbines don't kill as many birds as cats do."),
        (ClaimKind.QUANTITY, "Unemployment fell by 2%."),
        (ClaimKind.QUANTITY, "The speed of light is 299,792 km/s."),
        (ClaimKind.QUANTITY, "WATER BOILS AT 100 DEGREES CELSIUS."),
        (ClaimKind.QUANTITY, "The bridge is a hundred and twenty metres long."),
        (ClaimKind.QUANTITY, "LFP | 160 | 4,000"),
        (ClaimKind.QUANTITY, "Espresso: ~63 mg per shot"),
        (ClaimKind.CAUSAL, "It is not true that vaccines cause autism."),
        (ClaimKind.CAUSAL, "Tariffs never protect jobs."),
        (ClaimKind.PREDICTION, "By 2028 most phones will run a distilled model locally."),
    ],
)
def test_one_sentence_a_kind(kind: ClaimKind, sentence: str) -> None:
    assert kind_of(sentence) is kind


def test_what_follows_a_colon_may_be_a_sentence() -> None:
    assert kind_of("He said: 5 people died in 1999 when the bridge fell.") is ClaimKind.EVENT


def test_a_forecast_needs_a_date_to_settle_the_kind() -> None:
    assert kind_of("By 2028 half of the studies will cost 40 percent more than today.") is ClaimKind.PREDICTION


def _table(group: str) -> dict[str, str]:
    table: Mapping[str, str] = shipped_rulebook().tables["kind_cues"][group]  # type: ignore[assignment]
    return dict(table)


_GATED_PHRASES = sorted(_table("gates").keys() & _table("phrases").keys())
_GATED_SETTLING = sorted(_table("gates").keys() & _table("settling").keys())
_JOINED_WORDS = [
    *("it's", "n't", "isn't", "we'll", "$5", "40%", "1998", "1990s", "twenty-five", "well-known", "can't", "A.I."),
    *("(half)", "said,", "not-for-profit", "vs.", "meta-analysis", "'tis", "they're", "karpathy's", "dr.", "lowered"),
]
_ASCII = st.characters(min_codepoint=32, max_codepoint=126)


def test_every_gate_guards_a_pattern() -> None:
    assert set(_table("gates")) == {*_GATED_PHRASES, *_GATED_SETTLING}
    assert set(_table("settling")) == set(_GATED_SETTLING)


@pytest.mark.parametrize("name", _GATED_PHRASES)
def test_a_gate_admits_whatever_its_phrase_matches(name: str) -> None:
    @settings(max_examples=20, suppress_health_check=list(HealthCheck))
    @given(st.from_regex(_table("phrases")[name], alphabet=_ASCII))
    def admits(text: str) -> None:
        assume(re.search(_table("phrases")[name], text.lower()))
        assert name in cues_in(text)

    admits()


@pytest.mark.parametrize("name", _GATED_SETTLING)
def test_a_gate_admits_whatever_settles_its_kind(name: str) -> None:
    pattern = re.compile(_table("settling")[name], re.IGNORECASE)

    @settings(max_examples=20, suppress_health_check=list(HealthCheck))
    @given(st.from_regex(pattern, alphabet=_ASCII))
    def admits(text: str) -> None:
        assert settled_kind(text) is not None

    admits()


@pytest.mark.parametrize(
    "verb",
    [
        *("found", "showed", "shown", "show", "shows", "reported", "reports", "concluded", "demonstrated"),
        *("demonstrates", "argued", "argues", "claimed", "suggest", "suggests", "estimated", "discovered"),
    ],
)
def test_whatever_a_study_does_is_an_attribution(verb: str) -> None:
    assert settled_kind(f"The study {verb} that it rains.") is ClaimKind.ATTRIBUTION


@settings(max_examples=60)
@given(st.lists(st.one_of(st.sampled_from(_JOINED_WORDS), st.text(_ASCII, max_size=6)), max_size=12).map(" ".join))
def test_a_cue_of_single_words_occurs_where_its_pattern_matches_the_sentence(text: str) -> None:
    found = cues_in(text)
    elsewhere = {**_table("phrases"), **_table("names")}
    for name, pattern in _table("words").items():
        if name not in elsewhere:
            assert (name in found) == (re.search(pattern, text.lower()) is not None), name
