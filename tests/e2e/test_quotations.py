"""The quotations of a pasted report against the transcript of its talk, as a user checks them."""

import json
from pathlib import Path

import pytest

from obelize.cli import main

FIXTURES = Path(__file__).parents[2] / "fixtures" / "quotations"


def test_one_quotation_is_verbatim_and_one_lost_its_hedge(capsys: pytest.CaptureFixture[str]) -> None:
    summary, talk = FIXTURES / "geometry.summary.txt", FIXTURES / "geometry.vtt"
    assert main(["quotes", str(summary), "--against", str(talk), "--format", "jsonl"]) == 0
    verbatim, altered, footnote = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert (verbatim["verdict"], verbatim["start"], verbatim["time_off"]) == ("exact", 10.0, 0.0)
    assert verbatim["quote"].startswith("It can reason about code")
    assert (altered["verdict"], altered["time_off"]) == ("altered", pytest.approx(-0.4))
    assert altered["edits"] == [{"kind": "hedge", "said": "I think", "quoted": ""}]
    assert altered["findings"][0]["code"] == "QUO003"
    assert footnote["verdict"] == "exact"
