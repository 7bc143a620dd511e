"""The documentation of the rating is what the rules say."""

from pathlib import Path

import pytest

from obelize.appraisal.signals import shipped_rubric
from obelize.appraisal.signals.page import credibility_page
from obelize.appraisal.signals.rubric import rubric_from_toml
from obelize.errors import RuleError
from obelize.rulebook import shipped_rulebook


def test_the_page_is_current() -> None:
    page = Path(__file__).resolve().parents[4] / "docs" / "credibility.md"
    assert page.read_text(encoding="utf-8") == credibility_page(shipped_rubric())


def test_every_signal_is_on_the_page_and_its_finding_has_a_code() -> None:
    page = credibility_page(shipped_rubric())
    for rule in shipped_rubric().signals:
        assert f'<a id="{rule.id}">' in page
        assert rule.finding is None or rule.finding in shipped_rulebook().codes


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"colour": "red"}, "unknown field 'colour'"),
        ({"style": True}, "a signal of style has weight 0"),
        ({"title": None}, "title"),
    ],
)
def test_a_wrong_entry_is_named(changes: dict[str, object], message: str) -> None:
    table = dict(shipped_rulebook().tables["credibility"])
    entries = table["signal"]
    assert isinstance(entries, list)
    first = {key: value for key, value in {**entries[0], **changes}.items() if value is not None}
    table["signal"] = [first, *entries[1:]]
    with pytest.raises(RuleError, match=message):
        rubric_from_toml(table)
